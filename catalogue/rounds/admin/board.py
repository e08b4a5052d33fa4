"""The desk's page for the board of the places: look at a line, save it, swap."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from catalogue.accounts.scoped_admin import staff
from catalogue.rounds.admin.addresses import page_at
from catalogue.rounds.admin.stage_head import round_context
from catalogue.rounds.admin.telling import tell
from catalogue.rounds.board_sheet import BoardSheet, Placed, board_sheet
from catalogue.rounds.group_attendance import REVIEW
from catalogue.rounds.inter_group_consensus import move_line, record_swap, undo_swap
from catalogue.rounds.life import RUN
from catalogue.rounds.models import (
    BoardSwap,
    GroupMember,
    SelectionRound,
    Submission,
)
from catalogue.rounds.models.selection_round import COURSE

State = SelectionRound.State
# From there on there is a board to look at.
_FROM = COURSE.index(State.INTER_GROUP_CONSENSUS)
_LONGEST_REASON = 2_000


class SwapForm(forms.Form):
    """One that is out and one that is in, or either alone, with why."""

    taken_in = forms.ModelChoiceField(
        queryset=Submission.objects.none(),
        required=False,
        label=gettext_lazy("Take in"),
    )
    taken_out = forms.ModelChoiceField(
        queryset=Submission.objects.none(),
        required=False,
        label=pgettext_lazy("from a board", "Take out"),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=_LONGEST_REASON,
        widget=AdminTextareaWidget({"rows": 2}),
    )

    def __init__(self, sheet: BoardSheet, *args: Any) -> None:
        super().__init__(*args)
        rows = Submission.objects.filter(
            pk__in=[row.submission.pk for row in sheet.rows]
        )
        for name in ("taken_in", "taken_out"):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        members = sheet.board.members(sheet.saved)
        self._offer("taken_out", [_choice(row) for row in _of(sheet.rows, members)])
        outside = {row.submission.pk for row in sheet.rows} - members
        groups = [
            (label, [_choice(row) for row in _of(rows, outside)])
            for label, rows in (
                (_("proposed by their groups"), sheet.proposed),
                (_("not proposed"), sheet.not_proposed),
            )
        ]
        self._offer("taken_in", [group for group in groups if group[1]])

    def _offer(self, name: str, choices: list[Any]) -> None:
        self.fields[name].widget.choices = [("", "–"), *choices]


def board_urls(site: AdminSite) -> list[URLPattern]:
    """The addresses of the board, under that of selection rounds."""
    return [
        page_at("<int:number>/board/", board, "rounds_board", site),
        page_at("<int:number>/board/line/", line, "rounds_board_line", site),
        page_at("<int:number>/board/swap/", swap, "rounds_board_swap", site),
        page_at("board/swaps/<int:number>/undo/", undo, "rounds_board_undo", site),
    ]


def board(request: HttpRequest, number: int, site: AdminSite) -> HttpResponse:
    """Show the places at the saved line, or at the one that the address names."""
    selection_round = _round(request, number)
    return _answer(site, request, selection_round)


def line(request: HttpRequest, number: int, site: AdminSite) -> HttpResponse:
    """Save the cut line."""
    selection_round = _round(request, number)
    places = _number(request.POST.get("line", ""))
    if request.method == "POST" and places is not None:
        try:
            move_line(selection_round, places, by=staff(request))
        except ValidationError as refusal:
            tell(request, refusal)
            return HttpResponseRedirect(f"{_address(number)}?line={places}")
        messages.success(request, _("The cut line is saved."))
    return HttpResponseRedirect(_address(number))


def swap(request: HttpRequest, number: int, site: AdminSite) -> HttpResponse:
    """Record a swap; with a fault the page shows the form again."""
    selection_round = _round(request, number)
    if not staff(request).has_perm(RUN):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseRedirect(_address(number))
    form = SwapForm(board_sheet(selection_round), request.POST)
    if form.is_valid():
        try:
            record_swap(selection_round, by=staff(request), **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The swap is recorded."))
            return HttpResponseRedirect(_address(number))
    return _answer(site, request, selection_round, form)


def undo(request: HttpRequest, number: int, site: AdminSite) -> HttpResponse:
    """Undo a swap, with a reason."""
    rows = BoardSwap.objects.select_related("selection_round")
    undone = get_object_or_404(rows, pk=number)
    selection_round = _round(request, undone.selection_round_id)
    if request.method == "POST":
        reason = request.POST.get("reason", "")[:_LONGEST_REASON]
        try:
            undo_swap(undone, by=staff(request), reason=reason)
        except ValidationError as refusal:
            tell(request, refusal)
        else:
            messages.success(request, _("The swap is undone."))
    return HttpResponseRedirect(_address(selection_round.pk) + "#swaps")


def _round(request: HttpRequest, number: int) -> SelectionRound:
    """The round, for who runs rounds and for who chairs one of its groups; else 404."""
    held = SelectionRound.objects.filter(is_held_here=True)
    selection_round = get_object_or_404(held, pk=number)
    person = staff(request)
    chairs = GroupMember.objects.filter(
        selection_round=selection_round,
        task=GroupMember.Task.CHAIR,
        reviewer__account=person,
    )
    if person.has_perm(RUN) or (person.has_perm(REVIEW) and chairs.exists()):
        return selection_round
    raise Http404


def _answer(
    site: AdminSite,
    request: HttpRequest,
    selection_round: SelectionRound,
    form: SwapForm | None = None,
) -> HttpResponse:
    context = round_context(
        site, request, selection_round, title=_("Board of the places")
    )
    if COURSE.index(selection_round.state) >= _FROM:
        context |= _board(request, selection_round, form)
    return TemplateResponse(request, "admin/rounds/board.html", context)


def _board(
    request: HttpRequest, selection_round: SelectionRound, form: SwapForm | None
) -> dict[str, Any]:
    asked = request.GET.get("line", "")
    places = _number(asked)
    if asked and places is None:
        words = _("“%(value)s” is no place of the line: a whole number is.")
        messages.warning(request, words % {"value": asked[:20]})
    sheet = board_sheet(selection_round, places)
    if places is not None and places > sheet.board.proposed:
        sheet = board_sheet(selection_round, sheet.board.proposed)
    may_write = (
        staff(request).has_perm(RUN)
        and selection_round.state == State.INTER_GROUP_CONSENSUS
    )
    tie = sheet.undecided
    return {
        "sheet": sheet,
        "rows": _with_line(sheet),
        "breakdowns": sheet.breakdowns(),
        "tied": len(tie.submissions) if tie else 0,
        "tied_places": tie.places if tie else 0,
        "up": max(sheet.line - 1, 0),
        "down": min(sheet.line + 1, sheet.board.proposed),
        "swaps": _told_swaps(sheet),
        "form": (form or SwapForm(sheet)) if may_write else None,
        "may_write": may_write,
    }


def _with_line(sheet: BoardSheet) -> list[tuple[int, Placed, bool]]:
    """Place, submission, and whether the line falls right below it."""
    return [
        (place, row, place == sheet.line) for place, row in enumerate(sheet.proposed, 1)
    ]


def _told_swaps(sheet: BoardSheet) -> list[tuple[BoardSwap, str, str]]:
    names = {row.submission.pk: _choice(row)[1] for row in sheet.rows}
    return [
        (
            each,
            names.get(each.taken_in_id or 0, ""),
            names.get(each.taken_out_id or 0, ""),
        )
        for each in sheet.swaps
    ]


def _of(rows: list[Placed], wanted: Any) -> list[Placed]:
    return [row for row in rows if row.submission.pk in wanted]


def _choice(row: Placed) -> tuple[int, str]:
    return (
        row.submission.pk,
        f"№ {row.number} {row.title} ({row.submission.reporting_body})",
    )


def _number(text: str) -> int | None:
    is_number = text.isascii() and text.isdecimal() and len(text) < 5
    return int(text) if is_number else None


def _address(number: int) -> str:
    return reverse("admin:rounds_board", args=[number])
