"""The scores of the review groups, once the first stage is closed."""

from collections import defaultdict
from fractions import Fraction

from catalogue.rounds.marks import Comparison, Scale, Score, compare, weighted_points
from catalogue.rounds.models import ReviewGroup, ReviewMark, SelectionRound
from catalogue.rounds.models.selection_round import COURSE

_AFTER_REVIEW = COURSE[COURSE.index(SelectionRound.State.GROUP_CONSENSUS) :]
# Group, submission and reviewer.
_Key = tuple[int, int, int]


def is_reviewed(selection_round: SelectionRound) -> bool:
    """Whether the first stage is closed: before, nobody compares marks."""
    return selection_round.state in _AFTER_REVIEW


def points_of_reviews(
    selection_round: SelectionRound, group: ReviewGroup | None = None
) -> dict[_Key, Fraction]:
    """By group, submission and reviewer, the weighted points of each whole review.

    None before the first stage is closed. Every reader gets the same figures; the
    marks themselves are read through `Review.objects.visible_to`.
    """
    if not is_reviewed(selection_round):
        return {}
    scales = {
        each.pk: Scale(each.weight, each.lowest, each.highest)
        for each in selection_round.criteria.all()
    }
    rows = ReviewMark.objects.filter(
        review__handed_in_at__isnull=False,
        review__assignment__submission__selection_round=selection_round,
        review__assignment__submission__group__isnull=False,
    )
    if group is not None:
        rows = rows.filter(review__assignment__submission__group=group)
    marks: dict[_Key, dict[int, int | None]] = defaultdict(dict)
    for group_id, submission, reviewer, criterion, mark in rows.order_by().values_list(
        "review__assignment__submission__group",
        "review__assignment__submission",
        "review__assignment__reviewer",
        "criterion",
        "mark",
    ):
        marks[group_id, submission, reviewer][criterion] = mark
    weighted = {key: weighted_points(given, scales) for key, given in marks.items()}
    return {key: points for key, points in weighted.items() if points is not None}


def comparisons(points: dict[_Key, Fraction]) -> dict[int, Comparison]:
    """By group, the points of its reviews made comparable."""
    scores: dict[int, list[Score]] = defaultdict(list)
    for (group, submission, reviewer), each in points.items():
        scores[group].append(Score(submission, reviewer, each))
    return {group: compare(of_group) for group, of_group in scores.items()}
