"""The files of pilots: programmes, documents, stages, sites and acts."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db import models
from django.utils import timezone

from catalogue.data_files import Row, read_rows
from catalogue.methods.loaded import Collection, Loading, check_values, load_record
from catalogue.methods.merging import standing
from catalogue.methods.models import LoadedRow, WorkMethod
from catalogue.places.models import Province
from catalogue.practice.models import (
    Co,
    PilotAct,
    PilotDocument,
    PilotProgramme,
    PilotSite,
    PilotStage,
)
from catalogue.rounds.loading.methods_file import HUBEI_ARTICLE, METHODS_FILE
from catalogue.rounds.models import SelectionRound

_PROGRAMME = [
    "slug", "name_zh", "name_en", "organiser_zh", "organiser_en", "note_zh", "note_en",
]  # fmt: skip
_DOCUMENT = ["issuer_zh", "issuer_en", "number", "title_zh", "title_en", "source"]
_SITE = ["problem_zh", "problem_en", "results_zh", "results_en"]
_ACT = ["co", "what_zh", "what_en"]
SOURCE = {
    "title": HUBEI_ARTICLE["title"],
    "issuer": "Hubei Daily",
    "dated": HUBEI_ARTICLE["dated"],
    "address": "",
    "may_link": False,
    "note": "Read in English machine translation; this catalogue sorted what it tells "
    "under the five co’s.",
}


def load_pilots(folder: Path) -> int:
    """Load the files of pilots; how many sites there are in them."""
    _load_programmes(folder)
    _load_documents(folder)
    _load_stages(folder)
    return _load_sites(folder)


def _load_programmes(folder: Path) -> None:
    columns = [
        *("slug", "round", "province", "name_zh", "name_en", "organiser_zh"),
        *("organiser_en", "starts", "ends", "note_zh", "note_en"),
    ]
    provinces = Province.objects.reporting_bodies().values_list("code", flat=True)
    for row in read_rows(folder / "pilot_programmes.csv", columns):
        values = {
            **{name: row[name] for name in _PROGRAMME},
            "starts_on": row["starts"],
            "ends_on": row["ends"],
            "province_id": row.one_of("province", ["", *provinces]) or None,
            "selection_round_id": _round(row),
        }
        named = {name: name for name in _PROGRAMME}
        check_values(PilotProgramme, row, values, {**named, "starts_on": "starts"})
        at_first = {"state": PilotProgramme.State.OPEN}
        loading = Loading(row.file, row["slug"], {"slug": row["slug"]}, at_first)
        load_record(PilotProgramme, loading, values)


def _round(row: Row) -> int | None:
    if not row["round"]:
        return None
    found = SelectionRound.objects.filter(slug=row["round"], kind="pilot").first()
    if found is None:
        raise row.fault("round", "the slug of a pilot round in rounds.csv")
    return found.pk


def _load_documents(folder: Path) -> None:
    columns = ["programme", *_DOCUMENT[:-1], "date", "source"]
    for row in read_rows(folder / "pilot_documents.csv", columns):
        values = {**{name: row[name] for name in _DOCUMENT}, "dated": row["date"]}
        named = {name: name for name in _DOCUMENT}
        check_values(PilotDocument, row, values, {**named, "dated": "date"})
        title = row["number"] or row["title_zh"] or row["title_en"]
        twin = {name: row[name] for name in ("number", "title_zh", "title_en")}
        _load_part(PilotDocument, row, title, twin, values)


def _load_stages(folder: Path) -> None:
    counts = ["official_sites", "official_counties"]
    columns = ["programme", "number", "starts", *counts, "source"]
    for row in read_rows(folder / "pilot_stages.csv", columns):
        number = row.whole_number("number")
        values = {
            "number": number,
            "starts_on": row["starts"],
            **{name: row.whole_number(name) for name in counts},
            "source": row["source"],
        }
        named = {"number": "number", "starts_on": "starts", "source": "source"}
        check_values(PilotStage, row, values, named)
        _load_part(PilotStage, row, row["number"], {"number": number}, values)


def _load_part(
    model: type[models.Model],
    row: Row,
    name: str,
    twin: dict[str, Any],
    values: dict[str, Any],
) -> None:
    """A row that belongs to a programme; none where staff deleted the programme."""
    programme = _programme(row)
    if programme is not None:
        own = {"programme_id": programme.pk}
        loading = Loading(row.file, f"{row['programme']}/{name}", {**own, **twin})
        load_record(model, loading, {**own, **values})


def _programme(row: Row) -> PilotProgramme | None:
    kept = LoadedRow.objects.filter(
        file="pilot_programmes.csv", key=row["programme"]
    ).first()
    if kept is None:
        raise row.fault("programme", "the slug of a programme")
    return PilotProgramme.objects.filter(pk=kept.record_id).first()


def _load_sites(folder: Path) -> int:
    acts = _acts(folder)
    columns = ["programme", "method", "is_example", *_SITE]
    rows = read_rows(folder / "pilot_sites.csv", columns)
    for row in rows:
        _load_site(row, acts[row["programme"], row["method"]])
    return len(rows)


def _acts(folder: Path) -> dict[tuple[str, str], list[dict[str, Any]]]:
    found: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    columns = ["programme", "method", *_ACT]
    for row in read_rows(folder / "pilot_acts.csv", columns):
        row.one_of("co", Co.values)
        values = {name: row[name] for name in _ACT}
        check_values(PilotAct, row, values, {name: name for name in _ACT})
        found[row["programme"], row["method"]].append(values)
    return found


def _load_site(row: Row, acts: list[dict[str, Any]]) -> None:
    programme, method = _programme(row), _method(row)
    if programme is None or method is None or method.community is None:
        return
    identity = {
        "programme_id": programme.pk,
        "community_id": method.community.pk,
        "revises": None,
    }
    values = {
        "programme_id": programme.pk,
        "community_id": method.community.pk,
        "is_example": row.one_of("is_example", ["yes", "no"]) == "yes",
        **{name: row[name] for name in _SITE},
        "method_id": method.pk,
        "acts": acts,
        "sources": [SOURCE],
    }
    check_values(PilotSite, row, values, {name: name for name in _SITE})
    at_first = {"state": PilotSite.State.CONFIRMED, "confirmed_at": timezone.now()}
    loading = Loading(
        row.file, f"{row['programme']}/{row['method']}", identity, at_first
    )
    load_record(PilotSite, loading, values, {"acts": ACTS, "sources": SOURCES})


def _method(row: Row) -> WorkMethod | None:
    """The method by its key in methods.csv; none where staff deleted it."""
    kept = LoadedRow.objects.filter(file=METHODS_FILE, key=row["method"]).first()
    if kept is None:
        raise row.fault("method", f"a key of {METHODS_FILE}")
    methods = WorkMethod.objects.select_related("community")
    found = methods.filter(pk=kept.record_id).first()
    return standing(found) if found is not None else None


def _read(name: str, *fields: str) -> Any:
    return lambda site: [
        dict(row) for row in getattr(site, name).order_by("pk").values(*fields)
    ]


def _write(name: str) -> Any:
    def write(site: PilotSite, rows: Iterable[dict[str, Any]]) -> None:
        getattr(site, name).all().delete()
        for row in rows:
            getattr(site, name).create(**row)

    return write


ACTS = Collection(_read("acts", *_ACT), _write("acts"))
SOURCES = Collection(_read("sources", *SOURCE), _write("sources"))
