"""A method as plain values: what files say of it, what is compared and brought back."""

import hashlib
import json
from typing import Any

from django.db import models

from catalogue.cells import shortened
from catalogue.desk.exchange.headings import STEP_TEXTS
from catalogue.desk.exchange.values import one_form
from catalogue.methods.models import MethodTheme, Step, Theme, WorkMethod

Values = dict[str, Any]

_TWO_LANGUAGES = ("title", "summary", "problem", "conditions", "results", "cautions")
TEXT_KEYS = (
    *(f"{name}_{language}" for name in _TWO_LANGUAGES for language in ("zh", "en")),
    "contact_name",
    "contact_phone",
)
STEP_KEYS = tuple(column.key for column in STEP_TEXTS)
_COLUMNS = {
    "kind": "kind",
    "year_begun": "year_begun",
    "community": "community_id",
    "reporting_body": "reporting_body_id",
}


def values_of(method: WorkMethod) -> Values:
    """All values of a method; its themes and steps are best loaded before."""
    values: Values = {key: getattr(method, key) for key in TEXT_KEYS}
    values |= {key: getattr(method, field) for key, field in _COLUMNS.items()}
    values["themes"] = [theme.slug for theme in method.themes.all()]
    values["steps"] = [_values_of_step(step) for step in method.steps.all()]
    return values


def _values_of_step(step: Step) -> Values:
    texts = {key: getattr(step, key) for key in STEP_KEYS}
    return {"position": step.position, **{k: t for k, t in texts.items() if t}}


def limit_of(model: type[models.Model], key: str) -> int | None:
    """How many characters a field holds; None when it has no limit."""
    limit: int | None = getattr(model._meta.get_field(key), "max_length", None)
    return limit


def differences(before: Values, after: Values) -> list[str]:
    """The keys of `after` whose values are others; line breaks make no difference."""
    return [key for key in after if not _same(before.get(key), after[key])]


def _same(before: Any, after: Any) -> bool:
    if isinstance(before, str) and isinstance(after, str):
        # A cell holds less than a field; what our own file cut short is the same.
        return one_form(after) in (one_form(before), one_form(shortened(before)))
    if isinstance(before, dict) and isinstance(after, dict):
        keys = before.keys() | after.keys()
        return all(_same(before.get(key, ""), after.get(key, "")) for key in keys)
    if isinstance(before, list) and isinstance(after, list):
        return len(before) == len(after) and all(map(_same, before, after))
    return bool(before == after)


def put_into(method: WorkMethod, values: Values) -> None:
    """Give an unsaved or saved method the plain values among these; saves nothing."""
    for key in TEXT_KEYS:
        if key in values:
            setattr(method, key, values[key])
    for key, field in _COLUMNS.items():
        if key in values:
            setattr(method, field, values[key])


def digest(values: Any) -> str:
    """A short text that is the same only for the same values."""
    written = json.dumps(values, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()


def write_themes(
    methods: list[tuple[WorkMethod, Values]], themes: dict[str, Theme]
) -> None:
    """Give each method just the themes of its values, where these name any."""
    new = []
    for method, values in methods:
        wanted = {
            themes[slug].pk for slug in values.get("themes", ()) if slug in themes
        }
        # What is not loaded is new, and has none.
        there = {theme.pk for theme in _loaded(method, "themes")}
        if "themes" in values:
            new += [
                MethodTheme(workmethod=method, theme_id=pk) for pk in wanted - there
            ]
            if gone := there - wanted:
                method.themes.remove(*gone)
    MethodTheme.objects.bulk_create(new)


def write_steps(methods: list[tuple[WorkMethod, Values]]) -> None:
    """Give each method just the steps of its values, where these name any.

    Steps that stay as they are are not touched.
    """
    new = []
    for method, values in methods:
        if "steps" not in values:
            continue
        there = {step.position: step for step in _loaded(method, "steps")}
        wanted = {step["position"]: step for step in values["steps"]}
        for position, step in there.items():
            if position not in wanted:
                step.delete()
            elif not _same(_values_of_step(step), wanted[position]):
                for key in STEP_KEYS:
                    setattr(step, key, wanted[position].get(key, ""))
                step.save()
        new += [
            Step(method=method, **step)
            for position, step in wanted.items()
            if position not in there
        ]
    Step.objects.bulk_create(new)


def _loaded(method: WorkMethod, relation: str) -> Any:
    return getattr(method, "_prefetched_objects_cache", {}).get(relation, ())
