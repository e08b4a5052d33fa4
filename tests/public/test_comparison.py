import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalogue.methods.models import WorkMethod
from catalogue.public.comparison import Row
from catalogue.public.kept_cards import CARDS
from tests.methods.factories import (
    MethodCharacteristicFactory,
    SourceFactory,
    StepFactory,
    ThemeFactory,
    WorkMethodFactory,
)
from tests.places.factories import CommunityFactory

pytestmark = pytest.mark.django_db

COMPARE = "/en/methods/compare/"


def page(client, *numbers, more=""):
    query = "&".join(f"method={number}" for number in numbers)
    return client.get(f"{COMPARE}?{query}{more}")


def labels(rows):
    return [row.label for row in rows]


def test_what_differs_stands_above_what_is_the_same(client):
    theme = ThemeFactory(name_en="Culture")
    one = WorkMethodFactory(
        published=True, kind="comprehensive", themes=[theme], problem_en="Sheds"
    )
    other = WorkMethodFactory(
        published=True, kind="single-aspect", community=one.community, themes=[theme]
    )
    StepFactory(method=other, position=1, title_en="Raise it", who_en="Anybody")
    MethodCharacteristicFactory(method=one, evidence_en="All vote")

    compared = page(client, one.number, other.number).context["comparison"]

    assert compared.different == [
        Row("Kind", [[("Comprehensive",)], [("Single-aspect",)]]),
        Row("The problem", [[("Sheds",)], []]),
        Row("The steps", [[], [("1. ", "Raise it", " – ", "Anybody")]]),
        Row("Mass-based", [[("All vote",)], []]),
    ]
    assert Row("Theme", [[("Culture",)], [("Culture",)]]) in compared.same
    assert "What came of it" in labels(compared.same)


def test_methods_stand_in_the_order_of_the_address_each_once(client):
    one, other = WorkMethodFactory.create_batch(2, published=True)

    compared = page(client, other.number, one.number, other.number).context[
        "comparison"
    ]

    assert compared.numbers == [other.number, one.number]
    assert [column.remove_url for column in compared.columns] == [
        f"{COMPARE}?method={one.number}",
        f"{COMPARE}?method={other.number}",
    ]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_nothing_chosen_is_a_page_that_offers_a_search(client, language):
    response = client.get(f"/{language}/methods/compare/")

    assert response.status_code == 200
    assert response.context["comparison"].columns == []
    assert 'name="q"' in response.content.decode()


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("abc", "abc"),
        ("0", "0"),
        ("99999999999999999999", "99999999999999999999"),
        ("%00", "�"),
        ("%D9%A1", "١"),
        ("%3Cscript%3E", "&lt;script&gt;"),
    ],
)
def test_what_is_no_method_is_named_and_left_out(client, asked, shown):
    method = WorkMethodFactory(published=True)

    response = page(client, method.number, asked)

    text = response.content.decode()
    assert response.status_code == 200
    assert [each.parameter for each in response.context["problems"]] == ["method"]
    assert response.context["comparison"].numbers == [method.number]
    assert "Method (method): no such value, left out: “" + shown in text


def test_a_fifth_method_is_named_and_left_out(client):
    methods = WorkMethodFactory.create_batch(5, published=True)
    numbers = [method.number for method in methods]

    response = page(client, *numbers)

    assert response.context["comparison"].numbers == numbers[:4]
    assert [str(each) for each in response.context["problems"]] == [
        f"Method (method): at most 4 are compared, left out: {numbers[4]}"
    ]
    assert response.context["offers"] == []


@pytest.mark.parametrize(
    "status", [each for each in WorkMethod.Status.values if each != "published"]
)
def test_what_is_not_published_is_neither_compared_nor_offered(client, status):
    shown = WorkMethodFactory(published=True, title_en="Shown")
    secret = WorkMethodFactory(
        status=status, title_en="Secret", community=shown.community
    )

    chosen = page(client, shown.number, secret.number)
    searched = page(client, shown.number, more="&q=secret")
    numbered = page(client, shown.number, more=f"&q={secret.number}")

    for response in (chosen, searched, numbered):
        assert response.context["comparison"].numbers == [shown.number]
        assert response.context["offers"] == []
        assert "Secret" not in response.content.decode()


