"""What the browser sends for a form, and whether that is what stood there before."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

# By the name of a field, all that is sent for it.
Posted = dict[str, list[str]]
# By the name of a field or a row, a short mark of what it holds.
Marks = dict[str, str]

_LENGTH_OF_MARK = 12
NOTHING = "—"


def own_fields(form: forms.BaseForm, formset: Any = None) -> dict[str, forms.Field]:
    """The fields that a person fills in, without those that hold a row together."""
    hidden = {DELETION_FIELD_NAME}
    if formset is not None:
        hidden |= {formset.model._meta.pk.name, formset.fk.name}
    return {name: field for name, field in form.fields.items() if name not in hidden}


def is_file(field: forms.Field) -> bool:
    """Whether the field takes a file, which no browser sends twice."""
    return isinstance(field, forms.FileField)


def first_shown(form: forms.BaseForm, name: str) -> list[str]:
    """What an unbound form holds in a field, as the browser would send it back."""
    field = form.fields[name]
    value = field.prepare_value(form.get_initial_for_field(field, name))
    if value is None or value is False:
        return []
    if value is True:
        return ["on"]
    if isinstance(value, list | tuple):
        return [str(each) for each in value]
    return [str(value)]


def mark(values: Iterable[str]) -> str:
    """The mark of what was sent; line ends and outer blanks make no difference."""
    plain = (value.replace("\r\n", "\n").strip() for value in values)
    written = json.dumps(sorted(filter(None, plain)))
    return hashlib.sha256(written.encode()).hexdigest()[:_LENGTH_OF_MARK]


def mark_of_row(fields: Iterable[str], values: Posted) -> str:
    """The mark of several fields together."""
    return mark(f"{name}={mark(values.get(name, []))}" for name in fields)


def typed_rows(data: MultiValueDict, prefix: str) -> list[Posted]:
    """What was sent for each row of a formset, in the order of the page."""
    total = data.get(f"{prefix}-TOTAL_FORMS") or "0"
    count = int(total) if total.isdecimal() and len(total) < 5 else 0
    rows: list[Posted] = [{} for _number in range(count)]
    start = f"{prefix}-"
    for key in data:
        number, _dash, name = key.removeprefix(start).partition("-")
        if key.startswith(start) and number.isdecimal() and int(number) < count:
            rows[int(number)][name] = data.getlist(key)
    return rows


def in_words(field: forms.Field, values: list[str]) -> str:
    """What was sent, as the person saw it on the page."""
    said = list(filter(None, values))
    if isinstance(field, forms.BooleanField):
        return _("yes") if said else _("no")
    if isinstance(field, forms.ModelChoiceField):
        return _names_of_rows(field, said)
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        labels = {str(key): str(label) for key, label in choices}
        said = [labels.get(value, value) for value in said]
    if is_file(field):
        said = [value.rpartition("/")[2] for value in said]
    return "\n".join(said) or NOTHING


def _names_of_rows(field: forms.ModelChoiceField, keys: list[str]) -> str:
    rows: Any = field.queryset
    try:
        found = list(rows.filter(pk__in=keys))
    except (TypeError, ValueError):
        found = []
    return ", ".join(str(field.label_from_instance(row)) for row in found) or NOTHING


def label_of(form: forms.BaseForm, name: str) -> str:
    """The label of a field as the page shows it."""
    label = str(form[name].label)
    return label[:1].upper() + label[1:]
