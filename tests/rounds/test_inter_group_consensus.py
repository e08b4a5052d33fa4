"""The groups agree on the places: a line, swaps, and nothing beyond the places."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.accounts.roles import Role
from catalogue.rounds.inter_group_consensus import (
    board_of,
    line_of,
    missing_to_close,
    move_line,
    recommended,
    record_swap,
    undo_swap,
)
from catalogue.rounds.models import (
    BoardLine,
    BoardSwap,
    GroupConsensus,
    SelectionRound,
)
from tests.accounts.factories import holder_of
from tests.rounds.course import Course
from tests.rounds.factories import SubmissionFactory

pytestmark = pytest.mark.django_db

State = SelectionRound.State


class TiedCourse(Course):
    """A round of two groups whose submissions have the same ranks and the same scores.

    The first two submissions are the first places, the other two the second ones.
    """

    def __init__(self, **values):
        super().__init__(count=4, **values)

    def assign_all(self):
        own, self.groups = self.submissions, []
        for submissions in (own[::2], own[1::2]):
            self.submissions = submissions
            super().assign_all()
            self.groups.append(self.group)
        self.submissions = own

    def agree_on_all(self):
        own = self.submissions
        for group, submissions in zip(self.groups, (own[::2], own[1::2]), strict=True):
            self.group, self.submissions = group, submissions
            super().agree_on_all()
        self.submissions = own


@pytest.fixture
def course():
    """Four proposed by one group, ranked 1 to 4, for two places."""
    return Course(count=4, places=2).to(State.INTER_GROUP_CONSENSUS)


def is_in(course):
    found = recommended(course.round)
    return [
        number for number, each in enumerate(course.submissions) if each.pk in found
    ]


def swap(course, taken_in=None, taken_out=None, **values):
    chosen = course.submissions
    return record_swap(
        course.round,
        **{"by": course.manager, "reason": "兼顾西部地区"} | values,
        taken_in=None if taken_in is None else chosen[taken_in],
        taken_out=None if taken_out is None else chosen[taken_out],
    )


def words(course):
    return [str(each) for each in missing_to_close(course.round, course.now)]


def test_the_line_takes_the_first_of_the_order(course):
    move_line(course.round, 1, by=course.manager)
    assert is_in(course) == [0]

    move_line(course.round, 2, by=course.manager)
    assert is_in(course) == [0, 1]
    assert line_of(course.round) == 2
    assert BoardLine.objects.get().moved_by == course.manager


@pytest.mark.parametrize("places", [-1, 3, 5])
def test_the_line_keeps_to_the_places_and_to_what_is_proposed(course, places):
    with pytest.raises(ValidationError):
        move_line(course.round, places, by=course.manager)

    assert line_of(course.round) == 0


def test_a_swap_takes_one_in_and_one_out_with_a_reason(course):
    move_line(course.round, 2, by=course.manager)

    made = swap(course, 3, 0)

    assert is_in(course) == [1, 3]
    assert (made.reason, made.decided_by) == ("兼顾西部地区", course.manager)


def test_what_is_not_proposed_may_be_taken_in():
    course = Course(count=3, places=2).to(State.GROUP_CONSENSUS)
    course.prepare_next()
    GroupConsensus.objects.filter(submission=course.submissions[2]).update(
        result=GroupConsensus.Result.NOT_PROPOSED, rank=None
    )
    course.to(State.INTER_GROUP_CONSENSUS)

    swap(course, 2)

    assert is_in(course) == [2]


@pytest.mark.parametrize(
    "fault",
    [
        {},
        {"taken_in": 0},
        {"taken_out": 3},
        {"taken_in": 3, "taken_out": 0, "reason": " "},
        {"taken_in": 3},
    ],
)
def test_a_swap_with_a_fault_is_refused(course, fault):
    move_line(course.round, 2, by=course.manager)

    with pytest.raises(ValidationError):
        swap(course, **fault)

    assert not BoardSwap.objects.exists()
    assert is_in(course) == [0, 1]


def test_what_is_of_another_round_is_not_swapped(course):
    move_line(course.round, 1, by=course.manager)
    stranger = SubmissionFactory()

    for values in ({"taken_in": stranger}, {"taken_out": stranger}):
        with pytest.raises(ValidationError):
            record_swap(course.round, by=course.manager, reason="x", **values)


def test_the_line_does_not_move_to_more_than_the_places_with_swaps(course):
    move_line(course.round, 1, by=course.manager)
    swap(course, 3)

    with pytest.raises(ValidationError):
        move_line(course.round, 2, by=course.manager)

    assert is_in(course) == [0, 3]


def test_a_swap_is_undone_with_a_reason_and_stays_on_record(course):
    move_line(course.round, 2, by=course.manager)
    made = swap(course, 3, 0)
    with pytest.raises(ValidationError):
        undo_swap(made, by=course.manager, reason=" ")

    undo_swap(made, by=course.manager, reason="复议")

    assert is_in(course) == [0, 1]
    kept = BoardSwap.objects.get()
    assert (kept.undo_reason, kept.undone_by) == ("复议", course.manager)
    with pytest.raises(ValidationError):
        undo_swap(made, by=course.manager, reason="复议")


def test_a_swap_is_undone_after_the_later_ones_of_the_same(course):
    move_line(course.round, 2, by=course.manager)
    first = swap(course, 3, 0)
    second = swap(course, 2, 3)
    with pytest.raises(ValidationError):
        undo_swap(first, by=course.manager, reason="复议")

    undo_swap(second, by=course.manager, reason="复议")
    undo_swap(first, by=course.manager, reason="复议")

    assert is_in(course) == [0, 1]


def test_undoing_never_takes_more_than_the_places(course):
    move_line(course.round, 2, by=course.manager)
    out = swap(course, taken_out=0)
    swap(course, 3)

    with pytest.raises(ValidationError):
        undo_swap(out, by=course.manager, reason="复议")

    assert is_in(course) == [1, 3]


def test_equal_ranks_and_scores_of_two_groups_are_a_tie_that_people_decide():
    course = TiedCourse(places=2).to(State.INTER_GROUP_CONSENSUS)
    assert [len(block) for block in board_of(course.round).blocks] == [2, 2]

    move_line(course.round, 1, by=course.manager)

    assert is_in(course) == []
    assert words(course) == [
        "Draw the cut line: nothing is recommended.",
        "The line falls within a tie: move it, or decide by swaps.",
    ]
    swap(course, 1)
    assert is_in(course) == [1]
    assert words(course) == []


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ROUND_MANAGER])
def test_only_who_runs_rounds_decides(course, role):
    move_line(course.round, 1, by=course.manager)
    made = swap(course, 1)
    person = holder_of(role)

    with pytest.raises(PermissionDenied):
        move_line(course.round, 0, by=person)
    with pytest.raises(PermissionDenied):
        swap(course, 2, 1, by=person)
    with pytest.raises(PermissionDenied):
        undo_swap(made, by=person, reason="x")
    with pytest.raises(PermissionDenied):
        move_line(course.round, 0, by=course.chair)


@pytest.mark.parametrize("state", [State.GROUP_CONSENSUS, State.APPROVAL])
def test_the_board_is_changed_in_its_stage_alone(state):
    course = Course().to(state)
    made = BoardSwap(selection_round=course.round)

    with pytest.raises(ValidationError):
        move_line(course.round, 0, by=course.manager)
    with pytest.raises(ValidationError):
        swap(course, 1)
    with pytest.raises(ValidationError):
        undo_swap(made, by=course.manager, reason="x")


def test_who_undid_a_swap_and_why_is_kept_by_the_database(course):
    move_line(course.round, 1, by=course.manager)
    swap(course, 1)

    for values in ({"undone_at": course.now}, {"undo_reason": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            BoardSwap.objects.update(**values)


NUMBER = st.none() | st.integers(0, 3)
ACTS = st.lists(
    st.tuples(st.just("line"), st.integers(-1, 5), st.none())
    | st.tuples(st.just("swap"), NUMBER, NUMBER)
    | st.tuples(st.just("undo"), st.integers(0, 3), st.none()),
    max_size=6,
)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(acts=ACTS)
def test_whatever_is_tried_the_places_are_never_exceeded(course, acts):
    save = transaction.savepoint()
    for act, one, other in acts:
        before = recommended(course.round)
        try:
            if act == "line":
                move_line(course.round, one, by=course.manager)
            elif act == "swap":
                swap(course, one, other)
            else:
                made = list(BoardSwap.objects.order_by("pk"))[one : one + 1]
                for each in made:
                    undo_swap(each, by=course.manager, reason="复议")
        except ValidationError:
            assert recommended(course.round) == before
        assert len(recommended(course.round)) <= course.round.places
    transaction.savepoint_rollback(save)
