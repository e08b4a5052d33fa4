"""What of a round nobody learns from histories and trails before it is announced."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models

from catalogue.rounds.models import (
    AgreedReason,
    Approval,
    BoardLine,
    BoardSwap,
    GroupConsensus,
    GroupMember,
    Notice,
    Review,
    ReviewGroup,
    ReviewMark,
    SelectionRound,
    Submission,
    TookPart,
)

# Marks, results of groups, the board and lists: by the key that an event holds, and the
# path from there to the round.
_PATHS: Mapping[type[models.Model], tuple[str, str]] = {
    Review: ("assignment", "submission__selection_round__"),
    ReviewMark: ("review", "assignment__submission__selection_round__"),
    GroupConsensus: ("submission", "selection_round__"),
    TookPart: ("consensus", "submission__selection_round__"),
    BoardLine: ("selection_round", ""),
    BoardSwap: ("selection_round", ""),
    Approval: ("selection_round", ""),
    AgreedReason: ("submission", "selection_round__"),
    Submission: ("selection_round", ""),
    Notice: ("selection_round", ""),
}
# Of a submission only what judging writes; the rest is its reporting body's own.
# Only what is recommended is released for the announcement.
WRITTEN_BY_JUDGING = frozenset(
    {"outcome", "group", "is_grouped_by_hand", "released_by", "released_digest"}
)
RESULTS = frozenset(
    {
        Submission.State.RECOMMENDED,
        Submission.State.NOT_RECOMMENDED,
        Submission.State.SELECTED,
        Submission.State.NOT_SELECTED,
    }
)
# Who sits in which group is for those who run rounds.
INSIDE = frozenset({ReviewGroup, GroupMember, BoardSwap})

Told = tuple[type[models.Model], Any]


def kept_back(told: Iterable[Told]) -> set[Told]:
    """Of these events, each with its model, those of rounds not announced yet.

    What leads to no round any more, since what it hung on is gone, is kept back too. A
    round that is only recorded keeps nothing back. One query a model.
    """
    by_model: dict[type[models.Model], list[Any]] = defaultdict(list)
    for model, event in told:
        if model in _PATHS and not _is_of_the_call(model, event):
            by_model[model].append(event)
    found: set[Told] = set()
    for model, events in by_model.items():
        key, path = _PATHS[model]
        field: Any = model._meta.get_field(key)
        keys = {getattr(event, field.attname) for event in events}
        free = _announced(field.related_model, path, keys)
        found |= {
            (model, event)
            for event in events
            if getattr(event, field.attname) not in free
        }
    return found


def _is_of_the_call(model: type[models.Model], event: Any) -> bool:
    """Whether it is of a notice that the public may read before the result."""
    return model is Notice and event.role != Notice.Role.RESULT


def _announced(model: Any, path: str, keys: set[Any]) -> set[Any]:
    announced = models.Q(**{f"{path}state": SelectionRound.State.ANNOUNCED})
    recorded = models.Q(**{f"{path}is_held_here": False})
    rows = model._default_manager.filter(announced | recorded, pk__in=keys - {None})
    return set(rows.values_list("pk", flat=True))
