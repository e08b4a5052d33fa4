"""The pages of this room: upload, preview, save, correct, undo, export."""

from collections.abc import Iterator
from typing import IO, Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from catalogue.accounts.scoped_admin import sees_all, staff
from catalogue.desk.exchange.doors import (
    for_importers,
    listed_methods,
    may_change,
    may_delete,
    own_import,
)
from catalogue.desk.exchange.export import methods_as_csv, methods_as_xlsx
from catalogue.desk.exchange.forms import UploadForm, chosen
from catalogue.desk.exchange.headings import METHOD_COLUMNS
from catalogue.desk.exchange.instructions import choices_of_today
from catalogue.desk.exchange.marked import marked_workbook
from catalogue.desk.exchange.reading.limits import FILE_BYTES, TOO_MUCH, FileRefused
from catalogue.desk.exchange.row_problems import Changes, sentences
from catalogue.desk.exchange.telling import checking_page, saving_page
from catalogue.desk.exchange.undoing import CannotBeUndone, undo_import
from catalogue.desk.exchange.uploading import check_again, read_upload, take_in
from catalogue.desk.exchange.workbook_file import write_workbook
from catalogue.desk.models import ImportedRow, MethodImport
from catalogue.tables.download import as_download

ROWS_A_PAGE = 50
# A second's work; of more rows a page tells how far it is.
CHECKED_AT_ONCE = 500
IMPORTS_A_PAGE = 30
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


