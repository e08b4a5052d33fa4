"""Assignment in the database: by itself, by hand, and when somebody is recused."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from catalogue.rounds.assigning import (
    add_reviewer,
    move_to_group,
    remove_reviewer,
    share_out,
    situation_of,
)
from catalogue.rounds.assignment_reasons import Explaining
from catalogue.rounds.life import missing
from catalogue.rounds.models import (
    Assignment,
    Recusal,
    Review,
    SelectionRound,
    Submission,
)
from catalogue.rounds.recusals import Ground
from catalogue.rounds.recusing import recuse
from catalogue.rounds.submitting import submit
from tests.rounds.course import Course
from tests.rounds.factories import ReviewerFactory, ReviewGroupFactory

pytestmark = pytest.mark.django_db

State = SelectionRound.State


class Closed(Course):
    """A round whose submission is closed, with groups of three and no assignments."""

    def __init__(self, groups=1, submissions=4, **values):
        super().__init__(**values)
        self.wanted = submissions
        self.to(State.CLOSED)
        self.groups = [
            ReviewGroupFactory(selection_round=self.round, members=1)
            for _ in range(groups)
        ]

    def submit_all(self):
        self.submissions = [
            submit(self.prepared(status="draft"), by=self.officer, at=self.now)
            for _ in range(self.wanted)
        ]
        self.now = self.round.closes_at.replace(year=self.now.year + 1)

    def reviewers(self, group=0):
        return [each.reviewer for each in self.groups[group].members.order_by("pk")]

    def first(self):
        return Submission.objects.get(pk=self.submissions[0].pk)

    def begin(self):
        """Open the stage of independent review."""
        self.step()
        return self


def pairs():
    return set(Assignment.objects.values_list("submission", "reviewer"))


def test_sharing_out_gives_every_submission_a_group_and_reviewers():
    closed = Closed(groups=2)

    share_out(closed.round, by=closed.manager)

    groups = [each.group_id for each in Submission.objects.all()]
    everybody = [*closed.reviewers(0), *closed.reviewers(1)]
    loads = [each.assignments.count() for each in everybody]
    assert sorted(groups.count(each.pk) for each in closed.groups) == [2, 2]
    assert sorted(loads) == [1, 1, 1, 1, 2, 2]
    assert missing(closed.round, closed.now) == []


def test_sharing_out_twice_changes_nothing():
    closed = Closed(groups=2)
    share_out(closed.round, by=closed.manager)
    before = set(Assignment.objects.values_list("pk"))

    share_out(closed.round, by=closed.manager)

    assert set(Assignment.objects.values_list("pk")) == before


def test_sharing_out_is_for_the_round_manager_alone():
    closed = Closed()

    with pytest.raises(PermissionDenied):
        share_out(closed.round, by=closed.officer)
    assert pairs() == set()


@pytest.mark.parametrize("state", [State.OPEN, State.GROUP_CONSENSUS])
def test_nothing_is_assigned_before_or_after_its_time(state):
    course = Course().to(state)

    with pytest.raises(ValidationError):
        share_out(course.round, by=course.manager)


def test_what_cannot_be_assigned_is_named_and_nothing_is_half_done():
    closed = Closed(submissions=2)
    for reviewer in closed.reviewers()[:2]:
        Recusal.objects.create(
            submission=closed.first(),
            reviewer=reviewer,
            reason="亲属",
            declared_by=closed.manager,
        )

    with pytest.raises(ValidationError) as refusal:
        share_out(closed.round, by=closed.manager)

    number = closed.first().method_id
    assert refusal.value.messages == [
        f"№ {number}: in no group may more than 1 judge it, and 2 are needed. "
        "Add a member from elsewhere to a group."
    ]
    assert pairs() == set()
    assert not Submission.objects.exclude(group=None).exists()


def test_limits_that_leave_too_few_are_named():
    closed = Closed(submissions=3)
    for reviewer in closed.reviewers():
        reviewer.most_submissions = 1
        reviewer.save()

    with pytest.raises(ValidationError, match="has the most that he or she takes"):
        share_out(closed.round, by=closed.manager)

    assert pairs() == set()


def test_nobody_is_asked_about_the_own_body_and_the_page_says_why():
    closed = Closed()
    own = closed.reviewers()[0]
    own.home_body = closed.officer.reporting_body
    own.save()

    share_out(closed.round, by=closed.manager)

    explained = Explaining(situation_of(closed.round)).of(closed.first())
    assert not own.assignments.exists()
    assert [each.words for each in explained.members] == [
        "not asked: own reporting body",
        "asked: has 4 in all",
        "asked: has 4 in all",
    ]
    assert explained.group_words == (
        "The groups are filled evenly: this one has 4 submissions, 4 of them of this "
        "reporting body."
    )


def test_in_a_round_of_one_province_only_the_own_city_bars():
    closed = Closed()
    closed.round.province = closed.officer.reporting_body
    closed.round.save()
    of_province, of_city, _third = closed.reviewers()
    of_province.home_body = closed.officer.reporting_body
    of_province.save()
    of_city.home_city = closed.first().method.community.county
    of_city.save()

    now = situation_of(closed.round)

    assert now.barred == {(closed.first().pk, of_city.pk): Ground.OWN_CITY}


def test_a_late_change_of_a_reviewers_home_stands_against_beginning():
    closed = Closed()
    share_out(closed.round, by=closed.manager)
    reviewer = closed.first().assignments.first().reviewer
    reviewer.home_city = closed.first().method.community.county
    reviewer.save()

    found = [str(each) for each in missing(closed.round, closed.now)]

    number = closed.first().method_id
    assert found == [f"{reviewer} must not judge № {number}: own city or prefecture."]
    share_out(closed.round, by=closed.manager)
    assert missing(closed.round, closed.now) == []


def test_a_submission_is_moved_to_another_group_by_hand_and_stays_there():
    closed = Closed(groups=2)
    share_out(closed.round, by=closed.manager)
    submission = closed.first()
    to = next(each for each in closed.groups if each.pk != submission.group_id)

    move_to_group(submission, to, by=closed.manager)
    share_out(closed.round, by=closed.manager, anew=True)

    asked = set(submission.assignments.values_list("reviewer__memberships__group"))
    assert closed.first().group == to
    assert asked == {(to.pk,)}
    assert submission.assignments.count() == 2


def test_a_begun_submission_stays_in_its_group():
    closed = Closed(groups=2)
    share_out(closed.round, by=closed.manager)
    submission = closed.begin().first()
    Review.objects.create(assignment=submission.assignments.first())
    to = next(each for each in closed.groups if each.pk != submission.group_id)

    with pytest.raises(ValidationError, match="was begun"):
        move_to_group(submission, to, by=closed.manager)


def test_by_hand_the_rules_hold_too():
    closed = Closed(groups=2)
    share_out(closed.round, by=closed.manager)
    submission = closed.first()
    members, others = sorted(closed.groups, key=lambda group: group != submission.group)
    free = next(
        each.reviewer
        for each in members.members.all()
        if not submission.assignments.filter(reviewer=each.reviewer).exists()
    )
    asked = submission.assignments.first().reviewer
    free.most_submissions = free.assignments.count()
    free.save()
    for reviewer, words in (
        (others.members.first().reviewer, "Only members of its group"),
        (ReviewerFactory(), "Only members of its group"),
        (asked, "assigned to this reviewer already"),
        (free, "takes at most"),
    ):
        with pytest.raises(ValidationError, match=words):
            add_reviewer(submission, reviewer, by=closed.manager)
    free.most_submissions = None
    free.home_body = closed.officer.reporting_body
    free.save()
    with pytest.raises(ValidationError, match="own reporting body"):
        add_reviewer(submission, free, by=closed.manager)
    assert submission.assignments.count() == 2


def test_what_was_assigned_by_hand_stays_when_shared_out_anew():
    closed = Closed(submissions=2)
    third = closed.reviewers()[2]
    share_out(closed.round, by=closed.manager)
    submission = Submission.objects.exclude(assignments__reviewer=third).first()
    removed = submission.assignments.first()

    remove_reviewer(removed, by=closed.manager)
    added = add_reviewer(submission, third, by=closed.manager)
    share_out(closed.round, by=closed.manager, anew=True)

    assert Assignment.objects.filter(pk=added.pk).exists()
    assert {each.assignments.count() for each in Submission.objects.all()} == {2}


def test_a_handed_in_review_is_not_taken_away_by_hand():
    closed = Closed()
    share_out(closed.round, by=closed.manager)
    closed.begin()
    assignment = Assignment.objects.first()
    review = Review.objects.create(
        assignment=assignment,
        recommendation="recommended",
        reason="好",
        handed_in_at=closed.now,
    )

    with pytest.raises(ValidationError, match="handed in"):
        remove_reviewer(assignment, by=closed.manager)

    assert Review.objects.get() == review


def test_a_conflict_takes_the_submission_away_and_the_history_keeps_the_review():
    closed = Closed()
    share_out(closed.round, by=closed.manager)
    closed.begin()
    assignment = Assignment.objects.first()
    reviewer = assignment.reviewer
    Review.objects.create(assignment=assignment, reason="写了一半")

    recusal = recuse(
        assignment.submission, reviewer, by=reviewer.account, reason="曾在该社区工作"
    )

    kept = Review.pgh_event_model.objects.order_by("pgh_id").values_list(
        "pgh_label", "reason"
    )
    assert recusal.took_away_review
    assert not Review.objects.exists()
    assert not Assignment.objects.filter(pk=assignment.pk).exists()
    assert list(kept) == [("insert", "写了一半"), ("delete", "写了一半")]
    first = missing(closed.round, closed.now)[0]
    assert str(first) == "1 submission has too few reviewers."

    share_out(closed.round, by=closed.manager)

    asked = assignment.submission.assignments.values_list("reviewer", flat=True)
    assert len(asked) == 2
    assert reviewer.pk not in asked


def test_only_what_is_assigned_can_be_declared_by_a_reviewer():
    closed = Closed()
    share_out(closed.round, by=closed.manager)
    closed.begin()
    submission = closed.first()
    asked = {each.reviewer_id for each in submission.assignments.all()}
    other = next(each for each in closed.reviewers() if each.pk not in asked)
    assignment = submission.assignments.first()

    with pytest.raises(PermissionDenied):
        recuse(submission, other, by=other.account, reason="亲属")
    with pytest.raises(PermissionDenied):
        recuse(submission, assignment.reviewer, by=other.account, reason="亲属")
    with pytest.raises(ValidationError, match="Say what the conflict is"):
        recuse(
            submission, assignment.reviewer, by=assignment.reviewer.account, reason=" "
        )
    assert not Recusal.objects.exists()


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.GROUP_CONSENSUS, "has judged it, and the marks stay"),
        (State.INTER_GROUP_CONSENSUS, "until the groups have agreed"),
        (State.ANNOUNCED, "until the groups have agreed"),
    ],
)
def test_no_conflict_takes_a_review_away_after_the_stage(state, words):
    course = Course().to(state)
    assignment = Assignment.objects.first()

    with pytest.raises(ValidationError, match=words):
        recuse(
            assignment.submission,
            assignment.reviewer,
            by=course.manager,
            reason="亲属",
        )
