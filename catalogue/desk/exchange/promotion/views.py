"""The pages that bring promotion in and take it out."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from catalogue.accounts.scoped_admin import staff
from catalogue.desk.exchange.forms import UploadForm
from catalogue.desk.exchange.list_files import table_file
from catalogue.desk.exchange.promotion.checking import WRONG, check, fingerprint
from catalogue.desk.exchange.promotion.columns import (
    SAY_WHICH,
    choices_in_words,
    key_of_heading,
    table_columns,
)
from catalogue.desk.exchange.promotion.saving import (
    CannotBeUndone,
    NotAsShown,
    SomeRowsAreWrong,
    save_import,
    undo_import,
)
from catalogue.desk.exchange.reading.limits import FILE_BYTES, TOO_MUCH, FileRefused
from catalogue.desk.exchange.reading.recognise import read_file
from catalogue.desk.exchange.table import read_plain_table
from catalogue.desk.models import PromotionImport
from catalogue.practice.models import Promotion

MOST_ROWS = 1_000
ROWS_A_PAGE = 100
IMPORTS_SHOWN = 30
_AT_ONCE = 500
View = Callable[..., HttpResponseBase]


def _desk() -> Any:
    return admin.site.get_model_admin(Promotion)


def for_importers(view: View) -> View:
    """Only for who may enter and change promotion."""

    @wraps(view)
    def guarded(request: HttpRequest, **named: Any) -> HttpResponseBase:
        desk = _desk()
        if not (
            desk.has_add_permission(request) and desk.has_change_permission(request)
        ):
            raise PermissionDenied
        return view(request, **named)

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
@for_importers
def imports(request: HttpRequest) -> HttpResponseBase:
    """Upload a file, and find the imports made before."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = _taken_in(form.cleaned_data["file"], request)
        except FileRefused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("admin:exchange_promotion_import", made.pk)
    own = PromotionImport.objects.visible_to(staff(request)).select_related("made_by")
    context = {
        "title": _("Import promotion from Excel"),
        "form": form,
        "imports": own.defer("rows")[:IMPORTS_SHOWN],
        "choices": choices_in_words(),
    }
    return _page(request, "imports", context)


def _taken_in(file: Any, request: HttpRequest) -> PromotionImport:
    """The file as a preview that is kept; raises FileRefused with one sentence."""
    if file.size > FILE_BYTES:
        raise FileRefused(TOO_MUCH)
    book = read_file(file.name, file.read())
    table = read_plain_table(book, key_of_heading, SAY_WHICH)
    if len(table.rows) > MOST_ROWS:
        raise FileRefused(
            _("The file has more than 1,000 rows: divide it into several files.")
        )
    made = PromotionImport(
        made_by=staff(request),
        file_name=file.name.replace("\x00", "")[:200],
        headings=table.headings,
        unknown_headings=table.unknown_headings,
        rows=[{"number": row.number, "texts": row.texts} for row in table.rows],
    )
    made.shown = fingerprint(check(made, by=staff(request)))
    made.save()
    return made


@require_GET
@for_importers
def template(request: HttpRequest) -> HttpResponseBase:
    """The empty table."""
    title = _("Promotion")
    return table_file("xlsx", "promotion-template", title, table_columns(), [])


@require_GET
def export(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The promotion of the filtered list, under the headings that come in again."""
    desk = _desk()
    if kind not in ("xlsx", "csv"):
        raise Http404
    if not desk.has_view_or_change_permission(request):
        raise PermissionDenied
    try:
        rows = desk.get_changelist_instance(request).get_queryset(request)
    except IncorrectLookupParameters:
        raise Http404 from None
    batches = _batches(rows)
    return table_file(kind, "promotion", _("Promotion"), table_columns(), batches)


def _batches(rows: Any) -> Iterator[list[Promotion]]:
    keys = list(rows.values_list("pk", flat=True))
    loaded = Promotion.objects.select_related(
        "reporting_body", "province"
    ).prefetch_related("methods", "rounds")
    for start in range(0, len(keys), _AT_ONCE):
        chunk = keys[start : start + _AT_ONCE]
        found = loaded.in_bulk(chunk)
        yield [found[key] for key in chunk if key in found]


@require_http_methods(["GET", "HEAD", "POST"])
@for_importers
def preview(request: HttpRequest, number: int) -> HttpResponseBase:
    """Every row: what would be done with it, or what was done; save or discard it."""
    made = _own(request, number)
    if request.method == "POST" and made.is_preview:
        return _decided(request, made)
    verdicts = check(made, by=staff(request)) if made.is_preview else []
    if made.is_preview and fingerprint(verdicts) != made.shown:
        made.shown = fingerprint(verdicts)
        made.save(update_fields=["shown"])
    rows: list[Any] = verdicts or made.rows
    context = {
        "title": made.file_name,
        "made": made,
        "page": Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("p")),
        "wrong": sum(each.outcome == WRONG for each in verdicts),
        "total": len(rows),
        "saved": len(made.saved_rows()),
    }
    return _page(request, "preview", context)


def _decided(request: HttpRequest, made: PromotionImport) -> HttpResponseBase:
    if "discard" in request.POST:
        made.delete()
        messages.success(request, _("The preview was discarded; nothing was saved."))
        return redirect("admin:exchange_promotion_imports")
    try:
        count = save_import(made, by=staff(request))
    except NotAsShown:
        text = _("Something has changed since the preview: nothing was saved; look at "
                 "it again.")  # fmt: skip
        messages.warning(request, text)
    except SomeRowsAreWrong:
        text = _("Some rows cannot be saved yet: nothing was saved.")
        messages.warning(request, text)
    else:
        text = ngettext(
            "%(count)d entry of promotion was entered or changed, as a draft.",
            "%(count)d entries of promotion were entered or changed, as drafts.",
            count,
        )
        messages.success(request, text % {"count": count})
    return redirect("admin:exchange_promotion_import", made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_importers
def undo(request: HttpRequest, number: int) -> HttpResponseBase:
    """Ask whether to undo a whole import, and do it."""
    made = _own(request, number)
    if not made.is_saved:
        return redirect("admin:exchange_promotion_import", made.pk)
    context: dict[str, Any] = {
        "title": _("Undo the import"),
        "made": made,
        "saved": len(made.saved_rows()),
    }
    if request.method == "POST":
        try:
            undo_import(made, by=staff(request))
        except CannotBeUndone as refusal:
            context["hindered"] = refusal.rows
            return _page(request, "undo", context, status=409)
        messages.success(request, _("The import is undone."))
        return redirect("admin:exchange_promotion_import", made.pk)
    return _page(request, "undo", context)


def _own(request: HttpRequest, number: int) -> PromotionImport:
    """The import; one that the person may not see answers like a missing one."""
    visible = PromotionImport.objects.visible_to(staff(request))
    return get_object_or_404(visible, pk=number)


def _page(
    request: HttpRequest, name: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    whole = {**admin.site.each_context(request), **context}
    return TemplateResponse(
        request, f"admin/exchange/promotion/{name}.html", whole, status=status
    )
