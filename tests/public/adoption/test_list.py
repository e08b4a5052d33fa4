"""Who works by what, as readers and programs get it: confirmed, and nothing else."""

import csv
import io
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalogue.methods.models import WorkMethod
from catalogue.public import orders
from catalogue.public.facet_index import load_facet_index
from catalogue.public.kept_cards import CARDS
from catalogue.public.kept_pages import PAGES
from tests.methods.factories import MethodParentFactory, ThemeFactory, WorkMethodFactory
from tests.places.factories import CommunityFactory, real_province
from tests.practice.factories import AdoptionFactory, adoption_of

pytestmark = pytest.mark.django_db
LIST = "adoption-list"


@pytest.fixture
def method():
    return WorkMethodFactory(
        published=True,
        title_en="Courtyard council",
        title_zh="小院议事厅",
        themes=[ThemeFactory(slug="consultation", name_en="Consultation")],
    )


def page(client, query="", name=LIST):
    return client.get(reverse(name) + query)


def numbers(response):
    return [row.method.pk for row in response.context["rows"]]


def file_of(client, name, query=""):
    response = page(client, query, name)
    content = b"".join(response.streaming_content)
    return response, content


def test_list_shows_what_is_confirmed(client, method):
    adoption_of(
        real_province("zhejiang"),
        method=method,
        confirmed=True,
        since="2021-05",
        adapted_zh="电话投票",
        result_en="Half of all took part.",
    )
    AdoptionFactory(method=method, adapted_zh="未经确认")
    AdoptionFactory(confirmed=True, method=WorkMethodFactory(), adapted_zh="未公开")

    response = page(client)
    content = response.content.decode()

    assert numbers(response) == [method.pk]
    assert "电话投票" in content
    assert "Half of all took part." in content
    assert "May 2021" in content
    assert "未经确认" not in content
    assert "未公开" not in content


def test_ended_ones_are_marked_with_their_reason(client, method):
    AdoptionFactory(method=method, ended=True)

    content = page(client).content.decode()

    assert "adoption-ended" in content
    assert "Ended June 2024:" in content
    assert "并入街道工作" in content


@pytest.fixture
def three(method):
    other = WorkMethodFactory(published=True)
    return [
        adoption_of(
            real_province("zhejiang"), method=method, confirmed=True, since="2022"
        ),
        adoption_of(real_province("sichuan"), method=method, ended=True, since="2021"),
        adoption_of(
            real_province("zhejiang"), method=other, confirmed=True, since="2020"
        ),
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [0, 1, 2]),
        ("?province=zhejiang", [0, 2]),
        ("?province=zhejiang&province=sichuan&theme=consultation", [0, 1]),
        ("?region=west", [1]),
        ("?theme=consultation", [0, 1]),
        ("?state=in-use", [0, 2]),
        ("?state=ended", [1]),
        ("?method={0.method_id}", [0, 1]),
        ("?community={2.community_id}", [2]),
        ("?province=zhejiang&state=ended", []),
    ],
)
def test_every_filter_gives_the_same_on_page_file_and_api(client, three, query, found):
    query = query.format(*three)
    wanted = [three[place].pk for place in found]

    shown = page(client, query).context["page_obj"].object_list
    _response, content = file_of(client, "adoption-json", query)
    answer = client.get(reverse("api-adoption-list") + query).json()

    assert [row.pk for row in shown] == wanted
    assert [row["number"] for row in json.loads(content)["results"]] == wanted
    assert [row["number"] for row in answer["results"]] == wanted
    assert answer["count"] == len(wanted)


@pytest.mark.parametrize(
    "query",
    [
        "?province=atlantis",
        "?method=999999",
        "?community=x",
        "?state=asleep",
        "?page=0",
    ],
)
def test_unknown_value_is_named_on_the_page_and_refused_elsewhere(client, query):
    name = query[1:].partition("=")[0]

    shown = page(client, query)
    refused = [
        page(client, query, "adoption-csv"),
        page(client, query, "api-adoption-list"),
    ]

    assert shown.status_code == 200
    assert [problem.parameter for problem in shown.context["problems"]] == [name]
    assert [answer.status_code for answer in refused] == [400, 400]
    assert all(list(answer.json()) == [name] for answer in refused)


