"""The audit trail: what everybody did, for who reads it."""

import datetime

import pytest
from django.contrib.auth import authenticate
from django.urls import reverse
from django.utils import timezone

from catalogue.accounts.models import SignIn
from catalogue.accounts.roles import Role, set_roles
from catalogue.desk.audit_trail import PER_PAGE, Asked, page_of_trail
from catalogue.places.merging import merge_communities
from tests.accounts.factories import PASSWORD, EditorFactory, UserFactory, holder_of
from tests.methods.factories import StepFactory, WorkMethodFactory
from tests.methods.test_admin import form, page_of
from tests.places.factories import CommunityFactory, ProvinceFactory

pytestmark = pytest.mark.django_db
TRAIL = reverse("admin:audit_trail")


def told(**asked):
    entries, _has_next = page_of_trail(Asked(**asked), 1)
    return [(entry.part, str(entry.act)) for entry in entries]


@pytest.fixture
def auditor(client):
    person = holder_of(Role.AUDIT_ADMINISTRATOR)
    client.force_login(person)
    return person


def test_changes_of_every_kind_are_told_with_who_before_and_after(client):
    editor = EditorFactory(first_name="民", last_name="李")
    method = WorkMethodFactory(title_zh="甲")
    client.force_login(editor)
    client.post(page_of(method), form(method, title_zh="乙"))
    client.force_login(holder_of(Role.AUDIT_ADMINISTRATOR))

    page = client.get(TRAIL, {"kind": "methods.workmethod", "act": "update"})

    text = page.content.decode()
    assert "李民" in text
    assert "<del>甲</del> → <ins>乙</ins>" in text


def test_trail_is_narrowed_by_kind_act_day_and_person():
    method = WorkMethodFactory(title_zh="甲")
    StepFactory(method=method, title_zh="入户", position=1)
    today, tomorrow = timezone.localdate(), timezone.localdate() + datetime.timedelta(1)

    assert told(kind="methods.step") == [("step: 1. 入户", "entered")]
    assert told(kind="methods.step", act="delete") == []
    assert told(kind="methods.step", since=today, until=today) == told(
        kind="methods.step"
    )
    assert told(kind="methods.step", since=tomorrow) == []
    assert told(kind="methods.step", person=UserFactory().pk) == []


@pytest.mark.usefixtures("auditor")
def test_a_merger_of_communities_is_told(client):
    body = ProvinceFactory()
    stays, goes = CommunityFactory.create_batch(2, street__county__province=body)
    merge_communities(stays, goes, by=EditorFactory(), reason="已合并")

    page = client.get(TRAIL, {"act": "insert"})

    assert page.status_code == 200
    kinds = [type(entry.event)._meta.model_name for entry in page.context["entries"]]
    assert "communitymergeevent" in kinds


def test_giving_a_role_is_told():
    account = UserFactory(username="lin")

    set_roles(account, [Role.REVIEWER], reporting_body=None)

    assert told(kind="accounts.user_groups") == [
        ("user: lin, group: reviewer", "entered")
    ]


def test_signing_in_and_failing_to_are_on_record(client):
    UserFactory(username="lin")

    client.post(reverse("admin:login"), {"username": "lin", "password": PASSWORD})
    authenticate(username="lin" + "x" * 300, password="wrong")

    names = SignIn.objects.order_by("pk").values_list("username", "succeeded")
    assert [(name[:3], succeeded) for name, succeeded in names] == [
        ("lin", True),
        ("lin", False),
    ]
    assert SignIn.objects.filter(address="127.0.0.1").count() == 1
    assert len(told(kind="accounts.signin")) == 2


@pytest.mark.usefixtures("auditor")
def test_trail_has_pages(client):
    WorkMethodFactory.create_batch(PER_PAGE + 1)
    kind = {"kind": "methods.workmethod"}

    first = client.get(TRAIL, kind)
    second = client.get(TRAIL, {**kind, "p": "2"})

    assert [len(page.context["entries"]) for page in (first, second)] == [PER_PAGE, 1]
    assert (first.context["next_url"], second.context["next_url"]) == (
        "?kind=methods.workmethod&p=2",
        "",
    )


@pytest.mark.usefixtures("auditor")
@pytest.mark.parametrize("count", [1, 20])
def test_trail_costs_the_same_number_of_queries_at_any_length(
    client, count, django_assert_num_queries
):
    for method in WorkMethodFactory.create_batch(count):
        method.title_zh = "改"
        method.save()
    client.get(TRAIL)
    kind = {"kind": "methods.workmethod", "act": "update"}

    with django_assert_num_queries(11):
        client.get(TRAIL, kind)


@pytest.mark.usefixtures("auditor")
@pytest.mark.parametrize("number", ["0", "201", "x", "-1", "٣", "99999999999999999999"])
def test_page_that_there_is_not_is_not_found(client, number):
    assert client.get(TRAIL, {"p": number}).status_code == 404


@pytest.mark.usefixtures("auditor")
def test_filter_that_means_nothing_is_named_and_left_out(client):
    page = client.get(TRAIL, {"kind": "methods.nothing", "since": "yesterday"})

    assert page.status_code == 200
    assert set(page.context["form"].errors) == {"kind", "since"}


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.AUDIT_ADMINISTRATOR}))
def test_nobody_else_reads_the_trail(client, role):
    client.force_login(holder_of(role))

    assert client.get(TRAIL).status_code == 403
