"""Single cells put right: years, numbers, kinds and themes as staff write them."""

import datetime
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.utils.translation import override

from catalogue.bilingual import CHINESE, ENGLISH
from catalogue.desk.exchange.problems import Problem, in_both
from catalogue.methods.admin.forms import FIRST_YEAR, LAST_YEAR
from catalogue.methods.models import Theme, WorkMethod
from catalogue.places.names import folded

# What a year may stand in: 2018, 2018年, 2018年3月, 2018.3, 2018-03-13, 2018/3/13.
_YEAR = re.compile(
    r"(\d{4})(?:年(?:度|初|底)?|年\d{1,2}月(?:\d{1,2}日?)?|[-./]\d{1,2}(?:[-./]\d{1,2})?)?\Z"
)
_SERIAL = re.compile(r"\d{5}\Z")
_DAY_NONE = datetime.date(1899, 12, 30)
_BETWEEN_THEMES = re.compile(r"[、，,；;/／|\n]+")
# Word writes a vertical tab where a line ends inside a paragraph.
_LINE_BREAK = re.compile(r"\r\n|[\r\x0b\x0c]")
_UNSTORED = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
ERROR_VALUES = frozenset(
    {"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"}
)
_KINDS = {
    WorkMethod.Kind.COMPREHENSIVE: ("综合性", "综合", "综合类", "综合型"),
    WorkMethod.Kind.SINGLE_ASPECT: (
        *("单一性", "单一", "单一类", "单一型"),
        *("单项性", "单项", "单项类", "单项型"),
    ),
}


class Fault(Exception):
    """A cell that cannot be taken; holds the problem."""

    def __init__(self, code: str, column: str, **words: Any) -> None:
        self.problem = Problem(code, column, words)
        super().__init__(code)


def narrow(text: str) -> str:
    """Full-width forms as plain ones, without blanks at the ends."""
    return unicodedata.normalize("NFKC", text).strip()


def one_form(text: str) -> str:
    """The text with one form of line break and nothing around it."""
    return _LINE_BREAK.sub("\n", text).strip()


def stored_text(text: str, key: str, limit: int | None) -> str:
    """The text as it is kept; raises Fault when it cannot be."""
    text = one_form(text)
    if text in ERROR_VALUES:
        raise Fault("error-value", key, text=text)
    if _UNSTORED.search(text):
        raise Fault("control-sign", key)
    if limit is not None and len(text) > limit:
        raise Fault("too-long", key, limit=limit, count=len(text))
    return text


def year(text: str) -> int | None:
    """The year of a text, or of the number under which Excel keeps a day."""
    written = re.sub(r"\s", "", narrow(text))
    found = _YEAR.match(written)
    number = int(found[1]) if found else 0
    if not found and _SERIAL.match(written):
        number = (_DAY_NONE + datetime.timedelta(days=int(written))).year
    if not written:
        return None
    if not FIRST_YEAR <= number <= LAST_YEAR:
        raise Fault("year", "year_begun", text=text, first=FIRST_YEAR, last=LAST_YEAR)
    return number


def method_number(text: str) -> int | None:
    """The number of a method, with or without № before it."""
    written = narrow(text).removeprefix("No").lstrip(".:# ")
    if not written:
        return None
    if not (written.isascii() and written.isdigit() and 0 < int(written) < 2**31):
        raise Fault("number", "number", text=text)
    return int(written)


def kind(text: str) -> str:
    """The kind that a text names, in either language."""
    written = folded(text)
    if not written:
        return ""
    found = _kinds().get(written)
    if found is None:
        known = in_both(*(_labels_in(language) for language in (CHINESE, ENGLISH)))
        raise Fault("kind", "kind", text=text, known=known)
    return found


def _labels_in(language: str) -> str:
    with override(language):
        return " / ".join(str(label) for label in WorkMethod.Kind.labels)


@cache
def _kinds() -> dict[str, str]:
    names = {folded(name): str(k) for k, names in _KINDS.items() for name in names}
    for value in WorkMethod.Kind.values:
        names |= {folded(value): value, folded(value.replace("-", " ")): value}
        for language in (CHINESE, ENGLISH):
            with override(language):
                names[folded(str(WorkMethod.Kind(value).label))] = value
    return names


class Themes:
    """The themes by every name they have."""

    def __init__(self, themes: Iterable[Theme]) -> None:
        self._themes = list(themes)
        self._by_name = {
            folded(name): theme.slug
            for theme in self._themes
            for name in (theme.slug, theme.name_zh, theme.name_en)
        }

    def named(self, text: str) -> list[str]:
        """The slugs of the themes that a cell names, each once, in their order."""
        if folded(text) in self._by_name:
            return [self._by_name[folded(text)]]
        found = {
            self._slug(part) for part in _BETWEEN_THEMES.split(text) if part.strip()
        }
        return [theme.slug for theme in self._themes if theme.slug in found]

    def _slug(self, name: str) -> str:
        slug = self._by_name.get(folded(name))
        if slug is None:
            known = in_both(
                "、".join(theme.name_zh or theme.name_en for theme in self._themes),
                ", ".join(theme.name_en or theme.name_zh for theme in self._themes),
            )
            raise Fault("theme", "themes", text=name.strip(), known=known)
        return slug