@require_http_methods(["GET", "HEAD", "POST"])
@for_importers
def imports(request: HttpRequest) -> HttpResponseBase:
    """Upload a file, and find the imports made before."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            if file.size > FILE_BYTES:
                raise FileRefused(TOO_MUCH)
            method_import, written = read_upload(
                file.name, file.read(), by=staff(request)
            )
        except FileRefused as refusal:
            form.add_error("file", str(refusal))
        else:
            checked = take_in(method_import, written, may_change=may_change(request))
            return _checked(request, method_import, checked, len(written))
    own = MethodImport.objects.visible_to(staff(request)).select_related("made_by")
    page = Paginator(own, IMPORTS_A_PAGE).get_page(request.GET.get("p"))
    context = {"title": _("Import methods from Excel"), "form": form, "page": page}
    return _page(request, "imports", context)


def _checked(
    request: HttpRequest, method_import: MethodImport, checked: Iterator[int], rows: int
) -> HttpResponseBase:
    """The preview at once; for many rows a page that tells how far the checking is."""
    if rows > CHECKED_AT_ONCE:
        page = checking_page(request, method_import, checked, rows)
        return StreamingHttpResponse(page)
    for _done in checked:
        pass
    return redirect("admin:exchange_import", method_import.pk)


@require_GET
@for_importers
def template(request: HttpRequest) -> HttpResponseBase:
    """The empty form, with the choices of today."""
    file = write_workbook(METHOD_COLUMNS, [], choices_of_today())
    return _workbook(file, "work-methods-template.xlsx")


@require_GET
def export_xlsx(request: HttpRequest) -> HttpResponseBase:
    """The methods of the filtered list as a workbook."""
    methods = listed_methods(request)
    file = methods_as_xlsx(methods, with_contact=not sees_all(request))
    return FileResponse(
        file, as_attachment=True, filename=f"work-methods-{localdate()}.xlsx"
    )


@require_GET
def export_csv(request: HttpRequest) -> HttpResponseBase:
    """The methods of the filtered list as CSV."""
    lines = methods_as_csv(listed_methods(request), with_contact=not sees_all(request))
    response = StreamingHttpResponse(lines, content_type=CSV)
    return as_download(response, f"work-methods-{localdate()}.csv")


@require_GET
@for_importers
def preview(request: HttpRequest, number: int) -> HttpResponseBase:
    """Every row: what would be done with it, or what was done."""
    method_import = own_import(request, number)
    counts = method_import.counts()
    outcome = request.GET.get("outcome", "")
    rows = method_import.rows.select_related("method_import")
    if outcome in ImportedRow.Outcome.values:
        rows = rows.filter(outcome=outcome)
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("p"))
    shown = list(page.object_list)
    changes = Changes(shown)
    going_back = _count(counts, _GOES_BACK)
    context = {
        "title": method_import.file_name,
        "method_import": method_import,
        "page": page,
        "rows": [(row, sentences(row), changes.of(row)) for row in shown],
        "counts": [(o, counts[o]) for o in ImportedRow.Outcome if o in counts],
        "outcome": outcome,
        "page_query": urlencode({"outcome": outcome}) + "&" if outcome else "",
        "total": sum(counts.values()),
        "good": _count(counts, _WRITTEN),
        "going_back": going_back,
        "questions": _count(counts, _ASKS),
        "asks": method_import.is_preview and any(row.outcome in _ASKS for row in shown),
    }
    return _page(request, "preview", context)


_GOES_BACK = (
    ImportedRow.Outcome.QUESTION,
    ImportedRow.Outcome.DUPLICATE,
    ImportedRow.Outcome.WRONG,
)
_WRITTEN = (ImportedRow.Outcome.NEW, ImportedRow.Outcome.CHANGED)
_ASKS = (ImportedRow.Outcome.QUESTION, ImportedRow.Outcome.DUPLICATE)


@require_POST
@for_importers
def choices(request: HttpRequest, number: int) -> HttpResponseBase:
    """Take the answers to the questions of the preview, and check all rows again."""
    method_import = own_import(request, number)
    if not method_import.is_preview:
        return redirect("admin:exchange_import", number)
    rows = list(method_import.rows.all())
    checked = check_again(
        method_import,
        by=staff(request),
        may_change=may_change(request),
        choices=chosen(request.POST, rows),
    )
    return _checked(request, method_import, checked, len(rows))


@require_POST
@for_importers
def save(request: HttpRequest, number: int) -> HttpResponseBase:
    """Save the rows; the page tells how far it is while it is sent."""
    method_import = own_import(request, number)
    if not method_import.is_preview:
        return redirect("admin:exchange_import", number)
    return StreamingHttpResponse(
        saving_page(
            request,
            method_import,
            good_ones_only=request.POST.get("which") == "good",
            for_checking="for_checking" in request.POST,
        )
    )


@require_POST
@for_importers
def discard(request: HttpRequest, number: int) -> HttpResponseBase:
    """Forget a preview that is not wanted."""
    method_import = own_import(request, number)
    if method_import.is_preview:
        method_import.delete()
        messages.success(request, _("The preview was discarded; nothing was saved."))
    return redirect("admin:exchange_imports")


@require_GET
@for_importers
def marked(request: HttpRequest, number: int) -> HttpResponseBase:
    """The rows that could not be saved, to correct and import again."""
    method_import = own_import(request, number)
    file = marked_workbook(method_import)
    return _workbook(file, f"to-correct-{number}.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
@for_importers
def undo(request: HttpRequest, number: int) -> HttpResponseBase:
    """Ask whether to undo a whole import, and do it."""
    method_import = own_import(request, number)
    if not method_import.is_saved:
        return redirect("admin:exchange_import", number)
    context: dict[str, Any] = {
        "title": _("Undo the import"),
        "method_import": method_import,
        "saved": method_import.rows.filter(is_saved=True).count(),
    }
    if request.method == "POST":
        try:
            count = undo_import(
                method_import,
                by=staff(request),
                may_change=may_change(request),
                may_delete=may_delete(request),
            )
        except CannotBeUndone as refusal:
            context["hindrances"] = refusal.hindrances
            return _page(request, "undo", context, status=409)
        text = ngettext(
            "The import is undone: %(count)d method is as it was before.",
            "The import is undone: %(count)d methods are as they were before.",
            count,
        )
        messages.success(request, text % {"count": count})
        return redirect("admin:exchange_import", number)
    return _page(request, "undo", context)


def _count(counts: dict[str, int], outcomes: tuple[str, ...]) -> int:
    return sum(counts.get(outcome, 0) for outcome in outcomes)


def _page(
    request: HttpRequest, name: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    whole = {**admin.site.each_context(request), **context}
    return TemplateResponse(
        request, f"admin/exchange/{name}.html", whole, status=status
    )


def _workbook(file: IO[bytes], name: str) -> HttpResponseBase:
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
