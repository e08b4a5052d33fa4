"""What may have become of a place that a newer register has no more.

A pair is the same name under another code. A suggestion is less: what speaks for one
of the places around. Neither decides anything.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from catalogue.places.models import RegisterChange
from catalogue.places.names import MatchingKey
from catalogue.places.register.compared import Compared

Reason = RegisterChange.Reason
_SHORTEST_PART = 2

# Under which place above a name counts as the same, and what that is called.
Scope = tuple[Reason, Callable[[str], Hashable]]


@dataclass(frozen=True)
class Candidate:
    """A place that the newer register has; `is_new` there or under this name."""

    code: str
    name: str
    key: MatchingKey
    is_new: bool


@dataclass(frozen=True)
class Suggestion:
    """Which place it may be now, and why."""

    code: str
    name: str
    reason: Reason
    neighbour: str = ""


def pairs(
    gone: Iterable[Compared], new: Iterable[Compared], scopes: Sequence[Scope]
) -> dict[str, tuple[Reason, Compared]]:
    """For the old code of a place the new row of the same key, narrow scopes first.

    Only where the key stands once on either side, or nobody could say which is which.
    """
    found: dict[str, tuple[Reason, Compared]] = {}
    left, right = list(gone), list(new)
    for reason, scope in scopes:
        olds = _by_key(left, lambda row, scope=scope: scope(row.above_before))  # type: ignore[misc]
        news = _by_key(right, lambda row, scope=scope: scope(row.above))  # type: ignore[misc]
        for key, rows in olds.items():
            others = news.get(key, [])
            if len(rows) == len(others) == 1:
                found[rows[0].code_before] = (reason, others[0])
        taken = {row.code for _reason, row in found.values()}
        left = [row for row in left if row.code_before not in found]
        right = [row for row in right if row.code not in taken]
    return found


def suggestion(
    row: Compared, neighbours: Iterable[Compared], candidates: Iterable[Candidate]
) -> Suggestion | None:
    """The place around whose name points to this one that is gone; the best, if any.

    `neighbours` are gone as well, `candidates` are there, all under the same place.
    """
    key, beside = row.key, [each for each in neighbours if each is not row]
    judged = [
        (*judgement, candidate)
        for candidate in candidates
        if (judgement := _judged(key, beside, candidate)) is not None
    ]
    if not judged:
        return None
    rank, _common, neighbour, best = min(
        judged, key=lambda each: (each[0], -each[1], not each[3].is_new, each[3].code)
    )
    return Suggestion(best.code, best.name, _RANKED[rank], neighbour)


_RANKED = (
    Reason.OTHER_COMMITTEE,
    Reason.TWO_NAMES,
    Reason.NAME_INSIDE,
    Reason.SAME_BEGINNING,
)


def _judged(
    key: MatchingKey, beside: Sequence[Compared], candidate: Candidate
) -> tuple[int, int, str] | None:
    """The place of the reason among the reasons, how much is alike, the neighbour."""
    old, new = key.stem, candidate.key.stem
    if old == new:
        return 0, len(old), ""
    if candidate.is_new and (neighbour := _completing(old, new, beside)):
        return 1, len(new), neighbour.name_before
    shorter, longer = sorted((old, new), key=len)
    if len(shorter) >= _SHORTEST_PART and shorter in longer:
        return 2, len(shorter), ""
    pairs_of_signs = zip(old, new, strict=False)
    alike = len(list(takewhile(lambda pair: pair[0] == pair[1], pairs_of_signs)))
    if candidate.is_new and alike >= _SHORTEST_PART:
        return 3, alike, ""
    return None


def _completing(old: str, new: str, beside: Sequence[Compared]) -> Compared | None:
    """A neighbour that is gone too and brings what the new name has beside the old."""
    rest = set(new) - set(old)
    if len(new) < _SHORTEST_PART or not rest or not set(new) & set(old):
        return None
    fitting = (row for row in beside if rest <= set(row.key.stem))
    return next(fitting, None)


def _by_key(
    rows: Iterable[Compared], above: Callable[[Compared], Hashable]
) -> dict[Hashable, list[Compared]]:
    found: dict[Hashable, list[Compared]] = defaultdict(list)
    for row in rows:
        found[above(row), row.key].append(row)
    return found
