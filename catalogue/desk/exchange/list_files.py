"""Any list of the desk as a file: its rows as filtered, searched and scoped."""

from array import array
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import (
    Http404,
    HttpRequest,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.http import require_GET

from catalogue.desk.exchange.list_columns import list_columns
from catalogue.tables.column import Column
from catalogue.tables.delimited import csv_lines
from catalogue.tables.download import as_download
from catalogue.tables.languages import in_language
from catalogue.tables.workbook import ROWS_AT_MOST, xlsx_parts

Row = TypeVar("Row")

# Rows in memory at once.
BATCH = 1_000
_NUMBERS_AT_ONCE = 20_000
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_TOO_LONG = gettext_lazy(
    "An Excel sheet holds at most 1,048,575 rows: filter the list, or export it as CSV."
)


@require_GET
def list_file(
    request: HttpRequest, app_label: str, model_name: str, kind: str
) -> HttpResponseBase:
    """The list of a model as the address filters it, for who may open the list."""
    model_admin = _admin_of(app_label, model_name, kind)
    if not model_admin.has_view_or_change_permission(request):
        raise PermissionDenied
    try:
        listed = model_admin.get_changelist_instance(request)
    except IncorrectLookupParameters:
        raise Http404 from None
    rows = listed.get_queryset(request)
    if kind == "xlsx" and rows[ROWS_AT_MOST:].exists():
        address = reverse(f"admin:{app_label}_{model_name}_changelist")
        return too_long_for_a_sheet(request, address)
    loaded = listed.apply_select_related(model_admin.get_queryset(request))
    return table_file(
        kind,
        model_name,
        str(capfirst(model_admin.opts.verbose_name_plural)),
        list_columns(model_admin, request),
        _batches(rows, loaded),
    )


def _admin_of(app_label: str, model_name: str, kind: str) -> Any:
    for model, model_admin in admin.site._registry.items():
        names = model._meta.app_label, model._meta.model_name
        if names == (app_label, model_name) and kind in TYPES:
            return model_admin
    raise Http404


def _batches(rows: Any, loaded: Any) -> Iterator[list[models.Model]]:
    """The rows in the order of the list; only their keys are all held at once."""
    found = rows.values_list("pk", flat=True).iterator(_NUMBERS_AT_ONCE)
    is_number = isinstance(rows.model._meta.pk, models.IntegerField)
    keys = array("q", found) if is_number else list(found)
    for start in range(0, len(keys), BATCH):
        chunk = list(keys[start : start + BATCH])
        by_key = loaded.in_bulk(chunk)
        yield [by_key[key] for key in chunk if key in by_key]


def too_long_for_a_sheet(request: HttpRequest, address: str) -> HttpResponseBase:
    """Back to the list, which says what to do."""
    messages.error(request, _TOO_LONG)
    query = request.GET.urlencode()
    return HttpResponseRedirect(f"{address}?{query}" if query else address)


def table_file(
    kind: str,
    name: str,
    title: str,
    columns: list[Column[Row]],
    batches: Iterable[list[Row]],
) -> HttpResponseBase:
    """A file that is sent while it is made, in the language of the desk."""
    parts: Iterator[str | bytes] = (
        xlsx_parts(columns, batches, title)
        if kind == "xlsx"
        else csv_lines(columns, batches)
    )
    language = get_language() or "en"
    response = StreamingHttpResponse(
        in_language(language, parts), content_type=TYPES[kind]
    )
    return as_download(response, f"{name}-{localdate()}.{kind}")
