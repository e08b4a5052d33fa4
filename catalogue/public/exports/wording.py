"""The parts of one method as text for one cell."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from django.utils.translation import gettext, override

from catalogue.bilingual import CHINESE, ENGLISH
from catalogue.public.exports.whole_methods import Row, local

# The same in both languages, so that a program can take a cell apart.
SEPARATOR = "; "


def steps_text(steps: Iterable[Row], language: str) -> str:
    """The numbered steps as far as they are written in this language."""
    parts = _parts_of_a_step(language)
    return "\n".join(
        f"{step['position']}. {text}"
        for step in steps
        if (text := _step_text(step, *parts))
    )


def sources_text(sources: Iterable[Row]) -> str:
    """Each source on a line: issuer, title, date and address, as far as known."""
    return "\n".join(
        SEPARATOR.join(
            each[part] for part in ("issuer", "title", "dated", "address") if each[part]
        )
        for each in sources
    )


def rounds_text(
    rounds: Iterable[Row], language: str, outcomes: Mapping[str, str]
) -> str:
    """Each round with what came of the method in it, in the words of `outcomes`."""
    return SEPARATOR.join(
        f"{local(each, 'title', language)}: {outcomes[each['outcome']]}"
        for each in rounds
    )


def _step_text(step: Row, title: str, action: str, labels: Mapping[str, str]) -> str:
    first, second = step[title], step[action]
    text: str = f"{first} – {second}" if first and second else first or second
    for part, label in labels.items():
        if step[part]:
            text += f"\n   {label}: {step[part]}"
    return text.strip()


@lru_cache(maxsize=2)
def _parts_of_a_step(language: str) -> tuple[str, str, Mapping[str, str]]:
    """The names of title and action, and by name what stands before the others."""
    suffix = "zh" if language == CHINESE else "en"
    with override(language if language == CHINESE else ENGLISH):
        labels = {
            "who": gettext("Who"),
            "when": gettext("When"),
            "output": gettext("What comes out"),
            "caution": gettext("Watch for"),
        }
    named = {f"{part}_{suffix}": label for part, label in labels.items()}
    return f"title_{suffix}", f"action_{suffix}", named
