"""Text that is kept in Chinese and English and read in the page's language."""

import re
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from catalogue.marked_text import as_html, without_marks

CHINESE = "zh-hans"
ENGLISH = "en"
_SUFFIXES = {CHINESE: "zh", ENGLISH: "en"}
# What the lang attribute of HTML says.
_HTML_LANGUAGES = {CHINESE: "zh-Hans", ENGLISH: "en"}


_HAN = re.compile(
    "[\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)


class LocalText(str):
    """A text that knows its language, as the lang attribute of HTML writes it."""

    __slots__ = ("lang",)
    lang: str

    def __new__(cls, value: str, language: str) -> "LocalText":
        text = super().__new__(cls, value)
        text.lang = _HTML_LANGUAGES[language]
        return text

    def lines(self) -> "list[LocalText]":
        """Its lines that say something, each in the same language and without marks."""
        lines = (line.strip() for line in self.without_marks.splitlines())
        return [self._saying(line) for line in lines if line]

    @property
    def without_marks(self) -> "LocalText":
        """The text as somebody would say it, in the same language."""
        return self._saying(without_marks(self))

    @property
    def as_html(self) -> SafeString:
        """The text with its marks (`marked_text`) as paragraphs, lists and bold."""
        return as_html(self)

    def _saying(self, value: str) -> "LocalText":
        text = str.__new__(type(self), value)
        text.lang = self.lang
        return text


def as_written(text: str) -> LocalText:
    """A text whose language nobody recorded: Chinese if it has a Chinese character."""
    return LocalText(text, CHINESE if _HAN.search(text) else ENGLISH)


def page_language() -> str:
    """The language of the page being made: "zh-hans" or "en"."""
    return CHINESE if (get_language() or ENGLISH).startswith("zh") else ENGLISH


def other_language(language: str) -> str:
    """The other of the two languages."""
    return ENGLISH if language == CHINESE else CHINESE


class Bilingual:
    """Read `<field>_zh` or `<field>_en`: the page's language first, else the other.

    With `other=True`: the text in the other language to set beside it, empty when
    there is none or when it is the only one.
    """

    def __init__(self, field: str, *, other: bool = False) -> None:
        self.field = field
        self.other = other

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is None:
            return self
        language = page_language()
        own = self._read(instance, language)
        if own and not self.other:
            return own
        other = self._read(instance, other_language(language))
        if self.other:
            # Without an own text the other one stands in its place already.
            return other if own else LocalText("", other_language(language))
        return other or own

    def _read(self, instance: Any, language: str) -> LocalText:
        value = getattr(instance, f"{self.field}_{_SUFFIXES[language]}")
        return LocalText(value, language)
