"""The life of a round: every step and no other, as the documents say."""

import datetime
import re
from itertools import product
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from catalogue.accounts.roles import Role
from catalogue.rounds.calling import criteria_are_open
from catalogue.rounds.life import BACK, FORWARD, missing, move_round
from catalogue.rounds.models import (
    Amendment,
    Approval,
    Assignment,
    BoardLine,
    Criterion,
    GroupConsensus,
    MarkMeaning,
    Review,
    ReviewMark,
    RoundStateChange,
    SelectionRound,
    Submission,
    SubmittedText,
)
from catalogue.rounds.models.selection_round import COURSE
from tests.accounts.factories import RoundManagerFactory, holder_of
from tests.rounds.course import Course
from tests.rounds.factories import (
    CriterionFactory,
    HeldRoundFactory,
    SelectionRoundFactory,
    SubmissionFactory,
)

pytestmark = pytest.mark.django_db

State = SelectionRound.State
DOCUMENTS = Path(__file__).resolve().parents[2] / "docs"
SUBMISSION_STEPS = {
    ("prepared", "submitted"),
    ("submitted", "taken-back"),
    ("taken-back", "submitted"),
    ("submitted", "recommended"),
    ("submitted", "not-recommended"),
    ("recommended", "submitted"),
    ("not-recommended", "submitted"),
    ("recommended", "selected"),
    ("not-recommended", "not-selected"),
    ("selected", "not-selected"),
    ("not-selected", "selected"),
}
# How a submission comes to each state.
PATHS = {
    "prepared": [],
    "submitted": ["submitted"],
    "taken-back": ["submitted", "taken-back"],
    "recommended": ["submitted", "recommended"],
    "not-recommended": ["submitted", "not-recommended"],
    "selected": ["submitted", "recommended", "selected"],
    "not-selected": ["submitted", "not-recommended", "not-selected"],
}
# By the state in which they are written: rows of a stage.
ROWS_OF_STAGES = {
    Review: State.INDEPENDENT_REVIEW,
    ReviewMark: State.INDEPENDENT_REVIEW,
    GroupConsensus: State.GROUP_CONSENSUS,
    BoardLine: State.INTER_GROUP_CONSENSUS,
}


def documented(name, part):
    """The pairs of states of one table of a document, in its order."""
    text = (DOCUMENTS / name).read_text(encoding="utf-8")
    section = text.split("\n## ")[part]
    return re.findall(r"^\| `([\w-]+)` \| `([\w-]+)` \|", section, re.MULTILINE)


@pytest.mark.parametrize("name", ["life-of-a-round.md", "life-of-a-round.zh.md"])
def test_documents_show_all_steps_of_a_round(name):
    assert documented(name, 1) == [*FORWARD.items(), *BACK.items()]


@pytest.mark.parametrize("name", ["life-of-a-round.md", "life-of-a-round.zh.md"])
def test_documents_show_all_steps_of_a_submission(name):
    assert set(documented(name, 2)) == SUBMISSION_STEPS


def test_a_round_goes_from_its_call_to_its_announcement():
    course = Course().to(State.ANNOUNCED)

    steps = RoundStateChange.objects.values_list("from_state", "to_state")
    states = course.round.submissions.order_by("pk").values_list("state", "outcome")
    assert list(steps) == list(FORWARD.items())
    assert list(states) == [("selected", "selected"), ("not-selected", "submitted")]


def test_announcing_publishes_what_was_selected_and_nothing_else():
    course = Course().to(State.APPROVED)
    course.prepare_next()
    assert not Submission.objects.public().exists()

    course.step()

    assert [each.pk for each in Submission.objects.public()] == [
        course.submissions[0].pk
    ]


@pytest.mark.parametrize("state", COURSE[:-1])
def test_a_step_is_refused_while_anything_is_missing(state):
    course = Course(places=1).to(state)
    if state == State.PREPARING:
        course.criterion.delete()

    with pytest.raises(ValidationError):
        course.step()

    course.round.refresh_from_db()
    assert course.round.state == state
    assert missing(course.round, course.now)


@pytest.mark.parametrize("state", COURSE)
def test_no_other_step_is_taken_by_the_function(state):
    course = Course().to(state)
    course.prepare_next()
    allowed = {FORWARD.get(state), BACK.get(state)}

    for to in set(COURSE) - allowed:
        with pytest.raises(ValidationError):
            move_round(course.round, to, by=course.manager, reason="x", at=course.now)


