"""What of a method is frozen when it is submitted."""

import hashlib
import json
from typing import Any

from django.db import models
from django.utils import translation

from catalogue.bilingual import CHINESE
from catalogue.methods.models import WorkMethod
from catalogue.methods.revisions import CONTENT, PARTS, values_of
from catalogue.places.models import Community

# Contact data is for staff of the own body; no reviewer reads it.
_NOT_FOR_REVIEWERS = frozenset({"contact_name", "contact_phone"})


def content_of(method: WorkMethod) -> dict[str, Any]:
    """All that a reader would read of the method now, ready for JSON.

    The fields by their names, the place in words, the themes by their slugs, and under
    "parts" the rows of each kind of part by the name of its model.
    """
    content = {
        name: _plain(getattr(method, WorkMethod._meta.get_field(name).attname))
        for name in CONTENT
        if name not in _NOT_FOR_REVIEWERS
    }
    community = method.community
    content["number"] = method.pk
    content["community_name"] = community.name if community else ""
    content["community_path"] = _path(community) if community else []
    content["reporting_body_name"] = method.reporting_body.name_zh
    content["themes"] = list(method.themes.values_list("slug", flat=True))
    content["parts"] = {
        part._meta.model_name: [
            {name: _plain(value) for name, value in values_of(part, row).items()}
            for row in part._default_manager.filter(method=method)
        ]
        for part in PARTS
    }
    return content


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
