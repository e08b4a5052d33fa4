"""The round of 2018 at its full size, played by the work functions.

32 bodies, 209 submissions, 6 groups of 5 reviewers, 3 reviewers each, 100 places. In
every state `watch` is called with the round, so that a test can try what is forbidden.
"""

import datetime
import uuid

from django.apps import apps
from django.db import connection
from django.utils import timezone

from catalogue.rounds.approving import record_approval
from catalogue.rounds.assigning import share_out
from catalogue.rounds.calling import put_in_six_characteristics, set_quotas
from catalogue.rounds.group_attendance import attendance_of
from catalogue.rounds.group_consensus import record_consensus, set_ranking
from catalogue.rounds.inter_group_consensus import (
    board_of,
    move_line,
    record_swap,
)
from catalogue.rounds.life import FORWARD, move_round
from catalogue.rounds.models import (
    Assignment,
    Criterion,
    GroupMember,
    Notice,
    Review,
    Reviewer,
    ReviewGroup,
    ReviewMark,
    SelectionRound,
    Submission,
)
from catalogue.rounds.releasing import release
from catalogue.rounds.reviewing import Mark, Page, Written, hand_in, save_review
from catalogue.rounds.submitting import submit
from tests.accounts.factories import (
    EditorFactory,
    OfficerFactory,
    RoundManagerFactory,
)
from tests.methods.factories import ThemeFactory, WorkMethodFactory
from tests.places.factories import (
    CommunityFactory,
    DivisionFactory,
    StreetFactory,
)
from tests.rounds.demonstration_country import all_provinces
from tests.rounds.factories import HeldRoundFactory, NoticeFactory, ReviewerFactory

State = SelectionRound.State
BODIES, SUBMITTED, PLACES, GROUPS, MEMBERS, EACH = 32, 209, 100, 6, 5, 3
START = datetime.datetime(2026, 3, 2, 9, 0, tzinfo=datetime.UTC)
CLOSES = datetime.datetime(2026, 8, 31, 9, 59, 59, tzinfo=datetime.UTC)
REASON = "步骤清楚，可以照做"
_TASKS = [GroupMember.Task.CHAIR, GroupMember.Task.SECRETARY] + [
    GroupMember.Task.MEMBER
] * (MEMBERS - 2)


def analyze():
    """Let the planner know the rows of an open transaction, as a server would."""
    tables = [
        model._meta.db_table
        for room in ("rounds", "methods", "places", "accounts")
        for model in apps.get_app_config(room).get_models()
        if not model._meta.proxy
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(tables)}")


