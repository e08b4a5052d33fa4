"""What may be wrong with a row, in words; kept as codes, read in either language."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.bilingual import CHINESE, ENGLISH, page_language
from catalogue.desk.exchange.headings import METHOD_COLUMNS, STEP_COLUMNS

TEXTS = {
    "no-title": gettext_lazy("Give the method a title."),
    "too-long": gettext_lazy(
        "At most %(limit)s characters; these are %(count)s: shorten the text."
    ),
    "error-value": gettext_lazy(
        "The cell holds the error “%(text)s” of a formula: write the value."
    ),
    "control-sign": gettext_lazy(
        "The text holds a sign that cannot be stored: type it anew."
    ),
    "year": gettext_lazy(
        "“%(text)s” is no year: write four digits from %(first)s to %(last)s."
    ),
    "kind": gettext_lazy("“%(text)s” is no kind: write %(known)s."),
    "theme": gettext_lazy("“%(text)s” is no theme; there are: %(known)s."),
    "body": gettext_lazy("“%(text)s” is no reporting body."),
    "no-body": gettext_lazy("Write the community or else the reporting body."),
    "other-body": gettext_lazy(
        "Your account enters methods of %(own)s, and this row is of %(body)s."
    ),
    "no-choice": gettext_lazy("“%(text)s” is none of what may stand here."),
    "no-time": gettext_lazy("“%(text)s” is no time: write it as 09:30."),
    "yes-or-no": gettext_lazy("“%(text)s”: write 是 or 否, yes or no."),
    "number": gettext_lazy(
        "“%(text)s” is no number: leave the cell of a new one empty."
    ),
    "unknown-number": gettext_lazy(
        "There is no method with the number %(text)s that you may see."
    ),
    "merged-number": gettext_lazy(
        "The method № %(text)s was merged into № %(into)s: write that number, or leave "
        "the row out."
    ),
    "number-twice": gettext_lazy("Row %(row)s has the same number."),
    "may-not-change": gettext_lazy(
        "The method is in the state “%(state)s” and may not be changed by you."
    ),
    "no-community": gettext_lazy(
        "No community “%(text)s” was found there: check its name, street and county, "
        "or write its code."
    ),
    "community-missing": gettext_lazy(
        "Street or county are written, and the community is missing."
    ),
    "no-code": gettext_lazy("No community has the code %(text)s."),
    "bad-code": gettext_lazy(
        "A code of a community has twelve digits, not “%(text)s”."
    ),
    "no-county": gettext_lazy("No county or district “%(text)s” was found there."),
    "no-city": gettext_lazy("No city or prefecture “%(text)s” was found there."),
    "no-street": gettext_lazy("No street or town “%(text)s” was found there."),
    "other-name": gettext_lazy(
        "The code is that of %(found)s, not of “%(text)s”: correct one of the two."
    ),
    "other-province": gettext_lazy(
        "%(community)s lies in %(province)s and does not report through %(body)s."
    ),
    "needed-when-published": gettext_lazy(
        "A published method keeps its title and its community."
    ),
    "step-number": gettext_lazy(
        "“%(text)s” is no number of a step: write 1, 2, 3 and so on."
    ),
    "step-twice": gettext_lazy("Two steps have the number %(text)s."),
    "step-too-long": gettext_lazy(
        "In step %(step)s at most %(limit)s characters; these are %(count)s."
    ),
    "which-community": gettext_lazy("Which community is meant? %(paths)s"),
    "resembles": gettext_lazy(
        "Perhaps this is the same method as %(titles)s: say what to do."
    ),
    "resembles-row": gettext_lazy(
        "Row %(row)s has the same community and a similar title: say what to do."
    ),
}

_COLUMNS = {column.key: column for column in METHOD_COLUMNS}
_STEP_COLUMNS = {column.key: column for column in STEP_COLUMNS}


def in_both(chinese: str, english: str) -> dict[str, str]:
    """A word of a problem in either language; the one that there is stands for both."""
    return {CHINESE: chinese or english, ENGLISH: english or chinese}


def _in_page_language(value: Any) -> Any:
    return value[page_language()] if isinstance(value, dict) else value


@dataclass(frozen=True)
class Problem:
    """What is wrong, in which column, with the words that say it."""

    code: str
    column: str = ""
    words: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """As it is kept in the database."""
        return {"code": self.code, "column": self.column, "words": self.words}

    @property
    def text(self) -> str:
        """The sentence, in the page's language."""
        words = {name: _in_page_language(value) for name, value in self.words.items()}
        return str(TEXTS[self.code]) % words

    def in_column(self, headings: dict[str, str]) -> str:
        """The sentence after the heading of its column, as the file has it."""
        heading = heading_of(self.column, headings)
        return (
            _("%(heading)s: %(text)s") % {"heading": heading, "text": self.text}
            if heading
            else self.text
        )


def heading_of(key: str, headings: dict[str, str]) -> str:
    """The heading of a column in the file, else in the template."""
    if key in headings:
        return headings[key]
    if key.startswith("steps-"):
        return _STEP_COLUMNS[key.removeprefix("steps-")].heading
    return _COLUMNS[key].heading if key in _COLUMNS else ""
