"""Groups agree: one result a submission, with reasons, participants and a rank."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from catalogue.accounts.roles import Role
from catalogue.rounds.group_consensus import (
    missing_to_close,
    note_absences,
    record_consensus,
    set_ranking,
)
from catalogue.rounds.models import Absence, GroupConsensus, Recusal, SelectionRound
from catalogue.rounds.models.selection_round import COURSE
from tests.accounts.factories import holder_of
from tests.rounds.course import Course
from tests.rounds.factories import ReviewerFactory, ReviewGroupFactory

pytestmark = pytest.mark.django_db

State = SelectionRound.State
IN, OUT = GroupConsensus.Result.PROPOSED, GroupConsensus.Result.NOT_PROPOSED
# From where on there is a group.
OTHER_STAGES = [each for each in COURSE[3:] if each != State.GROUP_CONSENSUS]


@pytest.fixture
def course():
    return Course(members=2).to(State.GROUP_CONSENSUS)


def members(course):
    return [member.pk for member in course.group.members.order_by("pk")]


def account(course, task):
    return course.group.members.filter(task=task).first().reviewer.account


def record(course, number=0, **values):
    return record_consensus(
        course.submissions[number],
        **{
            "by": course.chair,
            "result": IN,
            "reason": "步骤完整，成效明显",
            "took_part": members(course),
        }
        | values,
    )


def recuse(course, number, task):
    Recusal.objects.create(
        submission=course.submissions[number],
        reviewer=course.group.members.filter(task=task).first().reviewer,
        reason="曾任顾问",
        declared_by=course.manager,
    )


def ranks(course):
    rows = GroupConsensus.objects.order_by("submission").values_list("rank", flat=True)
    return list(rows)


def words(course):
    return [str(each) for each in missing_to_close(course.round, course.now)]


def test_a_result_holds_reasons_participants_and_who_recorded_it(course):
    three = members(course)[:3]

    consensus = record(course, took_part=three, reason=" 群众参与面广 ", rank=1)

    assert (consensus.result, consensus.reason, consensus.rank) == (
        IN,
        "群众参与面广",
        1,
    )
    assert consensus.recorded_by == course.chair
    assert [each.member_id for each in consensus.participants.all()] == three


def test_a_later_record_replaces_the_first(course):
    record(course, took_part=members(course)[:3], rank=1)

    record(
        course,
        by=account(course, "secretary"),
        result=OUT,
        reason="复制条件不足",
        took_part=members(course)[1:],
    )

    consensus = GroupConsensus.objects.get()
    assert (consensus.result, consensus.reason, consensus.rank) == (
        OUT,
        "复制条件不足",
        None,
    )
    taking = consensus.participants.values_list("member", flat=True)
    assert sorted(taking) == members(course)[1:]


@pytest.mark.parametrize(
    "fault",
    [
        {"reason": " "},
        {"result": "perhaps"},
        {"rank": 0},
        {"result": OUT, "rank": 1},
        {"took_part": []},
    ],
)
def test_a_record_with_a_fault_is_refused(course, fault):
    with pytest.raises(ValidationError):
        record(course, **fault)

    assert not GroupConsensus.objects.exists()


def test_one_alone_is_no_consensus(course):
    with pytest.raises(ValidationError) as refusal:
        record(course, took_part=members(course)[:1])

    assert refusal.value.messages == ["At least two members take part in a consensus."]


def test_who_is_recused_takes_no_part(course):
    recuse(course, 0, "member")
    recused = course.group.members.filter(task="member").first()

    with pytest.raises(ValidationError) as refusal:
        record(course)

    assert refusal.value.messages == [
        f"{recused.reviewer} is recused (declared) and takes no part."
    ]
    record(course, took_part=[each for each in members(course) if each != recused.pk])


def test_who_is_of_the_own_place_takes_no_part_without_a_declaration(course):
    member = course.group.members.filter(task="member").first()
    member.reviewer.home_body = course.officer.reporting_body
    member.reviewer.save()

    with pytest.raises(ValidationError):
        record(course)


def test_who_is_of_another_group_takes_no_part(course):
    stranger = ReviewerFactory()

    with pytest.raises(ValidationError):
        record(course, took_part=[*members(course), stranger.pk + 1000])


def test_who_is_absent_takes_no_part(course):
    absent = members(course)[-1]
    note_absences(course.group, {absent: "出差"}, by=course.chair)

    with pytest.raises(ValidationError):
        record(course)

    record(course, took_part=members(course)[:-1])
    assert Absence.objects.get().reason == "出差"


def test_who_took_part_is_not_absent(course):
    record(course)

    with pytest.raises(ValidationError):
        note_absences(course.group, {members(course)[0]: ""}, by=course.chair)

    assert not Absence.objects.exists()


def test_attendance_is_noted_anew(course):
    first, second, *_ = members(course)
    note_absences(course.group, {first: "出差", second: ""}, by=course.chair)

    note_absences(course.group, {second: "会议"}, by=course.chair)

    rows = Absence.objects.values_list("member", "reason")
    assert list(rows) == [(second, "会议")]


@pytest.mark.parametrize("role", Role)
def test_only_chair_and_secretary_of_the_group_record(course, role):
    outsider = holder_of(role)

    with pytest.raises(PermissionDenied):
        record(course, by=outsider)
    with pytest.raises(PermissionDenied):
        set_ranking(course.group, [], by=outsider)
    with pytest.raises(PermissionDenied):
        note_absences(course.group, {}, by=outsider)


def test_others_of_the_round_do_not_record():
    course = Course(members=2).to(State.CLOSED)
    other = ReviewGroupFactory(selection_round=course.round)
    course.to(State.GROUP_CONSENSUS)
    chair_of_another = other.members.get(task="chair").reviewer.account

    for person in (account(course, "member"), chair_of_another, course.manager):
        with pytest.raises(PermissionDenied):
            record(course, by=person)
        with pytest.raises(PermissionDenied):
            set_ranking(course.group, [], by=person)
        with pytest.raises(PermissionDenied):
            note_absences(course.group, {}, by=person)


def test_a_chair_whose_role_was_taken_records_no_more(course):
    course.chair.groups.clear()

    with pytest.raises(PermissionDenied):
        record(course, by=course.group.members.get(task="chair").reviewer.account)


def test_a_recused_chair_leaves_the_record_to_the_secretary(course):
    recuse(course, 0, "chair")
    others = members(course)[1:]

    with pytest.raises(PermissionDenied):
        record(course, took_part=others)

    record(course, took_part=others, by=account(course, "secretary"))


def test_where_both_are_recused_another_member_records(course):
    recuse(course, 0, "chair")
    with pytest.raises(PermissionDenied):
        record(course, by=account(course, "member"))
    recuse(course, 0, "secretary")

    record(course, took_part=members(course)[2:], by=account(course, "member"))


@pytest.mark.parametrize("state", OTHER_STAGES)
def test_results_are_recorded_in_their_stage_alone(state):
    course = Course().to(state)

    with pytest.raises(ValidationError):
        record(course)


def test_a_rank_moves_the_others_along(course):
    record(course, 0, rank=1)
    record(course, 1, rank=1)
    assert ranks(course) == [2, 1]

    record(course, 0, rank=9)
    assert ranks(course) == [2, 1]

    record(course, 1, result=OUT)
    assert ranks(course) == [1, None]


def test_a_record_without_a_rank_keeps_the_one_it_has(course):
    record(course, 0, rank=1)
    record(course, 1, rank=2)

    record(course, 1, reason="再议")

    assert ranks(course) == [1, 2]


def test_the_ranking_is_set_as_a_whole(course):
    first, second = (each.pk for each in course.submissions)
    record(course, 0)
    record(course, 1)

    set_ranking(course.group, [second, first], by=course.chair)

    assert ranks(course) == [2, 1]


def test_a_ranking_names_each_that_is_proposed_once(course):
    first, second = (each.pk for each in course.submissions)
    record(course, 0)
    record(course, 1, result=OUT)

    for order in ([], [first, first], [first, second], [second], [first, 0]):
        with pytest.raises(ValidationError):
            set_ranking(course.group, order, by=course.chair)

    assert ranks(course) == [None, None]


def test_who_is_recused_from_a_submission_leaves_its_rank(course):
    first, second = (each.pk for each in course.submissions)
    recuse(course, 0, "chair")
    secretary = account(course, "secretary")
    record(course, 0, by=secretary, took_part=members(course)[1:])
    record(course, 1)

    for order in ([first, second], [second, first]):
        with pytest.raises(ValidationError):
            set_ranking(course.group, order, by=course.chair)
    set_ranking(course.group, [second], by=course.chair)
    assert ranks(course) == [None, 1]
    set_ranking(course.group, [first, second], by=secretary)

    with pytest.raises(ValidationError):
        set_ranking(course.group, [second, first], by=course.chair)
    assert ranks(course) == [1, 2]


def test_a_group_is_done_with_a_result_and_a_rank_for_each(course):
    name = course.group
    assert words(course) == [f"“{name}”: 2 submissions have no result."]

    record(course, 0)
    assert words(course) == [
        f"“{name}”: 1 submission has no result.",
        f"“{name}” has not put what it proposes in an order.",
    ]

    record(course, 1, result=OUT)
    set_ranking(course.group, [course.submissions[0].pk], by=course.chair)
    assert words(course) == []


def test_no_rank_of_what_is_not_proposed_in_the_database(course):
    record(course, 0, result=OUT)

    for rank in (0, 1):
        with pytest.raises(IntegrityError), transaction.atomic():
            GroupConsensus.objects.update(rank=rank)