@pytest.mark.parametrize("state", COURSE)
def test_no_step_is_passed_over_in_the_database(state):
    course = Course().to(state)

    for to in set(COURSE) - {state}:
        with pytest.raises(IntegrityError), transaction.atomic():
            SelectionRound.objects.filter(pk=course.round.pk).update(state=to)


@pytest.mark.parametrize(("state", "to"), list(BACK.items()))
def test_going_back_takes_a_reason_and_is_on_record(state, to):
    course = Course().to(state)

    with pytest.raises(ValidationError):
        move_round(course.round, to, by=course.manager, reason=" ")
    course.round = move_round(course.round, to, by=course.manager, reason="补充材料")

    last = RoundStateChange.objects.last()
    assert (last.from_state, last.to_state, last.reason) == (state, to, "补充材料")
    assert course.round.state == to


def test_a_board_that_is_opened_again_recommends_nothing():
    course = Course().to(State.APPROVAL)

    move_round(course.round, State.INTER_GROUP_CONSENSUS, by=course.manager, reason="x")

    states = course.round.submissions.values_list("state", flat=True)
    assert set(states) == {"submitted"}


def test_an_approval_counts_for_just_the_list_that_was_approved():
    course = Course().to(State.APPROVAL)
    course.approve()
    back = State.INTER_GROUP_CONSENSUS
    course.round = move_round(course.round, back, by=course.manager, reason="x")
    course.round.board_swaps.create(
        taken_in=course.submissions[1],
        taken_out=course.submissions[0],
        reason="地区平衡",
        decided_by=course.manager,
    )
    course.step()

    with pytest.raises(ValidationError):
        course.step()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ROUND_MANAGER])
def test_only_the_round_manager_moves_a_round(role):
    course = Course()

    with pytest.raises(PermissionDenied):
        move_round(course.round, State.OPEN, by=holder_of(role))


def test_the_second_of_two_managers_is_told_that_it_is_done():
    course = Course()
    as_read_before = SelectionRound.objects.get(pk=course.round.pk)
    course.step()

    with pytest.raises(ValidationError) as refusal:
        move_round(as_read_before, State.OPEN, by=RoundManagerFactory())

    assert refusal.value.messages == ["The round is in the state “Open” already."]
    assert RoundStateChange.objects.count() == 1


def test_a_round_that_is_only_recorded_takes_no_steps():
    recorded = SelectionRoundFactory()

    with pytest.raises(ValidationError):
        move_round(recorded, State.OPEN, by=RoundManagerFactory())
    with pytest.raises(IntegrityError), transaction.atomic():
        SelectionRound.objects.update(state=State.APPROVAL)


@pytest.mark.parametrize("state", COURSE[1:])
def test_a_round_that_is_held_here_begins_in_preparation(state):
    with pytest.raises(IntegrityError), transaction.atomic():
        HeldRoundFactory(state=state)


def test_whether_a_round_is_held_here_is_settled_before_it_opens():
    course = Course().to(State.OPEN)

    with pytest.raises(IntegrityError), transaction.atomic():
        SelectionRound.objects.filter(pk=course.round.pk).update(is_held_here=False)


@pytest.mark.parametrize(
    ("model", "state"),
    [
        (model, state)
        for model, state in product(ROWS_OF_STAGES, COURSE)
        if COURSE.index(state) > COURSE.index(ROWS_OF_STAGES[model])
    ],
)
def test_rows_of_a_closed_stage_are_read_only(model, state):
    Course().to(state)
    table = connection.ops.quote_name(model._meta.db_table)
    assert model.objects.exists()

    with connection.cursor() as cursor:
        for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):
            with pytest.raises(IntegrityError), transaction.atomic():
                cursor.execute(statement)


def test_a_row_of_a_closed_stage_moves_into_no_open_one():
    closed = Course().to(State.GROUP_CONSENSUS)
    opened = Course().to(State.INDEPENDENT_REVIEW)
    review = Review.objects.first()
    free = Assignment.objects.filter(submission__in=opened.submissions).first()

    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.filter(pk=review.pk).update(assignment=free)

    assert Review.objects.get(pk=review.pk).assignment.submission in closed.submissions


