"""Which submission goes to which group, and there to which reviewers.

Plain data in, plain data out; `catalogue.rounds.assigning` asks and writes it down.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from catalogue.rounds.even_shares import EvenShares, Pair, Taker


class Entry(NamedTuple):
    """A submission by its number, with what the groups are mixed by."""

    submission: int
    body: str = ""
    kind: str = ""
    theme: str = ""


class Seat(NamedTuple):
    """A reviewer in a group, and the most submissions that he or she takes."""

    reviewer: int
    group: int
    most: int | None = None


@dataclass(frozen=True)
class Before:
    """What is assigned already: by submission, the group and the reviewers.

    What is fixed stays. The other groups stay as long as they are allowed, the other
    reviewers as long as they are allowed and even.
    """

    groups: Mapping[int, int] = field(default_factory=dict)
    reviewers: Mapping[int, Collection[int]] = field(default_factory=dict)
    fixed_groups: Collection[int] = ()
    fixed_pairs: Collection[Pair] = ()


@dataclass(frozen=True)
class AssignmentPlan:
    """By submission, its group and its reviewers; and those that find too few."""

    groups: Mapping[int, int]
    reviewers: Mapping[int, tuple[int, ...]]
    too_few: tuple[int, ...]


def plan_assignment(
    entries: Iterable[Entry],
    seats: Iterable[Seat],
    barred: Collection[Pair],
    each: int,
    before: Before | None = None,
) -> AssignmentPlan:
    """Share submissions out to groups, and in each group to `each` of its reviewers.

    `barred` are the pairs of submission and reviewer that must not be. Groups get
    submissions in proportion to their members; the loads of the reviewers of a group
    differ by at most one wherever what is barred, fixed and limited permits.
    """
    return _Planning(entries, seats, set(barred), each, before or Before()).made()


class _Planning:
    def __init__(
        self,
        entries: Iterable[Entry],
        seats: Iterable[Seat],
        barred: set[Pair],
        each: int,
        before: Before,
    ) -> None:
        # Those of one body stand together and so go to different groups.
        self.entries = sorted(entries, key=lambda entry: (*entry[1:], entry.submission))
        self.entry_of = {entry.submission: entry for entry in self.entries}
        self.seats: dict[int, list[Seat]] = {}
        for seat in sorted(seats):
            self.seats.setdefault(seat.group, []).append(seat)
        self.barred, self.each, self.before = barred, each, before

    def made(self) -> AssignmentPlan:
        groups = self._grouped()
        shares = {group: self._shared(group, groups) for group in sorted(self.seats)}
        short = [
            entry.submission
            for entry in self.entries
            if not self._is_given(entry.submission, groups, shares)
        ]
        too_few = [each for each in short if not self._elsewhere(each, groups, shares)]
        for share in shares.values():
            share.level()
        placed = {
            submission: group
            for submission, holders in groups.holders.items()
            for group in holders
        }
        reviewers = {
            submission: tuple(sorted(shares[group].holders[submission]))
            for submission, group in placed.items()
        }
        return AssignmentPlan(placed, reviewers, tuple(sorted(too_few)))

    def _eligible(self, submission: int, group: int) -> list[int]:
        return [
            seat.reviewer
            for seat in self.seats[group]
            if (submission, seat.reviewer) not in self.barred
        ]

    def _grouped(self) -> EvenShares:
        takers = {
            group: Taker(len(seats), self._most_of(seats))
            for group, seats in self.seats.items()
        }
        kept = {s: g for s, g in self.before.groups.items() if s in self.entry_of}
        mixed = _Mixed(self.entry_of)
        # A group has read itself into what it has: only new ones are levelled.
        shares = EvenShares(takers, 1, fixed=kept.items(), prefer=mixed.like_ones)
        mixed.shares = shares
        # What is there already comes first: the rest is placed around it.
        order = sorted(self.entries, key=lambda entry: entry.submission not in kept)
        for entry in order:
            submission = entry.submission
            allowed = [
                group
                for group in self.seats
                if len(self._eligible(submission, group)) >= self.each
            ]
            there = [kept[submission]] if submission in kept else []
            shares.add(submission, allowed, there)
        for entry in order:
            shares.give(entry.submission)
        shares.level()
        return shares

    def _most_of(self, seats: list[Seat]) -> int | None:
        limits = [seat.most for seat in seats if seat.most is not None]
        # No reviewer reads a submission twice, so one limit alone binds no group.
        return sum(limits) // self.each if len(limits) == len(seats) else None

    def _shared(self, group: int, groups: EvenShares) -> EvenShares:
        """The submissions of a group among its reviewers, before those left over."""
        takers = {seat.reviewer: Taker(1, seat.most) for seat in self.seats[group]}
        shares = EvenShares(takers, self.each, fixed=self.before.fixed_pairs)
        for submission in sorted(groups.things[group]):
            there = self.before.reviewers.get(submission, ())
            shares.add(submission, self._eligible(submission, group), there)
        # Those with the fewest to choose from choose first.
        by_choice = sorted(
            groups.things[group], key=lambda each: (len(shares.allowed[each]), each)
        )
        for submission in by_choice:
            shares.give(submission)
        return shares

    def _is_given(
        self, submission: int, groups: EvenShares, shares: Mapping[int, EvenShares]
    ) -> bool:
        return any(
            len(shares[group].holders[submission]) >= self.each
            for group in groups.holders[submission]
        )

    def _elsewhere(
        self, submission: int, groups: EvenShares, shares: Mapping[int, EvenShares]
    ) -> bool:
        """Try the other groups, where this one has no reviewer left."""
        if submission in self.before.fixed_groups:
            return False
        for group in sorted(groups.allowed[submission], key=groups.load):
            if group in groups.holders[submission]:
                continue
            shares[group].add(submission, self._eligible(submission, group))
            if shares[group].give(submission):
                for here in groups.holders[submission]:
                    shares[here].drop(submission)
                groups.drop(submission)
                groups.add(submission, [group], [group])
                return True
            shares[group].drop(submission)
        return False


class _Mixed:
    """Prefers the group that has the fewest submissions like this one."""

    shares: EvenShares

    def __init__(self, entry_of: Mapping[int, Entry]) -> None:
        self.entry_of = entry_of

    def like_ones(self, submission: int, group: int) -> tuple[int, ...]:
        entry = self.entry_of[submission]
        others = [self.entry_of[each] for each in self.shares.things[group]]
        return (
            sum(other.body == entry.body for other in others),
            sum(other.kind == entry.kind for other in others),
            sum(other.theme == entry.theme for other in others),
        )
