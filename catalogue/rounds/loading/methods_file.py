"""methods.csv: real methods of real communities, with their sources."""

from collections import Counter
from pathlib import Path
from typing import Any

from django.utils import timezone

from catalogue.data_files import Row, read_rows
from catalogue.methods.loaded import Collection, Loading, check_values, load_record
from catalogue.methods.models import Source, Theme, WorkMethod
from catalogue.places.models import Community, Province
from catalogue.rounds.loading.communities import community_of, english_name
from catalogue.rounds.loading.rounds_files import round_named
from catalogue.rounds.models import Submission

METHODS_FILE = "methods.csv"
COLUMNS = [
    "reporting_body", "community_code", "community_name", "city", "district", "street",
    "round", "outcome", "title_zh", "title_en", "themes", "summary_zh", "summary_en",
    "source_urls", "link_sources",
]  # fmt: skip
TEXTS = ["title_zh", "title_en", "summary_zh", "summary_en"]

# The article that tells of the five cases of joint creation. Its own title is known
# only in machine translation.
HUBEI_ARTICLE = {
    "title": "Hubei Province launches a beautiful environment and a happy life to "
    "create a pilot work together (machine translation)",
    "dated": "2022-09-06",
    "address": "",
    "may_link": False,
    "note": "",
}


def load_methods(folder: Path) -> int:
    """Load methods.csv with sources and submissions; the number of its rows."""
    rows = read_rows(folder / METHODS_FILE, COLUMNS)
    per_community = Counter(_community_key(row) for row in rows)
    for row in rows:
        key = _community_key(row)
        if per_community[key] > 1:
            key += f"/{row['title_zh']}"
        _load_method(row, key)
    return len(rows)


def _community_key(row: Row) -> str:
    names = ("reporting_body", "city", "district", "street", "community_name")
    return row["community_code"] or "/".join(row[name] for name in names)


def _load_method(row: Row, key: str) -> None:
    row.one_of("outcome", ["", *Submission.Outcome.values])
    row.one_of("link_sources", ["yes", "no"])
    bodies = Province.objects.reporting_bodies().values_list("code", flat=True)
    row.one_of("reporting_body", bodies)
    community = community_of(row)
    values = _values(row, community)
    check_values(WorkMethod, row, values, {name: name for name in TEXTS})
    is_published = values["status"] == WorkMethod.Status.PUBLISHED
    method = load_record(
        WorkMethod,
        Loading(
            row.file,
            key,
            {"community": community, "title_zh": values["title_zh"]},
            {"published_at": timezone.now() if is_published else None},
        ),
        values,
        {"themes": THEMES, "sources": SOURCES},
    )
    if method is not None and row["round"]:
        _load_submission(row, key, method.pk)


def _values(row: Row, community: Community) -> dict[str, Any]:
    """What the row says of the method, by field."""
    titles = _titles(row, community)
    status = WorkMethod.Status.PUBLISHED if any(titles) else WorkMethod.Status.DRAFT
    return {
        "title_zh": titles[0],
        "title_en": titles[1],
        "summary_zh": row["summary_zh"],
        "summary_en": row["summary_en"],
        "community_id": community.pk,
        "reporting_body_id": row["reporting_body"],
        "is_model": row["outcome"] == Submission.Outcome.MODEL,
        "status": status.value,
        "themes": _themes(row),
        "sources": _sources(row),
    }


def _titles(row: Row, community: Community) -> tuple[str, str]:
    """Chinese and English title; a case without a name is called after its place."""
    if row["title_zh"]:
        return row["title_zh"], row["title_en"]
    if row["outcome"] != Submission.Outcome.CASE:
        return "", row["title_en"]
    return (
        f"{row['community_name']}共同缔造案例",
        f"{english_name(community)}: a joint-creation case",
    )


def _themes(row: Row) -> list[str]:
    slugs = sorted(filter(None, row["themes"].split(";")))
    known = set(Theme.objects.values_list("slug", flat=True))
    if not known.issuperset(slugs):
        raise row.fault("themes", "slugs of themes.csv with semicolons")
    return slugs


def _sources(row: Row) -> list[dict[str, Any]]:
    """Every address as a source, and the Hubei article for its five cases."""
    sources = [
        {
            "title": "",
            "dated": "",
            "address": address,
            "may_link": row["link_sources"] == "yes",
            "note": "",
        }
        for address in row["source_urls"].split()
    ]
    for source in sources:
        check_values(Source, row, source, {"address": "source_urls"})
    if row["outcome"] == Submission.Outcome.CASE:
        called = f"It calls the method {row['title_en']}." if row["title_en"] else ""
        sources.append({**HUBEI_ARTICLE, "note": called})
    if not sources:
        raise row.fault("source_urls", "at least one address")
    return sources


def _load_submission(row: Row, key: str, method: int) -> None:
    identity = {"selection_round_id": round_named(row).pk, "method_id": method}
    values = {
        **identity,
        "reporting_body_id": row["reporting_body"],
        "outcome": row.one_of("outcome", Submission.Outcome.values),
    }
    load_record(Submission, Loading(f"{row.file}, submissions", key, identity), values)


def _read_themes(method: WorkMethod) -> list[str]:
    return sorted(method.themes.values_list("slug", flat=True))


def _write_themes(method: WorkMethod, slugs: list[str]) -> None:
    method.themes.set(Theme.objects.filter(slug__in=slugs))


def _read_sources(method: WorkMethod) -> list[dict[str, Any]]:
    fields = ("title", "dated", "address", "may_link", "note")
    return [dict(source) for source in method.sources.values(*fields)]


def _write_sources(method: WorkMethod, sources: list[dict[str, Any]]) -> None:
    method.sources.all().delete()
    for position, source in enumerate(sources, start=1):
        method.sources.create(position=position, **source)


THEMES = Collection(_read_themes, _write_themes)
SOURCES = Collection(_read_sources, _write_sources)
