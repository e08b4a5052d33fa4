"""A page that is sent while an import is saved, and tells how far it is.

The work is done between the pieces of the page: who closes it before the end has
closed the transaction too, and nothing is saved. docs/decisions/excel-files.md.
"""

import logging
from collections.abc import Iterator
from contextlib import closing

from django.contrib import admin
from django.db import DatabaseError
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from catalogue.accounts.scoped_admin import staff
from catalogue.desk.exchange.doors import may_change
from catalogue.desk.exchange.saving import (
    NotAsShown,
    SomeRowsAreNotGood,
    save_import,
)
from catalogue.desk.exchange.uploading import check_again
from catalogue.desk.models import ImportedRow, MethodImport

logger = logging.getLogger(__name__)

# Where the template is cut in two; no text of a person comes before it.
_CUT = "<!-- progress -->"


def saving_page(
    request: HttpRequest,
    method_import: MethodImport,
    *,
    good_ones_only: bool,
    for_checking: bool,
) -> Iterator[str]:
    """The page piece by piece; all texts are made before the first is sent."""
    head, _cut, foot = _frame(request, method_import).partition(_CUT)
    written = (ImportedRow.Outcome.NEW, ImportedRow.Outcome.CHANGED)
    total = method_import.rows.filter(outcome__in=written).count()
    saved = save_import(
        method_import,
        by=staff(request),
        may_change=may_change(request),
        good_ones_only=good_ones_only,
        for_checking=for_checking,
    )
    return _pieces(request, method_import, head, foot, saved, _Words(total))


class _Words:
    """The sentences of the page, in the language of the person who asked."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.progress = _("%(done)d of %(total)d rows")
        self.saved = _("All is saved: %(done)d methods were entered or changed.")
        self.changed = _(
            "Something has changed since the preview: nothing was saved; look at it "
            "again."
        )
        self.not_good = _("Some rows cannot be saved yet: nothing was saved.")
        self.failed = _("The database did not answer: nothing was saved; try again.")


def _frame(request: HttpRequest, method_import: MethodImport) -> str:
    context = {
        **admin.site.each_context(request),
        "title": _("Saving the import"),
        "method_import": method_import,
        "address": reverse("admin:exchange_import", args=[method_import.pk]),
    }
    return render_to_string("admin/exchange/saving.html", context, request)


def _pieces(
    request: HttpRequest,
    method_import: MethodImport,
    head: str,
    foot: str,
    saved: Iterator[int],
    words: _Words,
) -> Iterator[str]:
    yield head
    done, outcome = 0, "failed"
    try:
        with closing(saved):  # type: ignore[type-var]
            for done in saved:
                text = words.progress % {"done": done, "total": words.total}
                yield format_html("<li>{}</li>\n", text)
    except SomeRowsAreNotGood:
        result = words.not_good
    except NotAsShown:
        result = words.changed
        method_import.refresh_from_db()
        if method_import.is_preview:
            person, allowed = staff(request), may_change(request)
            check_again(method_import, by=person, may_change=allowed)
    except DatabaseError:
        logger.exception("Import %s was not saved.", method_import.pk)
        result = words.failed
    else:
        result, outcome = words.saved % {"done": done}, "saved"
    yield format_html('<li class="{}"><strong>{}</strong></li>\n', outcome, result)
    yield foot
