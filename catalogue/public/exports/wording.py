"""The parts of one method as text for one cell."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext, override

from catalogue.bilingual import CHINESE, ENGLISH
from catalogue.methods.models import Source, Step
from catalogue.public.outcomes import LABELS
from catalogue.rounds.models import Submission

# The same in both languages, so that a program can take a cell apart.
SEPARATOR = "; "


@dataclass(frozen=True)
class _StepWords:
    """What stands before the parts of a step."""

    who: str
    when: str
    output: str
    caution: str


def steps_text(steps: Iterable[Step], language: str) -> str:
    """The numbered steps as far as they are written in this language."""
    suffix = "zh" if language == CHINESE else "en"
    words = _step_words(language)
    written = ((step.position, _step_text(step, suffix, words)) for step in steps)
    return "\n".join(f"{number}. {text}" for number, text in written if text)


def sources_text(sources: Iterable[Source]) -> str:
    """Each source on a line: issuer, title, date and address, as far as known."""
    return "\n".join(
        SEPARATOR.join(
            part for part in (each.issuer, each.title, each.dated, each.address) if part
        )
        for each in sources
    )


def rounds_text(submissions: Iterable[Submission]) -> str:
    """Each round with what came of the method in it."""
    return SEPARATOR.join(
        f"{each.selection_round.title}: {LABELS[each.outcome]}" for each in submissions
    )


def _step_text(step: Step, suffix: str, words: _StepWords) -> str:
    def part(name: str) -> str:
        return str(getattr(step, f"{name}_{suffix}"))

    labelled = (
        f"   {label}: {part(name)}" for name, label in vars(words).items() if part(name)
    )
    first = " – ".join(text for text in (part("title"), part("action")) if text)
    lines = [line for line in (first, *labelled) if line]
    return "\n".join(lines).strip()


@lru_cache(maxsize=2)
def _step_words(language: str) -> _StepWords:
    with override(language if language == CHINESE else ENGLISH):
        return _StepWords(
            who=gettext("Who"),
            when=gettext("When"),
            output=gettext("What comes out"),
            caution=gettext("Watch for"),
        )