def test_unpublished_method_is_no_value(client):
    hidden = AdoptionFactory(confirmed=True, method=WorkMethodFactory())

    response = page(client, f"?method={hidden.method_id}")

    assert [each.parameter for each in response.context["problems"]] == ["method"]
    assert hidden.method.title_zh not in response.content.decode()


def test_page_past_the_end_is_missing(client, three):
    assert page(client, "?page=2").status_code == 404


def test_csv_holds_one_row_an_adoption_without_formulas(client, method):
    adoption = AdoptionFactory(
        method=method, confirmed=True, since="2021", adapted_zh="=1+1"
    )
    adoption.evidence.create(address="https://example.org/a")

    response, content = file_of(client, "adoption-csv")
    [row] = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "adoptions-" in response["Content-Disposition"]
    assert row["Number of the method"] == str(method.pk)
    assert row["State"] == "In use"
    assert row["Since"] == "2021"
    assert row["Adapted how, in Chinese"] == "'=1+1"
    assert row["Links"] == "https://example.org/a"


def test_workbook_is_one(client, three):
    response, content = file_of(client, "adoption-xlsx")

    assert response.status_code == 200
    assert content.startswith(b"PK")


@pytest.mark.parametrize("name", ["adoption-csv", "adoption-json", "api-adoption-list"])
def test_nothing_of_who_reported_leaves_the_site(client, method, name, officer):
    AdoptionFactory(
        method=method, confirmed=True, reported_by=officer, came_by_form=True
    )

    response = page(client, "", name)
    content = (
        b"".join(response.streaming_content) if response.streaming else response.content
    ).decode()

    assert officer.username not in content
    assert "reference" not in content
    assert "form" not in content.replace("formula", "")


@pytest.mark.parametrize("count", [1, 20])
def test_list_costs_the_same_number_of_queries(client, method, know_the_version, count):
    for _ in range(count):
        AdoptionFactory(method=method, confirmed=True).evidence.create(
            address="https://example.org/"
        )
    know_the_version()

    with CaptureQueriesContext(connection) as asked:
        page(client)

    assert len(asked) == 3


@pytest.mark.parametrize("count", [1, 20])
def test_method_page_costs_the_same_with_any_number_of_adopters(
    client, method, know_the_version, count
):
    body = real_province("zhejiang")
    for _ in range(count):
        adoption_of(body, method=method, confirmed=True)
        MethodParentFactory(parent=method)
    know_the_version()
    CARDS.empty()

    with CaptureQueriesContext(connection) as asked:
        client.get(method.get_absolute_url())

    assert len(asked) == 20


def test_method_page_names_its_adopters_and_its_family(client, method):
    body = real_province("zhejiang")
    at_work = adoption_of(body, method=method, confirmed=True, adapted_zh="电话投票")
    adoption_of(body, method=method, ended=True)
    adoption_of(body, method=method)
    parent = MethodParentFactory(child=method).parent
    child = MethodParentFactory(parent=method).child
    MethodParentFactory(parent=method, child=WorkMethodFactory(title_zh="未公开的做法"))

    response = client.get(method.get_absolute_url())
    content = response.content.decode()
    adoptions = response.context["adoptions"]

    assert (adoptions.in_use, adoptions.ended) == (1, 1)
    assert adoptions.rows[0].community == at_work.community
    assert {
        tile.province.slug: tile.count for tile in adoptions.tiles if tile.count
    } == {"zhejiang": 1}
    family = response.context["family"]
    assert [card.number for card in family.learnt_from] == [parent.pk]
    assert [card.number for card in family.gave_rise_to] == [child.pk]
    assert "1 community works by this method." in content
    assert "未公开的做法" not in content


