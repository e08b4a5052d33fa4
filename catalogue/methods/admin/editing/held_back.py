"""Pages that are shown again instead of saved, with all that was typed."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from catalogue.change_page import ShowsMore
from catalogue.methods.admin.editing.as_posted import (
    Marks,
    in_words,
    is_file,
    label_of,
    own_fields,
    typed_rows,
)
from catalogue.methods.admin.editing.two_versions import (
    Page,
    TwoVersions,
    bring_together,
    compare_all,
)
from catalogue.methods.last_change import LastChange, last_change

# The marks of the record as it stood when the page was opened.
OPENED = "opened_at"
CONFLICT = 409


class HoldableForm(forms.ModelForm):
    """A form that can be shown again with what was typed, though nothing is wrong."""

    is_held_back = False

    def is_valid(self) -> bool:
        return super().is_valid() and not self.is_held_back


@dataclass(frozen=True)
class HeldBack:
    """Why a page is shown again: what else was changed, by whom and when."""

    versions: list[TwoVersions]
    last: LastChange | None
    marks: Marks
    lost_files: bool


class CarefulEditing(ShowsMore):
    """A change page that never overwrites what another person saved meanwhile.

    It carries the marks of what it was opened with. A save is refused, with both
    versions side by side, when something else stands there now; saved once more, what
    the page holds then counts. A row is locked while it is saved. The admin's form is a
    HoldableForm.
    """

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method != "POST" or object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            refused = self._before_saving(request, object_id)
            if refused is not None:
                return refused
            answer = super().changeform_view(
                request, object_id, form_url, extra_context
            )
        why = held_back(request)
        if why is not None and why.versions:
            answer.status_code = CONFLICT
        return answer

    def _before_saving(
        self, request: HttpRequest, object_id: str
    ) -> HttpResponse | None:
        """Lock the row, and see what became of it since the page was opened."""
        if OPENED not in request.POST or not self.has_change_permission(request):
            return None
        self._lock(object_id)
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return self._kept_page(request, self._typed_of_lost(request), None)
        if not self.has_change_permission(request, row):
            if not self.has_view_permission(request, row):
                return None
            # For who may not change it, the form of the record has no field at all.
            page = self._page(request, row, as_of_new=True)
            return self._kept_page(request, compare_all(request.POST, page), row)
        self._hold_back_if_changed(request, row)
        return None

    def _lock(self, object_id: str) -> None:
        rows = self.model._default_manager.select_for_update()
        try:
            rows.filter(pk=unquote(object_id)).order_by().first()
        except (ValueError, ValidationError):
            return

    def _hold_back_if_changed(self, request: HttpRequest, row: Any) -> None:
        page = self._page(request, row)
        data = request.POST.copy()
        opened = read_marks(request.POST[OPENED])
        versions = bring_together(data, request.FILES, opened, page)
        if not versions:
            return
        marks, lost = page.marks(), bool(request.FILES)
        self.hold_back(request, data, HeldBack(versions, last_change(row), marks, lost))

    def hold_back(self, request: HttpRequest, data: QueryDict, why: HeldBack) -> None:
        """Show the page again with this data, and save nothing."""
        request.POST = data  # type: ignore[assignment]
        request._files = MultiValueDict()  # type: ignore[attr-defined]
        request.held_back = why  # type: ignore[attr-defined]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.is_held_back = held_back(request) is not None
        return form  # type: ignore[no-any-return]

    def add_to_page(self, request: HttpRequest, page: dict[str, Any], row: Any) -> None:
        super().add_to_page(request, page, row)
        why = held_back(request)
        page["held_back"] = why
        if row is not None and page["adminform"].form.is_bound:
            opened = json.dumps(why.marks) if why else request.POST.get(OPENED, "")
            page["opened_at"] = opened
        elif row is not None and self.has_change_permission(request, row):
            formsets = [each.formset for each in page["inline_admin_formsets"]]
            kept = self._kept(request, row, formsets)
            page["opened_at"] = json.dumps(Page(page["adminform"].form, kept).marks())

    def _page(self, request: HttpRequest, row: Any, as_of_new: bool = False) -> Page:
        """The form and formsets of a record, unbound, within a request that posts."""
        asked = None if as_of_new else row
        # Whatever form it is, it never shows more of the record than its own page.
        fields = flatten_fieldsets(self.get_fieldsets(request, row))
        form = self.get_form(request, asked, not as_of_new, fields=fields)(instance=row)
        formsets = [
            formset_class(instance=row, queryset=inline.get_queryset(request))
            for formset_class, inline in self.get_formsets_with_inlines(request, asked)
        ]
        return Page(form, self._kept(request, asked, formsets))

    def _kept(self, request: HttpRequest, row: Any, formsets: list[Any]) -> list[Any]:
        """Without the parts that the person may only look at."""
        inlines = self.get_inline_instances(request, row)
        return [
            formset
            for formset, inline in zip(formsets, inlines, strict=True)
            if inline.has_change_permission(request, row)
        ]

    def _typed_of_lost(self, request: HttpRequest) -> list[TwoVersions]:
        form = self.get_form(request)(request.POST)
        found = list(_typed(form, request.POST))
        for formset_class, _inline in self.get_formsets_with_inlines(request):
            formset = formset_class()
            for values in typed_rows(request.POST, formset.prefix):
                data = MultiValueDict(values)
                kind = str(formset.model._meta.verbose_name)
                found += _typed(formset.empty_form, data, kind, formset)
        return found

    def _kept_page(
        self, request: HttpRequest, versions: list[TwoVersions], row: Any
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Not saved"),
            "opts": self.opts,
            "row": row,
            "versions": versions,
            "last": last_change(row) if row else None,
        }
        template = "admin/methods/workmethod/kept.html"
        return TemplateResponse(request, template, context, status=CONFLICT)


def held_back(request: HttpRequest) -> HeldBack | None:
    """Why the page of this request is shown again instead of saved."""
    return getattr(request, "held_back", None)


def read_marks(text: str) -> Marks:
    """The marks as the page sent them; none when they are unreadable."""
    try:
        marks = json.loads(text)
    except ValueError:
        return {}
    if not isinstance(marks, dict):
        return {}
    return {str(name): str(mark) for name, mark in marks.items()}


def _typed(
    form: forms.BaseForm,
    data: MultiValueDict,
    part: str = "",
    formset: Any = None,
) -> Iterator[TwoVersions]:
    for name, field in own_fields(form, formset).items():
        values = [value for value in data.getlist(name) if value]
        if values and not is_file(field):
            yield TwoVersions(
                label_of(form, name), "", in_words(field, values), "", part
            )
