"""Load records from data files again and again without losing what staff changed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import models

from catalogue.data_files import Row
from catalogue.methods.models import LoadedRow


@dataclass(frozen=True)
class Collection:
    """A part of a record that is not one column: how to read it and write it."""

    read: Callable[[Any], Any]
    write: Callable[[Any, Any], None]


@dataclass(frozen=True)
class Loading:
    """Where a record comes from: the file, its key there, and how to find a twin.

    `at_first` holds columns that are written only when the record is created.
    """

    file: str
    key: str
    twin: dict[str, Any]
    at_first: dict[str, Any] = field(default_factory=dict)


def load_record(
    model: type[models.Model],
    loading: Loading,
    values: dict[str, Any],
    collections: dict[str, Collection] | None = None,
) -> models.Model | None:
    """Create the record, or bring the fields up to date that staff left as loaded.

    `values` holds plain JSON values by column. A record that staff deleted stays
    deleted (the answer is None); one that staff entered before is left as it is.
    """
    collections = collections or {}
    row = LoadedRow.objects.filter(file=loading.file, key=loading.key).first()
    if row is None:
        return _load_first(model, loading, values, collections)
    record = _present(model._default_manager.filter(pk=row.record_id).first())
    if record is not None and row.values != values:
        _bring_up_to_date(record, row.values, values, collections)
    if row.values != values:
        row.values = values
        row.save()
    return record


def _present(record: models.Model | None) -> models.Model | None:
    """What went into another record is loaded into that one."""
    while (into := getattr(record, "merged_into", None)) is not None:
        record = into
    return record


def _load_first(
    model: type[models.Model],
    loading: Loading,
    values: dict[str, Any],
    collections: dict[str, Collection],
) -> models.Model:
    record = model._default_manager.filter(**loading.twin).first()
    if record is None:
        columns = {name: v for name, v in values.items() if name not in collections}
        record = model._default_manager.create(**columns, **loading.at_first)
        for name, collection in collections.items():
            collection.write(record, values[name])
    LoadedRow.objects.create(
        file=loading.file, key=loading.key, record_id=record.pk, values=values
    )
    return record


def _bring_up_to_date(
    record: models.Model,
    before: dict[str, Any],
    now: dict[str, Any],
    collections: dict[str, Collection],
) -> None:
    columns_changed = False
    for name, value in now.items():
        collection = collections.get(name)
        current = collection.read(record) if collection else getattr(record, name)
        if current != before.get(name) or current == value:
            continue
        if collection:
            collection.write(record, value)
        else:
            setattr(record, name, value)
            columns_changed = True
    if columns_changed:
        record.save()


def check_values(
    model: type[models.Model], row: Row, values: dict[str, Any], columns: dict[str, str]
) -> None:
    """Raise DataFileError when a value does not fit its field.

    `columns` names the column of the file for each field to look at.
    """
    for name, column in columns.items():
        model_field = cast("models.Field[Any, Any]", model._meta.get_field(name))
        try:
            model_field.clean(values[name], None)
        except ValidationError as error:
            raise row.refusal(column, " ".join(error.messages)) from None
