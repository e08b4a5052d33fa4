"""A method as programs get it: the one place where its shape is made.

The API and the file of all methods both take it from here; `MethodSerializer` tells
the same shape to the schema, and tests hold the two together.
"""

import datetime
from typing import Any

from django.utils.timezone import localtime

from catalogue.bilingual import CHINESE, ENGLISH
from catalogue.public.exports.addresses import method_addresses
from catalogue.public.exports.whole_methods import Row, WholeMethod, local
from catalogue.public.outcomes import NONE

# Between the levels of a path.
ARROW = " › "
_LEVELS = (
    "province_short_name",
    "city_name",
    "county_name",
    "street_name",
    "community_name",
)


class MethodObjects:
    """Makes objects of methods; their addresses begin with the origin."""

    def __init__(self, origin: str) -> None:
        self._english = method_addresses(origin, ENGLISH)
        self._chinese = method_addresses(origin, CHINESE)

    def of(self, method: WholeMethod) -> dict[str, Any]:
        """The method, whole: unknown choices and numbers are None, texts empty."""
        row = method.row
        weightiest = method.weightiest_round
        return {
            "number": row["number"],
            "url": self._english(row["number"], row["slug"]),
            "url_zh": self._chinese(row["number"], row["slug"]),
            "title_zh": row["title_zh"],
            "title_en": row["title_en"],
            "summary_zh": row["summary_zh"],
            "summary_en": row["summary_en"],
            "kind": row["kind"] or None,
            "themes": [theme["slug"] for theme in method.themes],
            "characteristics": [
                each["characteristic"] for each in method.characteristics
            ],
            "characteristic_evidence": method.characteristics,
            "reporting_body": {
                "slug": row["body_slug"],
                "name_zh": row["body_name_zh"],
                "name_en": row["body_name_en"],
            },
            "community": _community(row),
            "settlement": row["settlement"] or None,
            "round": weightiest["slug"] if weightiest else None,
            "outcome": weightiest["outcome"] if weightiest else NONE,
            "rounds": method.rounds,
            "adoptions": row["adoption_count"],
            "learnt_from": [each["number"] for each in method.learnt_from],
            "gave_rise_to": [each["number"] for each in method.gave_rise_to],
            "still_in_use": str(method.still_in_use_code),
            "last_confirmed_on": _day(method.last_confirmed_on),
            "problem_zh": row["problem_zh"],
            "problem_en": row["problem_en"],
            "conditions_zh": row["conditions_zh"],
            "conditions_en": row["conditions_en"],
            "steps": method.steps,
            "results_zh": row["results_zh"],
            "results_en": row["results_en"],
            "cautions_zh": row["cautions_zh"],
            "cautions_en": row["cautions_en"],
            "year_begun": row["year_begun"],
            "sources": method.sources,
            "is_demo": row["is_demo"],
            "published_at": _moment(row["published_at"]),
            "updated_at": _moment(row["updated_at"]),
        }


def _community(row: Row) -> dict[str, Any]:
    """A community with its path: its name alone never identifies it."""
    return {
        "number": row["community_number"],
        "name": row["community_name_zh"],
        "code": row["community_code"],
        "path": _path(row, CHINESE),
        "path_en": _path(row, ENGLISH),
    }


def _path(row: Row, language: str) -> str:
    levels = (local(row, level, language) for level in _LEVELS)
    return ARROW.join(level for level in levels if level)


def _day(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None


def _moment(moment: datetime.datetime) -> str:
    """RFC 3339, with the offset of China."""
    return localtime(moment).isoformat()
