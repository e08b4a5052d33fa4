"""The yearly call is opened, answered, extended and closed by its rules alone."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.utils import timezone

from catalogue.accounts.roles import Role
from catalogue.methods.merging import merge_methods, undo_method_merge
from catalogue.methods.models import WorkMethod
from catalogue.places.merging import merge_communities
from catalogue.practice.models import StillInUseAnswer, StillInUseCall
from catalogue.practice.still_in_use import Given, answer_call, release_note
from catalogue.practice.still_in_use_calls import (
    close_call,
    extend_call,
    methods_to_ask,
    open_call,
    reopen_call,
)
from catalogue.rounds.models import SelectionRound, Submission
from tests.accounts.factories import (
    EditorFactory,
    OfficerFactory,
    RoundManagerFactory,
    holder_of,
)
from tests.methods.factories import WorkMethodFactory, method_of
from tests.places.factories import CommunityFactory, ProvinceFactory
from tests.practice.factories import (
    StillInUseAnswerFactory,
    StillInUseCallFactory,
    officer_of,
    selected_method,
)
from tests.rounds.factories import SelectionRoundFactory, SubmissionFactory

pytestmark = pytest.mark.django_db

Answer = StillInUseAnswer.Answer
TODAY = datetime.date(2026, 3, 2)
DUE = datetime.date(2026, 3, 31)
NOON = datetime.datetime(2026, 3, 10, 12, tzinfo=datetime.UTC)


def opened(on=TODAY, **values):
    return open_call(on.year, due_on=DUE, by=RoundManagerFactory(), on=on, **values)


def confirmed(answer=Answer.CONTINUED, on=TODAY, **values):
    return Given(answer=answer, confirmed_on=on, **values)


@pytest.fixture
def row():
    """One method that was asked after in the call of 2026."""
    method = selected_method()
    return opened().answers.get(method=method)


def faults_of(refusal):
    return set(refusal.value.message_dict)


def test_selected_and_model_methods_of_announced_rounds_are_asked_after():
    selected = selected_method()
    provincial = selected_method(
        SelectionRoundFactory(announced=True, province=ProvinceFactory())
    )
    held_up = SubmissionFactory(
        method=WorkMethodFactory(published=True),
        selection_round=SelectionRoundFactory(announced=True),
        outcome=Submission.Outcome.MODEL,
    ).method
    marked = WorkMethodFactory(published=True, is_model=True)

    assert list(methods_to_ask()) == [selected, provincial, held_up, marked]


@pytest.mark.parametrize(
    ("state", "outcome", "published"),
    [
        (SelectionRound.State.JUDGING, Submission.Outcome.SELECTED, True),
        (SelectionRound.State.ANNOUNCED, Submission.Outcome.SUBMITTED, True),
        (SelectionRound.State.ANNOUNCED, Submission.Outcome.CASE, True),
        (SelectionRound.State.ANNOUNCED, Submission.Outcome.SELECTED, False),
    ],
)
def test_nothing_else_is_asked_after(state, outcome, published):
    SubmissionFactory(
        method=WorkMethodFactory(published=published),
        selection_round=SelectionRoundFactory(state=state),
        outcome=outcome,
    )

    assert list(methods_to_ask()) == []


def test_demonstration_methods_stand_in_demonstration_calls_alone():
    real, demonstration = selected_method(), selected_method(is_demo=True)

    assert list(methods_to_ask()) == [real]
    assert list(methods_to_ask(is_demo=True)) == [demonstration]


def test_opening_asks_each_body_for_its_own_methods():
    method = selected_method()

    call = opened()

    asked = call.answers.values_list("method", "counts_for", "reporting_body", "answer")
    assert list(asked) == [(method.pk, method.pk, method.reporting_body_id, "")]
    assert (call.year, call.opened_on, call.last_day) == (2026, TODAY, DUE)


@pytest.mark.parametrize(
    ("role", "may"),
    [(role, role in (Role.ROUND_MANAGER, Role.MINISTRY_EDITOR)) for role in Role],
)
def test_round_managers_and_ministry_editors_open_calls(role, may):
    selected_method()
    person = holder_of(role)

    def act():
        return open_call(2026, due_on=DUE, by=person, on=TODAY)

    if may:
        assert act().opened_by == person
    else:
        with pytest.raises(PermissionDenied):
            act()


def test_bodies_are_asked_once_a_year():
    selected_method()
    close_call(opened(), by=EditorFactory())

    with pytest.raises(ValidationError, match="asked in 2026 already"):
        opened()


def test_database_keeps_a_year_to_one_call():
    StillInUseCallFactory(opened_on=TODAY)

    with pytest.raises(IntegrityError, match="still_in_use_call_once_a_year"):
        StillInUseCallFactory(opened_on=TODAY)


def test_no_call_opens_beside_an_open_one():
    selected_method()
    StillInUseCallFactory(opened_on=datetime.date(2025, 3, 1))

    with pytest.raises(ValidationError, match="Another call is still open"):
        opened()


@pytest.mark.parametrize(
    ("year", "due"),
    [(2025, DUE), (2027, DUE), (2026, TODAY), (2026, datetime.date(2026, 3, 1))],
)
def test_call_is_of_its_year_and_due_later(year, due):
    selected_method()

    with pytest.raises(ValidationError):
        open_call(year, due_on=due, by=RoundManagerFactory(), on=TODAY)

    assert not StillInUseCall.objects.exists()


def test_call_without_a_method_to_ask_after_is_refused():
    with pytest.raises(ValidationError, match="No published method"):
        opened()


def test_officer_answers_for_the_own_body(row):
    person = officer_of(row)

    answer_call(row, confirmed(evidence=" 走访 "), by=person, at=NOON)

    row.refresh_from_db()
    assert (row.answer, row.confirmed_on, row.evidence) == ("continued", TODAY, "走访")
    assert (row.answered_by, row.answered_at) == (person, NOON)


def test_ministry_editor_answers_for_every_body(row):
    answer_call(row, confirmed(), by=EditorFactory(), at=NOON)

    assert StillInUseAnswer.objects.given().get() == row


@pytest.mark.parametrize(
    "role", sorted(set(Role) - {Role.OFFICER, Role.MINISTRY_EDITOR})
)
def test_nobody_else_answers(row, role):
    with pytest.raises(PermissionDenied):
        answer_call(row, confirmed(), by=holder_of(role), at=NOON)


def test_officer_of_another_body_does_not_answer(row):
    with pytest.raises(PermissionDenied):
        answer_call(row, confirmed(), by=OfficerFactory(), at=NOON)

    row.refresh_from_db()
    assert not row.is_given


@pytest.mark.parametrize(
    "day",
    [
        None,
        datetime.date(2026, 3, 1),  # a day before the call opened
        datetime.date(2026, 3, 11),  # to come
    ],
)
def test_answer_is_confirmed_between_the_opening_and_today(row, day):
    with pytest.raises(ValidationError) as refusal:
        answer_call(row, confirmed(on=day), by=officer_of(row), at=NOON)

    assert faults_of(refusal) == {"confirmed_on"}


@pytest.mark.parametrize("day", [TODAY, datetime.date(2026, 3, 10)])
def test_day_of_the_opening_and_today_are_taken(row, day):
    answer_call(row, confirmed(on=day), by=officer_of(row), at=NOON)

    row.refresh_from_db()
    assert row.confirmed_on == day


def test_today_is_that_of_beijing(row):
    late = datetime.datetime(2026, 3, 10, 17, tzinfo=datetime.UTC)
    tomorrow = datetime.date(2026, 3, 11)

    answer_call(row, confirmed(on=tomorrow), by=officer_of(row), at=late)

    row.refresh_from_db()
    assert row.confirmed_on == tomorrow


@pytest.mark.parametrize("day", [datetime.date(2026, 3, 1), datetime.date(2026, 3, 11)])
def test_database_refuses_a_day_out_of_the_call(row, day):
    row.answer, row.confirmed_on = Answer.CONTINUED, day
    row.answered_at, row.answered_by = NOON, EditorFactory()

    with pytest.raises(IntegrityError, match="confirmed after its call opened"):
        row.save()


def test_method_is_asked_after_once_in_a_call(row):
    with pytest.raises(IntegrityError, match="once_per_call_and_method"):
        StillInUseAnswerFactory(call=row.call, method=row.method)


def test_end_of_use_is_as_precise_as_known_and_not_ahead(row):
    given = confirmed(Answer.NO_LONGER_USED, no_longer_since="2025")

    answer_call(row, given, by=officer_of(row), at=NOON)

    row.refresh_from_db()
    assert (row.answer, row.no_longer_since) == ("no-longer-used", "2025")


@pytest.mark.parametrize("since", ["2026-04", "2027", "last year", "2025-13"])
def test_end_of_use_that_is_no_past_date_is_refused(row, since):
    given = confirmed(Answer.NO_LONGER_USED, no_longer_since=since)

    with pytest.raises(ValidationError) as refusal:
        answer_call(row, given, by=officer_of(row), at=NOON)

    assert faults_of(refusal) == {"no_longer_since"}


def test_what_belongs_to_another_answer_is_left_out(row):
    given = confirmed(
        no_longer_since="2025",
        revised_into=WorkMethodFactory(),
        merged_community=CommunityFactory(),
    )

    answer_call(row, given, by=EditorFactory(), at=NOON)

    row.refresh_from_db()
    left = (row.no_longer_since, row.revised_into, row.merged_community)
    assert left == ("", None, None)


def test_revised_method_is_one_that_the_person_sees(row):
    own = method_of(row.reporting_body)
    foreign = WorkMethodFactory()
    person = officer_of(row)

    given = confirmed(Answer.REVISED, revised_into=foreign)
    with pytest.raises(ValidationError) as refusal:
        answer_call(row, given, by=person, at=NOON)
    answered = answer_call(
        row, confirmed(Answer.REVISED, revised_into=own), by=person, at=NOON
    )

    assert faults_of(refusal) == {"revised_into"}
    assert answered.revised_into == own


def test_method_is_not_revised_into_itself(row):
    given = confirmed(Answer.REVISED, revised_into=row.method)

    with pytest.raises(ValidationError) as refusal:
        answer_call(row, given, by=officer_of(row), at=NOON)

    assert faults_of(refusal) == {"revised_into"}


def test_community_does_not_merge_into_itself(row):
    given = confirmed(Answer.COMMUNITY_MERGED, merged_community=row.method.community)

    with pytest.raises(ValidationError) as refusal:
        answer_call(row, given, by=officer_of(row), at=NOON)

    assert faults_of(refusal) == {"merged_community"}


def test_method_that_moved_with_its_community_merged_into_the_new_one(row):
    stays = CommunityFactory(street=row.method.community.street)
    merge_communities(stays, row.method.community, by=EditorFactory(), reason="合并")
    row = StillInUseAnswer.objects.get(pk=row.pk)

    given = confirmed(Answer.COMMUNITY_MERGED, merged_community=stays)
    answered = answer_call(row, given, by=officer_of(row), at=NOON)

    assert answered.merged_community == stays


def test_answer_is_taken_back_by_giving_none(row):
    person = officer_of(row)
    answer_call(row, confirmed(note_zh="在用"), by=person, at=NOON)

    answer_call(row, Given(note_zh="在用"), by=person, seen=NOON, at=NOON)

    row.refresh_from_db()
    given = (row.answer, row.note_zh, row.confirmed_on, row.answered_by)
    assert given == ("", "", None, None)
    assert row.events.count() == 3


def test_unknown_answer_is_refused(row):
    with pytest.raises(ValidationError) as refusal:
        answer_call(row, confirmed("perhaps"), by=officer_of(row), at=NOON)

    assert faults_of(refusal) == {"answer"}


def test_two_people_in_one_row(row):
    answer_call(row, confirmed(), by=EditorFactory(), at=NOON)

    with pytest.raises(ValidationError, match="Somebody else answered meanwhile"):
        answer_call(row, confirmed(Answer.NO_LONGER_USED), by=officer_of(row), at=NOON)

    row.refresh_from_db()
    assert row.answer == Answer.CONTINUED


def test_answering_changes_nothing_of_the_method(row):
    before = WorkMethod.objects.values().get(pk=row.method_id)

    answer_call(row, confirmed(Answer.NO_LONGER_USED), by=officer_of(row), at=NOON)

    assert WorkMethod.objects.values().get(pk=row.method_id) == before


def test_note_is_read_by_somebody_else_before_the_public(row):
    author, reader = EditorFactory(), EditorFactory()
    answered = answer_call(row, confirmed(note_zh="在用"), by=author, at=NOON)

    assert answered.public_note == ""
    with pytest.raises(ValidationError, match="another person"):
        release_note(row, by=author)
    with pytest.raises(PermissionDenied):
        release_note(row, by=officer_of(row))
    assert release_note(row, by=reader).public_note == "在用"


def test_changed_note_is_read_again(row):
    person = officer_of(row)
    answer_call(row, confirmed(note_zh="在用"), by=person, at=NOON)
    release_note(row, by=EditorFactory())

    answer_call(row, confirmed(note_zh="停用"), by=person, seen=NOON, at=NOON)

    row.refresh_from_db()
    assert row.public_note == ""


def test_answer_without_a_note_has_none_to_release(row):
    answer_call(row, confirmed(), by=officer_of(row), at=NOON)

    with pytest.raises(ValidationError, match="no note"):
        release_note(row, by=EditorFactory())


def test_more_time_is_given_with_a_reason(row):
    person, later = EditorFactory(), datetime.date(2026, 4, 15)

    call = extend_call(row.call, later, reason=" 假期 ", by=person, on=DUE)

    assert (call.last_day, call.due_on) == (later, DUE)
    assert (call.extension_reason, call.extended_by) == ("假期", person)
    assert not call.is_late(later)
    assert call.is_late(later + datetime.timedelta(1))


@pytest.mark.parametrize(
    ("to", "reason"),
    [
        (datetime.date(2026, 4, 15), " "),
        (DUE, "same day"),
        (datetime.date(2026, 3, 20), "shorter"),
    ],
)
def test_time_is_never_cut_short_nor_given_without_a_reason(row, to, reason):
    with pytest.raises(ValidationError):
        extend_call(row.call, to, reason=reason, by=EditorFactory(), on=TODAY)

    row.call.refresh_from_db()
    assert row.call.last_day == DUE


def test_officer_gives_no_time_and_closes_nothing(row):
    person = officer_of(row)

    with pytest.raises(PermissionDenied):
        extend_call(row.call, datetime.date(2026, 5, 1), reason="迟", by=person)
    for act in (close_call, reopen_call):
        with pytest.raises(PermissionDenied):
            act(row.call, by=person)


def test_closed_call_takes_no_answer_until_it_is_opened_again(row):
    manager, person = RoundManagerFactory(), officer_of(row)
    close_call(row.call, by=manager)

    with pytest.raises(ValidationError, match="closed"):
        answer_call(row, confirmed(), by=person, at=NOON)
    with pytest.raises(ValidationError, match="closed"):
        extend_call(row.call, datetime.date(2026, 5, 1), reason="迟", by=manager)
    reopen_call(row.call, by=manager)

    assert answer_call(row, confirmed(), by=person, at=NOON).is_given


def test_database_keeps_the_answers_of_a_closed_call():
    row = StillInUseAnswerFactory(
        answer=Answer.CONTINUED, call=StillInUseCallFactory(closed=True)
    )
    row.answer = Answer.NO_LONGER_USED

    with pytest.raises(IntegrityError, match="answers of a closed call stay"):
        row.save()


def test_late_answer_is_taken_while_the_call_is_open(row):
    may = datetime.datetime(2026, 5, 4, 12, tzinfo=datetime.UTC)

    answer_call(row, confirmed(on=may.date()), by=officer_of(row), at=may)

    assert row.call.is_late(may.date())
    assert StillInUseAnswer.objects.given().count() == 1


def test_row_of_a_merged_method_counts_for_the_one_that_stays(row):
    stays = WorkMethodFactory(community=row.method.community, published=True)

    record = merge_methods(stays, row.method, by=EditorFactory(), reason="重复")

    row.refresh_from_db()
    assert (row.method_id, row.counts_for) == (record.goes_id, stays)
    assert list(StillInUseAnswer.objects.of_standing_methods()) == [row]
    undo_method_merge(record, by=EditorFactory(), reason="误")
    row.refresh_from_db()
    assert row.counts_for_id == row.method_id


def test_two_methods_of_a_closed_call_are_merged_and_count_once():
    community = CommunityFactory()
    stays, goes = (
        selected_method(community=community),
        selected_method(community=community),
    )
    call = opened()
    close_call(call, by=EditorFactory())

    merge_methods(stays, goes, by=EditorFactory(), reason="重复")

    (counted,) = StillInUseAnswer.objects.of_standing_methods()
    assert (counted.method, counted.counts_for) == (stays, stays)
    assert call.answers.filter(counts_for=stays).count() == 2


def test_rows_of_methods_that_are_no_longer_public_do_not_stand(row):
    WorkMethod.objects.filter(pk=row.method_id).update(
        status=WorkMethod.Status.WITHDRAWN, withdrawn_at=timezone.now()
    )

    assert list(StillInUseAnswer.objects.of_standing_methods()) == []
