"""Changes of a published method: made on a copy, which the public never reads.

The copy lives through the same states as a method. When it is published, it goes into
the method that it changes, and is gone.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from catalogue.accounts.models import User
from catalogue.methods.contacts import masked
from catalogue.methods.models import (
    MethodCharacteristic,
    MethodFile,
    MethodPhoto,
    Source,
    Step,
    WorkMethod,
)

# What a change may change of the method itself; the rest is kept by the catalogue.
CONTENT = (
    "title_zh",
    "title_en",
    "community",
    "reporting_body",
    "kind",
    "year_begun",
    "is_model",
    "summary_zh",
    "summary_en",
    "problem_zh",
    "problem_en",
    "conditions_zh",
    "conditions_en",
    "results_zh",
    "results_en",
    "cautions_zh",
    "cautions_en",
    "contact_name",
    "contact_phone",
)
# The parts of a method, and by what a part is the same one before and after;
# without that, by its place in the order.
PARTS: dict[type[models.Model], str] = {
    Step: "position",
    MethodCharacteristic: "characteristic",
    Source: "",
    MethodPhoto: "",
    MethodFile: "",
}
_NOTHING = "—"


@dataclass(frozen=True)
class Difference:
    """One value before and after; of a part, with the name of the part."""

    label: str
    before: str
    after: str
    part: str = ""


@transaction.atomic
def begin_revision(method: WorkMethod, *, by: User) -> WorkMethod:
    """The change of a published method that is being prepared, else a new one.

    Raises ValidationError for a method that is not published.
    """
    method = WorkMethod.objects.select_for_update().get(pk=method.pk)
    if not method.is_published:
        raise ValidationError(_("Only a published method is changed this way."))
    begun = WorkMethod.objects.filter(revises=method).first()
    if begun is not None:
        return begun
    content = {name: getattr(method, name) for name in CONTENT}
    revision = WorkMethod.objects.create(
        **content, revises=method, entered_by=by, is_demo=method.is_demo
    )
    revision.themes.set(method.themes.all())
    for part in PARTS:
        bring_parts(part, revision, values_of_parts(part, method))
    return revision


def apply_revision(revision: WorkMethod, method: WorkMethod) -> None:
    """Bring the change into the method; the copy is gone, its record stays.

    Only `publication.change_state` calls this, in its transaction.
    """
    for name in CONTENT:
        setattr(method, name, getattr(revision, name))
    method.save()
    method.themes.set(revision.themes.all())
    for part in PARTS:
        bring_parts(part, method, values_of_parts(part, revision))
    revision.state_changes.update(method=method)
    revision.delete()


def differences(before: WorkMethod, after: WorkMethod) -> list[Difference]:
    """What a reader would find changed, in the order of the form."""
    found = [
        Difference(label_of(each), shown(before, each), shown(after, each))
        for each in _content()
        if getattr(before, each.attname) != getattr(after, each.attname)
    ]
    themes = [", ".join(map(str, each.themes.all())) for each in (before, after)]
    if themes[0] != themes[1]:
        label = label_of(WorkMethod.themes.field)
        found.append(Difference(label, themes[0] or _NOTHING, themes[1] or _NOTHING))
    for part in PARTS:
        found += _differences_of_parts(part, before, after)
    return found


def _differences_of_parts(
    part: type[models.Model], before: WorkMethod, after: WorkMethod
) -> Iterator[Difference]:
    olds, news = _by_key(part, before), _by_key(part, after)
    for key in dict.fromkeys([*olds, *news]):
        old, new = olds.get(key), news.get(key)
        name = f"{part._meta.verbose_name}: {new or old}"
        if old is None or new is None:
            there = _("is there")
            words = (_NOTHING, there) if old is None else (there, _NOTHING)
            yield Difference("", words[0], words[1], name)
            continue
        for each in _fields(part):
            if getattr(old, each.attname) != getattr(new, each.attname):
                yield Difference(
                    label_of(each), shown(old, each), shown(new, each), part=name
                )


def bring_parts(
    part: type[models.Model], into: WorkMethod, wanted: Iterable[Mapping[str, Any]]
) -> None:
    """Make the parts of a method those with the wanted values; same rows stay."""
    there, key = _by_key(part, into), PARTS[part]
    by_key = {
        values[key] if key else place: values for place, values in enumerate(wanted)
    }
    for gone in there.keys() - by_key.keys():
        there[gone].delete()
    for which, values in by_key.items():
        row = there.get(which)
        if row is None:
            part._default_manager.create(method=into, **values)
        elif values != values_of(part, row):
            for name, value in values.items():
                setattr(row, name, value)
            row.save()


def values_of(part: type[models.Model], row: Any) -> dict[str, Any]:
    """What a part says, by field, without its number and its method."""
    return {each.attname: getattr(row, each.attname) for each in _fields(part)}


def values_of_parts(
    part: type[models.Model], method: WorkMethod
) -> list[dict[str, Any]]:
    """What the parts of one kind say, in their order."""
    rows = part._default_manager.filter(method=method)
    return [values_of(part, row) for row in rows]


def _by_key(part: type[models.Model], method: WorkMethod) -> dict[Any, Any]:
    rows, key = part._default_manager.filter(method=method), PARTS[part]
    return {getattr(row, key) if key else at: row for at, row in enumerate(rows)}


def _fields(part: type[models.Model]) -> list[Any]:
    return [
        each
        for each in part._meta.concrete_fields
        if not each.primary_key and each.name != "method"
    ]


def _content() -> list[Any]:
    return [WorkMethod._meta.get_field(name) for name in CONTENT]


def label_of(each: Any) -> str:
    """The name of a field as a heading."""
    name = str(each.verbose_name)
    return name[:1].upper() + name[1:]


def shown(row: Any, each: Any) -> str:
    """The value of a field in words; of a telephone number as much as all may see."""
    display = getattr(row, f"get_{each.name}_display", None)
    value = display() if display else getattr(row, each.name)
    if each.name == "contact_phone":
        value = masked(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value) if value not in (None, "") else _NOTHING
