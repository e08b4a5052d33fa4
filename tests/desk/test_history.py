"""The history of a record tells what changed, by whom, in words."""

import pytest
from django.urls import reverse

from catalogue.desk.history import entries_of, put_into_words
from tests.accounts.factories import EditorFactory, OfficerFactory
from tests.methods.factories import StepFactory, ThemeFactory, WorkMethodFactory
from tests.places.factories import CommunityFactory
from tests.rounds.factories import ProvincialReturnFactory, SelectionRoundFactory

pytestmark = pytest.mark.django_db


def told(row, *, seen_by):
    return [
        (
            entry.part,
            str(entry.act),
            [(change.label, change.before, change.after) for change in entry.changes],
        )
        for entry in put_into_words(entries_of(row, seen_by=seen_by), row)
    ]


def history_of(kind, row):
    return reverse(f"admin:{kind}_history", args=[row.pk])


@pytest.fixture
def editor(client):
    person = EditorFactory(first_name="民", last_name="李")
    client.force_login(person)
    return person


def test_fields_are_told_before_and_after(editor):
    method = WorkMethodFactory(title_zh="甲")
    method.title_zh = "乙"
    method.year_begun = 2014
    method.save()

    history = told(method, seen_by=editor)

    assert history == [
        (
            "",
            "changed",
            [("Chinese title", "甲", "乙"), ("year begun", "—", "2014")],
        ),
        ("", "entered", []),
    ]


def test_parts_and_themes_are_told(editor):
    method = WorkMethodFactory()
    step = StepFactory(method=method, position=1, title_zh="入户")
    step.title_zh = "议事"
    step.save()
    method.themes.add(ThemeFactory(name_en="Consultation"))
    step.delete()

    history = told(method, seen_by=editor)

    assert history == [
        ("", "entered", []),
        ("step: 1. 议事", "removed", []),
        ("step: 1. 议事", "changed", [("Chinese title", "入户", "议事")]),
        ("step: 1. 入户", "entered", []),
        ("theme: Consultation", "entered", []),
    ]


def test_who_made_a_change_is_told(client, editor):
    method = WorkMethodFactory(title_zh="甲")
    chosen = {"action": "publish", "_selected_action": [method.pk]}
    client.post(reverse("admin:methods_workmethod_changelist"), chosen)

    entries = put_into_words(entries_of(method, seen_by=editor), method)
    page = client.get(history_of("methods_workmethod", method)).content.decode()

    assert [entry.who for entry in entries] == [editor, None, editor]
    assert ("state", "Draft", "Published") in [
        (change.label, change.before, change.after) for change in entries[0].changes
    ]
    assert "李民" in page
    assert "<del>Draft</del> → <ins>Published</ins>" in page


def test_related_records_are_told_by_name(editor):
    method = WorkMethodFactory()
    before = method.community
    method.community = CommunityFactory(street__county=before.county)
    method.save()

    history = told(method, seen_by=editor)

    assert history[0] == (
        "",
        "changed",
        [("community", str(before), str(method.community))],
    )


@pytest.mark.parametrize("count", [1, 20])
@pytest.mark.usefixtures("editor")
def test_history_costs_the_same_number_of_queries_at_any_length(
    client, count, django_assert_num_queries
):
    method = WorkMethodFactory()
    for position in range(1, count + 1):
        StepFactory(method=method, position=position)
    client.get(history_of("methods_workmethod", method))

    with django_assert_num_queries(19):
        client.get(history_of("methods_workmethod", method))


def test_officer_reads_nothing_of_other_returns_in_the_history_of_a_round():
    officer = OfficerFactory()
    selection_round = SelectionRoundFactory(title_en="Round")
    own = ProvincialReturnFactory(
        selection_round=selection_round, reporting_body=officer.reporting_body
    )
    ProvincialReturnFactory(selection_round=selection_round)

    history = told(selection_round, seen_by=officer)

    assert history == [
        ("", "entered", []),
        (f"return of a reporting body: {own}", "entered", []),
    ]


@pytest.mark.usefixtures("editor")
def test_long_history_has_pages(client):
    method = WorkMethodFactory()
    for year in range(1950, 2005):
        method.year_begun = year
        method.save()

    first = client.get(history_of("methods_workmethod", method))
    second = client.get(history_of("methods_workmethod", method), {"p": 2})

    assert first.content.decode().count('<th scope="row">') == 50
    assert second.content.decode().count('<th scope="row">') == 6