def test_method_without_adopters_says_nothing_of_them(client, method):
    AdoptionFactory(method=method)

    response = client.get(method.get_absolute_url())

    assert response.context["adoptions"] is None
    assert response.context["family"] is None
    assert "Adopted by" not in response.content.decode()
    assert "Tell us you adopted it" in response.content.decode()


def test_kept_page_is_new_once_an_adoption_is_confirmed(client, method):
    report = AdoptionFactory(method=method)
    before = client.get(method.get_absolute_url()).content.decode()

    report.state, report.decided_at = "confirmed", report.reported_at
    report.save()
    after = client.get(method.get_absolute_url()).content.decode()

    assert "works by this method" not in before
    assert "works by this method" in after


def test_community_lists_what_it_adopted(client, method):
    body = real_province("zhejiang")
    adoption = adoption_of(body, method=method, confirmed=True)
    AdoptionFactory(community=adoption.community)

    response = client.get(adoption.community.get_absolute_url())

    assert [row.method for row in response.context["adopted"]] == [method]
    assert "What it adopted" in response.content.decode()


def test_reporting_body_says_how_many_its_communities_adopted(client, method):
    body = real_province("zhejiang")
    adoption_of(body, method=method, confirmed=True)
    adoption_of(body, confirmed=True)
    adoption_of(body, ended=True)
    adoption_of(body)

    response = client.get(body.get_absolute_url())

    assert response.context["adopting"] == 2
    assert 'href="/en/adoptions/?province=zhejiang"' in response.content.decode()


def test_most_adopted_methods_come_first(client, method):
    few, none = WorkMethodFactory.create_batch(2, published=True)
    AdoptionFactory.create_batch(2, method=method, confirmed=True)
    AdoptionFactory(method=few, confirmed=True)
    AdoptionFactory.create_batch(3, method=few, ended=True)
    AdoptionFactory.create_batch(3, method=none)
    ordered = [method.pk, few.pk]
    PAGES.empty()

    shown = client.get(reverse("work-method-list") + "?order=adopted")
    answer = client.get(reverse("api-method-list") + "?order=adopted").json()

    assert [card.number for card in shown.context["cards"]][:2] == ordered
    assert [row["number"] for row in answer["results"]][:2] == ordered
    assert [row["adoptions"] for row in answer["results"]][:2] == [2, 1]
    assert "adopted by 2 communities" in shown.content.decode()


def test_order_of_list_and_of_sql_are_one(method):
    WorkMethodFactory.create_batch(3, published=True)
    AdoptionFactory(confirmed=True)
    AdoptionFactory.create_batch(2, method=method, confirmed=True)

    index = load_facet_index()

    by_bits = list(index.in_order(index.everything, "adopted", "en"))
    by_sql = orders.by_adoptions(WorkMethod.objects.published())
    assert by_bits == [each.number for each in by_sql]


def test_export_of_methods_tells_adoptions_and_family(client, method):
    AdoptionFactory(method=method, confirmed=True)
    parent = MethodParentFactory(child=method).parent

    _response, content = file_of(client, "work-method-json", "?theme=consultation")
    [row] = json.loads(content)["results"]
    _response, table = file_of(client, "work-method-csv", "?theme=consultation")
    [line] = csv.DictReader(io.StringIO(table.decode("utf-8-sig")))

    assert (row["adoptions"], row["learnt_from"]) == (1, [parent.pk])
    assert line["Communities that work by it"] == "1"
    assert line["Learnt from method"] == str(parent.pk)


@pytest.mark.parametrize("place", ["community", "method"])
def test_names_are_escaped(client, method, place):
    community = CommunityFactory(name="<b>社区")
    AdoptionFactory(
        method=method,
        community=community,
        confirmed=True,
        adapted_en="<script>alert(1)</script>",
    )

    shown = {
        "community": client.get(community.get_absolute_url()),
        "method": client.get(method.get_absolute_url()),
    }[place]

    assert "<script>alert" not in shown.content.decode()
