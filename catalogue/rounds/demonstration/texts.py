"""Texts in two languages with {braces} for what varies."""

from collections.abc import Iterable, Mapping
from string import Formatter
from typing import NamedTuple


class Pair(NamedTuple):
    """One text in Chinese and in English."""

    zh: str
    en: str


Values = Mapping[str, Pair]


def filled(text: Pair, values: Values) -> Pair:
    """The text with every variable filled in; English begins with a capital."""
    chinese = text.zh.format_map({name: value.zh for name, value in values.items()})
    english = text.en.format_map({name: value.en for name, value in values.items()})
    return Pair(chinese, english[:1].upper() + english[1:])


def variables(text: Pair) -> set[str]:
    """The names in braces; ValueError when a brace is left open."""
    return {
        name
        for language in text
        for _before, name, _format, _conversion in Formatter().parse(language)
        if name is not None
    }


def in_one_text(texts: Iterable[Pair]) -> Pair:
    """Sentences after one another."""
    texts = list(texts)
    return Pair("".join(t.zh for t in texts), " ".join(t.en for t in texts))


def in_lines(texts: Iterable[Pair]) -> Pair:
    """One text a line."""
    texts = list(texts)
    return Pair("\n".join(t.zh for t in texts), "\n".join(t.en for t in texts))
