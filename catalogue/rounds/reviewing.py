"""One reviewer reads, marks and hands in, alone."""

import datetime
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.accounts.models import User
from catalogue.rounds.models import (
    Assignment,
    Criterion,
    Review,
    Reviewer,
    ReviewMark,
    SelectionRound,
    Submission,
)
from catalogue.rounds.models.selection_round import COURSE
from catalogue.rounds.recusals import barred

REVIEW = "rounds.review_submissions"
State = SelectionRound.State
# Before the stage opens nobody reads; afterwards the own reviews stay readable.
READ_IN = COURSE[COURSE.index(State.INDEPENDENT_REVIEW) :]


@dataclass(frozen=True)
class Mark:
    """What is written of one criterion."""

    mark: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class Written:
    """All that a page holds of a review; marks by the key of their criterion."""

    recommendation: str = ""
    reason: str = ""
    marks: Mapping[int, Mark] = field(default_factory=dict)


@dataclass(frozen=True)
class Page:
    """An opened page: its key, its turn, and the version that it was opened with."""

    key: uuid.UUID
    turn: int = 0
    seen: str = ""


@dataclass(frozen=True)
class Fault:
    """What stands against handing in; of a criterion, or of the review as a whole."""

    words: str
    criterion: Criterion | None = None


class ChangedMeanwhile(Exception):
    """Another window wrote into the review; nothing of this page is saved."""


def own_assignments(person: User) -> QuerySet[Assignment]:
    """What a person is to judge, or has judged: never before the stage opens.

    Whatever the rules of recusal bar is left out, though it was assigned; so is what
    its body took back meanwhile.
    """
    judged = Submission.objects.filter(selection_round__state__in=READ_IN).judged()
    own = Assignment.objects.filter(
        reviewer__account=person, submission__in=judged.order_by()
    )
    if not person.has_perm(REVIEW):
        return own.none()
    reviewers = Reviewer.objects.filter(account=person).select_related("account")
    submissions = Submission.objects.filter(assignments__in=own)
    never = [submission for submission, _reviewer in barred(submissions, reviewers)]
    return own.exclude(submission__in=never)


def version_of(review: Review | None) -> str:
    """What changes with every change of the review; empty before there is one."""
    return review.changed_at.isoformat() if review else ""


def written_in(review: Review | None) -> Written:
    """What the review holds."""
    if review is None:
        return Written()
    marks = {
        each.criterion_id: Mark(each.mark, each.reason) for each in review.marks.all()
    }
    return Written(review.recommendation, review.reason, marks)


def is_same(one: Written, other: Written) -> bool:
    """Whether both say the same; a mark without anything is no mark."""

    def said(written: Written) -> tuple[str, str, dict[int, Mark]]:
        marks = {key: mark for key, mark in written.marks.items() if mark != Mark()}
        return written.recommendation, written.reason, marks

    return said(one) == said(other)


@transaction.atomic
def save_review(
    assignment: Assignment, *, by: User, written: Written, page: Page
) -> Review | None:
    """Save what a page holds, as a draft; None while nothing is written at all.

    Raises PermissionDenied for anybody else, ChangedMeanwhile when another window wrote
    something else since this page was opened, and ValidationError when the stage is
    closed or the review is handed in.
    """
    review = _locked(assignment, by)
    if review is not None and review.handed_in_at is not None:
        raise ValidationError(_("It is handed in: reopen it to change it."))
    if review is not None and review.page == page.key and page.turn < review.turn:
        # What this page sent earlier arrives late: it holds the later turn already.
        return review
    if is_same(written, written_in(review)):
        return review
    is_own_page = review is None or review.page == page.key
    if not is_own_page and version_of(review) != page.seen:
        raise ChangedMeanwhile
    return _write(assignment, review, written, page)


@transaction.atomic
def hand_in(
    assignment: Assignment, *, by: User, at: datetime.datetime | None = None
) -> Review:
    """Hand a whole review in; raises ValidationError with every fault otherwise."""
    review = _locked(assignment, by)
    faults = faults_of(assignment, review)
    if review is None or faults:
        raise ValidationError([fault.words for fault in faults])
    if review.handed_in_at is None:
        review.handed_in_at = at or timezone.now()
        review.save()
    return review


@transaction.atomic
def reopen(assignment: Assignment, *, by: User) -> Review:
    """Take a handed-in review back while the stage is open; that is on record."""
    review = _locked(assignment, by)
    if review is None or review.handed_in_at is None:
        raise ValidationError(_("This review is not handed in."))
    review.handed_in_at = None
    review.save()
    return review


def criteria_of(assignment: Assignment) -> list[Criterion]:
    """The criteria of the round in their order, with what each mark means."""
    rows = Criterion.objects.filter(
        selection_round=assignment.submission.selection_round_id
    )
    return list(rows.prefetch_related("mark_meanings"))


def faults_of(assignment: Assignment, review: Review | None) -> list[Fault]:
    """Everything that stands against handing in, in the order of the page."""
    return list(_faults(criteria_of(assignment), written_in(review)))


def _faults(criteria: list[Criterion], written: Written) -> Iterator[Fault]:
    for criterion in criteria:
        given = written.marks.get(criterion.pk, Mark())
        name = {"criterion": criterion}
        if given.mark is None:
            yield Fault(_("“%(criterion)s” has no mark.") % name, criterion)
        if not given.reason.strip():
            yield Fault(_("“%(criterion)s” has no reason.") % name, criterion)
    if not written.recommendation:
        yield Fault(_("The overall recommendation is missing."))
    if not written.reason.strip():
        yield Fault(_("The reason of the recommendation is missing."))


def _locked(assignment: Assignment, by: User) -> Review | None:
    """The review as it is now, for its own reviewer while the stage is open.

    The round is locked first, as by who shares assignments out; other reviewers only
    wait for the moment of writing.
    """
    rounds = SelectionRound.objects.select_for_update(no_key=True)
    selection_round = rounds.get(pk=assignment.submission.selection_round_id)
    if not own_assignments(by).filter(pk=assignment.pk).exists():
        raise PermissionDenied
    if selection_round.state != State.INDEPENDENT_REVIEW:
        raise ValidationError(
            _("The stage of independent review is closed: nothing is changed any more.")
        )
    return Review.objects.filter(assignment=assignment).first()


def _write(
    assignment: Assignment, review: Review | None, written: Written, page: Page
) -> Review:
    review = review or Review(assignment=assignment)
    review.recommendation, review.reason = written.recommendation, written.reason
    review.page, review.turn = page.key, page.turn
    review.save()
    there = {each.criterion_id: each for each in review.marks.all()}
    known = {each.pk for each in criteria_of(assignment)}
    for criterion, given in written.marks.items():
        mark = there.get(criterion) or ReviewMark(review=review, criterion_id=criterion)
        # A new one holds nothing, and so is no change while nothing is given.
        if criterion in known and Mark(mark.mark, mark.reason) != given:
            mark.mark, mark.reason = given.mark, given.reason
            mark.save()
    return review
