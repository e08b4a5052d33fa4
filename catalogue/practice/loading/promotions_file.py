"""promotions.csv: how methods were made known, as the sources tell it."""

import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone

from catalogue.data_files import Row, read_rows
from catalogue.methods.loaded import Collection, Loading, check_values, load_record
from catalogue.methods.merging import standing
from catalogue.methods.models import LoadedRow, WorkMethod
from catalogue.places.models import Province
from catalogue.practice.models import Promotion
from catalogue.practice.serving import serve
from catalogue.rounds.loading.methods_file import METHODS_FILE
from catalogue.rounds.models import SelectionRound

PROMOTIONS_FILE = "promotions.csv"
_SAME = [
    "kind", "standing", "title_zh", "title_en", "summary_zh", "summary_en",
    "organiser_zh", "organiser_en", "outlet_zh", "outlet_en",
]  # fmt: skip
_RENAMED = {
    "begins_on": "begins",
    "ends_on": "ends",
    "begins_at": "begins_at",
    "when_zh": "when_zh",
    "when_en": "when_en",
    "province_id": "province",
    "sessions": "sessions",
    "methods": "methods",
    "rounds": "rounds",
    "source": "source",
    "source_address": "source_url",
    "may_link_source": "link_source",
}
COLUMNS = ["key", *_SAME, *_RENAMED.values()]
_TEXTS = ["title_zh", "title_en", "begins_on", "ends_on", "source", "source_address"]


def load_promotions(folder: Path) -> int:
    """Load promotions.csv as published records of the ministry; how many rows."""
    rows = read_rows(folder / PROMOTIONS_FILE, COLUMNS)
    for row in rows:
        _load_promotion(row)
    return len(rows)


def _load_promotion(row: Row) -> None:
    row.one_of("kind", Promotion.Kind.values)
    row.one_of("standing", Promotion.Standing.values)
    row.one_of("link_source", ["yes", "no"])
    if not row["source"]:
        raise row.fault("source", "where it is known from")
    values = _values(row)
    columns = {name: _RENAMED.get(name, name) for name in _TEXTS}
    check_values(Promotion, row, values, columns)
    twin = {
        "title_zh": row["title_zh"],
        "title_en": row["title_en"],
        "province_id": values["province_id"],
        "begins_on": row["begins"],
        "reporting_body": None,
    }
    load_record(
        Promotion,
        Loading(
            row.file,
            row["key"],
            twin,
            {
                "status": Promotion.Status.PUBLISHED,
                "published_at": timezone.now(),
            },
        ),
        values,
        {"begins_at": TIME, "methods": METHODS, "rounds": ROUNDS},
    )


def _values(row: Row) -> dict[str, Any]:
    """What the row says of the promotion, by field."""
    provinces = Province.objects.values_list("code", flat=True)
    return {
        **{name: row[name] for name in _SAME},
        "begins_on": row["begins"],
        "ends_on": row["ends"],
        "begins_at": _time(row),
        "when_zh": row["when_zh"],
        "when_en": row["when_en"],
        "province_id": row.one_of("province", ["", *provinces]) or None,
        "sessions": row.whole_number("sessions"),
        "methods": _methods(row),
        "rounds": _rounds(row),
        "source": row["source"],
        "source_address": row["source_url"],
        "may_link_source": row["link_source"] == "yes",
    }


def _time(row: Row) -> str | None:
    if not row["begins_at"]:
        return None
    try:
        return datetime.time.fromisoformat(row["begins_at"]).isoformat()
    except ValueError:
        raise row.fault("begins_at", "a time such as 09:30, or nothing") from None


def _methods(row: Row) -> list[int]:
    """The methods by the keys under which methods.csv brought them."""
    keys = list(filter(None, row["methods"].split(";")))
    loaded = dict(
        LoadedRow.objects.filter(file=METHODS_FILE, key__in=keys).values_list(
            "key", "record_id"
        )
    )
    if len(loaded) < len(keys):
        raise row.fault("methods", f"keys of {METHODS_FILE} with semicolons")
    # What staff deleted stays deleted.
    there = WorkMethod.objects.in_bulk(list(loaded.values()))
    return sorted({standing(method).pk for method in there.values()})


def _rounds(row: Row) -> list[str]:
    slugs = sorted(filter(None, row["rounds"].split(";")))
    known = set(SelectionRound.objects.values_list("slug", flat=True))
    if not known.issuperset(slugs):
        raise row.fault("rounds", "slugs of rounds.csv with semicolons")
    return slugs


def _read_time(promotion: Promotion) -> str | None:
    return promotion.begins_at.isoformat() if promotion.begins_at else None


def _write_time(promotion: Promotion, time: str | None) -> None:
    promotion.begins_at = datetime.time.fromisoformat(time) if time else None
    promotion.save()


def _read_methods(promotion: Promotion) -> list[int]:
    return sorted(promotion.methods.values_list("pk", flat=True))


def _write_methods(promotion: Promotion, numbers: list[int]) -> None:
    serve(promotion, methods=WorkMethod.objects.filter(pk__in=numbers))


def _read_rounds(promotion: Promotion) -> list[str]:
    return sorted(promotion.rounds.values_list("slug", flat=True))


def _write_rounds(promotion: Promotion, slugs: list[str]) -> None:
    serve(promotion, rounds=SelectionRound.objects.filter(slug__in=slugs))


TIME = Collection(_read_time, _write_time)
METHODS = Collection(_read_methods, _write_methods)
ROUNDS = Collection(_read_rounds, _write_rounds)