def test_related_methods_are_offered_and_keep_the_choice(client):
    method = WorkMethodFactory(published=True)
    neighbour = WorkMethodFactory(published=True, community=method.community)

    offers = page(client, method.number).context["offers"]

    assert [offer.url for offer in offers] == [
        f"{COMPARE}?method={method.number}&method={neighbour.number}"
    ]


def test_a_number_finds_its_method(client):
    method, other = WorkMethodFactory.create_batch(2, published=True)

    offers = page(client, method.number, more=f"&q={other.number}").context["offers"]

    assert offers[0].card.number == other.number


def test_a_method_is_offered_once(client):
    method, other = WorkMethodFactory.create_batch(2, published=True)
    other.title_en = f"Method {other.number}"
    other.save()

    offers = page(client, method.number, more=f"&q={other.number}").context["offers"]

    assert [offer.card.number for offer in offers] == [other.number]


def test_hostile_text_stays_text_in_a_comparison(client):
    hostile = "<img src=x onerror=alert(1)>"
    one, other = WorkMethodFactory.create_batch(2, published=True, title_en=hostile)

    text = page(client, one.number, other.number).content.decode()

    assert "<img src=x" not in text


def test_the_contact_is_not_compared(client):
    one, other = WorkMethodFactory.create_batch(
        2, published=True, contact_name="联系人张三", contact_phone="0591-12345678"
    )

    text = page(client, one.number, other.number).content.decode()

    assert "张三" not in text
    assert "12345678" not in text


def test_three_methods_cost_as_many_queries_as_two(client):
    methods = WorkMethodFactory.create_batch(4, published=True, themes=[ThemeFactory()])
    for method in methods:
        StepFactory(method=method)
        SourceFactory(method=method)
        MethodCharacteristicFactory(method=method)
    numbers = [method.number for method in methods]
    costs = []
    page(client)  # reads what is kept between requests

    for count in (2, 3):
        CARDS.empty()
        with CaptureQueriesContext(connection) as captured:
            page(client, *numbers[:count])
        costs.append(len(captured))

    assert costs[0] == costs[1]


def test_the_address_is_canonical_in_any_order(client):
    one, other = WorkMethodFactory.create_batch(2, published=True)

    response = page(client, other.number, one.number)

    assert response.context["canonical_url"] == (
        f"http://testserver{reverse('work-method-compare')}"
        f"?method={one.number}&method={other.number}"
    )


def test_every_run_in_the_other_language_is_marked(client):
    one, other = (
        WorkMethodFactory(
            published=True,
            title_en="",
            title_zh=f"{name}工作法",
            community=CommunityFactory(
                name=name,
                street__name_zh="前门街道",
                street__name_en="",
                street__county__name_en="Dongcheng District",
            ),
        )
        for name in ("草厂社区", "西河社区")
    )
    StepFactory(
        method=one, position=1, title_en="Raise it", who_en="", who_zh="任何居民"
    )

    text = page(client, one.number, other.number).content.decode()
    bare = re.sub(r'<(\w+)[^>]* lang="zh-Hans"[^>]*>[^<]*</\1>', "", text)
    content = bare[bare.index("<main") : bare.index("</main>")]

    assert "Dongcheng District" in content
    assert re.findall(r"[\u4e00-\u9fff]+", content) == []


def test_what_is_the_same_is_told_once_and_can_be_folded(client):
    theme = ThemeFactory(name_en="Culture")
    methods = WorkMethodFactory.create_batch(2, published=True, themes=[theme])
    methods.append(
        WorkMethodFactory(published=True, themes=[theme], problem_en="Sheds")
    )

    text = page(client, *(method.number for method in methods)).content.decode()

    table, folded = text.split('<details class="comparison-same">')
    assert "Culture" not in table.split("<table")[1]
    assert folded.split("</details>")[0].count("Culture") == 1


def test_the_choice_goes_along_to_the_list_and_to_the_methods(client):
    one, other = WorkMethodFactory.create_batch(2, published=True)
    chosen = f"?compare={one.number}&amp;compare={other.number}"

    text = page(client, one.number, other.number).content.decode()

    assert f'href="/en/methods/{chosen}"' in text
    assert f'href="{one.get_absolute_url()}{chosen}"' in text