class FullRound:
    """The whole course; every step takes place at `now`."""

    def __init__(self, watch=lambda course: None):
        self.watch = watch
        self.now = START
        self.manager = RoundManagerFactory()
        self.editor = EditorFactory()
        self.bodies = sorted(
            (each for each in all_provinces() if each.is_reporting_body),
            key=lambda body: body.sort_order,
        )
        self.themes = [ThemeFactory(), ThemeFactory()]
        self.officers = {
            body.pk: OfficerFactory(reporting_body=body) for body in self.bodies
        }
        self.submissions = []

    def play(self):
        """From the call to the announcement; answers itself."""
        acts = {
            State.PREPARING: self.call,
            State.OPEN: self.put_forward,
            State.CLOSED: self.form_groups_and_assign,
            State.INDEPENDENT_REVIEW: self.review,
            State.GROUP_CONSENSUS: self.agree,
            State.INTER_GROUP_CONSENSUS: self.draw_the_line,
            State.APPROVAL: self.approve,
            State.APPROVED: self.prepare_the_notice,
        }
        self.round = HeldRoundFactory(
            slug="full-round",
            places=PLACES,
            reviewers_each=EACH,
            closes_at=CLOSES,
            opened_on="2026-03",
        )
        for state, act in acts.items():
            assert self.round.state == state
            act()
            analyze()
            self.watch(self)
            self.round = move_round(
                self.round, FORWARD[state], by=self.manager, at=self.now
            )
        self.watch(self)
        return self

    def call(self):
        put_in_six_characteristics(self.round, by=self.manager)
        set_quotas(self.round, {body.pk: 7 for body in self.bodies}, by=self.manager)

    def put_forward(self):
        """Seven of each of the first 17 bodies, six of the others."""
        for place, body in enumerate(self.bodies):
            county = DivisionFactory(province=body)
            community = CommunityFactory(street=StreetFactory(county=county))
            for number in range(7 if place < 17 else 6):
                method = WorkMethodFactory(
                    community=community,
                    status="draft",
                    themes=[self.themes[number % 2]],
                )
                prepared = Submission.objects.create(
                    selection_round=self.round,
                    method=method,
                    reporting_body=body,
                    sequence_number=number + 1,
                    state=Submission.State.PREPARED,
                )
                submitted = submit(prepared, by=self.officers[body.pk], at=self.now)
                self.submissions.append(submitted)
        self.now = CLOSES + datetime.timedelta(seconds=1)

    def form_groups_and_assign(self):
        """Everybody comes from another body, so that each group has recusals."""
        kinds = Reviewer.Kind.values
        homes = iter(self.bodies)
        for position in range(1, GROUPS + 1):
            group = ReviewGroup.objects.create(
                selection_round=self.round,
                position=position,
                name_zh=f"第{position}组",
            )
            for place, task in enumerate(_TASKS):
                reviewer = ReviewerFactory(
                    home_body=next(homes), kind=kinds[place % len(kinds)]
                )
                group.members.create(reviewer=reviewer, task=task)
        share_out(self.round, by=self.manager)

    def review(self):
        """One review of each person as on the desk, the others in few statements."""
        assignments = Assignment.objects.filter(
            submission__selection_round=self.round
        ).select_related("reviewer__account", "submission")
        by_hand = {each.reviewer_id: each for each in assignments.order_by("-pk")}
        for assignment in by_hand.values():
            self.review_on_the_desk(assignment)
        done = {each.pk for each in by_hand.values()}
        self._review_at_once([each for each in assignments if each.pk not in done])

    def review_on_the_desk(self, assignment):
        person = assignment.reviewer.account
        marks = {
            each.pk: Mark(_mark(assignment, each), REASON)
            for each in self.round.criteria.all()
        }
        written = Written(Review.Recommendation.RECOMMENDED, REASON, marks)
        save_review(assignment, by=person, written=written, page=Page(uuid.uuid4()))
        return hand_in(assignment, by=person, at=self.now)

    def _review_at_once(self, assignments):
        reviews = Review.objects.bulk_create(
            Review(
                assignment=each,
                recommendation=Review.Recommendation.DOUBTFUL,
                reason=REASON,
                handed_in_at=self.now,
            )
            for each in assignments
        )
        criteria = list(Criterion.objects.filter(selection_round=self.round))
        ReviewMark.objects.bulk_create(
            ReviewMark(
                review=review,
                criterion=criterion,
                mark=_mark(review.assignment, criterion),
                reason=REASON,
            )
            for review in reviews
            for criterion in criteria
        )

    def agree(self):
        """Each group proposes three of four; its secretary confirms the order."""
        for group in self.round.review_groups.all():
            attendance, ranked = attendance_of(group), []
            for place, submission in enumerate(group.submissions.order_by("pk")):
                if place % 4 != 3:
                    ranked.append(submission.pk)
                    self.agree_on(submission, attendance, rank=len(ranked))
                else:
                    self.agree_on(submission, attendance)
            secretary = group.members.get(task=GroupMember.Task.SECRETARY)
            set_ranking(group, ranked, by=secretary.reviewer.account)

    def agree_on(self, submission, attendance, rank=None):
        """The result of one submission, written by one who may."""
        part = attendance.may_take_part(submission.pk)
        writer = next(
            each.reviewer.account
            for each in part
            if attendance.may_write(each.reviewer.account, submission.pk)
        )
        return record_consensus(
            submission,
            result="proposed" if rank else "not-proposed",
            reason="一致同意",
            took_part=[each.pk for each in part],
            rank=rank,
            by=writer,
            at=self.now,
        )

    def draw_the_line(self):
        """The line falls at the last place; where it falls within a tie, swaps do."""
        move_line(self.round, PLACES, by=self.manager)
        tie = board_of(self.round).undecided(PLACES)
        for number in sorted(tie.submissions)[: tie.places] if tie else ():
            record_swap(
                self.round,
                by=self.manager,
                reason="同分，经讨论入选",
                taken_in=Submission.objects.get(pk=number),
            )

    def approve(self):
        record_approval(
            self.round,
            by=self.manager,
            approved_by="部领导",
            approved_on=timezone.localdate(self.now),
        )

    def prepare_the_notice(self):
        NoticeFactory(
            selection_round=self.round,
            role=Notice.Role.RESULT,
            number="民办函〔2026〕167号",
            dated="2026-12-13",
        )
        recommended = self.round.submissions.filter(state=Submission.State.RECOMMENDED)
        for submission in recommended:
            release(submission, by=self.editor)


def _mark(assignment, criterion):
    """From 1 to 5, the same in every run."""
    place = assignment.submission.method_id * 7 + assignment.reviewer_id * 3
    return 1 + (place + criterion.position) % 5
