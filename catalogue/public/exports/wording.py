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
    suffix = "zh" if language == CHINESE else "en"
    words = _step_words(language)
    written = ((step["position"], _step_text(step, suffix, words)) for step in steps)
    return "\n".join(f"{number}. {text}" for number, text in written if text)


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


def _step_text(step: Row, suffix: str, words: Mapping[str, str]) -> str:
    title, action = step[f"title_{suffix}"], step[f"action_{suffix}"]
    lines = [f"{title} – {action}" if title and action else title or action]
    lines += (
        f"   {label}: {text}"
        for name, label in words.items()
        if (text := step[f"{name}_{suffix}"])
    )
    return "\n".join(line for line in lines if line).strip()


@lru_cache(maxsize=2)
def _step_words(language: str) -> Mapping[str, str]:
    """What stands before the parts of a step."""
    with override(language if language == CHINESE else ENGLISH):
        return {
            "who": gettext("Who"),
            "when": gettext("When"),
            "output": gettext("What comes out"),
            "caution": gettext("Watch for"),
        }
