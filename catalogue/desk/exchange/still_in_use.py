"""The own rows of a yearly call as a workbook, and back with the answers in it."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override, pgettext_lazy
from django.views.decorators.http import require_http_methods

from catalogue.accounts.models import User
from catalogue.accounts.scoped_admin import staff
from catalogue.desk.exchange.forms import UploadForm
from catalogue.desk.exchange.list_files import BATCH, table_file
from catalogue.desk.exchange.reading.limits import FILE_BYTES, TOO_MUCH, FileRefused
from catalogue.desk.exchange.reading.recognise import read_file
from catalogue.desk.exchange.reading.sheet import Book, SheetRow
from catalogue.practice.admin.still_in_use.forms import AnswerForm, prefix_of
from catalogue.practice.admin.still_in_use.worklist import (
    call_of,
    differs,
    save_answer,
)
from catalogue.practice.models import StillInUseAnswer, StillInUseCall
from catalogue.practice.still_in_use import ANSWER, Answer
from catalogue.practice.still_in_use_progress import own_rows
from catalogue.tables.column import Column

_NARROW, _MIDDLE, _WIDE = 14, 24, 50
_LOOKED_THROUGH = 15
_FAULTS_SHOWN = 20
# By the names of the inputs of the form; what stands before them is only to be read.
_WRITTEN: dict[str, tuple[Promise, int]] = {
    "answer": (pgettext_lazy("still in use", "Answer"), _MIDDLE),
    "confirmed_on": (gettext_lazy("Confirmed on"), _NARROW),
    "no_longer_since": (gettext_lazy("No longer used since"), _NARROW),
    "revised_into": (gettext_lazy("Revised into the record number"), _NARROW),
    "merged_community": (
        gettext_lazy("Merged into, number or code of the community"),
        _MIDDLE,
    ),
    "note_zh": (gettext_lazy("Note in Chinese"), _WIDE),
    "note_en": (gettext_lazy("Note in English"), _WIDE),
    "evidence": (gettext_lazy("Evidence"), _WIDE),
}
_NUMBER = gettext_lazy("Number")
_SEEN = gettext_lazy("Answered at")
_HEADINGS = {"number": _NUMBER, "seen": _SEEN} | {
    name: heading for name, (heading, _width) in _WRITTEN.items()
}
_NO_HEADINGS = gettext_lazy(
    "The headings “Number” and “Answer” were not found: take the file of this page."
)


class _Faults(Exception):
    """What is wrong, row by row; nothing is saved."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__()
        self.sentences = sentences


@require_http_methods(["GET", "HEAD", "POST"])
def still_in_use(request: HttpRequest, number: int) -> HttpResponseBase:
    """The workbook of the own rows; sent back, all its answers are saved or none."""
    call = call_of(request, number)
    if request.method != "POST":
        return _workbook(call, staff(request))
    if not staff(request).has_perm(ANSWER):
        raise PermissionDenied
    _take(request, call)
    answers = reverse("admin:practice_still_in_use_answers", args=[call.pk])
    return HttpResponseRedirect(f"{answers}?show=all")


def _workbook(call: StillInUseCall, person: User) -> HttpResponseBase:
    rows = own_rows(call, person).select_related("counts_for__community")
    ordered = list(rows.order_by("reporting_body__sort_order", "method_id"))
    batches = (ordered[at : at + BATCH] for at in range(0, len(ordered), BATCH))
    return table_file(
        "xlsx", f"still-in-use-{call.year}", str(call), _columns(), batches
    )


def _columns() -> list[Column[StillInUseAnswer]]:
    def written(name: str) -> Column[StillInUseAnswer]:
        heading, width = _WRITTEN[name]
        return Column(heading, width, lambda row: _written(row, name))

    return [
        Column(_NUMBER, _NARROW, lambda row: row.counts_for_id),
        Column(gettext_lazy("Work method"), _WIDE, lambda row: str(row.counts_for)),
        Column(
            gettext_lazy("Community"),
            _MIDDLE,
            lambda row: str(row.counts_for.community or ""),
        ),
        *map(written, _WRITTEN),
        Column(_SEEN, _MIDDLE, _seen),
    ]


def _written(row: StillInUseAnswer, name: str) -> Any:
    if name == "answer":
        return str(row.get_answer_display()) if row.answer else ""
    if name in ("revised_into", "merged_community"):
        return getattr(row, f"{name}_id")
    return getattr(row, name)


