"""The first page of the desk: what waits, for whom, and that its numbers are true."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from catalogue.accounts.roles import Role
from catalogue.desk.models import ImportedRow, MethodImport
from catalogue.methods.link_check.checking import keep
from catalogue.methods.link_check.judging import Verdict
from catalogue.methods.models import SourceLink, WorkMethod
from catalogue.methods.publication import (
    Reason,
    change_state,
    schedule_publication,
)
from catalogue.places.models import RegisterChange
from catalogue.rounds.models import SelectionRound
from catalogue.rounds.releasing import release
from tests.accounts.factories import EditorFactory, OfficerFactory, holder_of
from tests.methods.factories import (
    MethodCharacteristicFactory,
    SourceFactory,
    StepFactory,
    ThemeFactory,
    WorkMethodFactory,
    method_of,
)
from tests.places.factories import ProvinceFactory
from tests.rounds.course import Course
from tests.rounds.factories import SelectionRoundFactory

pytestmark = pytest.mark.django_db

DESK = reverse("admin:index")
Status = WorkMethod.Status


def complete_method(body, **values):
    method = method_of(
        body,
        title_en="Bench class",
        summary_zh="一",
        problem_zh="二",
        results_zh="三",
        kind=WorkMethod.Kind.COMPREHENSIVE,
        themes=[ThemeFactory()],
        **values,
    )
    StepFactory(method=method, action_zh="做", who_zh="谁")
    MethodCharacteristicFactory(method=method, evidence_zh="据")
    SourceFactory(method=method)
    return method


def one_of_each_state(body):
    method_of(body)
    method_of(body, status=Status.RETURNED)
    method_of(body, status=Status.CHECKING)
    method_of(body, published=True)
    complete_method(body, published=True)
    released = method_of(body, status=Status.CHECKING)
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    schedule_publication(released, tomorrow, by=EditorFactory())
    dead = f"https://example.org/{released.pk}"
    SourceFactory(method=released, address=dead)
    gone = Verdict(SourceLink.Status.UNREACHABLE, SourceLink.Problem.GONE, 410)
    for days in (2, 1):
        keep(dead, gone, now=timezone.now() - datetime.timedelta(days=days))
    RegisterChange.objects.create(
        community=released.community,
        kind=RegisterChange.Kind.WITHDRAWN,
        register_on=datetime.date(2024, 6, 30),
    )


@pytest.mark.parametrize(
    "role", [Role.OFFICER, Role.MINISTRY_EDITOR, Role.ROUND_MANAGER]
)
def test_every_number_is_the_length_of_the_list_it_leads_to(client, role):
    person = holder_of(role)
    client.force_login(person)
    own, foreign = person.reporting_body or ProvinceFactory(), ProvinceFactory()
    for body in (own, foreign):
        one_of_each_state(body)

    page = client.get(DESK)

    sees = 1 if role == Role.OFFICER else 2
    assert [figure.count for figure in page.context["figures"]] == [
        number * sees for number in (2, 1, 1, 1, 1, 1)
    ]
    upkeep = [figure.count for figure in page.context["upkeep"]]
    # Dead links, and for who settles them the changes of the register.
    assert (
        upkeep
        == {
            Role.OFFICER: [1],
            Role.MINISTRY_EDITOR: [2, 2],
            Role.ROUND_MANAGER: [2],
        }[role]
    )
    for figure in [*page.context["figures"], *page.context["upkeep"]]:
        listed = client.get(figure.address)
        assert listed.status_code == 200, figure.address
        assert listed.context["cl"].result_count == figure.count, figure.address
    for body in page.context["bodies"]:
        numbers = {
            "": body.methods,
            "&status__exact=checking": body.checking,
            "&status__exact=published": body.published,
            "&complete=yes": body.complete,
        }
        for more, number in numbers.items():
            listed = client.get(body.address + more)
            assert listed.context["cl"].result_count == number, body.address + more


def test_editor_sees_every_body_and_officer_the_own(client):
    officer = OfficerFactory()
    complete_method(officer.reporting_body, published=True)
    method_of(other := ProvinceFactory())
    client.force_login(EditorFactory())
    every = client.get(DESK).context["bodies"]
    client.force_login(officer)
    page = client.get(DESK)

    assert {body.province for body in every} == {officer.reporting_body, other}
    assert [(each.province, each.share) for each in page.context["bodies"]] == [
        (officer.reporting_body, "100 %")
    ]
    assert other.short_name not in page.content.decode()


def test_officer_sees_what_came_back_with_its_reason_first(client):
    officer = OfficerFactory()
    draft = method_of(officer.reporting_body)
    returned = method_of(officer.reporting_body, status=Status.CHECKING)
    method_of(ProvinceFactory(), status=Status.RETURNED)
    change_state(
        returned, Status.RETURNED, by=EditorFactory(), reason=Reason(zh="请写明日期")
    )
    client.force_login(officer)

    page = client.get(DESK)

    rows = page.context["waiting"]
    assert [row.method for row in rows] == [returned, draft]
    assert rows[0].change.reason_zh == "请写明日期"
    assert "请写明日期" in page.content.decode()


def test_editor_sees_what_is_to_be_checked_and_what_it_lacks(client):
    method = WorkMethodFactory(status=Status.CHECKING)
    WorkMethodFactory()
    client.force_login(EditorFactory())

    rows = client.get(DESK).context["waiting"]

    assert [row.method for row in rows] == [method]
    assert rows[0].completeness.missing[0].key == "titles"


@pytest.mark.parametrize(
    ("days", "words", "late"),
    [
        (3, "in 3 days", False),
        (1, "in 1 day", False),
        (0, "today", False),
        (-1, "1 day late", True),
    ],
)
def test_closing_days_of_open_rounds_are_told(client, days, words, late):
    day = timezone.localdate() + datetime.timedelta(days=days)
    SelectionRoundFactory(state="open", submission_closed_on=str(day))
    SelectionRoundFactory(state="judging", submission_closed_on=str(day))
    client.force_login(OfficerFactory())

    (deadline,) = client.get(DESK).context["deadlines"]

    assert (deadline.words, deadline.is_late) == (words, late)


def test_round_of_another_province_is_none_of_the_officers_business(client):
    SelectionRoundFactory(
        state="open", submission_closed_on="2030-01-01", province=ProvinceFactory()
    )
    client.force_login(OfficerFactory())

    assert client.get(DESK).context["deadlines"] == []


def test_month_without_a_day_is_told_as_it_is(client):
    SelectionRoundFactory(state="open", submission_closed_on="2030-08")
    client.force_login(EditorFactory())

    (deadline,) = client.get(DESK).context["deadlines"]

    assert (deadline.day, deadline.words) == ("August 2030", "")


def test_recent_changes_are_those_of_the_own_rows(client):
    officer = OfficerFactory()
    own = method_of(officer.reporting_body, title_zh="板凳课堂")
    method_of(ProvinceFactory(), title_zh="别处的")
    own.title_zh = "板凳议事"
    own.save()
    client.force_login(officer)

    page = client.get(DESK)

    told = [(entry.part, str(entry.act)) for entry in page.context["recent_changes"]]
    assert told == [
        ("work method: 板凳议事", "changed"),
        ("work method: 板凳课堂", "entered"),
    ]
    assert "别处的" not in page.content.decode()


def test_own_imports_tell_how_many_rows_are_to_be_corrected(client):
    officer = OfficerFactory()
    own = MethodImport.objects.create(made_by=officer, file_name="甲.xlsx")
    MethodImport.objects.create(made_by=OfficerFactory(), file_name="乙.xlsx")
    for number, outcome in ((2, "wrong"), (3, "new"), (4, "wrong")):
        ImportedRow.objects.create(
            method_import=own, number=number, texts={}, outcome=outcome
        )
    client.force_login(officer)

    assert client.get(DESK).context["imports"] == [(own, 2)]


@pytest.mark.parametrize(
    "role",
    [
        Role.REVIEWER,
        Role.SYSTEM_ADMINISTRATOR,
        Role.SECURITY_ADMINISTRATOR,
        Role.AUDIT_ADMINISTRATOR,
    ],
)
def test_who_has_no_business_rights_sees_none_of_it(client, role):
    WorkMethodFactory(title_zh="板凳课堂")
    client.force_login(holder_of(role))

    page = client.get(DESK)

    assert page.status_code == 200
    assert not {"figures", "waiting", "bodies"} & page.context.keys()
    assert "板凳课堂" not in page.content.decode()


@pytest.mark.parametrize("count", [1, 12])
def test_first_page_costs_the_same_number_of_queries(
    client, count, django_assert_num_queries
):
    client.force_login(EditorFactory())
    for _number in range(count):
        method_of(ProvinceFactory(), status=Status.CHECKING)
    client.get(DESK)

    with django_assert_num_queries(26):
        client.get(DESK)


def test_editors_see_how_many_submitted_texts_wait_for_their_release(client, editor):
    course = Course().to(SelectionRound.State.CLOSED)
    release(course.submissions[0], by=EditorFactory())
    client.force_login(editor)

    [figure] = client.get(reverse("admin:index")).context["releases"]

    listed = client.get(figure.address).context["rows"]
    assert figure.count == sum(not released for _row, released in listed) == 1


def test_nobody_else_is_told_of_texts_to_release(client, officer):
    Course().to(SelectionRound.State.CLOSED)
    client.force_login(officer)

    assert client.get(reverse("admin:index")).context["releases"] == []
