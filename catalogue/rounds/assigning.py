"""Submissions are assigned to groups and reviewers: evenly by itself, or by hand."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.accounts.models import User
from catalogue.rounds.assignment_plan import (
    AssignmentPlan,
    Before,
    Entry,
    Seat,
    plan_assignment,
)
from catalogue.rounds.even_shares import Pair
from catalogue.rounds.models import (
    Assignment,
    GroupMember,
    Reviewer,
    ReviewGroup,
    SelectionRound,
    Submission,
)
from catalogue.rounds.recusals import Ground, barred, why_barred
from catalogue.rounds.recusing import RUN, take_away
from catalogue.rounds.submitting import submitted

State = SelectionRound.State
ASSIGNED_IN = (State.CLOSED, State.INDEPENDENT_REVIEW)


@dataclass(frozen=True)
class Situation:
    """Who sits where, what is to be judged, who must not judge what, what is assigned.

    A fixed number of queries.
    """

    selection_round: SelectionRound
    submissions: dict[int, Submission]
    members: list[GroupMember]
    barred: dict[Pair, Ground]
    assignments: list[Assignment]

    @property
    def pairs(self) -> dict[Pair, Assignment]:
        """The assignments by submission and reviewer."""
        rows = self.assignments
        return {(each.submission_id, each.reviewer_id): each for each in rows}


def situation_of(selection_round: SelectionRound) -> Situation:
    """What stands now; only reviewers whose accounts are active are members here."""
    rows = selection_round.submissions.judged()
    members = GroupMember.objects.filter(
        selection_round=selection_round, reviewer__account__is_active=True
    ).select_related("group", "reviewer__account")
    assignments = Assignment.objects.filter(submission__in=rows.order_by())
    seated = list(members.order_by("group__position", "group", "pk"))
    return Situation(
        selection_round,
        {
            each.pk: each
            for each in rows.select_related(
                "method", "reporting_body", "group"
            ).prefetch_related("method__themes")
        },
        seated,
        barred(rows, [member.reviewer for member in seated]),
        list(assignments.select_related("review", "reviewer__account")),
    )


def begun(assignment: Assignment) -> bool:
    """Whether the reviewer has written anything on it."""
    return hasattr(assignment, "review")


@transaction.atomic
def share_out(
    selection_round: SelectionRound, *, by: User, anew: bool = False
) -> AssignmentPlan:
    """Assign all submissions to groups and reviewers evenly; see `plan_assignment`.

    What is there stays as far as it can; `anew` keeps only what was done by hand and
    what was begun. Raises PermissionDenied, or ValidationError that names every
    submission for which too few may judge; then nothing is changed.
    """
    now = situation_of(_locked(selection_round, by))
    plan = planned(now, anew=anew)
    if plan.too_few:
        raise ValidationError(list(_told_too_few(now, plan.too_few)))
    _write_groups(now, plan)
    wanted = {
        (submission, reviewer)
        for submission, reviewers in plan.reviewers.items()
        for reviewer in reviewers
    }
    _write_pairs(now, wanted, by)
    return plan


def planned(now: Situation, *, anew: bool = False) -> AssignmentPlan:
    """What `share_out` would do."""
    entries = [
        Entry(pk, row.reporting_body_id, row.method.kind, _theme(row))
        for pk, row in now.submissions.items()
    ]
    seats = [
        Seat(each.reviewer_id, each.group_id, each.reviewer.most_submissions)
        for each in now.members
    ]
    return plan_assignment(
        entries,
        seats,
        now.barred.keys(),
        now.selection_round.reviewers_each,
        _before(now, anew),
    )


def _before(now: Situation, anew: bool) -> Before:
    fixed = [each for each in now.assignments if each.is_by_hand or begun(each)]
    begun_on = {each.submission_id for each in fixed}
    fixed_groups = {
        pk
        for pk, row in now.submissions.items()
        if row.group_id and (row.is_grouped_by_hand or pk in begun_on)
    }
    kept: dict[int, list[int]] = {}
    for each in fixed if anew else now.assignments:
        kept.setdefault(each.submission_id, []).append(each.reviewer_id)
    groups = {
        pk: row.group_id
        for pk, row in now.submissions.items()
        if row.group_id and (pk in fixed_groups or not anew)
    }
    pairs = [(each.submission_id, each.reviewer_id) for each in fixed]
    return Before(groups, kept, fixed_groups, pairs)


def _theme(submission: Submission) -> str:
    return min((each.slug for each in submission.method.themes.all()), default="")


def _told_too_few(now: Situation, too_few: Collection[int]) -> Iterable[str]:
    each = now.selection_round.reviewers_each
    for pk in too_few:
        most = max(
            (
                sum((pk, one.reviewer_id) not in now.barred for one in members)
                for members in _by_group(now).values()
            ),
            default=0,
        )
        words = {"number": now.submissions[pk].method_id, "most": most, "each": each}
        if most < each:
            yield (
                _(
                    "№ %(number)d: in no group may more than %(most)d judge it, and "
                    "%(each)d are needed. Add a member from elsewhere to a group."
                )
                % words
            )
        else:
            yield (
                _(
                    "№ %(number)d: who may judge it has the most that he or she takes. "
                    "Raise that number, or add a member."
                )
                % words
            )


def _by_group(now: Situation) -> dict[int, list[GroupMember]]:
    groups: dict[int, list[GroupMember]] = {}
    for member in now.members:
        groups.setdefault(member.group_id, []).append(member)
    return groups


def _write_groups(now: Situation, plan: AssignmentPlan) -> None:
    changed: dict[int, list[int]] = {}
    for submission, group in plan.groups.items():
        if now.submissions[submission].group_id != group:
            changed.setdefault(group, []).append(submission)
    for group, numbers in changed.items():
        Submission.objects.filter(pk__in=numbers).update(
            group=group, is_grouped_by_hand=False
        )


def _write_pairs(now: Situation, wanted: set[Pair], by: User) -> None:
    there = now.pairs
    gone = [assignment.pk for pair, assignment in there.items() if pair not in wanted]
    take_away(Assignment.objects.filter(pk__in=gone))
    Assignment.objects.bulk_create(
        Assignment(submission_id=submission, reviewer_id=reviewer, assigned_by=by)
        for submission, reviewer in sorted(wanted - there.keys())
    )


@transaction.atomic
def move_to_group(submission: Submission, group: ReviewGroup, *, by: User) -> None:
    """Put a submission in a group by hand; its reviewers there are chosen anew.

    Raises PermissionDenied, or ValidationError when it was begun or the group lacks
    members who may judge it.
    """
    selection_round = _locked(submission.selection_round, by)
    if group.selection_round_id != selection_round.pk:
        raise ValidationError(_("This group belongs to another round."))
    assignments = Assignment.objects.filter(submission=submission)
    if assignments.filter(review__isnull=False).exists():
        raise ValidationError(
            _("Its review was begun: the submission stays in its group.")
        )
    now = situation_of(selection_round)
    may = [
        each
        for each in _by_group(now).get(group.pk, [])
        if (submission.pk, each.reviewer_id) not in now.barred
    ]
    if len(may) < selection_round.reviewers_each:
        words = {"group": group, "most": len(may)}
        raise ValidationError(
            _("In “%(group)s” only %(most)d may judge it: too few.") % words
        )
    assignments.delete()
    Submission.objects.filter(pk=submission.pk).update(
        group=group, is_grouped_by_hand=True
    )
    share_out(selection_round, by=by)


@transaction.atomic
def add_reviewer(submission: Submission, reviewer: Reviewer, *, by: User) -> Assignment:
    """Assign a member of its group by hand; the rules hold as ever.

    Raises PermissionDenied, or ValidationError with the rule that stands against it.
    """
    selection_round = _locked(submission.selection_round, by)
    why = why_barred(submission, reviewer)
    if why is not None:
        words = {"reviewer": reviewer, "why": why.label}
        raise ValidationError(_("%(reviewer)s must not judge it: %(why)s.") % words)
    if not GroupMember.objects.filter(
        group=submission.group_id, reviewer=reviewer, reviewer__account__is_active=True
    ).exists():
        raise ValidationError(_("Only members of its group judge a submission."))
    assigned = Assignment.objects.filter(
        submission__in=submitted(selection_round), reviewer=reviewer
    )
    if assigned.filter(submission=submission).exists():
        raise ValidationError(_("It is assigned to this reviewer already."))
    most = reviewer.most_submissions
    if most is not None and assigned.count() >= most:
        words = {"reviewer": reviewer, "most": most}
        raise ValidationError(
            _("%(reviewer)s takes at most %(most)d submissions.") % words
        )
    return Assignment.objects.create(
        submission=submission, reviewer=reviewer, is_by_hand=True, assigned_by=by
    )


@transaction.atomic
def remove_reviewer(assignment: Assignment, *, by: User) -> None:
    """Take a submission from a reviewer; what he or she began stays in the history.

    Raises PermissionDenied, or ValidationError when the review is handed in.
    """
    _locked(assignment.submission.selection_round, by)
    own = Assignment.objects.filter(pk=assignment.pk)
    if own.filter(review__handed_in_at__isnull=False).exists():
        raise ValidationError(
            _("The review is handed in: it stays. A conflict is declared instead.")
        )
    take_away(own)


def _locked(selection_round: SelectionRound, by: User) -> SelectionRound:
    if not by.has_perm(RUN):
        raise PermissionDenied
    locked = SelectionRound.objects.select_for_update().get(pk=selection_round.pk)
    if locked.state not in ASSIGNED_IN:
        raise ValidationError(
            _("Submissions are assigned once submission is closed, until review ends.")
        )
    return locked
