"""What of a method is frozen when it is submitted."""

import hashlib
import json
from collections.abc import Collection, Iterable
from typing import Any

from django.db import models
from django.utils import translation

from catalogue.bilingual import CHINESE
from catalogue.methods.models import WorkMethod
from catalogue.methods.revisions import CONTENT, PARTS, values_of
from catalogue.places.models import Community, Province

# Contact data is for staff of the own body; no reviewer reads it.
_NOT_FOR_REVIEWERS = frozenset({"contact_name", "contact_phone"})


def content_of(method: WorkMethod) -> dict[str, Any]:
    """All that a reader would read of the method now, ready for JSON.

    The fields by their names, the place in words, the themes by their slugs, and under
    "parts" the rows of each kind of part by the name of its model.
    """
    return contents_of([method])[method.pk]


def contents_of(methods: Iterable[WorkMethod]) -> dict[int, dict[str, Any]]:
    """The content of each method by its number, in nine queries for any number."""
    found = {method.pk: _fields_of(method) for method in methods}
    communities = _communities(row["community"] for row in found.values())
    bodies = Province.objects.in_bulk({row["reporting_body"] for row in found.values()})
    themes, parts = _themes_of(found), {part: _rows_of(part, found) for part in PARTS}
    for number, content in found.items():
        community = communities.get(content["community"])
        content["number"] = number
        content["community_name"] = community.name if community else ""
        content["community_path"] = _path(community) if community else []
        content["reporting_body_name"] = bodies[content["reporting_body"]].name_zh
        content["themes"] = themes.get(number, [])
        content["parts"] = {
            part._meta.model_name: rows.get(number, []) for part, rows in parts.items()
        }
    return found


def _fields_of(method: WorkMethod) -> dict[str, Any]:
    columns = {field.name: field.attname for field in WorkMethod._meta.concrete_fields}
    return {
        name: _plain(getattr(method, columns[name]))
        for name in CONTENT
        if name not in _NOT_FOR_REVIEWERS
    }


def _communities(keys: Iterable[int | None]) -> dict[int, Community]:
    with_path = Community.objects.select_related("province", "county__parent", "street")
    return with_path.in_bulk({key for key in keys if key is not None})


def _themes_of(numbers: Collection[int]) -> dict[int, list[str]]:
    through = WorkMethod.themes.through._default_manager
    rows = through.filter(workmethod__in=numbers).order_by(
        "theme__sort_order", "theme__slug"
    )
    found: dict[int, list[str]] = {}
    for number, slug in rows.values_list("workmethod_id", "theme__slug"):
        found.setdefault(number, []).append(slug)
    return found


def _rows_of(
    part: type[models.Model], numbers: Collection[int]
) -> dict[int, list[dict[str, Any]]]:
    rows: Any = part._default_manager.filter(method__in=numbers)
    found: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        said = {name: _plain(value) for name, value in values_of(part, row).items()}
        found.setdefault(row.method_id, []).append(said)
    return found


def digest_of(content: Any) -> str:
    """SHA-256 of the content as it is written, in hexadecimal."""
    return hashlib.sha256(written(content).encode()).hexdigest()


def written(content: Any) -> str:
    """The content as JSON with sorted keys: what the digest is of."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def _path(community: Community) -> list[str]:
    with translation.override(CHINESE):
        return [str(level.label) for level in community.path()]


def _plain(value: Any) -> Any:
    if isinstance(value, models.fields.files.FieldFile):
        return value.name
    if value is None or isinstance(value, str | int | bool):
        return value
    return str(value)
