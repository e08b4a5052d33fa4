"""A method knows its place in the list that its reader came from."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.methods.models import WorkMethod
from catalogue.public.kept_pages import PAGES
from catalogue.public.paging import PAGE_LENGTH
from catalogue.public.place_in_list import PlaceInList
from tests.methods.factories import ThemeFactory, WorkMethodFactory

pytestmark = pytest.mark.django_db

LIST = "/en/methods/"


@pytest.fixture
def methods():
    """Five methods, the newest first; the first, third and fifth have a theme."""
    theme = ThemeFactory(slug="culture")
    made = [
        WorkMethodFactory(
            published=True,
            title_en=f"Method {'EDCBA'[n]}",
            themes=[] if n % 2 else [theme],
        )
        for n in range(5)
    ]
    return made[::-1]


def show(client, method, query=""):
    return client.get(method.get_absolute_url() + query)


def beside(page):
    return page.context["previous"], page.context["next"]


def test_without_a_query_the_list_is_that_of_all_methods(client, methods):
    page = show(client, methods[1])

    assert page.context["in_list"] == PlaceInList(
        list_url=f"{LIST}#method-{methods[1].number}",
        count=5,
        is_whole=True,
        position=2,
        previous=methods[0].number,
        next=methods[2].number,
    )
    assert beside(page) == (methods[0], methods[2])
    assert "2 of 5, newest first" in page.content.decode()


def test_a_narrowed_list_leads_from_one_of_its_methods_to_the_next(client, methods):
    query = "?theme=culture"

    page = show(client, methods[2], query)

    assert beside(page) == (methods[0], methods[4])
    text = page.content.decode()
    assert f'href="{methods[0].get_absolute_url()}{query}" rel="prev"' in text
    assert f'href="{methods[4].get_absolute_url()}{query}" rel="next"' in text
    assert f'href="{LIST}{query}#method-{methods[2].number}"' in text
    assert "2 of 3 in this list" in text


def test_the_order_of_the_list_is_kept(client, methods):
    page = show(client, methods[1], "?order=title")

    assert beside(page) == (methods[0], methods[2])
    assert not page.context["in_list"].is_whole

    by_relevance = show(client, methods[1], "?q=method&order=title&theme=")
    assert beside(by_relevance) == (methods[0], methods[2])


def test_the_first_has_none_before_it_and_the_last_none_after(client, methods):
    assert beside(show(client, methods[0])) == (None, methods[1])
    assert beside(show(client, methods[-1])) == (methods[-2], None)


def test_the_way_back_leads_to_the_page_of_the_card(client):
    methods = WorkMethodFactory.create_batch(PAGE_LENGTH + 2, published=True)[::-1]

    first, last = methods[PAGE_LENGTH - 1], methods[PAGE_LENGTH]

    assert show(client, first).context["in_list"].list_url == (
        f"{LIST}#method-{first.number}"
    )
    back = show(client, last).context["in_list"].list_url
    assert back == f"{LIST}?page=2#method-{last.number}"
    assert f'id="method-{last.number}"' in client.get(back).content.decode()


def test_a_method_that_is_not_in_the_list_has_the_way_back_only(client, methods):
    page = show(client, methods[1], "?theme=culture")

    assert page.context["in_list"] == PlaceInList(
        list_url=f"{LIST}?theme=culture", count=3, is_whole=False
    )
    assert beside(page) == (None, None)
    assert 'rel="next"' not in page.content.decode()
    assert f'href="{LIST}?theme=culture">Back to the list' in page.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "?theme=nonsense&theme=culture",
        "?page=999",
        "?q=%00",
        "?compare=x",
        "?order=up",
        "?community=99999999999999999999",
        "?q=" + "x" * 5_000,
        "?" + "&".join(f"theme=t{n}" for n in range(900)),
    ],
)
def test_a_page_with_a_bad_list_is_still_a_page(client, methods, query):
    assert show(client, methods[0], query).status_code == 200


def test_what_the_list_leaves_out_is_named(client, methods):
    page = show(client, methods[0], "?theme=nonsense&theme=culture")

    assert "Theme (theme): no such value, left out: “nonsense”" in page.content.decode()
    assert beside(page) == (None, methods[2])


def test_neighbours_that_were_withdrawn_a_moment_ago_are_not_named(
    client, methods, know_the_version
):
    know_the_version()
    WorkMethod.objects.filter(pk=methods[0].pk).update(
        status="withdrawn", title_en="Secret"
    )

    page = show(client, methods[1])

    assert beside(page) == (None, methods[2])
    assert "Secret" not in page.content.decode()


def test_the_canonical_address_has_no_list(client, methods):
    page = show(client, methods[0], f"?theme=culture&compare={methods[1].number}")

    address = f"http://testserver{methods[0].get_absolute_url()}"
    assert f'<link rel="canonical" href="{address}">' in page.content.decode()


def test_the_choice_to_compare_goes_along(client, methods):
    chosen = f"?compare={methods[1].number}"

    page = show(client, methods[0], chosen)

    text = page.content.decode()
    assert f'href="{methods[1].get_absolute_url()}{chosen}" rel="next"' in text
    assert f'href="{LIST}{chosen}">Methods</a>' in text
    assert page.context_data["choice"].url == (
        f"{methods[0].get_absolute_url()}"
        f"?compare={methods[1].number}&compare={methods[0].number}"
    )
    assert page.context_data["tray"].clear_url == methods[0].get_absolute_url()


def test_related_methods_carry_the_choice_and_not_the_list(client, methods):
    chosen = f"compare={methods[1].number}"

    page = show(client, methods[0], f"?theme=culture&{chosen}")

    assert {each.query for each in page.context["related"]} == {f"?{chosen}"}


@pytest.mark.parametrize("count", [3, 60])
def test_the_list_costs_one_query(client, count, know_the_version):
    methods = WorkMethodFactory.create_batch(count, published=True)
    know_the_version()

    def queries(query):
        PAGES.empty()
        with CaptureQueriesContext(connection) as captured:
            show(client, methods[1], query)
        return [each["sql"] for each in captured]

    chosen = "&".join(f"compare={each.number}" for each in methods[:3])
    plain, with_choice = queries("?order=title"), queries(f"?order=title&{chosen}")

    assert len(plain) == len(with_choice)
    of_neighbours = re.compile(r'"methods_workmethod"."number" IN \(\d')
    assert len([each for each in plain if of_neighbours.search(each)]) == 1
