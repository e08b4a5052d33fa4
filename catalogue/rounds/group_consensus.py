"""The second stage of judging: each group agrees."""

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.accounts.models import User
from catalogue.rounds.group_attendance import Attendance, attendance_of
from catalogue.rounds.missing import Missing
from catalogue.rounds.models import (
    Absence,
    GroupConsensus,
    ReviewGroup,
    SelectionRound,
    Submission,
)
from catalogue.rounds.submitting import submitted

Result = GroupConsensus.Result
# Fewer than two are no consensus.
FEWEST = 2


@transaction.atomic
def record_consensus(
    submission: Submission,
    *,
    by: User,
    result: str,
    reason: str,
    took_part: Collection[int],
    rank: int | None = None,
    at: datetime.datetime | None = None,
) -> GroupConsensus:
    """Record what the group agreed on for one submission; a later record replaces it.

    `took_part` are members of the group by their numbers. With a rank, a proposed
    submission takes this place in the group's order and the others move along; without
    one it keeps the place it has. Raises PermissionDenied for who does not write for
    the group, or ValidationError with a sentence for each thing that stands against it.
    """
    group = _meeting_group(submission.group)
    attendance = attendance_of(group)
    if not attendance.may_write(by, submission.pk):
        raise PermissionDenied
    if not submitted(group.selection_round).filter(pk=submission.pk).exists():
        raise ValidationError(_("This submission is not judged."))
    faults = [
        *_faults(result, reason, rank),
        *_faults_of_part(attendance, submission.pk, took_part),
    ]
    if faults:
        raise ValidationError(faults)
    rows = GroupConsensus.objects.filter(submission=submission)
    consensus = rows.first() or GroupConsensus(submission=submission)
    consensus.result, consensus.reason = result, reason.strip()
    consensus.recorded_by, consensus.recorded_at = by, at or timezone.now()
    if result != Result.PROPOSED:
        consensus.rank = None
    consensus.save()
    _write_participants(consensus, took_part)
    _place(group, consensus, rank)
    return consensus


@transaction.atomic
def set_ranking(group: ReviewGroup, order: Sequence[int], *, by: User) -> None:
    """Put what the group proposes in an order, first to last, by submission.

    Whoever is recused from a submission leaves it at its rank, or unranked. Raises as
    `record_consensus` does.
    """
    group = _meeting_group(group)
    attendance = attendance_of(group)
    if not attendance.is_writer(by):
        raise PermissionDenied
    proposed = {each.submission_id: each for each in _proposed(group)}
    _require_order(order, proposed, attendance, by)
    _write_ranks([proposed[each] for each in order])


@transaction.atomic
def note_absences(group: ReviewGroup, absent: Mapping[int, str], *, by: User) -> None:
    """Note who is not at the meeting: members by number, each with a reason or none.

    Raises as `record_consensus` does; also where one of them took part in a result.
    """
    group = _meeting_group(group)
    attendance = attendance_of(group)
    if not attendance.is_writer(by):
        raise PermissionDenied
    known = {each.pk: each for each in attendance.members}
    if not absent.keys() <= known.keys():
        raise ValidationError(_("This member is not known."))
    took_part = group.members.filter(pk__in=absent, participations__isnull=False)
    if taking := list(took_part.distinct()):
        words = _("%(member)s took part in a result: change that first.")
        raise ValidationError([words % {"member": each.reviewer} for each in taking])
    gone = Absence.objects.filter(member__group=group).exclude(member__in=absent)
    gone.delete()
    for member, reason in absent.items():
        Absence.objects.update_or_create(
            member=known[member],
            defaults={"reason": reason.strip(), "noted_by": by},
        )


def missing_to_close(
    selection_round: SelectionRound, at: datetime.datetime
) -> list[Missing]:
    """What the groups have not agreed on: results, and the order of the proposed."""
    judged = Q(submissions__in=submitted(selection_round))
    proposed = judged & Q(submissions__consensus__result=Result.PROPOSED)
    groups = selection_round.review_groups.annotate(
        undecided=Count("submissions", judged & Q(submissions__consensus=None)),
        proposed=Count("submissions", proposed),
        ranks=Count("submissions__consensus__rank", proposed, distinct=True),
    )
    found = []
    for group in groups:
        address = reverse("admin:rounds_meeting", args=[group.pk])
        if group.undecided:
            words = ngettext(
                "“%(group)s”: %(count)d submission has no result.",
                "“%(group)s”: %(count)d submissions have no result.",
                group.undecided,
            )
            counted = {"group": group, "count": group.undecided}
            found.append(Missing(words % counted, address))
        if group.ranks < group.proposed:
            order = _("“%(group)s” has not put what it proposes in an order.")
            found.append(Missing(order % {"group": group}, address))
    return found


