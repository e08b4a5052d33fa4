"""The way of a reviewer to the meetings of the own group, of a chair to the board."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.accounts.models import User
from catalogue.rounds.models import GroupMember, SelectionRound
from catalogue.rounds.models.selection_round import COURSE

_MEETING = COURSE.index(SelectionRound.State.GROUP_CONSENSUS)
_BOARD = COURSE.index(SelectionRound.State.INTER_GROUP_CONSENSUS)


@dataclass(frozen=True)
class OwnMeeting:
    """A page of a meeting, with its words and its round."""

    address: str
    label: str
    round: SelectionRound


def own_meetings(person: User) -> list[OwnMeeting]:
    """The meetings of the groups of one person, those of the newest round first."""
    memberships = (
        GroupMember.objects.filter(
            reviewer__account=person, selection_round__state__in=COURSE[_MEETING:]
        )
        .select_related("group", "selection_round")
        .order_by("-selection_round")
    )
    return [page for member in memberships for page in _pages(member)]


def _pages(member: GroupMember) -> Iterator[OwnMeeting]:
    selection_round = member.selection_round
    words = {"group": member.group}
    sheet = reverse("admin:rounds_meeting", args=[member.group_id])
    yield OwnMeeting(sheet, _("Meeting of “%(group)s”") % words, selection_round)
    is_chair = member.task == GroupMember.Task.CHAIR
    if is_chair and COURSE.index(selection_round.state) >= _BOARD:
        board = reverse("admin:rounds_board", args=[selection_round.pk])
        yield OwnMeeting(board, _("Board of the places"), selection_round)