def _seen(row: StillInUseAnswer) -> str:
    return row.answered_at.isoformat() if row.answered_at else ""


def _take(request: HttpRequest, call: StillInUseCall) -> None:
    """Save what the file says, and tell how much, or all that is wrong with it."""
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Choose the file first."))
        return
    file = form.cleaned_data["file"]
    try:
        if file.size > FILE_BYTES:
            raise FileRefused(TOO_MUCH)
        count = _save_all(call, read_file(file.name, file.read()), staff(request))
    except FileRefused as refusal:
        messages.error(request, str(refusal))
    except _Faults as faults:
        messages.error(request, _("Nothing was saved. Correct the file and send it."))
        for sentence in faults.sentences[:_FAULTS_SHOWN]:
            messages.error(request, sentence)
    else:
        words = ngettext(
            "%(count)d answer is saved.", "%(count)d answers are saved.", count
        )
        messages.success(request, words % {"count": count})


@transaction.atomic
def _save_all(call: StillInUseCall, book: Book, by: User) -> int:
    """How many answers were changed; raises _Faults, and then none is."""
    rows = {row.counts_for_id: row for row in own_rows(call, by)}
    faults: list[str] = []
    saved, met = 0, set[int]()
    for written, texts in _texts(book):
        row = _row_of(rows, texts.get("number", ""))
        if row is None or row.pk in met:
            faults.append(_misplaced(written.number, is_known=row is not None))
            continue
        met.add(row.pk)
        form = AnswerForm(row, by, _sent(row, texts))
        if not differs(form):
            continue
        if save_answer(form, by=by):
            saved += 1
        else:
            faults += _sentences(written.number, form)
    if faults:
        raise _Faults(faults)
    return saved


def _misplaced(number: int, *, is_known: bool) -> str:
    words = _("Row %(row)d: no method of your own in this call has this number.")
    if is_known:
        words = _("Row %(row)d: this method stands in the file twice.")
    return words % {"row": number}


def _row_of(rows: dict[int, StillInUseAnswer], number: str) -> StillInUseAnswer | None:
    text = number.strip().removeprefix("№").strip()
    is_number = text.isascii() and text.isdecimal() and len(text) < 10
    return rows.get(int(text)) if is_number else None


def _texts(book: Book) -> Iterator[tuple[SheetRow, dict[str, str]]]:
    """The rows below the headings, with their texts by the names of the columns."""
    keys = _keys()
    for sheet in book.sheets:
        for place, head in enumerate(sheet.rows[:_LOOKED_THROUGH]):
            names = {
                column: keys[text.strip().casefold()]
                for column, text in head.cells.items()
                if text.strip().casefold() in keys
            }
            if {"number", "answer"} <= set(names.values()):
                for row in sheet.rows[place + 1 :]:
                    cells = row.cells.items()
                    yield row, {names[at]: text for at, text in cells if at in names}
                return
    raise FileRefused(str(_NO_HEADINGS))


def _keys() -> dict[str, str]:
    """The names of the columns by their headings in both languages."""
    found: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {str(text).casefold(): name for name, text in _HEADINGS.items()}
    return found


def _answers() -> dict[str, str]:
    """The answers by their words in both languages, and by their code words."""
    found = {value: value for value in Answer.values}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {str(answer.label).casefold(): answer.value for answer in Answer}
    return found


def _sent(row: StillInUseAnswer, texts: dict[str, str]) -> dict[str, str]:
    """What the form would send of this row; an unknown answer stays as written.

    A day that is left empty is that of the old answer, or today.
    """
    values = {name: texts.get(name, "").strip() for name in _WRITTEN}
    answer = values["answer"]
    values["answer"] = _answers().get(answer.casefold(), answer)
    day = row.confirmed_on or timezone.localdate()
    values["confirmed_on"] = values["confirmed_on"] or day.isoformat()
    values["seen"] = texts.get("seen", "").strip()
    return {f"{prefix_of(row)}-{name}": value for name, value in values.items()}


def _sentences(number: int, form: AnswerForm) -> Iterator[str]:
    for name, faults in form.errors.items():
        for fault in faults:
            place = {"row": number, "fault": fault}
            if name in _WRITTEN:
                words = _("Row %(row)d, %(column)s: %(fault)s")
                yield words % {**place, "column": _WRITTEN[name][0]}
            else:
                yield _("Row %(row)d: %(fault)s") % place
