"""The sheet by which a review group meets: what to talk about, in which order."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from catalogue.accounts.models import User
from catalogue.bilingual import LocalText
from catalogue.rounds.cases import Case, case_of
from catalogue.rounds.group_attendance import Attendance, attendance_of
from catalogue.rounds.group_scores import comparisons, points_of_reviews
from catalogue.rounds.marks import Comparison, rounded
from catalogue.rounds.models import (
    Criterion,
    GroupConsensus,
    GroupMember,
    Review,
    ReviewGroup,
    ReviewMark,
    Submission,
)
from catalogue.rounds.recusals import Recused
from catalogue.rounds.submitted_titles import title_of, with_titles

_NOTHING = Fraction(0)


@dataclass(frozen=True)
class Given:
    """One review of a submission, with its points and what correction makes of them."""

    review: Review
    points: Fraction | None
    leniency: Fraction

    @property
    def reviewer(self) -> str:
        return str(self.review.assignment.reviewer)

    @property
    def shown_points(self) -> Decimal | None:
        return None if self.points is None else rounded(self.points)

    @property
    def corrected(self) -> Decimal | None:
        return None if self.points is None else rounded(self.points - self.leniency)

    @property
    def shown_leniency(self) -> str:
        return f"{rounded(self.leniency):+}"

    @cached_property
    def marks(self) -> dict[int, ReviewMark]:
        return {each.criterion_id: each for each in self.review.marks.all()}


@dataclass(frozen=True)
class Judged:
    """One submission on the sheet, with what the first stage found of it.

    `is_hidden` tells that the reader is recused: only the label is shown then. `label`
    is the number of the method; without names it is a number within the group.
    """

    submission: Submission
    label: str
    reviews: list[Review]
    points: Mapping[int, Fraction]
    comparison: Comparison
    recused: list[tuple[GroupMember, Recused]]
    is_hidden: bool

    @property
    def number(self) -> int:
        return self.submission.method_id

    @cached_property
    def title(self) -> LocalText:
        title: LocalText = title_of(self.submission).title
        return title

    @property
    def plain(self) -> Decimal:
        return self._shown(self.comparison.plain)

    @property
    def corrected(self) -> Decimal:
        return self._shown(self.comparison.corrected)

    @property
    def spread(self) -> Decimal:
        return self._shown(self.comparison.spread)

    @property
    def case(self) -> Case:
        return case_of(self.spread, [each.recommendation for each in self.reviews])

    @property
    def said(self) -> list[tuple[str, int]]:
        """How many recommend it, doubt and do not; what nobody says is left out."""
        counted = Counter(each.recommendation for each in self.reviews)
        return [
            (str(each.label), counted[each])
            for each in Review.Recommendation
            if counted[each]
        ]

    @cached_property
    def given(self) -> list[Given]:
        """The reviews as they were handed in, reviewer by reviewer."""
        leniency = self.comparison.leniency
        return [
            Given(
                review,
                self.points.get(review.assignment.reviewer_id),
                leniency.get(review.assignment.reviewer_id, _NOTHING),
            )
            for review in self.reviews
        ]

    def by_criterion(
        self, criteria: Iterable[Criterion]
    ) -> list[tuple[Criterion, list[tuple[str, ReviewMark | None]]]]:
        """Each criterion with the names of the reviewers and their marks."""
        return [
            (
                criterion,
                [(each.reviewer, each.marks.get(criterion.pk)) for each in self.given],
            )
            for criterion in criteria
        ]

    @property
    def consensus(self) -> GroupConsensus | None:
        return getattr(self.submission, "consensus", None)

    @property
    def is_proposed(self) -> bool:
        consensus = self.consensus
        return (
            consensus is not None and consensus.result == GroupConsensus.Result.PROPOSED
        )

    @property
    def rank(self) -> int | None:
        return self.consensus.rank if self.consensus else None

    @property
    def _order(self) -> tuple[Any, ...]:
        first = self.spread if self.case == Case.SPLIT else self.corrected
        place = list(Case).index(self.case)
        return (self.is_hidden, place, -first, -self.corrected, self.number)

    def _shown(self, figures: Mapping[int, Fraction]) -> Decimal:
        return rounded(figures.get(self.submission.pk, _NOTHING))


@dataclass(frozen=True)
class Meeting:
    """A group with its members, and its submissions in the order of the meeting."""

    group: ReviewGroup
    attendance: Attendance
    rows: list[Judged]
    parts: int
    hides_names: bool

    @property
    def decided(self) -> int:
        return sum(row.consensus is not None for row in self.rows)

    @property
    def ranking(self) -> list[Judged]:
        """What is proposed: by rank, and what has none yet by corrected score."""
        proposed = [row for row in self.rows if row.is_proposed]
        last = len(self.rows) + 1
        return sorted(
            proposed, key=lambda row: (row.rank or last, -row.corrected, row.number)
        )

    @property
    def tied(self) -> set[int]:
        """The submissions whose corrected score another proposed one has too."""
        seen = [row for row in self.ranking if not row.is_hidden]
        counted = Counter(row.corrected for row in seen)
        return {row.submission.pk for row in seen if counted[row.corrected] > 1}

    def row(self, submission: int) -> Judged | None:
        return next((row for row in self.rows if row.submission.pk == submission), None)

    def next_after(self, submission: int) -> Judged | None:
        """The next without a result, from this one on and round again."""
        place = [row.submission.pk for row in self.rows].index(submission)
        onwards = [*self.rows[place + 1 :], *self.rows[:place]]
        open_ones = (
            row for row in onwards if row.consensus is None and not row.is_hidden
        )
        return next(open_ones, None)


def meeting_of(group: ReviewGroup, person: User) -> Meeting:
    """The sheet of a group as one person may read it, in ten queries at any size.

    Nothing is on it before the first stage is closed.
    """
    attendance = attendance_of(group)
    points = points_of_reviews(group.selection_round, group)
    comparison = comparisons(points).get(group.pk, Comparison())
    member = attendance.member(person)
    is_blind = group.selection_round.is_blind
    hides_names = is_blind and member is not None
    reviews: dict[int, list[Review]] = {}
    if points:
        for review in _reviews(group, person):
            reviews.setdefault(review.assignment.submission_id, []).append(review)
    rows = [
        Judged(
            submission=submission,
            label=_label(submission, serial if is_blind else None, hides_names),
            reviews=reviews.get(submission.pk, []),
            points=_points_of(submission, points),
            comparison=comparison,
            recused=attendance.recused_from(submission.pk),
            is_hidden=member is not None
            and attendance.is_recused(member, submission.pk),
        )
        for serial, submission in enumerate(
            _submissions(group, hides_names) if points else [], 1
        )
    ]
    rows.sort(key=lambda row: row._order)
    return Meeting(group, attendance, rows, len(comparison.parts), hides_names)


def _points_of(
    submission: Submission, points: Mapping[tuple[int, int, int], Fraction]
) -> dict[int, Fraction]:
    return {key[2]: each for key, each in points.items() if key[1] == submission.pk}


def _label(submission: Submission, serial: int | None, hides_names: bool) -> str:
    """What a submission is called; who organises a blind round is told both numbers."""
    number = f"№ {submission.method_id}"
    if serial is None:
        return number
    return f"{serial}." if hides_names else f"{serial}. ({number})"


def _submissions(group: ReviewGroup, hides_names: bool) -> Iterable[Submission]:
    rows = group.submissions.judged().order_by("pk")
    return (
        with_titles(rows, without_names=hides_names)
        .select_related("consensus__recorded_by", "reporting_body", "method")
        .prefetch_related("consensus__participants")
    )


def _reviews(group: ReviewGroup, person: User) -> QuerySet[Review]:
    seen = Review.objects.visible_to(person).filter(
        assignment__submission__group=group, handed_in_at__isnull=False
    )
    return (
        seen.select_related("assignment__reviewer__account")
        .prefetch_related("marks__criterion")
        .order_by("assignment__reviewer__account__last_name", "assignment__reviewer")
    )