def _meeting_group(group: ReviewGroup | None) -> ReviewGroup:
    """The group while it meets; its round is locked, so that it goes on meeting."""
    if group is None:
        raise PermissionDenied
    rounds = SelectionRound.objects.select_for_update()
    group.selection_round = rounds.get(pk=group.selection_round_id)
    if group.selection_round.state != SelectionRound.State.GROUP_CONSENSUS:
        raise ValidationError(
            _("Groups record their results in the stage “%(stage)s” alone."),
            params={"stage": SelectionRound.State.GROUP_CONSENSUS.label},
        )
    return group


def _faults(result: str, reason: str, rank: int | None) -> Iterator[str]:
    if result not in Result.values:
        yield _("Say whether the group proposes the submission.")
    if not reason.strip():
        yield _("Give the reasons of the group.")
    if rank is not None and rank < 1:
        yield _("Ranks begin at 1.")
    if rank is not None and result == Result.NOT_PROPOSED:
        yield _("Only what is proposed has a rank.")


def _faults_of_part(
    attendance: Attendance, submission: int, took_part: Collection[int]
) -> Iterator[str]:
    chosen = set(took_part)
    may = {each.pk for each in attendance.may_take_part(submission)}
    for member, recused in attendance.recused_from(submission):
        if member.pk in chosen:
            words = _("%(member)s is recused (%(why)s) and takes no part.")
            yield words % {"member": member.reviewer, "why": recused.ground.label}
    for member in attendance.members:
        if member.pk in chosen & attendance.absences.keys():
            yield _("%(member)s was absent.") % {"member": member.reviewer}
    if chosen - {each.pk for each in attendance.members}:
        yield _("Only members of the group take part.")
    if len(chosen & may) < FEWEST:
        yield _("At least two members take part in a consensus.")


def _write_participants(consensus: GroupConsensus, took_part: Collection[int]) -> None:
    there = consensus.participants
    there.exclude(member__in=took_part).delete()
    known = set(there.values_list("member", flat=True))
    for member in sorted(set(took_part) - known):
        there.create(member_id=member)


def _proposed(group: ReviewGroup) -> QuerySet[GroupConsensus]:
    judged = submitted(group.selection_round).filter(group=group)
    return GroupConsensus.objects.filter(submission__in=judged, result=Result.PROPOSED)


def _place(group: ReviewGroup, consensus: GroupConsensus, rank: int | None) -> None:
    """Bring the consensus to a rank, and leave no gap in the others."""
    ranked = list(_proposed(group).exclude(rank=None).order_by("rank", "pk"))
    if rank is not None:
        ranked = [each for each in ranked if each.pk != consensus.pk]
        ranked.insert(min(rank, len(ranked) + 1) - 1, consensus)
    _write_ranks(ranked)
    consensus.refresh_from_db(fields=["rank"])


def _write_ranks(order: Sequence[GroupConsensus]) -> None:
    for rank, consensus in enumerate(order, 1):
        consensus.rank = rank
    # One statement: executemany fails within the history of a request.
    GroupConsensus.objects.bulk_update(order, ["rank"])


def _require_order(
    order: Sequence[int],
    proposed: Mapping[int, GroupConsensus],
    attendance: Attendance,
    by: User,
) -> None:
    member = attendance.member(by)
    fixed = {
        each: consensus.rank
        for each, consensus in proposed.items()
        if member is not None and attendance.is_recused(member, each)
    }
    ranks = {submission: rank for rank, submission in enumerate(order, 1)}
    if len(ranks) < len(order) or not ranks.keys() <= proposed.keys():
        raise ValidationError(_("Rank each submission that is proposed once."))
    if any(ranks.get(each) != rank for each, rank in fixed.items()):
        raise ValidationError(
            _("A submission from which you are recused keeps its rank.")
        )
    if proposed.keys() - ranks.keys() - fixed.keys():
        raise ValidationError(_("Rank each submission that is proposed once."))
