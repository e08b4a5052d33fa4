"""Marks made comparable: weighted, and corrected for strict and lenient reviewers.

Plain data in, plain data out, in exact fractions, so that equal is equal; the method
and an example worked by hand are in docs/judging-method.md.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import NamedTuple

_ONE_DECIMAL = Decimal("0.1")


class Scale(NamedTuple):
    """How much a criterion counts, and its lowest and highest mark."""

    weight: int
    lowest: int
    highest: int


class Score(NamedTuple):
    """What one reviewer finds of one submission, in points from 0 to 100."""

    submission: int
    reviewer: int
    points: Fraction


@dataclass(frozen=True)
class Comparison:
    """The scores of a group made comparable; all figures are points.

    `corrected` and `plain` are by submission, `leniency` by reviewer: above 0 for who
    marks higher than the others of the same part. `spread` is how far the corrected
    scores of a submission lie apart. `parts` are the submissions that reviewers in
    common link with each other: the leniency of different parts is not compared.
    """

    plain: Mapping[int, Fraction] = field(default_factory=dict)
    corrected: Mapping[int, Fraction] = field(default_factory=dict)
    spread: Mapping[int, Fraction] = field(default_factory=dict)
    leniency: Mapping[int, Fraction] = field(default_factory=dict)
    parts: tuple[frozenset[int], ...] = ()


def weighted_points(
    marks: Mapping[int, int | None], scales: Mapping[int, Scale]
) -> Fraction | None:
    """The points of one review by criterion, 0 to 100; none while a mark is missing."""
    found, whole = Fraction(0), 0
    for criterion, scale in scales.items():
        mark = marks.get(criterion)
        if mark is None:
            return None
        share = Fraction(mark - scale.lowest, scale.highest - scale.lowest)
        found += scale.weight * share
        whole += scale.weight
    return 100 * found / whole if whole else None


def rounded(points: Fraction) -> Decimal:
    """The points as they are shown, to one decimal; what is shown equal is a tie."""
    exact = Decimal(points.numerator) / Decimal(points.denominator)
    return exact.quantize(_ONE_DECIMAL, ROUND_HALF_UP)


def compare(scores: Iterable[Score]) -> Comparison:
    """Correct scores by least squares: points = submission + leniency of the reviewer.

    The leniency of the reviewers of a part adds up to 0, so that the corrected score is
    what all of them would have given on the average. The order of the scores does not
    matter.
    """
    of_submission: dict[int, dict[int, Fraction]] = {}
    for score in scores:
        of_submission.setdefault(score.submission, {})[score.reviewer] = score.points
    parts = tuple(_parts(of_submission))
    leniency: dict[int, Fraction] = {}
    for part in parts:
        leniency |= _leniency({each: of_submission[each] for each in part})
    corrected = {
        submission: [points - leniency[reviewer] for reviewer, points in given.items()]
        for submission, given in of_submission.items()
    }
    return Comparison(
        plain={each: _mean(given.values()) for each, given in of_submission.items()},
        corrected={each: _mean(points) for each, points in corrected.items()},
        spread={each: max(points) - min(points) for each, points in corrected.items()},
        leniency=leniency,
        parts=parts,
    )


def _mean(points: Iterable[Fraction]) -> Fraction:
    values = list(points)
    return sum(values, Fraction(0)) / len(values)


def _parts(
    of_submission: Mapping[int, Mapping[int, Fraction]],
) -> Iterator[frozenset[int]]:
    """Submissions that are linked by reviewers in common, part by part."""
    of_reviewer: dict[int, set[int]] = {}
    for submission, given in of_submission.items():
        for reviewer in given:
            of_reviewer.setdefault(reviewer, set()).add(submission)
    left = set(of_submission)
    while left:
        part, waiting = set(), {min(left)}
        while waiting:
            submission = waiting.pop()
            part.add(submission)
            linked = (of_reviewer[each] for each in of_submission[submission])
            waiting |= set().union(*linked) - part
        left -= part
        yield frozenset(part)


def _leniency(
    of_submission: Mapping[int, Mapping[int, Fraction]],
) -> dict[int, Fraction]:
    """The leniency of the reviewers of one part, by the normal equations.

    The effects of the submissions are eliminated: each is the mean of its scores less
    the leniency of who gave them.
    """
    reviewers = sorted({each for given in of_submission.values() for each in given})
    place = {reviewer: number for number, reviewer in enumerate(reviewers)}
    size = len(reviewers)
    rows = [[Fraction(0)] * (size + 1) for _ in reviewers]
    for given in of_submission.values():
        mean, share = _mean(given.values()), Fraction(1, len(given))
        for reviewer, points in given.items():
            row = rows[place[reviewer]]
            row[place[reviewer]] += 1
            row[size] += points - mean
            for other in given:
                row[place[other]] -= share
    # The equations add up to nothing: one of them gives way to the sum of 0.
    rows[-1] = [Fraction(1)] * size + [Fraction(0)]
    return dict(zip(reviewers, _solved(rows), strict=True))


def _solved(rows: list[list[Fraction]]) -> list[Fraction]:
    """The solution of linear equations that have one, by Gauss and Jordan."""
    for column in range(len(rows)):
        pivot = next(n for n in range(column, len(rows)) if rows[n][column])
        rows[column], rows[pivot] = rows[pivot], rows[column]
        head = [value / rows[column][column] for value in rows[column]]
        for number, row in enumerate(rows):
            factor = row[column]
            rows[number] = [
                value - factor * above for value, above in zip(row, head, strict=True)
            ]
        rows[column] = head
    return [row[-1] for row in rows]
