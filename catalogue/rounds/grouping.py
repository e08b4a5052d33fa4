"""The review groups of a round are formed: by hand, or reviewers shared out evenly."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from catalogue.accounts.models import User
from catalogue.rounds.models import (
    Assignment,
    GroupMember,
    Reviewer,
    ReviewGroup,
    SelectionRound,
)
from catalogue.rounds.recusing import RUN, take_away
from catalogue.rounds.submitting import submitted

State = SelectionRound.State
Task = GroupMember.Task
FORMED_IN = (State.PREPARING, State.OPEN, State.CLOSED, State.INDEPENDENT_REVIEW)
MOST_GROUPS = 30
_NUMERALS = "〇一二三四五六七八九"


@dataclass(frozen=True)
class Place:
    """Where a reviewer sits: in which group, with which task; None for in none."""

    group: int | None
    task: str = Task.MEMBER


def available(selection_round: SelectionRound) -> QuerySet[Reviewer]:
    """Everybody who may be a member: reviewers whose accounts are active."""
    return (
        Reviewer.objects.filter(account__is_active=True)
        .select_related("account", "home_body", "home_city")
        .order_by("kind", "home_body__sort_order", "pk")
    )


@transaction.atomic
def form_groups(selection_round: SelectionRound, number: int, *, by: User) -> None:
    """Make groups up to that number and share out the reviewers who are in none.

    Each goes to the smallest group, of these to that with the fewest of the same kind
    and the same reporting body; who sits somewhere stays. Raises PermissionDenied, or
    ValidationError.
    """
    selection_round = _locked(selection_round, by)
    if not 1 <= number <= MOST_GROUPS:
        words = {"most": MOST_GROUPS}
        raise ValidationError(_("A round has 1 to %(most)d groups.") % words)
    groups = list(selection_round.review_groups.order_by("position", "pk"))
    while len(groups) < number:
        groups.append(_new_group(selection_round, groups))
    members: dict[int, list[Reviewer]] = {group.pk: [] for group in groups}
    for member in selection_round.group_members.select_related("reviewer"):
        members[member.group_id].append(member.reviewer)
    seated = {one.pk for ones in members.values() for one in ones}
    for reviewer in available(selection_round):
        if reviewer.pk not in seated:
            group = min(groups, key=lambda each: _rank(reviewer, members[each.pk]))
            members[group.pk].append(reviewer)
            GroupMember.objects.create(group=group, reviewer=reviewer)


def _new_group(
    selection_round: SelectionRound, there: list[ReviewGroup]
) -> ReviewGroup:
    """The next group, called by a number that no group is called by yet."""
    names = {each.name_zh for each in there}
    free = (n for n in count(len(there) + 1) if f"第{_in_chinese(n)}组" not in names)
    number = next(free)
    return ReviewGroup.objects.create(
        selection_round=selection_round,
        position=len(there) + 1,
        name_zh=f"第{_in_chinese(number)}组",
        name_en=f"Group {number}",
    )


def keep_kinds(selection_round: SelectionRound) -> None:
    """Write down of which kind each member is, whatever the person becomes later.

    Only `life.move_round` calls this, when independent review is closed.
    """
    now = Reviewer.objects.filter(pk=OuterRef("reviewer")).values("kind")
    selection_round.group_members.update(kind=Subquery(now))


def _rank(reviewer: Reviewer, members: list[Reviewer]) -> tuple[int, int, int]:
    return (
        len(members),
        sum(each.kind == reviewer.kind for each in members),
        sum(each.home_body_id == reviewer.home_body_id for each in members),
    )


def _in_chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    ten = "" if not tens else "十" if tens == 1 else f"{_NUMERALS[tens]}十"
    return ten + (_NUMERALS[ones] if ones else "")


@transaction.atomic
def seat(
    selection_round: SelectionRound, places: Mapping[int, Place], *, by: User
) -> None:
    """Seat reviewers in groups by hand, each with a task; the others stay.

    Who leaves a group gives back what is not handed in. Raises PermissionDenied, or
    ValidationError with a sentence for each thing that stands against it.
    """
    selection_round = _locked(selection_round, by)
    groups = {group.pk: group for group in selection_round.review_groups.all()}
    if any(place.group not in groups and place.group for place in places.values()):
        raise ValidationError(_("This group belongs to another round."))
    rows = selection_round.group_members.select_related("reviewer__account")
    members = {member.reviewer_id: member for member in rows}
    leaving = [
        member
        for member in members.values()
        if member.reviewer_id in places
        and places[member.reviewer_id].group != member.group_id
    ]
    _require_one_of_each(members, places, groups)
    _require_nothing_handed_in(selection_round, leaving)
    for member in leaving:
        take_away(_assigned(selection_round, member))
        member.delete()
    _give_tasks([each for each in members.values() if each not in leaving], places)
    stays = members.keys() - {each.reviewer_id for each in leaving}
    for number, place in places.items():
        if number not in stays and place.group:
            GroupMember.objects.create(
                group=groups[place.group], reviewer_id=number, task=place.task
            )


def _give_tasks(members: list[GroupMember], places: Mapping[int, Place]) -> None:
    changing = [
        each
        for each in members
        if each.reviewer_id in places and each.task != places[each.reviewer_id].task
    ]
    # Two who change tasks would meet the constraint, one after the other.
    GroupMember.objects.filter(pk__in=[each.pk for each in changing]).update(
        task=Task.MEMBER
    )
    for member in changing:
        member.task = places[member.reviewer_id].task
        member.save()


def _require_one_of_each(
    members: Mapping[int, GroupMember],
    places: Mapping[int, Place],
    groups: Mapping[int, ReviewGroup],
) -> None:
    now = {number: Place(each.group_id, each.task) for number, each in members.items()}
    after = [*{**now, **places}.values()]
    faults = [
        _("“%(group)s” would have two persons with the task “%(task)s”.")
        % {"group": group, "task": task.label}
        for number, group in groups.items()
        for task in (Task.CHAIR, Task.SECRETARY)
        if after.count(Place(number, task)) > 1
    ]
    if faults:
        raise ValidationError(faults)


def _require_nothing_handed_in(
    selection_round: SelectionRound, leaving: list[GroupMember]
) -> None:
    faults = [
        _("%(reviewer)s has handed in reviews and stays in the group.")
        % {"reviewer": member.reviewer}
        for member in leaving
        if _assigned(selection_round, member)
        .filter(review__handed_in_at__isnull=False)
        .exists()
    ]
    if faults:
        raise ValidationError(faults)


def _assigned(
    selection_round: SelectionRound, member: GroupMember
) -> QuerySet[Assignment]:
    return Assignment.objects.filter(
        submission__in=submitted(selection_round), reviewer=member.reviewer_id
    )


def _locked(selection_round: SelectionRound, by: User) -> SelectionRound:
    if not by.has_perm(RUN):
        raise PermissionDenied
    locked = SelectionRound.objects.select_for_update().get(pk=selection_round.pk)
    if locked.state not in FORMED_IN or not locked.is_held_here:
        raise ValidationError(_("Groups are formed until independent review ends."))
    return locked
