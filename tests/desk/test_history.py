"""The history of a record tells what changed, by whom, in words."""

import pytest
from django.urls import reverse

from catalogue.accounts.roles import Role
from catalogue.desk.history import entries_of, put_into_words
from catalogue.desk.origins import origins_of
from catalogue.methods.models import WorkMethod
from catalogue.rounds.models import Notice
from tests.accounts.factories import EditorFactory, OfficerFactory, holder_of
from tests.desk.exchange.conftest import Desk
from tests.methods.factories import StepFactory, ThemeFactory, WorkMethodFactory
from tests.places.factories import CommunityFactory
from tests.rounds.course import Course
from tests.rounds.factories import (
    NoticeFactory,
    ProvincialReturnFactory,
    SelectionRoundFactory,
)

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

    with django_assert_num_queries(23):
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


def test_a_result_notice_stays_inside_until_its_round_is_announced():
    course = Course().to("approved")
    NoticeFactory(selection_round=course.round, number="民办函〔2026〕1号")
    course.prepare_next()
    result = Notice.objects.get(role=Notice.Role.RESULT)

    def notices():
        history = told(course.round, seen_by=course.officer)
        return [part for part, *_ in history if part.startswith("notice")]

    before = notices()
    course.step()

    opening = "notice: 民办函〔2026〕1号"
    assert sorted(before) == ["notice", opening]
    assert set(notices()) == {f"notice: {result.number}", opening}


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


def imported(client, person, *names):
    """Methods of these names by an import of the person; its rows begin at 2."""
    client.force_login(person)
    desk = Desk(client)
    place = CommunityFactory(street__county__province=person.reporting_body)
    rows = [[name, place.code] for name in names]
    method_import = desk.take_in(
        [["名称", "社区代码", "步骤1：做法"], *([*row, "走访"] for row in rows)],
        name="三月.xlsx",
    )
    answers = {f"resembles-{row.number}": "new" for row in method_import.rows.all()}
    desk.choose(method_import, **answers)
    desk.save(method_import)
    return desk, method_import


def origins(row, person):
    entries = put_into_words(entries_of(row, seen_by=person), row)
    return [str(entry.origin or "") for entry in entries]


def test_import_that_brought_a_change_is_named_with_its_row(client):
    officer = OfficerFactory()
    typed = WorkMethodFactory(reporting_body=officer.reporting_body, community=None)
    imported(client, officer, "一院三会", "板凳课堂")
    method = WorkMethod.objects.get(title_zh="板凳课堂")

    # The second one is of the step.
    assert origins(method, officer) == ["Imported from “三月.xlsx”, row 3."] * 2
    assert origins(typed, officer) == [""]


def test_import_links_only_for_who_may_open_it(client):
    officer = OfficerFactory()
    _desk, method_import = imported(client, officer, "一院三会")
    address = history_of("methods_workmethod", WorkMethod.objects.get())
    link = f'href="/admin/exchange/methods/{method_import.pk}/"'
    pages = {}

    for name, person in {
        "own": officer,
        "colleague": OfficerFactory(reporting_body=officer.reporting_body),
        "editor": EditorFactory(),
    }.items():
        client.force_login(person)
        pages[name] = client.get(address).content.decode()

    assert {name: link in page for name, page in pages.items()} == {
        "own": True,
        "colleague": False,
        "editor": True,
    }
    assert all("三月.xlsx" in page for page in pages.values())


def test_trail_names_imports_and_their_undoing_without_a_link(client):
    desk, method_import = imported(client, OfficerFactory(), "一院三会")
    desk.undo(method_import)
    client.force_login(holder_of(Role.AUDIT_ADMINISTRATOR))

    page = client.get("/admin/audit/?kind=methods.workmethod").content.decode()

    assert "Imported from “三月.xlsx”, row 2." in page
    assert "The import of “三月.xlsx” was undone." in page
    assert "/admin/exchange/methods/" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_naming_imports_takes_two_questions(
    client, count, django_assert_max_num_queries
):
    officer = OfficerFactory()
    imported(client, officer, *[f"第{number}个方法" for number in range(count)])
    entries = [
        entry
        for method in WorkMethod.objects.all()
        for entry in entries_of(method, seen_by=officer)
    ]

    with django_assert_max_num_queries(2):
        found = origins_of(entry.event for entry in entries)

    assert {origin.row for origin in found.values()} == set(range(2, 2 + count))
