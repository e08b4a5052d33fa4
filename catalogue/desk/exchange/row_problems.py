"""What is to be said of a row: faults by column, questions, what would change."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from catalogue.desk.exchange.problems import Problem, heading_of
from catalogue.desk.models import ImportedRow
from catalogue.methods.contacts import masked
from catalogue.methods.models import Theme, WorkMethod
from catalogue.places.models import Community, Province

_SHOWN_AT_MOST = 300


@dataclass(frozen=True)
class Change:
    """One column before and after, in words."""

    heading: str
    before: str
    after: str


def problems_of(row: ImportedRow) -> list[Problem]:
    """The faults of a row, then its open questions."""
    found = [Problem(**each) for each in row.result.get("problems", [])]
    return [*found, *_questions(row)]


def sentences(row: ImportedRow) -> list[str]:
    """All that is to be said of the row, each after the heading of its column."""
    headings = row.method_import.headings
    return [problem.in_column(headings) for problem in problems_of(row)]


def sentences_by_column(row: ImportedRow) -> dict[str, str]:
    """The same by the keys of columns, for the notes at the cells."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for problem in problems_of(row):
        if problem.column:
            found[problem.column].append(problem.text)
    return {column: "\n".join(texts) for column, texts in found.items()}


def _questions(row: ImportedRow) -> Iterator[Problem]:
    outcome = row.Outcome
    if row.outcome == outcome.QUESTION:
        paths = [f"{each['path']} {each['code']}" for each in row.result["candidates"]]
        yield Problem("which-community", "community", {"paths": "; ".join(paths)})
    if row.outcome == outcome.DUPLICATE:
        alike = row.result["resembles"]
        if alike:
            titles = [f"№ {each['number']} {each['title']}" for each in alike]
            yield Problem("resembles", "title_zh", {"titles": ", ".join(titles)})
        else:
            words = {"row": row.result["resembles_row"]}
            yield Problem("resembles-row", "title_zh", words)


class Changes:
    """Puts the changes of rows into words; the names are looked up once."""

    def __init__(self, rows: list[ImportedRow]) -> None:
        self._themes = {theme.slug: str(theme) for theme in Theme.objects.all()}
        self._bodies = Province.objects.in_bulk()
        changes = [each for row in rows for each in row.result.get("changes", [])]
        numbers = {
            each[side]
            for each in changes
            if each["key"] == "community"
            for side in ("before", "after")
        }
        places = Community.objects.with_path()
        self._communities = places.in_bulk(list(numbers - {None}))

    def of(self, row: ImportedRow) -> list[Change]:
        """Field by field, before and after."""
        headings = row.method_import.headings
        return [
            Change(
                heading_of(each["key"], headings) or _("Steps"),
                self._in_words(each["key"], each["before"]),
                self._in_words(each["key"], each["after"]),
            )
            for each in row.result.get("changes", [])
        ]

    def _in_words(self, key: str, value: Any) -> str:
        if value in (None, "", []):
            return "—"
        if key == "contact_phone":
            return masked(value)
        if key == "steps":
            return "\n".join(_step_in_words(step) for step in value)
        if key == "themes":
            return ", ".join(self._themes.get(slug, slug) for slug in value)
        if key == "kind":
            return str(WorkMethod.Kind(value).label)
        if key == "community":
            found = self._communities.get(value)
            return found.path_text if found else str(value)
        if key == "reporting_body":
            return str(self._bodies.get(value, value))
        text = str(value)
        return text if len(text) <= _SHOWN_AT_MOST else text[:_SHOWN_AT_MOST] + "…"


def _step_in_words(step: dict[str, Any]) -> str:
    texts = [text for key, text in step.items() if key != "position"]
    return f"{step['position']}. {' · '.join(texts)}"[:_SHOWN_AT_MOST]
