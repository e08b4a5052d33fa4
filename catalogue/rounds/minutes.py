"""The minutes of a group: who was there, who was recused, what was agreed and why."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from catalogue.rounds.meeting import Judged, Meeting
from catalogue.rounds.models import GroupConsensus, GroupMember
from catalogue.rounds.recusals import Recused


@dataclass(frozen=True)
class Agreed:
    """What was agreed on one submission, and who took part."""

    row: Judged
    took_part: list[GroupMember]

    @property
    def consensus(self) -> GroupConsensus | None:
        return self.row.consensus

    @property
    def _order(self) -> tuple[Any, ...]:
        rank = self.row.rank or 10_000
        return (self.consensus is None, not self.row.is_proposed, rank, self.row.number)


@dataclass(frozen=True)
class Minutes:
    """The minutes of one group as one person may read them."""

    meeting: Meeting
    agreed: list[Agreed]
    recused: list[tuple[Judged, list[tuple[GroupMember, Recused]]]]

    @property
    def present(self) -> list[GroupMember]:
        return self.meeting.attendance.present

    @property
    def absent(self) -> list[tuple[GroupMember, str]]:
        absences = self.meeting.attendance.absences
        return [
            (each, absences[each.pk].reason)
            for each in self.meeting.attendance.members
            if each.pk in absences
        ]

    @property
    def proposed(self) -> int:
        return sum(each.row.is_proposed for each in self.agreed)

    @property
    def days(self) -> list[datetime.date]:
        """The first and the last day on which results were recorded, in Beijing."""
        days = {
            timezone.localdate(each.consensus.recorded_at)
            for each in self.agreed
            if each.consensus
        }
        return sorted({min(days), max(days)}) if days else []


def minutes_of(meeting: Meeting) -> Minutes:
    """The minutes of a meeting: what is proposed by rank, then the rest by number."""
    members = {each.pk: each for each in meeting.attendance.members}
    agreed = [
        Agreed(
            row,
            [members[each.member_id] for each in row.consensus.participants.all()]
            if row.consensus
            else [],
        )
        for row in meeting.rows
    ]
    by_number = sorted(meeting.rows, key=lambda row: row.number)
    return Minutes(
        meeting=meeting,
        agreed=sorted(agreed, key=lambda each: each._order),
        recused=[(row, row.recused) for row in by_number if row.recused],
    )
