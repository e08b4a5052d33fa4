"""themes.csv, rounds.csv, notices.csv and round_returns.csv."""

from pathlib import Path

from catalogue.data_files import Row, read_rows
from catalogue.methods.loaded import Loading, check_values, load_record
from catalogue.methods.models import Theme
from catalogue.places.models import Province
from catalogue.rounds.models import Notice, ProvincialReturn, SelectionRound

NATIONAL = "all"


def load_themes(folder: Path) -> int:
    """Load themes.csv; the number of its rows."""
    rows = read_rows(folder / "themes.csv", ["slug", "name_zh", "name_en"])
    for position, row in enumerate(rows, start=1):
        values = {**row.values, "sort_order": position * 10}
        check_values(Theme, row, values, {name: name for name in row.values})
        load_record(
            Theme, Loading(row.file, row["slug"], {"slug": row["slug"]}), values
        )
    return len(rows)


def load_rounds(folder: Path) -> int:
    """Load rounds.csv; the number of its rows."""
    same = [
        "slug", "kind", "organiser_zh", "organiser_en", "title_zh", "title_en",
        "note_zh", "note_en",
    ]  # fmt: skip
    dates = {
        "opened_on": "opened",
        "submission_closed_on": "submission_closed",
        "announced_on": "announced",
    }
    totals = ["official_solicited", "official_submitted", "official_selected"]
    rows = read_rows(
        folder / "rounds.csv",
        [*same[:4], "reporting_scope", *same[4:6], *dates.values(), *totals, *same[6:]],
    )
    provinces = _province_codes()
    for row in rows:
        row.one_of("kind", SelectionRound.Kind.values)
        scope = row.one_of("reporting_scope", [NATIONAL, *provinces])
        values = {
            **{name: row[name] for name in same},
            **{field: row[column] for field, column in dates.items()},
            **{name: row.whole_number(name) for name in totals},
            "province_id": None if scope == NATIONAL else scope,
            # Rounds of the past: what the file tells of them is public already.
            "state": SelectionRound.State.ANNOUNCED.value,
        }
        check_values(
            SelectionRound, row, values, {**{name: name for name in same}, **dates}
        )
        _check_order(row, *totals)
        load_record(
            SelectionRound,
            Loading(row.file, row["slug"], {"slug": row["slug"]}),
            values,
        )
    return len(rows)


def load_notices(folder: Path) -> int:
    """Load notices.csv; the number of its rows."""
    same = ["role", "issuer_zh", "issuer_en", "number", "title_zh"]
    rows = read_rows(folder / "notices.csv", ["round", *same, "date", "source"])
    for row in rows:
        row.one_of("role", Notice.Role.values)
        address = row["source"] if row["source"].startswith("http") else ""
        values = {
            **{name: row[name] for name in same},
            "selection_round_id": round_named(row).pk,
            "dated": row["date"],
            "address": address,
            "source": "" if address else row["source"],
        }
        check_values(
            Notice,
            row,
            values,
            {**{name: name for name in same}, "dated": "date", "address": "source"},
        )
        load_record(
            Notice, Loading(row.file, row["number"], {"number": row["number"]}), values
        )
    return len(rows)


def load_returns(folder: Path) -> int:
    """Load round_returns.csv; the number of its rows."""
    counts = ["solicited", "submitted", "selected"]
    rows = read_rows(
        folder / "round_returns.csv", ["round", "reporting_body", *counts, "source"]
    )
    provinces = _province_codes()
    for row in rows:
        identity = {
            "selection_round_id": round_named(row).pk,
            "reporting_body_id": row.one_of("reporting_body", provinces),
        }
        values = {
            **identity,
            **{name: row.whole_number(name) for name in counts},
            "source": row["source"],
        }
        check_values(ProvincialReturn, row, values, {"source": "source"})
        _check_order(row, *counts)
        key = f"{row['round']}/{row['reporting_body']}"
        load_record(ProvincialReturn, Loading(row.file, key, identity), values)
    return len(rows)


def round_named(row: Row) -> SelectionRound:
    """The round that the column `round` names; DataFileError when there is none."""
    found = SelectionRound.objects.filter(slug=row["round"]).first()
    if found is None:
        raise row.fault("round", "the slug of a round in rounds.csv")
    return found


def _province_codes() -> list[str]:
    return list(Province.objects.reporting_bodies().values_list("code", flat=True))


def _check_order(row: Row, solicited: str, submitted: str, selected: str) -> None:
    """Each of the three counts is at most the one before it, where both are known."""
    for more, less in ((solicited, submitted), (submitted, selected)):
        above, below = row.whole_number(more), row.whole_number(less)
        if above is not None and below is not None and below > above:
            raise row.fault(less, f"at most the {above} of {more}")
