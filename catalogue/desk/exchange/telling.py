"""A page that is sent while an import is checked or saved, and tells how far it is.

The work is done between the pieces of the page: who closes it before the end has
closed the transaction too, and nothing is saved. docs/decisions/excel-files.md.
"""

import logging
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from django.contrib import admin
from django.db import DatabaseError
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from catalogue.accounts.scoped_admin import staff
from catalogue.bilingual import page_language
from catalogue.desk.exchange.doors import may_change
from catalogue.desk.exchange.saving import (
    NotAsShown,
    SomeRowsAreNotGood,
    save_import,
)
from catalogue.desk.exchange.uploading import check_again
from catalogue.desk.models import ImportedRow, MethodImport
from catalogue.tables.languages import in_language

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
    context = {
        "title": _("Saving the import"),
        "intro": _(
            "The rows are being saved. Whoever closes this page before the end saves "
            "nothing."
        ),
        "method_import": method_import,
        "address": reverse("admin:exchange_import", args=[method_import.pk]),
    }
    head, _cut, foot = _frame(request, context).partition(_CUT)
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


def checking_page(
    request: HttpRequest,
    method_import: MethodImport,
    checked: Iterator[int],
    total: int,
) -> Iterator[str]:
    """The page that leads on to the preview; `checked` gives the rows done so far."""
    context = {
        "title": _("Checking the rows"),
        "intro": _("The rows are being checked; nothing is saved yet."),
    }
    head, _cut, foot = _frame(request, context).partition(_CUT)
    pieces = _checking(method_import, head, foot, checked, _Words(total))
    # What is kept of a row names kinds and states in this language.
    return in_language(page_language(), pieces)


def _checking(
    method_import: MethodImport,
    head: str,
    foot: str,
    checked: Iterator[int],
    words: "_Words",
) -> Iterator[str]:
    yield head
    try:
        with closing(checked):  # type: ignore[type-var]
            for done in checked:
                yield words.line(done)
    except DatabaseError:
        logger.exception("A file was not checked.")
        yield _last_line("failed", words.failed)
    else:
        address = reverse("admin:exchange_import", args=[method_import.pk])
        link = '<li class="saved"><a href="{}" data-go-on>{}</a></li>\n'
        yield format_html(link, address, words.checked)
    yield foot


def _last_line(outcome: str, text: str) -> str:
    return format_html('<li class="{}"><strong>{}</strong></li>\n', outcome, text)


class _Words:
    """The sentences of the page, in the language of the person who asked."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.progress = _("%(done)d of %(total)d rows")
        self.checked = _("All rows are checked: see what would happen.")
        self.saved = _("All is saved: %(done)d methods were entered or changed.")
        self.changed = _(
            "Something has changed since the preview: nothing was saved; look at it "
            "again."
        )
        self.not_good = _("Some rows cannot be saved yet: nothing was saved.")
        self.failed = _("The database did not answer: nothing was saved; try again.")

    def line(self, done: int) -> str:
        """How far it is."""
        text = self.progress % {"done": done, "total": self.total}
        return format_html("<li>{}</li>\n", text)


def _frame(request: HttpRequest, context: dict[str, Any]) -> str:
    whole = {**admin.site.each_context(request), **context}
    return render_to_string("admin/exchange/progress.html", whole, request)


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
                yield words.line(done)
    except SomeRowsAreNotGood:
        result = words.not_good
    except NotAsShown:
        result = words.changed
        method_import.refresh_from_db()
        if method_import.is_preview:
            person, allowed = staff(request), may_change(request)
            for _done in check_again(method_import, by=person, may_change=allowed):
                pass
    except DatabaseError:
        logger.exception("Import %s was not saved.", method_import.pk)
        result = words.failed
    else:
        result, outcome = words.saved % {"done": done}, "saved"
    yield _last_line(outcome, result)
    yield foot
