"""What a method says otherwise today than the text that was submitted."""

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from catalogue.methods.models import WorkMethod
from catalogue.methods.revisions import PARTS, Difference
from catalogue.rounds.submitted_content import content_of

_NOTHING = "—"
# Told by their names instead.
_KEYS = {"community": "community_name", "reporting_body": "reporting_body_name"}
# These stand beside the fields of the method in a frozen text.
_BESIDE = {"parts", "themes", "number", "community_path", *_KEYS.values()}


def changed_since(content: Mapping[str, Any], method: WorkMethod) -> list[Difference]:
    """Each value that differs, as submitted and as it is today, in their order."""
    today = content_of(method)
    found = list(_of_fields(content, today))
    themes = [", ".join(each.get("themes", [])) for each in (content, today)]
    if themes[0] != themes[1]:
        label = _capitalised(WorkMethod._meta.get_field("themes"))
        found.append(Difference(label, themes[0] or _NOTHING, themes[1] or _NOTHING))
    for part in PARTS:
        name = str(part._meta.model_name)
        rows = [each.get("parts", {}).get(name, []) for each in (content, today)]
        found += _of_parts(part, *rows)
    return found


def _of_fields(
    before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Difference]:
    for name in after:
        if name in _BESIDE or before.get(name) == after[name]:
            continue
        field = WorkMethod._meta.get_field(name)
        told = _KEYS.get(name, name)
        words = [_shown(field, each.get(told)) for each in (before, after)]
        yield Difference(_capitalised(field), *words)


def _of_parts(
    part: type[models.Model],
    befores: list[Mapping[str, Any]],
    afters: list[Mapping[str, Any]],
) -> Iterator[Difference]:
    pairs = zip_longest(befores, afters)
    for place, (before, after) in enumerate(pairs, 1):
        name = f"{part._meta.verbose_name} {place}"
        if before is None or after is None:
            there = _("is there")
            words = (_NOTHING, there) if before is None else (there, _NOTHING)
            yield Difference("", *words, name)
            continue
        for field in part._meta.concrete_fields:
            old, new = before.get(field.attname), after.get(field.attname)
            if old != new:
                label = _capitalised(field)
                yield Difference(label, _shown(field, old), _shown(field, new), name)


def _shown(field: Any, value: Any) -> str:
    if value in (None, ""):
        return _NOTHING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(dict(getattr(field, "flatchoices", ())).get(value, value))


def _capitalised(field: Any) -> str:
    name = str(field.verbose_name)
    return name[:1].upper() + name[1:]
