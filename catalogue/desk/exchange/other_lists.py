"""Lists of the desk that are no pages of a model, as files: imports, audit trail."""

from itertools import islice
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from catalogue.accounts.models import User
from catalogue.accounts.scoped_admin import staff
from catalogue.desk.audit_trail import batches_of_trail, length_of_trail
from catalogue.desk.audit_view import READ, AuditTrailForm
from catalogue.desk.exchange.doors import for_importers
from catalogue.desk.exchange.list_columns import as_cell
from catalogue.desk.exchange.list_files import (
    BATCH,
    TYPES,
    table_file,
    too_long_for_a_sheet,
)
from catalogue.desk.history import Entry
from catalogue.desk.models import ImportedRow, MethodImport
from catalogue.tables.column import Column
from catalogue.tables.workbook import ROWS_AT_MOST

_NARROW, _MIDDLE, _WIDE = 14, 24, 60


@require_GET
@for_importers
def imports(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The imports that the person sees, with the number of rows of each outcome."""
    if kind not in TYPES:
        raise Http404
    rows = MethodImport.objects.visible_to(staff(request)).select_related("made_by")
    counted = rows.annotate(
        **{
            _count_name(each): Count("rows", filter=Q(rows__outcome=each))
            for each in ImportedRow.Outcome
        }
    ).iterator(BATCH)
    batches = iter(lambda: list(islice(counted, BATCH)), [])
    columns: list[Column[Any]] = [
        Column(_("File"), _MIDDLE, lambda each: each.file_name),
        Column(_("Imported by"), _MIDDLE, lambda each: _name(each.made_by)),
        Column(_("Read at"), _MIDDLE, lambda each: as_cell(each.made_at)),
        Column(_("State"), _NARROW, lambda each: str(each.get_state_display())),
        *map(_count_column, ImportedRow.Outcome),
    ]
    return table_file(kind, "imports", _("Imports so far"), columns, batches)


@require_GET
def trail(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The audit trail as its page filters it, for who reads that."""
    if not staff(request).has_perm(READ):
        raise PermissionDenied
    if kind not in TYPES:
        raise Http404
    form = AuditTrailForm(request.GET)
    form.is_valid()
    if kind == "xlsx" and length_of_trail(form.asked()) > ROWS_AT_MOST:
        return too_long_for_a_sheet(request, reverse("admin:audit_trail"))
    batches = batches_of_trail(form.asked())
    columns: list[Column[Entry]] = [
        Column(pgettext("history", "Time"), _MIDDLE, lambda entry: as_cell(entry.when)),
        Column(pgettext("history", "Who"), _MIDDLE, _who),
        Column(_("On what"), _MIDDLE, lambda entry: entry.part),
        Column(_("What was done"), _NARROW, lambda entry: str(entry.act)),
        Column(_("Changes"), _WIDE, _changes),
        Column(_("Import"), _MIDDLE, lambda entry: str(entry.origin or "")),
    ]
    return table_file(kind, "audit-trail", _("Audit trail"), columns, batches)


def _count_name(outcome: str) -> str:
    return f"count_{outcome.replace('-', '_')}"


def _count_column(outcome: ImportedRow.Outcome) -> Column[Any]:
    name = _count_name(outcome)
    heading = _("Rows: %(outcome)s") % {"outcome": outcome.label}
    return Column(heading, _NARROW, lambda each: getattr(each, name))


def _name(person: User) -> str:
    return person.get_full_name() or person.get_username()


def _who(entry: Entry) -> str:
    return _name(entry.who) if entry.who else _("the catalogue itself")


def _changes(entry: Entry) -> str:
    return "\n".join(
        f"{each.label}: {each.before} → {each.after}" for each in entry.changes
    )
