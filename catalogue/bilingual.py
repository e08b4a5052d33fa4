"""Text that is kept in Chinese and English and read in the page's language."""

from typing import Any

from django.utils.translation import get_language

CHINESE = "zh-hans"
ENGLISH = "en"
_SUFFIXES = {CHINESE: "zh", ENGLISH: "en"}
# What the lang attribute of HTML says.
_HTML_LANGUAGES = {CHINESE: "zh-Hans", ENGLISH: "en"}


class LocalText(str):
    """A text that knows its language, as the lang attribute of HTML writes it."""

    __slots__ = ("lang",)
    lang: str

    def __new__(cls, value: str, language: str) -> "LocalText":
        text = super().__new__(cls, value)
        text.lang = _HTML_LANGUAGES[language]
        return text


def page_language() -> str:
    """The language of the page being made: "zh-hans" or "en"."""
    return CHINESE if (get_language() or ENGLISH).startswith("zh") else ENGLISH


def other_language(language: str) -> str:
    """The other of the two languages."""
    return ENGLISH if language == CHINESE else CHINESE


class Bilingual:
    """Read `<field>_zh` or `<field>_en`: the page's language first, else the other.

    With `other=True`: the text in the other language, empty when there is none.
    """

    def __init__(self, field: str, *, other: bool = False) -> None:
        self.field = field
        self.other = other

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is None:
            return self
        language = page_language()
        if self.other:
            return self._read(instance, other_language(language))
        own = self._read(instance, language)
        return own or self._read(instance, other_language(language)) or own

    def _read(self, instance: Any, language: str) -> LocalText:
        value = getattr(instance, f"{self.field}_{_SUFFIXES[language]}")
        return LocalText(value, language)
