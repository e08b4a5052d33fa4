"""Histories and the audit trail tell nothing of judging before the announcement."""

import pytest
from django.urls import reverse

from catalogue.desk.audit_trail import Asked, page_of_trail
from catalogue.desk.bringing_back import may_bring_back
from catalogue.desk.history import entries_of, put_into_words
from catalogue.rounds.models import BoardSwap, Review, SelectionRound, Submission
from tests.accounts.factories import UserFactory
from tests.rounds.course import Course

pytestmark = pytest.mark.django_db

State = SelectionRound.State
JUDGED = [
    *("review", "reviewmark", "groupconsensus", "tookpart", "boardline", "boardswap"),
    *("approval", "agreedreason"),
]


def told_of(kind):
    """Everything that the trail says of one kind of record."""
    entries, _more = page_of_trail(Asked(kind=f"rounds.{kind}"), 1)
    return [
        (each.part, [(one.before, one.after) for one in each.changes])
        for each in entries
    ]


def judged():
    """A round that awaits its announcement, with a review that was changed."""
    course = Course().to(State.INDEPENDENT_REVIEW)
    course.review_all()
    review = Review.objects.first()
    review.reason = "改过的理由"
    review.save()
    review.marks.update(mark=2)
    course.step()
    course.to(State.INTER_GROUP_CONSENSUS)
    BoardSwap.objects.create(
        selection_round=course.round,
        taken_out=course.submissions[0],
        taken_in=course.submissions[1],
        reason="调换",
        decided_by=course.manager,
    )
    return course.to(State.APPROVED)


@pytest.mark.parametrize("kind", JUDGED)
def test_the_trail_tells_that_something_was_done_and_not_what(kind):
    judged()

    for part, changes in told_of(kind):
        assert changes == []
        assert ":" not in part


def test_the_page_of_the_trail_shows_no_mark_and_no_reason(client):
    judged()
    client.force_login(UserFactory(roles=["audit-administrator"]))

    page = client.get(reverse("admin:audit_trail")).content.decode()

    assert "What judging wrote is shown once the round is announced." in page
    for secret in (
        "改过的理由",
        "步骤清楚",
        "有据可查",
        "一致同意",
        "调换",
        ": 4",
        ": 2<",
    ):
        assert secret not in page, secret


def test_the_trail_tells_everything_once_the_round_is_announced():
    judged().to(State.ANNOUNCED)

    assert any(
        ("步骤清楚", "改过的理由") in changes for _part, changes in told_of("review")
    )
    assert any(part.endswith(": 4") for part, _changes in told_of("reviewmark"))


def test_the_history_of_a_submission_tells_no_result_before_the_announcement():
    course = judged()
    submission = Submission.objects.get(pk=course.submissions[0].pk)

    def told():
        entries = put_into_words(
            entries_of(submission, seen_by=course.officer), submission
        )
        return {
            (change.label, change.after) for each in entries for change in each.changes
        }

    before = told()
    course.to(State.ANNOUNCED)

    assert ("state", "Submitted") in before
    assert {label for label, _after in before} & {"outcome", "review group"} == set()
    assert ("state", "Not recommended") not in before
    assert ("state", "Not recommended") in told()
    assert ("review group", str(course.group)) in told()


def test_the_history_of_a_round_tells_an_officer_nothing_of_its_groups():
    course = judged()
    to_officer = entries_of(course.round, seen_by=course.officer)
    to_manager = entries_of(course.round, seen_by=course.manager)

    kinds = [
        {each.tracked.__name__ for each in entries}
        for entries in (to_officer, to_manager)
    ]

    inside = {"GroupMember", "ReviewGroup", "BoardSwap"}
    assert kinds[0] & inside == set()
    assert kinds[1] & inside == inside


def test_a_round_that_is_held_here_is_not_brought_back(rf):
    course = Course()
    request = rf.get("/")
    request.user = course.manager

    assert not may_bring_back(request, course.round)
