"""What the reviewers, groups and the board of a demonstration round write, at once."""

import datetime
import random

from catalogue.accounts.models import User
from catalogue.rounds.group_attendance import attendance_of
from catalogue.rounds.inter_group_consensus import board_of, move_line, record_swap
from catalogue.rounds.models import (
    Assignment,
    Criterion,
    GroupConsensus,
    Review,
    ReviewMark,
    SelectionRound,
    Submission,
    TookPart,
)

_REASON = "演示意见：步骤清楚，可以照做。"
_Recommendation = Review.Recommendation
_Result = GroupConsensus.Result


def hand_in_reviews(
    held: SelectionRound, at: datetime.datetime, *, every: int = 1
) -> None:
    """Write reviews with marks drawn by a fixed seed; only each `every`th of them."""
    assignments = Assignment.objects.filter(submission__selection_round=held)
    chosen = list(assignments.order_by("submission", "reviewer")[::every])
    draw = random.Random(held.slug)  # noqa: S311 - the same on every machine
    reviews = Review.objects.bulk_create(
        Review(
            assignment=each,
            recommendation=draw.choice(_Recommendation.values),
            reason=_REASON,
            handed_in_at=at,
        )
        for each in chosen
    )
    criteria = list(Criterion.objects.filter(selection_round=held))
    ReviewMark.objects.bulk_create(
        ReviewMark(
            review=review,
            criterion=criterion,
            mark=draw.randint(criterion.lowest, criterion.highest),
            reason=_REASON,
        )
        for review in reviews
        for criterion in criteria
    )


def agree_on_all(held: SelectionRound, at: datetime.datetime) -> None:
    """Each group proposes three of four, in an order of its own."""
    draw = random.Random(held.slug)  # noqa: S311 - the same on every machine
    for group in held.review_groups.all():
        attendance, rank = attendance_of(group), 0
        writer = attendance.members[0].reviewer.account
        results = []
        submissions = list(group.submissions.order_by("pk"))
        draw.shuffle(submissions)
        for place, submission in enumerate(submissions):
            is_proposed = place % 4 != 3
            rank += is_proposed
            results.append(
                GroupConsensus(
                    submission=submission,
                    result=_Result.PROPOSED if is_proposed else _Result.NOT_PROPOSED,
                    reason=_REASON,
                    rank=rank if is_proposed else None,
                    recorded_by=writer,
                    recorded_at=at,
                )
            )
        TookPart.objects.bulk_create(
            TookPart(consensus=consensus, member=member)
            for consensus in GroupConsensus.objects.bulk_create(results)
            for member in attendance.may_take_part(consensus.submission_id)
        )


def draw_line(held: SelectionRound, manager: User, at: datetime.datetime) -> None:
    """The line falls at the last place; a tie there is decided by swaps."""
    places = min(held.places or 0, board_of(held).proposed)
    move_line(held, places, by=manager, at=at)
    tie = board_of(held).undecided(places)
    for number in sorted(tie.submissions)[: tie.places] if tie else ():
        record_swap(
            held,
            by=manager,
            reason=_REASON,
            taken_in=Submission.objects.get(pk=number),
            at=at,
        )
