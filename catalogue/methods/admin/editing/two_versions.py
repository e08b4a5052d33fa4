"""What was typed beside what another person saved meanwhile; neither is lost."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.methods.admin.editing.as_posted import (
    NOTHING,
    Marks,
    Posted,
    first_shown,
    in_words,
    is_file,
    label_of,
    mark,
    mark_of_row,
    own_fields,
    typed_rows,
)

_FILE = "-file"
_DELETE = "DELETE"

YOURS_STAYS = gettext_lazy("Both changed it: the form holds yours.")
THEIRS_IS_TAKEN = gettext_lazy("You had not changed it: the form holds what stands.")
ADDED = gettext_lazy("Added meanwhile: it is in the form now.")
REMOVED = gettext_lazy("Removed meanwhile: it is no longer in the form.")
REMOVED_BUT_TYPED = gettext_lazy(
    "Removed meanwhile, but you changed it: saving enters it again."
)


@dataclass(frozen=True)
class TwoVersions:
    """One field, as it stands now and as it was typed, and what the form holds."""

    label: str
    stands: str
    typed: str
    outcome: Promise | str
    part: str = ""


@dataclass(frozen=True)
class Page:
    """The unbound form and formsets of a record: what stands there now."""

    form: forms.ModelForm
    formsets: list[Any]

    def marks(self) -> Marks:
        """The mark of every field and row; the page carries them while it is open."""
        marks = {
            name: mark(first_shown(self.form, name)) for name in own_fields(self.form)
        }
        for formset in self.formsets:
            for row in formset.initial_forms:
                marks |= _marks_of_row(formset, row)
        return marks


def bring_together(
    data: QueryDict, files: MultiValueDict, opened: Marks, page: Page
) -> list[TwoVersions]:
    """What others changed since the page was opened, and what was typed there.

    `data` is changed: what the person left alone becomes what stands now, rows that
    others added are there, and those they removed are gone or new. What the person
    typed stays. Empty when nobody else changed anything.
    """
    found = list(_fields(data, opened, page.form))
    for formset in page.formsets:
        found += _Rows(formset, data, files, opened).bring_together()
    return found


def compare_all(data: QueryDict, page: Page) -> list[TwoVersions]:
    """Every field of the form whose typed value is not what stands now."""
    found = []
    for name, field in own_fields(page.form).items():
        stands, typed = first_shown(page.form, name), data.getlist(name)
        if not is_file(field) and mark(stands) != mark(typed):
            found.append(_two(page.form, name, stands, typed, ""))
    for formset in page.formsets:
        found += _Rows(formset, data, MultiValueDict(), {}).compare_all()
    return found


def _fields(
    data: QueryDict, opened: Marks, form: forms.ModelForm
) -> Iterator[TwoVersions]:
    for name, field in own_fields(form).items():
        stands, typed = first_shown(form, name), data.getlist(name)
        if is_file(field) or opened.get(name) == mark(stands):
            continue
        if mark(typed) == mark(stands):
            continue
        if mark(typed) == opened.get(name):
            _put(data, name, stands)
            yield _two(form, name, stands, typed, THEIRS_IS_TAKEN)
        else:
            yield _two(form, name, stands, typed, YOURS_STAYS)


def _put(data: QueryDict, name: str, values: list[str]) -> None:
    """As a browser does: what holds nothing is not sent at all."""
    data.pop(name, None)
    if values:
        data.setlist(name, values)


def _two(
    form: forms.BaseForm,
    name: str,
    stands: list[str],
    typed: list[str],
    outcome: Promise | str,
    part: str = "",
) -> TwoVersions:
    field = form.fields[name]
    words = in_words(field, stands), in_words(field, typed)
    return TwoVersions(label_of(form, name), *words, outcome, part)


def _marks_of_row(formset: Any, row: forms.ModelForm) -> Marks:
    key = f"{formset.prefix}-{row.instance.pk}"
    written = [n for n, f in own_fields(row, formset).items() if not is_file(f)]
    files = [n for n, f in own_fields(row, formset).items() if is_file(f)]
    stands = {name: first_shown(row, name) for name in (*written, *files)}
    marks = {key: mark_of_row(written, stands)}
    return marks | ({key + _FILE: mark_of_row(files, stands)} if files else {})


class _Rows:
    """The rows of one formset, as they stand and as they were sent."""

    def __init__(
        self, formset: Any, data: QueryDict, files: MultiValueDict, opened: Marks
    ) -> None:
        self.formset, self.data, self.opened = formset, data, opened
        self.pk_name = formset.model._meta.pk.name
        self.stands = {str(row.instance.pk): row for row in formset.initial_forms}
        self.typed = typed_rows(data, formset.prefix)
        self.with_file = {key.rpartition("-")[0] for key in files}
        fields = own_fields(formset.empty_form, formset)
        self.fields = [name for name, field in fields.items() if not is_file(field)]

    def bring_together(self) -> list[TwoVersions]:
        found: list[TwoVersions] = []
        initial: list[Posted] = []
        extra: list[Posted] = []
        sent = set()
        for number, values in enumerate(self.typed):
            key = (values.get(self.pk_name) or [""])[0]
            sent.add(key)
            if key in self.stands:
                differences, values = self._both_there(number, key, values)
                found += differences
                initial.append(values)
            elif key and self._mark(key) is not None:
                found += self._removed(number, key, values, extra)
            else:
                # A key that never was one of these rows is Django's to refuse.
                (initial if key else extra).append(values)
        for key in self.stands.keys() - sent:
            found += self._not_sent(key, initial)
        if found:
            self._write(initial, extra)
        return found

    def compare_all(self) -> list[TwoVersions]:
        found: list[TwoVersions] = []
        for values in self.typed:
            key = (values.get(self.pk_name) or [""])[0]
            row = self.stands.get(key)
            if row is not None:
                found += self._fields_of(key, values, "")
            elif any(filter(None, self._written(values))):
                form = self.formset.empty_form
                found += [
                    _two(form, name, [], values.get(name, []), "", self._name(None))
                    for name in self.fields
                    if any(values.get(name, []))
                ]
        return found

    def _both_there(
        self, number: int, key: str, values: Posted
    ) -> tuple[list[TwoVersions], Posted]:
        row = self.stands[key]
        now = _marks_of_row(self.formset, row)
        changed = [mark for mark in now if self.opened.get(mark) != now[mark]]
        if not changed:
            return [], values
        if self._is_touched(number, key, values):
            return self._fields_of(key, values, YOURS_STAYS), values
        found = self._fields_of(key, values, THEIRS_IS_TAKEN)
        taken = {name: first_shown(row, name) for name in self.fields}
        if not found and self._key(key) + _FILE in changed:
            words = (_("another file"), NOTHING)
            found = [TwoVersions("", *words, THEIRS_IS_TAKEN, self._name(row))]
        return found, {self.pk_name: [key], **taken}

    def _removed(
        self, number: int, key: str, values: Posted, extra: list[Posted]
    ) -> list[TwoVersions]:
        name = self._name(None)
        typed = " · ".join(self._written(values)) or NOTHING
        if not self._is_touched(number, key, values) or _DELETE in values:
            return [TwoVersions("", NOTHING, typed, REMOVED, name)]
        extra.append(values | {self.pk_name: [""]})
        return [TwoVersions("", NOTHING, typed, REMOVED_BUT_TYPED, name)]

    def _not_sent(self, key: str, initial: list[Posted]) -> list[TwoVersions]:
        row = self.stands[key]
        values = {name: first_shown(row, name) for name in self.fields}
        initial.append({self.pk_name: [key], **values})
        if self._mark(key) is not None:
            return []
        words = (_("is there"), NOTHING)
        return [TwoVersions("", *words, ADDED, self._name(row))]

    def _is_touched(self, number: int, key: str, values: Posted) -> bool:
        if _DELETE in values or f"{self.formset.prefix}-{number}" in self.with_file:
            return True
        return mark_of_row(self.fields, values) != self._mark(key)

    def _fields_of(
        self, key: str, values: Posted, outcome: Promise | str
    ) -> list[TwoVersions]:
        row = self.stands[key]
        name_of_part = self._name(row)
        pairs = [(n, first_shown(row, n), values.get(n, [])) for n in self.fields]
        return [
            _two(row, name, stands, typed, outcome, name_of_part)
            for name, stands, typed in pairs
            if mark(stands) != mark(typed)
        ]

    def _written(self, values: Posted) -> list[str]:
        return [text for name in self.fields for text in values.get(name, []) if text]

    def _key(self, key: str) -> str:
        return f"{self.formset.prefix}-{key}"

    def _mark(self, key: str) -> str | None:
        return self.opened.get(self._key(key))

    def _name(self, row: forms.ModelForm | None) -> str:
        kind = str(self.formset.model._meta.verbose_name)
        return f"{kind}: {row.instance}" if row is not None else kind

    def _write(self, initial: list[Posted], extra: list[Posted]) -> None:
        prefix = self.formset.prefix
        for key in list(self.data):
            if key.startswith(f"{prefix}-") and key.split("-")[1].isdecimal():
                del self.data[key]
        for number, values in enumerate([*initial, *extra]):
            for name, each in values.items():
                _put(self.data, f"{prefix}-{number}-{name}", each)
        self.data[f"{prefix}-INITIAL_FORMS"] = str(len(initial))
        self.data[f"{prefix}-TOTAL_FORMS"] = str(len(initial) + len(extra))
