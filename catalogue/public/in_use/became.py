"""What became of the methods that a round selected, and its editions side by side."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.utils.translation import gettext

from catalogue.methods.models import WorkMethod
from catalogue.practice.still_in_use_standing import (
    Standing,
    StillInUse,
    later_record,
    standings,
)
from catalogue.public.in_use.words import day_text
from catalogue.rounds.models import SelectionRound, Submission

_WITHDRAWN = WorkMethod.Status.WITHDRAWN
_UNASKED = (StillInUse.NO_ANSWER, StillInUse.NOT_ASKED)


@dataclass(frozen=True)
class SelectedMethod:
    """A selected method that the public reads, with what is known of its use."""

    submission: Submission
    standing: Standing

    @property
    def words(self) -> str:
        return str(self.standing.code.label)

    @property
    def day(self) -> str:
        """The last day on which somebody confirmed that it is in use."""
        return day_text(self.standing.last_confirmed_on)

    @property
    def later(self) -> WorkMethod | None:
        return later_record(self.standing)


@dataclass(frozen=True)
class Became:
    """The selected methods of a round by what their bodies answered last."""

    by_code: Counter[StillInUse]
    withdrawn: int
    last_confirmed_on: datetime.date | None

    @property
    def recorded(self) -> int:
        return sum(self.by_code.values())

    @property
    def in_use(self) -> int:
        """In use as they were, or revised."""
        return self.by_code[StillInUse.CONTINUED] + self.by_code[StillInUse.REVISED]

    @property
    def answered(self) -> int:
        return self.recorded - sum(self.by_code[code] for code in _UNASKED)

    @property
    def is_asked(self) -> bool:
        return self.by_code[StillInUse.NOT_ASKED] < self.recorded

    @property
    def counts(self) -> list[tuple[str, int]]:
        """Every answer with its number; what happened to none is left out."""
        told = [(str(code.label), self.by_code[code]) for code in StillInUse]
        told.append((gettext("Withdrawn from the catalogue"), self.withdrawn))
        return [(label, number) for label, number in told if number]

    @property
    def last_day(self) -> str:
        return day_text(self.last_confirmed_on)


def selected_methods(submissions: Iterable[Submission]) -> list[SelectedMethod]:
    """These public submissions with what is known of their methods; one query."""
    listed = list(submissions)
    known = standings([each.method_id for each in listed])
    return [SelectedMethod(each, known[each.method_id]) for each in listed]


def became_of(
    selection_round: SelectionRound, selected: list[SelectedMethod]
) -> Became | None:
    """What became of the selected methods of one round; one query.

    None where no selection is announced.
    """
    if not _tells(selection_round):
        return None
    gone = _selected_of([selection_round.pk]).filter(method__status=_WITHDRAWN)
    return _became([each.standing for each in selected], gone.count())


def became_by_round(rounds: Iterable[SelectionRound]) -> dict[int, Became]:
    """The same of each announced round; two queries.

    Demonstration methods count in demonstration rounds alone.
    """
    keys = [each.pk for each in rounds if _tells(each)]
    methods: dict[int, list[int]] = {key: [] for key in keys}
    withdrawn: Counter[int] = Counter()
    for key, number, status in _selected_of(keys).values_list(
        "selection_round", "method", "method__status"
    ):
        if status == WorkMethod.Status.PUBLISHED:
            methods[key].append(number)
        withdrawn[key] += status == _WITHDRAWN
    known = standings({number for numbers in methods.values() for number in numbers})
    return {
        key: _became([known[number] for number in numbers], withdrawn[key])
        for key, numbers in methods.items()
    }


def _tells(selection_round: SelectionRound) -> bool:
    return selection_round.is_announced and not selection_round.is_pilot


def _selected_of(keys: list[int]) -> QuerySet[Submission]:
    return Submission.objects.filter(
        selection_round__in=keys,
        outcome=Submission.Outcome.SELECTED,
        method__is_demo=F("selection_round__is_demo"),
    ).order_by()


def _became(known: list[Standing], withdrawn: int) -> Became:
    days = [each.last_confirmed_on for each in known]
    return Became(
        by_code=Counter(each.code for each in known),
        withdrawn=withdrawn,
        last_confirmed_on=max((day for day in days if day), default=None),
    )
