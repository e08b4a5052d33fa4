"""A small round that is held here, brought as far as a test needs it."""

import datetime

from django.utils import timezone

from catalogue.rounds.approving import record_approval
from catalogue.rounds.group_consensus import record_consensus
from catalogue.rounds.inter_group_consensus import move_line
from catalogue.rounds.life import FORWARD, move_round
from catalogue.rounds.models import (
    Assignment,
    GroupConsensus,
    Notice,
    Review,
    SelectionRound,
    Submission,
)
from catalogue.rounds.releasing import release, to_release
from catalogue.rounds.submitting import submit
from tests.accounts.factories import EditorFactory, OfficerFactory, RoundManagerFactory
from tests.methods.factories import WorkMethodFactory
from tests.rounds.factories import (
    CriterionFactory,
    HeldRoundFactory,
    NoticeFactory,
    QuotaFactory,
    ReviewGroupFactory,
)

State = SelectionRound.State


class Course:
    """A round of one group, two reviewers and two submissions for one place.

    `members=` gives the group more members than chair and secretary, `count=` makes
    more submissions. `to(state)` takes all steps up to that state by the work
    functions; `now` is the moment at which everything happens, and may be given.
    """

    def __init__(self, members=0, count=2, now=None, **values):
        self.now = now or timezone.now()
        self.manager = RoundManagerFactory()
        self.round = HeldRoundFactory(
            closes_at=self.now + datetime.timedelta(hours=1), **values
        )
        self.criterion = CriterionFactory(selection_round=self.round)
        self.quota = QuotaFactory(selection_round=self.round)
        self.officer = OfficerFactory(reporting_body=self.quota.reporting_body)
        self.group = None
        self.further_members, self.count = members, count
        self.submissions = []

    def to(self, state):
        """Bring the round to the state, and answer itself."""
        while self.round.state != state:
            self.prepare_next()
            self.step()
        return self

    def step(self, **values):
        """Take the next step as the round manager."""
        to = FORWARD[self.round.state]
        self.round = move_round(self.round, to, by=self.manager, at=self.now, **values)

    def prepare_next(self):
        """Do what must be there before the next step."""
        prepare = {
            State.OPEN: self.submit_all,
            State.CLOSED: self.assign_all,
            State.INDEPENDENT_REVIEW: self.review_all,
            State.GROUP_CONSENSUS: self.agree_on_all,
            State.INTER_GROUP_CONSENSUS: self.draw_line,
            State.APPROVAL: self.approve,
            State.APPROVED: self.prepare_announcement,
        }.get(self.round.state)
        if prepare:
            prepare()

    def prepared(self, **values):
        """One more method of the officer's body, prepared for the round."""
        method = WorkMethodFactory(
            community__street__county__province=self.officer.reporting_body, **values
        )
        return Submission.objects.create(
            selection_round=self.round,
            method=method,
            reporting_body=self.officer.reporting_body,
            state=Submission.State.PREPARED,
        )

    def submit_all(self):
        self.submissions = [
            submit(self.prepared(status="draft"), by=self.officer, at=self.now)
            for _ in range(self.count)
        ]
        self.now += datetime.timedelta(hours=2)

    def assign_all(self):
        self.group = self.new_group()
        for submission in self.submissions:
            submission.group = self.group
            submission.save()
            for member in self.group.members.all():
                Assignment.objects.create(
                    submission=submission,
                    reviewer=member.reviewer,
                    assigned_by=self.manager,
                )

    def new_group(self):
        return ReviewGroupFactory(
            selection_round=self.round, members=self.further_members
        )

    def review_all(self):
        for assignment in Assignment.objects.filter(submission__in=self.submissions):
            review = Review.objects.create(
                assignment=assignment,
                recommendation=Review.Recommendation.RECOMMENDED,
                reason="步骤清楚",
                handed_in_at=self.now,
            )
            review.marks.create(criterion=self.criterion, mark=4, reason="有据可查")

    def agree_on_all(self):
        for rank, submission in enumerate(self.submissions, 1):
            record_consensus(
                submission,
                by=self.chair,
                result=GroupConsensus.Result.PROPOSED,
                reason="一致同意",
                took_part=[member.pk for member in self.group.members.all()],
                rank=rank,
            )

    @property
    def chair(self):
        """The account of who chairs the group."""
        return self.group.members.get(task="chair").reviewer.account

    def draw_line(self):
        move_line(self.round, 1, by=self.manager)

    def approve(self):
        record_approval(
            self.round,
            by=self.manager,
            approved_by="部领导",
            approved_on=timezone.localdate(self.now),
        )

    def prepare_announcement(self):
        NoticeFactory(
            selection_round=self.round,
            role=Notice.Role.RESULT,
            number=f"民办函〔2026〕{self.round.pk}号",
            dated="2026-11-22",
        )
        editor = EditorFactory()
        for submission in to_release(self.round):
            release(submission, by=editor)
