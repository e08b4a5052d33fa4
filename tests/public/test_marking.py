"""A reader sees why a search found a method."""

import pytest
from django.urls import reverse

from catalogue.methods.search.index import index_all_methods
from tests.methods.factories import StepFactory, ThemeFactory, WorkMethodFactory

pytestmark = pytest.mark.django_db


def page_of(client, question):
    address = reverse("work-method-list")
    return client.get(address, {"q": question}).content.decode()


def test_hits_are_marked_in_title_and_summary(client):
    WorkMethodFactory(
        published=True, title_zh="小院議事廳", title_en="Courtyard council",
        summary_en="Neighbours meet in courtyards.",
    )  # fmt: skip

    page = page_of(client, "courtyard 议事")

    assert "<mark>Courtyard</mark> council" in page
    assert "小院<mark>議事</mark>廳" in page
    assert "meet in <mark>courtyards</mark>." in page


def test_passage_shows_a_hit_that_the_card_does_not(client):
    method = WorkMethodFactory(published=True, title_zh="甲", summary_zh="乙")
    StepFactory(method=method, action_zh="先贴出停车方案，再开会")
    index_all_methods()

    page = page_of(client, "停车")

    assert (
        '<p class="card-passage" lang="zh-Hans">先贴出<mark>停车</mark>方案，再开会</p>'
        in page
    )


@pytest.mark.parametrize(
    ("question", "passage"),
    [
        (
            "居民自治",
            '<p class="card-passage" lang="zh-Hans"><mark>居民自治</mark></p>',
        ),
        ("gulou", "<mark>Gulou</mark> District"),
        ("鼓楼", "<mark>鼓楼</mark>区"),
        ("小院 鼓楼", "<mark>鼓楼</mark>区"),
    ],
)
def test_passage_shows_the_theme_or_place_that_was_found(client, question, passage):
    WorkMethodFactory(
        published=True,
        title_zh="小院议事厅",
        themes=[ThemeFactory(name_zh="居民自治")],
        community__street__county__name_zh="鼓楼区",
        community__street__county__name_en="Gulou District",
    )
    index_all_methods()

    assert passage in page_of(client, question)


def test_forms_of_a_word_are_marked(client):
    WorkMethodFactory(published=True, title_en="Mediating between neighbours")

    assert "<mark>Mediating</mark> between" in page_of(client, "mediation")


def test_marked_text_is_escaped(client):
    WorkMethodFactory(
        published=True, title_zh="<b>停车</b>", summary_zh="<script>停车</script>"
    )

    page = page_of(client, "停车")

    assert "&lt;b&gt;<mark>停车</mark>&lt;/b&gt;" in page
    assert "<script>停车" not in page


def test_without_a_search_nothing_is_marked(client):
    WorkMethodFactory(published=True)

    assert "<mark>" not in page_of(client, "")


def test_search_without_a_hit_offers_the_nearest_spelling(client):
    WorkMethodFactory(published=True, title_zh="小院议事厅")

    page = page_of(client, "议事庭")

    assert (
        'Perhaps you meant: <a href="/en/methods/?q=%E8%AE%AE%E4%BA%8B%E5%8E%85">'
        in page
    )
