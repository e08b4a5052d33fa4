"""The desk's page of source links: scoped, marked by hand, taken away as a file."""

import datetime

import pytest
from django.urls import reverse

from catalogue.methods.link_check.checking import keep
from catalogue.methods.link_check.judging import Verdict
from catalogue.methods.models import SourceLink, WorkMethod
from tests.accounts.factories import EditorFactory
from tests.methods.factories import SourceFactory, WorkMethodFactory
from tests.places.factories import CommunityFactory, ProvinceFactory

pytestmark = pytest.mark.django_db
LIST = reverse("admin:methods_sourcelink_changelist")
NOW = datetime.datetime(2026, 11, 2, 9, 0, tzinfo=datetime.UTC)
GONE = Verdict(SourceLink.Status.UNREACHABLE, SourceLink.Problem.GONE, 410)


def dead_link(body, address, **values):
    community = CommunityFactory(street__county__province=body)
    SourceFactory(
        address=address, method=WorkMethodFactory(community=community, **values)
    )
    keep(address, GONE, now=NOW - datetime.timedelta(days=1))
    return keep(address, GONE, now=NOW)


def test_officer_sees_own_links_and_of_a_shared_one_the_own_methods(client, officer):
    foreign_body = ProvinceFactory()
    shared = dead_link(officer.reporting_body, "https://a.example/", title_zh="板凳")
    dead_link(foreign_body, "https://a.example/", title_zh="别处的")
    dead_link(foreign_body, "https://b.example/", title_zh="别处的")

    page = client.get(LIST)

    assert list(page.context["cl"].result_list) == [shared]
    assert "板凳" in page.content.decode()
    assert "别处的" not in page.content.decode()


def act(client, name, rows):
    form = {"action": name, "_selected_action": [row.pk for row in rows]}
    return client.post(LIST, form)


def test_marking_by_hand_reaches_own_rows_alone(client, officer):
    own = dead_link(officer.reporting_body, "https://a.example/")
    foreign = dead_link(ProvinceFactory(), "https://b.example/")

    act(client, "works", [own, foreign])

    own.refresh_from_db()
    foreign.refresh_from_db()
    assert own.works_by_hand_by == officer
    assert foreign.works_by_hand_by is None


def test_file_of_the_list_holds_own_rows_and_own_methods(client, officer):
    body = officer.reporting_body
    own = dead_link(body, "https://a.example/")
    dead_link(ProvinceFactory(), "https://a.example/")
    dead_link(ProvinceFactory(), "https://b.example/")

    row = ("methods", "sourcelink", "csv")
    answer = client.get(reverse("admin:exchange_list", args=row))

    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    number = WorkMethod.objects.get(reporting_body=body).pk
    assert len(lines) == 2
    cells = lines[1].split(",")
    assert cells[:2] == [own.address, "dead: failed on two days"]
    assert cells[6] == str(number)


def test_address_that_is_none_of_the_web_is_no_link(client):
    client.force_login(EditorFactory())
    link = dead_link(ProvinceFactory(), "javascript:alert(1)")

    assert 'href="javascript' not in client.get(LIST).content.decode()
    page = client.get(reverse("admin:methods_sourcelink_change", args=[link.pk]))
    assert 'href="javascript' not in page.content.decode()


@pytest.mark.parametrize("count", [1, 12])
def test_list_costs_the_same_number_of_queries(
    client, count, django_assert_max_num_queries
):
    client.force_login(EditorFactory())
    for number in range(count):
        dead_link(ProvinceFactory(), f"https://{number}.example/")
    client.get(LIST)

    with django_assert_max_num_queries(12):
        page = client.get(f"{LIST}?status__exact=dead&by_hand=no")

    assert page.context["cl"].result_count == count