def reviewed_and_sent_back():
    """A round whose submission is closed again, with reviews from the time between."""
    course = Course()
    course.criterion.mark_meanings.create(mark=1, meaning_zh="未体现。")
    course.to(State.INDEPENDENT_REVIEW)
    course.review_all()
    back = State.CLOSED
    course.round = move_round(course.round, back, by=course.manager, reason="补充组员")
    return course


def test_what_was_judged_is_not_opened_for_submission_again():
    course = reviewed_and_sent_back()

    with pytest.raises(ValidationError) as refusal:
        move_round(course.round, State.OPEN, by=course.manager, reason="补报")

    assert refusal.value.messages == [
        "Reviews were written: what they are of is not opened again."
    ]


def test_criteria_stay_once_something_was_judged_by_them():
    course = reviewed_and_sent_back()
    assert not criteria_are_open(course.round)
    assert criteria_are_open(Course().to(State.CLOSED).round)

    with pytest.raises(IntegrityError), transaction.atomic():
        Criterion.objects.update(weight=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        MarkMeaning.objects.update(meaning_zh="充分体现。")
    with pytest.raises(IntegrityError), transaction.atomic():
        CriterionFactory(selection_round=course.round)


def test_a_round_that_is_open_again_tells_no_day_of_its_closing():
    course = Course().to(State.CLOSED)
    assert course.round.submission_closed_on

    opened = move_round(course.round, State.OPEN, by=course.manager, reason="补报")

    assert opened.submission_closed_on == ""


def test_rows_of_a_stage_are_written_again_after_going_back():
    course = Course().to(State.GROUP_CONSENSUS)
    back = State.INDEPENDENT_REVIEW
    move_round(course.round, back, by=course.manager, reason="漏评")

    ReviewMark.objects.update(mark=3)

    assert set(ReviewMark.objects.values_list("mark", flat=True)) == {3}


@pytest.mark.parametrize("model", [Approval, RoundStateChange, SubmittedText])
def test_what_was_put_on_record_stays(model):
    Course().to(State.ANNOUNCED)
    assert model.objects.exists()

    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(id=0)


def test_assignments_stay_once_review_is_closed():
    Course().to(State.GROUP_CONSENSUS)

    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.update(is_by_hand=True)


def brought_to(state):
    """A submission that came to a state by the steps of the table."""
    if state == "recorded":
        return SubmissionFactory()
    submission = SubmissionFactory(
        selection_round=HeldRoundFactory(),
        state="prepared",
        submitted_at=timezone.now(),
        submitted_by=RoundManagerFactory(),
    )
    for step in PATHS[state]:
        change(submission, step)
    return submission


def change(submission, state):
    """Give a submission another state with the outcome that belongs to it."""
    outcome = "selected" if state == "selected" else "submitted"
    rows = Submission.objects.filter(pk=submission.pk)
    return rows.update(state=state, outcome=outcome)


@pytest.mark.parametrize(
    ("before", "after"), list(product(Submission.State.values, repeat=2))
)
def test_no_step_of_a_submission_is_passed_over(before, after):
    submission = brought_to(before)
    if {before, after} == {"selected", "not-selected"}:
        Amendment.objects.create(
            selection_round=submission.selection_round,
            submission=submission,
            outcome="selected" if after == "selected" else "submitted",
            dated=datetime.date(2026, 12, 1),
            text_zh="更正",
            recorded_by=RoundManagerFactory(),
        )

    if before == after or (before, after) in SUBMISSION_STEPS:
        assert change(submission, after) == 1
    else:
        with pytest.raises(IntegrityError), transaction.atomic():
            change(submission, after)


@pytest.mark.parametrize(
    ("before", "after"), [("selected", "not-selected"), ("not-selected", "selected")]
)
def test_an_announced_result_never_changes_without_an_amendment(before, after):
    submission = brought_to(before)

    with pytest.raises(IntegrityError), transaction.atomic():
        change(submission, after)


@pytest.mark.parametrize("state", [*PATHS])
def test_the_outcome_is_never_another_than_that_of_the_state(state):
    submission = brought_to(state)
    other = "submitted" if state == "selected" else "selected"

    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.filter(pk=submission.pk).update(outcome=other)


def test_submission_is_taken_until_the_end_of_the_closing_second():
    course = Course().to(State.OPEN)
    end = course.round.closes_at.replace(microsecond=0)
    course.round.closes_at = end

    last = end + datetime.timedelta(microseconds=999_999)
    assert course.round.takes_submissions(None, last)
    assert not course.round.takes_submissions(None, end + datetime.timedelta(seconds=1))
