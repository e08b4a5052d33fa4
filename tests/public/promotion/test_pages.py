"""The list, an entry, and the timelines on other pages: public rows and no others."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from catalogue.practice.models import Promotion
from catalogue.rounds.models import SelectionRound
from tests.methods.factories import WorkMethodFactory
from tests.places.factories import ProvinceFactory, real_province
from tests.practice.factories import PromotionFactory
from tests.rounds.factories import SelectionRoundFactory

pytestmark = pytest.mark.django_db

Standing = Promotion.Standing
HELD = {"standing": Standing.HELD, "published": True}
PLANNED = {"standing": Standing.PLANNED, "published": True}


def day(after):
    return (timezone.localdate() + datetime.timedelta(days=after)).isoformat()


def listed(client, query=""):
    return client.get(reverse("promotion-list") + query).context


def shown(context):
    """What the list shows, in its order: what is to come, then the rest."""
    past = [entry for year in context["years"] for entry in year.entries]
    return [entry.promotion for entry in [*context["coming"], *past]]


def test_nothing_unpublished_is_anywhere(client):
    body = real_province("fujian")
    method = WorkMethodFactory(published=True, community__street__county__province=body)
    held = SelectionRoundFactory(slug="round", announced=True)
    for status in Promotion.Status:
        if status != Promotion.Status.PUBLISHED:
            PromotionFactory(
                title_zh="没有公开",
                title_en="Secret",
                status=status,
                begins_on=day(1),
                standing=Standing.PLANNED,
                reporting_body=body,
                province=body,
                serving=[method, held],
            )

    for address in (
        reverse("promotion-list"),
        reverse("promotion-calendar"),
        reverse("promotion-csv"),
        reverse("api-promotion-list"),
        reverse("statistics-csv", args=["promotion"]),
        method.get_absolute_url(),
        held.get_absolute_url(),
        body.get_absolute_url(),
        reverse("sitemap"),
        *(reverse("promotion-detail", args=[each.pk]) for each in all_rows()),
    ):
        text = client.get(address).content.decode()
        assert "没有公开" not in text
        assert "Secret" not in text
    for each in all_rows():
        assert client.get(each.get_absolute_url()).status_code == 404


def all_rows():
    return Promotion.objects.all()


def test_what_is_to_come_stands_first_the_next_on_top(client):
    old = PromotionFactory(begins_on="2018", **HELD)
    undated = PromotionFactory(**HELD)
    later = PromotionFactory(begins_on=day(30), **PLANNED)
    soon = PromotionFactory(begins_on=day(0), **PLANNED)
    over = PromotionFactory(begins_on="2019", **PLANNED)
    cancelled = PromotionFactory(
        begins_on=day(9), standing=Standing.CANCELLED, published=True
    )

    context = listed(client)

    assert shown(context) == [soon, later, cancelled, over, old, undated]
    states = {
        entry.promotion: entry.state
        for entries in [context["coming"], *(y.entries for y in context["years"])]
        for entry in entries
    }
    assert states == {
        soon: "coming",
        later: "coming",
        cancelled: "cancelled",
        over: "uncertain",
        old: "",
        undated: "",
    }
    assert context["result_count"] == 6


def test_each_filter_narrows_the_list(client):
    fujian, hubei = real_province("fujian"), real_province("hubei")
    method = WorkMethodFactory(published=True)
    held = SelectionRoundFactory(slug="national-2018", announced=True)
    one = PromotionFactory(
        kind="seminar", begins_on="2018-03", province=fujian, serving=[method], **HELD
    )
    two = PromotionFactory(
        kind="press", begins_on="2019", reporting_body=hubei, serving=[held], **HELD
    )

    expected = {
        "?kind=seminar": [one],
        "?kind=seminar&kind=press": [two, one],
        "?year=2018": [one],
        "?province=fujian": [one],
        "?province=hubei": [two],
        f"?method={method.pk}": [one],
        "?round=national-2018": [two],
        "?year=2018&kind=press": [],
    }
    assert {query: shown(listed(client, query)) for query in expected} == expected


@pytest.mark.parametrize(
    "query",
    ["kind=lecture", "year=1850", "province=atlantis", "round=none", "method=999999"],
)
def test_an_unknown_value_is_named_and_left_out(client, query):
    promotion = PromotionFactory(begins_on="2018", **HELD)

    response = client.get(f"{reverse('promotion-list')}?{query}")

    assert response.status_code == 200
    assert shown(response.context) == [promotion]
    assert [each.parameter for each in response.context["problems"]] == [
        query.partition("=")[0]
    ]


@pytest.mark.parametrize(
    "query",
    [
        "method=1e9",
        "method=" + "9" * 50,
        "method=٣",
        "year=%00",
        "kind=%ff",
        "page=0",
        "page=x",
        "round=" + "x" * 5000,
    ],
)
def test_nonsense_gives_the_plain_list(client, query):
    PromotionFactory(begins_on="2018", **HELD)

    response = client.get(f"{reverse('promotion-list')}?{query}")

    assert response.status_code == 200
    assert response.context["problems"]


def test_a_draft_method_and_a_round_in_preparation_narrow_nothing(client):
    draft = WorkMethodFactory()
    SelectionRoundFactory(slug="secret", state=SelectionRound.State.PREPARING)
    PromotionFactory(**HELD)

    for query in (f"method={draft.pk}", "round=secret"):
        context = listed(client, f"?{query}")
        assert len(context["problems"]) == 1
        assert "secret" not in {
            option.value for choice in context["choices"] for option in choice.options
        }


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["Remove filter Kind: Press and columns", "Remove filter Year: 2018"]),
        ("zh-hans", ["取消筛选“类型：报刊专栏”", "取消筛选“年份：2018”"]),
    ],
)
def test_a_filter_in_use_is_named_by_what_following_it_does(client, language, names):
    PromotionFactory(kind="press", begins_on="2018", **HELD)

    with override(language):
        response = client.get(reverse("promotion-list") + "?kind=press&year=2018")

    assert [chip.name for chip in response.context["chips"]] == names
    for name in names:
        assert f'aria-label="{name}"' in response.content.decode()


def test_pages_go_on_and_end(client):
    PromotionFactory.create_batch(41, begins_on="2018", **HELD)

    first = listed(client, "?kind=training-class")
    past = client.get(f"{reverse('promotion-list')}?page=4")

    assert len(shown(first)) == 20
    assert first["next_url"].endswith("?kind=training-class&page=2")
    assert past.status_code == 404
    assert "page=3" in past.content.decode()


def test_events_to_come_stand_on_the_first_page_alone(client):
    PromotionFactory.create_batch(21, begins_on="2018", **HELD)
    PromotionFactory(begins_on=day(1), **PLANNED)

    assert listed(client, "?page=2")["coming"] == []


def test_timelines_stand_on_the_pages_of_what_was_served(client):
    body, other = ProvinceFactory(), ProvinceFactory()
    method = WorkMethodFactory(
        published=True, community__street__county__province=other
    )
    held = SelectionRoundFactory(slug="round", announced=True)
    of_method = PromotionFactory(begins_on="2018", serving=[method], **HELD)
    of_round = PromotionFactory(begins_on="2019", serving=[held], **HELD)
    of_body = PromotionFactory(reporting_body=body, **HELD)
    there = PromotionFactory(province=body, begins_on="2020", **HELD)

    def on(page):
        timeline = client.get(page.get_absolute_url()).context["promotion"]
        return timeline and [
            entry.promotion for year in timeline.years for entry in year.entries
        ]

    assert on(method) == [of_method]
    assert on(held) == [of_round]
    assert on(body) == [there, of_body]
    assert on(other) is None


def test_a_long_timeline_is_cut_and_leads_to_all(client):
    method = WorkMethodFactory(published=True)
    PromotionFactory.create_batch(13, begins_on="2018", serving=[method], **HELD)

    timeline = client.get(method.get_absolute_url()).context["promotion"]

    assert len(timeline.years[0].entries) == 12
    assert timeline.is_cut
    assert timeline.all_url == f"{reverse('promotion-list')}?method={method.pk}"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_an_entry_is_shown_whole(client, language):
    draft = WorkMethodFactory(title_zh="未公开的工作法")
    method = WorkMethodFactory(
        published=True, title_zh="议事工作法", title_en="Council"
    )
    promotion = PromotionFactory(
        title_zh="培训班",
        title_en="Class",
        begins_on="2018-09-01",
        people_reached=1200,
        source="民政部在线访谈",
        source_address="https://example.org/copy",
        address="https://example.org/event",
        serving=[method, draft],
        **HELD,
    )

    with override(language):
        text = client.get(promotion.get_absolute_url()).content.decode()

    assert ("培训班" if language == "zh-hans" else "Class") in text
    assert "1200" in text
    assert "民政部在线访谈" in text
    # Unofficial copies are cited, not linked.
    assert "https://example.org/copy" in text
    assert 'href="https://example.org/copy"' not in text
    assert "https://example.org/event" not in text
    assert ("议事工作法" if language == "zh-hans" else "Council") in text
    assert "未公开的工作法" not in text


def test_query_count_of_the_list_stays_flat(client, django_assert_max_num_queries):
    counts = []
    for size in (1, 15):
        for _each in range(size):
            PromotionFactory(
                begins_on="2018",
                province=ProvinceFactory(),
                serving=[
                    WorkMethodFactory(published=True),
                    SelectionRoundFactory(announced=True),
                ],
                **HELD,
            )
        with django_assert_max_num_queries(30) as captured:
            listed(client)
        counts.append(len(captured))

    assert counts[0] == counts[1]
