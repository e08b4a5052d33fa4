"""Two lines at the head of a method: whether it is in use, and its editions."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext

from catalogue.methods.models import WorkMethod
from catalogue.practice.still_in_use_standing import (
    NOT_ASKED,
    Standing,
    earlier_records,
    later_record,
    standings,
)
from catalogue.public.cards import PUBLIC_SUBMISSIONS
from catalogue.public.in_use.words import sentences
from catalogue.public.method_page import Fact, FactValue
from catalogue.public.outcomes import shown_outcome
from catalogue.rounds.models import Submission

_ASKED_AFTER = (Submission.Outcome.SELECTED, Submission.Outcome.MODEL)


def facts_of_use(method: WorkMethod) -> list[Fact]:
    """Of a method loaded with its public submissions; three queries at most.

    A method that nobody asks after has no line.
    """
    standing = standings([method.pk])[method.pk]
    results: list[Submission] = getattr(method, PUBLIC_SUBMISSIONS)
    return [*_in_use(method, standing, results), *_editions(method, standing, results)]


def _in_use(
    method: WorkMethod, standing: Standing, results: Iterable[Submission]
) -> Iterator[Fact]:
    is_asked_after = method.is_model or any(
        each.outcome in _ASKED_AFTER for each in results
    )
    if standing is NOT_ASKED and not is_asked_after:
        return
    values = [FactValue(words) for words in sentences(standing)]
    note = standing.answer.public_note if standing.answer else ""
    if note:
        values.append(FactValue(note))
    yield Fact(gettext("Still in use"), values)


def _editions(
    method: WorkMethod, standing: Standing, results: list[Submission]
) -> Iterator[Fact]:
    """Earlier and later records of the method, and its rounds if there are several."""
    earlier, later = earlier_records(method), later_record(standing)
    rounds = sorted(results, key=_begun) if len(results) > 1 else []
    values = [
        *(_record(gettext("Earlier record: %(title)s"), each) for each in earlier),
        *map(_edition, rounds),
        *(
            _record(gettext("Later record: %(title)s"), each)
            for each in [later]
            if each is not None
        ),
    ]
    if values:
        yield Fact(gettext("Editions"), values)


def _begun(result: Submission) -> tuple[str, int]:
    selection_round = result.selection_round
    dated = selection_round.announced_on or selection_round.opened_on
    return dated, selection_round.pk


def _edition(result: Submission) -> FactValue:
    shown = shown_outcome(result)
    label = gettext("%(round)s: %(outcome)s") % {
        "round": shown.round_label,
        "outcome": shown.label,
    }
    return FactValue(label, result.selection_round.get_absolute_url())


def _record(form: str, method: WorkMethod) -> FactValue:
    return FactValue(form % {"title": method}, method.get_absolute_url())
