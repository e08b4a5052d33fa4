"""Release, approval, announcement, amendments, reasons: what may be and what not."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from catalogue.accounts.roles import Role, set_roles
from catalogue.methods.models import WorkMethod
from catalogue.rounds.agreed_reasons import (
    release_reasons,
    released_to,
    write_reasons,
)
from catalogue.rounds.announcing import (
    amend,
    cancel_announcement,
    schedule_announcement,
)
from catalogue.rounds.approving import list_to_approve, record_approval
from catalogue.rounds.life import REQUIREMENTS
from catalogue.rounds.models import (
    AgreedReason,
    Notice,
    ProvincialReturn,
    SelectionRound,
    Submission,
)
from catalogue.rounds.preparing import carry_over
from catalogue.rounds.releasing import release, released, take_release_back
from tests.accounts.factories import EditorFactory, OfficerFactory, holder_of
from tests.rounds.course import Course
from tests.rounds.factories import HeldRoundFactory, QuotaFactory

pytestmark = pytest.mark.django_db

State = SelectionRound.State
Outcome = Submission.Outcome


def today():
    return timezone.localdate()


def announced_lately():
    """A round that was announced before now, as an amendment of today wants it."""
    begun = timezone.now() - datetime.timedelta(hours=3)
    return Course(now=begun).to(State.ANNOUNCED)


def soon():
    return timezone.now() + datetime.timedelta(hours=3)


def test_a_release_is_of_the_text_as_it_is():
    course = Course().to(State.CLOSED)
    submission = release(course.submissions[0], by=EditorFactory())
    assert released([submission]) == {submission.pk}

    submission.method.summary_zh = "改过的摘要"
    submission.method.save()

    assert released([submission]) == set()


def test_a_release_ends_with_the_right_to_publish():
    course, editor = Course().to(State.CLOSED), EditorFactory()
    release(course.submissions[0], by=editor)

    set_roles(editor, [], reporting_body=None)

    again = Submission.objects.get(pk=course.submissions[0].pk)
    assert released([again]) == set()


def test_an_author_releases_no_text_of_his_own():
    course, editor = Course().to(State.CLOSED), EditorFactory()
    WorkMethod.objects.update(entered_by=editor)

    with pytest.raises(ValidationError):
        release(course.submissions[0], by=editor)


@pytest.mark.parametrize("role", [each for each in Role if each != "ministry-editor"])
def test_only_editors_release_and_take_back(role):
    course = Course().to(State.CLOSED)

    for act in (release, take_release_back):
        with pytest.raises(PermissionDenied):
            act(course.submissions[0], by=holder_of(role))


def test_what_is_public_already_needs_no_release():
    course = Course().to(State.CLOSED)
    course.submissions[0].method.status = WorkMethod.Status.PUBLISHED
    course.submissions[0].method.published_at = timezone.now()
    course.submissions[0].method.save()

    with pytest.raises(ValidationError):
        release(course.submissions[0], by=EditorFactory())


def test_a_round_is_not_announced_while_a_released_text_was_changed():
    course = Course().to(State.APPROVED)
    course.prepare_next()
    WorkMethod.objects.filter(pk=course.submissions[0].method_id).update(summary_zh="x")

    with pytest.raises(ValidationError) as refusal:
        course.step()

    assert refusal.value.messages == [
        f"№ {course.submissions[0].method_id} is not published, "
        "and no editor released its text."
    ]
    assert not WorkMethod.objects.published().exists()


def test_the_list_stands_in_official_order_with_the_digests_of_its_texts():
    course = Course().to(State.APPROVAL)

    rows = list_to_approve(course.round)

    first = course.submissions[0]
    assert [(row["submission"], row["digest"]) for row in rows] == [
        (first.pk, first.texts.get().digest)
    ]


def test_what_is_approved_is_what_was_judged_whatever_it_is_called_now():
    course = Course().to(State.APPROVAL)
    judged = list_to_approve(course.round)
    course.submissions[0].method.community.name = "改名社区"
    course.submissions[0].method.community.save()
    WorkMethod.objects.update(title_zh="改了名的工作法")

    assert list_to_approve(course.round) == judged


@pytest.mark.parametrize("state", [State.INTER_GROUP_CONSENSUS, State.APPROVED])
def test_approval_is_recorded_when_it_is_awaited_only(state):
    course = Course().to(state)

    with pytest.raises(ValidationError):
        record_approval(
            course.round, by=course.manager, approved_by="部领导", approved_on=today()
        )


def test_only_the_round_manager_records_an_approval():
    course = Course().to(State.APPROVAL)

    with pytest.raises(PermissionDenied):
        record_approval(
            course.round, by=EditorFactory(), approved_by="部领导", approved_on=today()
        )


def test_a_round_is_announced_by_the_clock_and_not_before():
    course = Course().to(State.APPROVED)
    course.prepare_next()
    schedule_announcement(course.round, soon(), by=course.manager)

    call_command("announce_due")
    assert not SelectionRound.objects.announced().exists()
    SelectionRound.objects.update(announce_at=timezone.now())
    call_command("announce_due")

    announced = SelectionRound.objects.announced().get()
    assert announced.announce_at is None
    assert Submission.objects.public().count() == 1


def test_a_moment_that_was_taken_back_just_now_announces_nothing(monkeypatch):
    course = Course().to(State.APPROVED)
    # Read before another connection took the moment back.
    monkeypatch.setattr(
        "catalogue.rounds.management.commands.announce_due.due_to_announce",
        lambda now: [(course.round, course.manager)],
    )
    course.prepare_next()

    call_command("announce_due")

    assert SelectionRound.objects.get().state == State.APPROVED


def test_a_text_that_is_changed_while_the_round_is_announced_stays_inside(monkeypatch):
    course = Course().to(State.APPROVED)
    course.prepare_next()
    # Asked and answered before another connection changed the text.
    monkeypatch.setitem(REQUIREMENTS, State.ANNOUNCED, lambda held, at: [])
    WorkMethod.objects.update(results_zh="改过的成效")

    with pytest.raises(ValidationError, match="release it anew"):
        course.step()

    assert not WorkMethod.objects.published().exists()


def test_the_clock_tells_what_kept_a_round_from_being_announced():
    course = Course().to(State.APPROVED)
    course.prepare_next()
    schedule_announcement(course.round, soon(), by=course.manager)
    SelectionRound.objects.update(announce_at=timezone.now())
    course.round.notices.all().delete()

    with pytest.raises(CommandError, match="Enter number and date"):
        call_command("announce_due")

    assert not Submission.objects.public().exists()


def test_a_moment_is_set_for_an_approved_round_that_lacks_nothing():
    course = Course().to(State.APPROVED)
    with pytest.raises(ValidationError):
        schedule_announcement(course.round, soon(), by=course.manager)
    course.prepare_next()
    with pytest.raises(ValidationError):
        schedule_announcement(course.round, timezone.now(), by=course.manager)
    with pytest.raises(PermissionDenied):
        schedule_announcement(course.round, soon(), by=EditorFactory())


def test_a_set_moment_can_be_taken_back():
    course = Course().to(State.APPROVED)
    course.prepare_next()
    schedule_announcement(course.round, soon(), by=course.manager)

    cancel_announcement(course.round, by=course.manager)

    assert SelectionRound.objects.get().announce_at is None


def test_an_amendment_takes_a_selected_one_out_and_says_so():
    course = announced_lately()

    amend(
        course.round,
        by=course.manager,
        dated=today(),
        text_zh="撤销入选",
        submission=course.submissions[0],
        outcome=Outcome.SUBMITTED,
    )

    states = course.round.submissions.order_by("pk").values_list("state", "outcome")
    assert list(states) == [("not-selected", "submitted")] * 2
    assert [each.text_zh for each in course.round.amendments.all()] == ["撤销入选"]


def test_the_return_of_a_body_follows_the_amendment():
    course = announced_lately()
    returns = ProvincialReturn.objects.values_list("submitted", "selected")
    before = list(returns)

    amend(
        course.round,
        by=course.manager,
        dated=today(),
        text_zh="撤销入选",
        submission=course.submissions[0],
        outcome=Outcome.SUBMITTED,
    )

    assert (before, list(returns.all())) == ([(2, 1)], [(2, 0)])
    assert SelectionRound.objects.get().official_selected == 1


def test_an_amendment_is_dated_after_the_announcement_and_not_ahead():
    course = announced_lately()
    announced = datetime.date.fromisoformat(course.round.announced_on)
    day = datetime.timedelta(days=1)

    for dated in (announced - day, today() + day):
        with pytest.raises(ValidationError):
            amend(course.round, by=course.manager, dated=dated, text_zh="更正")

    assert not course.round.amendments.exists()


def test_the_notice_of_an_announced_result_stays():
    Course().to(State.ANNOUNCED)
    notices = Notice.objects.filter(role=Notice.Role.RESULT)

    for write in (lambda: notices.update(number="另号"), notices.delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()
    notices.update(address="https://example.org/notice")

    assert notices.get().address == "https://example.org/notice"


def test_an_amendment_takes_in_only_what_the_public_can_read():
    course = announced_lately()

    with pytest.raises(ValidationError):
        amend(
            course.round,
            by=course.manager,
            dated=today(),
            text_zh="补充入选",
            submission=course.submissions[1],
            outcome=Outcome.SELECTED,
        )

    assert not course.round.amendments.exists()


@pytest.mark.parametrize("outcome", [Outcome.MODEL, Outcome.CASE, Outcome.SELECTED])
def test_an_amendment_changes_something(outcome):
    course = announced_lately()

    with pytest.raises(ValidationError):
        amend(
            course.round,
            by=course.manager,
            dated=today(),
            text_zh="更正",
            submission=course.submissions[0],
            outcome=outcome,
        )


def test_nothing_is_amended_before_the_announcement_or_by_others():
    course = Course().to(State.APPROVED)
    values = {"dated": today(), "text_zh": "更正"}

    with pytest.raises(ValidationError):
        amend(course.round, by=course.manager, **values)
    with pytest.raises(PermissionDenied):
        amend(course.round, by=EditorFactory(), **values)


def agreed(course, by=None):
    reasons = {course.criterion: "创新不足", None: "材料不全"}
    write_reasons(course.submissions[1], reasons, by=by or course.manager)


def test_reasons_reach_the_reporting_body_once_they_are_released():
    course = Course().to(State.APPROVAL)
    agreed(course)
    course.to(State.ANNOUNCED)
    assert not released_to(course.officer, course.round).exists()

    assert release_reasons(course.round, by=course.manager) == 1

    reasons = released_to(course.officer, course.round)
    assert {each.reason for each in reasons} == {"创新不足", "材料不全"}
    assert not released_to(OfficerFactory(), course.round).exists()


def test_reasons_are_not_released_before_the_announcement():
    course = Course().to(State.APPROVED)
    agreed(course)

    with pytest.raises(ValidationError):
        release_reasons(course.round, by=course.manager)


def test_released_reasons_stay_as_they_are():
    course = Course().to(State.ANNOUNCED)
    agreed(course)
    release_reasons(course.round, by=course.manager)

    with pytest.raises(ValidationError):
        write_reasons(course.submissions[1], {None: "别的"}, by=course.manager)


def test_an_empty_reason_takes_the_old_one_away():
    course = Course().to(State.ANNOUNCED)
    agreed(course)

    write_reasons(course.submissions[1], {None: " "}, by=course.manager)

    assert [each.criterion for each in AgreedReason.objects.all()] == [course.criterion]
    last = course.submissions[1]
    assert [each.submission for each in AgreedReason.objects.all()] == [last]


def test_reasons_are_written_by_the_secretary_of_the_group_and_no_other_reviewer():
    course = Course().to(State.ANNOUNCED)
    secretary = course.group.members.get(task="secretary").reviewer.account
    agreed(course, by=secretary)

    with pytest.raises(PermissionDenied):
        agreed(course, by=holder_of(Role.REVIEWER))
    with pytest.raises(PermissionDenied):
        agreed(course, by=course.officer)


def test_who_is_recused_writes_no_reasons_of_it():
    course = Course().to(State.ANNOUNCED)
    secretary = course.group.members.get(task="secretary").reviewer
    secretary.home_body = course.officer.reporting_body
    secretary.save()

    with pytest.raises(PermissionDenied):
        agreed(course, by=secretary.account)


def test_reasons_wait_until_the_groups_have_agreed():
    course = Course().to(State.GROUP_CONSENSUS)

    with pytest.raises(ValidationError):
        agreed(course)


def next_round(body=None):
    course = Course()
    if body is not None:
        QuotaFactory(selection_round=course.round, reporting_body=body)
    course.step()
    return course.round


def test_a_method_is_carried_over_to_the_next_round():
    course = Course().to(State.ANNOUNCED)
    last, to = course.submissions[1], next_round(course.officer.reporting_body)
    last.refresh_from_db()

    carried = carry_over(last, to, by=course.officer)

    assert (carried.state, carried.method, carried.carried_over_from) == (
        "prepared",
        last.method,
        last,
    )
    assert carried.sequence_number == 1
    with pytest.raises(ValidationError):
        carry_over(last, to, by=course.officer)


def test_nothing_else_is_carried_over():
    course = Course().to(State.ANNOUNCED)
    for submission in course.submissions:
        submission.refresh_from_db()
    selected, other = course.submissions
    to = next_round(course.officer.reporting_body)

    with pytest.raises(ValidationError, match="does not take submissions"):
        carry_over(other, next_round(), by=course.officer)
    with pytest.raises(ValidationError):
        carry_over(selected, to, by=course.officer)
    with pytest.raises(ValidationError):
        carry_over(other, HeldRoundFactory(), by=course.officer)
    with pytest.raises(PermissionDenied):
        carry_over(other, to, by=OfficerFactory())
    with pytest.raises(PermissionDenied):
        carry_over(other, to, by=course.manager)
