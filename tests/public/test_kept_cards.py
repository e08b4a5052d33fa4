"""Cards come from memory as long as the catalogue is the same, and not longer."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from catalogue.methods.models import WorkMethod
from catalogue.public.kept import KEEPER
from catalogue.public.kept_cards import CARDS, cards_of
from catalogue.public.kept_pages import PAGES
from tests.methods.factories import StepFactory, ThemeFactory, WorkMethodFactory

pytestmark = pytest.mark.django_db


def methods(number):
    return WorkMethodFactory.create_batch(number, published=True)


def numbers_of(rows):
    return [row.number for row in rows]


def test_a_kept_card_costs_no_query_and_is_the_same(know_the_version):
    asked = numbers_of(methods(3))
    know_the_version()
    made = cards_of(asked)

    with CaptureQueriesContext(connection) as queries:
        kept = cards_of(asked[::-1])

    assert not list(queries)
    assert kept == made[::-1]
    assert [card.html for card in kept] == [card.html for card in made[::-1]]


def test_only_missing_cards_are_read_and_in_one_go(know_the_version):
    asked = numbers_of(methods(5))
    know_the_version()
    cards_of(asked[:2])

    with CaptureQueriesContext(connection) as queries:
        cards = cards_of(asked)

    assert [card.number for card in cards] == asked
    assert len(queries) == 3
    assert f"IN ({', '.join(map(str, asked[2:]))})" in queries[0]["sql"]
    assert "problem_zh" not in queries[0]["sql"]


def test_cards_of_each_language_are_kept_apart():
    asked = numbers_of([WorkMethodFactory(published=True, title_zh="甲", title_en="A")])

    for _ in range(2):
        titles = []
        for language in ("en", "zh-hans"):
            with override(language):
                titles.append([card.title for card in cards_of(asked)])
        assert titles == [["A"], ["甲"]]


def test_a_change_of_anything_on_a_card_changes_the_card():
    method = WorkMethodFactory(published=True, themes=[ThemeFactory(name_en="Old")])
    asked = [method.number]
    assert "Old" in cards_of(asked)[0].html

    method.themes.all().update(name_en="New")
    assert "New" in cards_of(asked)[0].html

    StepFactory(method=method)
    assert "1 step" in cards_of(asked)[0].html


def test_a_withdrawn_method_has_no_card():
    first, second = methods(2)
    asked = [first.number, second.number]
    cards_of(asked)

    WorkMethod.objects.filter(pk=first.pk).update(status=WorkMethod.Status.WITHDRAWN)

    assert [card.number for card in cards_of(asked)] == [second.number]


def test_while_the_lists_are_made_anew_cards_are_read_and_not_kept(monkeypatch):
    asked = numbers_of(methods(1))
    cards_of(asked)
    monkeypatch.setattr(KEEPER, "settled", lambda: None)
    WorkMethod.objects.update(title_en="Changed")

    assert cards_of(asked)[0].title == "Changed"
    CARDS.empty()
    cards_of(asked)
    assert len(CARDS) == 0


def test_the_memory_of_cards_is_bounded(monkeypatch):
    asked = numbers_of(methods(3))
    size = cards_of(asked)[0].size
    CARDS.empty()
    monkeypatch.setattr(CARDS, "most_bytes", 2.5 * size)

    assert [card.number for card in cards_of(asked)] == asked
    assert len(CARDS) == 2


def test_a_search_marks_kept_cards_and_leaves_them_as_they_were(client):
    WorkMethodFactory(
        published=True, title_en="Courtyard council", title_zh="<b>停车</b>"
    )

    def page(query):
        PAGES.empty()
        return client.get("/en/methods/" + query).content.decode()

    plain = page("")
    assert "&lt;b&gt;<mark>停车</mark>&lt;/b&gt;" in page("?q=停车")
    assert "<mark>Courtyard</mark> council" in page("?q=courtyard")
    assert page("") == plain
    assert "<mark>" not in plain
