"""The page on which a body answers for all of its methods in one call."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.accounts.models import User
from catalogue.accounts.scoped_admin import sees_all, staff
from catalogue.places.models import Province
from catalogue.practice.admin.still_in_use.forms import AnswerForm, as_hinted
from catalogue.practice.models import StillInUseAnswer, StillInUseCall
from catalogue.practice.still_in_use import ANSWER, Answer, answer_call
from catalogue.practice.still_in_use_hints import hints
from catalogue.practice.still_in_use_progress import own_rows, progress
from catalogue.rounds.models import Submission

_ROWS_A_PAGE = 25
_WAITING, _GIVEN, _ALL = "waiting", "given", "all"
_LONGEST_SEARCH = 100


class Asked:
    """Which rows the address asks for."""

    def __init__(self, request: HttpRequest, call: StillInUseCall) -> None:
        self.call, self.person = call, staff(request)
        self.show = request.GET.get("show", "")
        self.words = request.GET.get("q", "").replace("\x00", "")[:_LONGEST_SEARCH]
        self.body = self._body(request) if sees_all(request) else None
        self.page = request.GET.get("p")
        if self.show not in (_WAITING, _GIVEN, _ALL):
            self.show = _WAITING if self.rows(_WAITING).exists() else _ALL

    def rows(self, show: str) -> Any:
        """The own rows of the call, of one body where the address names it."""
        rows = own_rows(self.call, self.person)
        if self.body is not None:
            rows = rows.filter(reporting_body=self.body)
        if show == _WAITING:
            rows = rows.waiting()
        elif show == _GIVEN:
            rows = rows.given()
        for word in self.words.split():
            rows = rows.filter(_matching(word))
        return rows

    def shown(self) -> Page:
        """The page of rows, in an order that no answer changes."""
        rows = self.rows(self.show).select_related(
            "method", "reporting_body", "revised_into", "answered_by"
        )
        rows = rows.select_related(
            "counts_for__community__province", "counts_for__community__county"
        )
        results = Submission.objects.public().select_related("selection_round")
        held_up = Prefetch("counts_for__submissions", results, to_attr="held_up_in")
        ordered = rows.order_by("reporting_body__sort_order", "method_id")
        return Paginator(ordered.prefetch_related(held_up), _ROWS_A_PAGE).get_page(
            self.page
        )

    def query(self, **changed: str) -> str:
        """The address with other values."""
        values = {
            "show": self.show,
            "q": self.words,
            "body": self.body.slug if self.body else "",
            "p": self.page or "",
        } | changed
        return "?" + urlencode({name: each for name, each in values.items() if each})

    @staticmethod
    def _body(request: HttpRequest) -> Province | None:
        slug = request.GET.get("body")
        if not slug:
            return None
        return get_object_or_404(Province.objects.reporting_bodies(), slug=slug)


def _matching(word: str) -> Q:
    matches = Q(counts_for__title_zh__icontains=word)
    matches |= Q(counts_for__title_en__icontains=word)
    matches |= Q(counts_for__community__name__icontains=word)
    if word.isascii() and word.isdecimal() and len(word) < 10:
        matches |= Q(counts_for=int(word))
    return matches


def worklist(request: HttpRequest, number: int, site: AdminSite) -> HttpResponse:
    """The rows with their answers; all changes by POST, the rest stays as it is."""
    call = call_of(request, number)
    asked = Asked(request, call)
    page = asked.shown()
    rows = list(page.object_list)
    found = hints(rows)
    if request.method == "POST":
        forms = _posted(request, rows, found)
        if forms is None:
            return HttpResponseRedirect(request.path + asked.query())
    else:
        forms = [AnswerForm(row, asked.person) for row in rows]
    context = {
        **site.each_context(request),
        "title": call,
        "opts": StillInUseCall._meta,
        "call": call,
        "progress": progress(call, asked.person, asked.body),
        "may_answer": call.is_open and asked.person.has_perm(ANSWER),
        "rows": [(form, found.get(form.row.pk)) for form in forms],
        "file_address": reverse("admin:exchange_still_in_use", args=[call.pk]),
        "page": page,
        "asked": asked,
        "beside": [
            asked.query(p=str(number)) if is_there else ""
            for number, is_there in (
                (page.number - 1, page.has_previous()),
                (page.number + 1, page.has_next()),
            )
        ],
        "ways": _ways(asked),
    }
    return TemplateResponse(request, "admin/practice/still_in_use.html", context)


def call_of(request: HttpRequest, number: int) -> StillInUseCall:
    """The call, for whom something is asked in it; others find it missing."""
    person = staff(request)
    if not person.has_perm("practice.view_stillinuseanswer"):
        raise PermissionDenied
    call = get_object_or_404(StillInUseCall, pk=number)
    if not sees_all(request) and not own_rows(call, person).exists():
        raise Http404
    return call


def _ways(asked: Asked) -> list[tuple[str, str, bool]]:
    """The three lists: their words, their addresses, and which one this is."""
    return [
        (words, asked.query(show=show, p=""), asked.show == show)
        for show, words in (
            (_WAITING, _("Without an answer")),
            (_GIVEN, _("Answered")),
            (_ALL, _("All")),
        )
    ]


def _posted(
    request: HttpRequest, rows: list[StillInUseAnswer], found: Any
) -> list[AnswerForm] | None:
    """None when all that was given is saved; else the forms to be shown again."""
    person = staff(request)
    if not person.has_perm(ANSWER):
        raise PermissionDenied
    if "_fill" in request.POST or "_hint" in request.POST:
        messages.info(request, _("The answers below are not saved yet."))
        return [_filled(request, row, found.get(row.pk)) for row in rows]
    forms = [AnswerForm(row, person, request.POST) for row in rows]
    changed = [form for form in forms if _is_there(form, request) and differs(form)]
    saved = [form for form in changed if save_answer(form, by=person)]
    _tell(request, len(saved))
    if len(saved) == len(changed):
        return None
    for form in saved:
        form.row.refresh_from_db()
    return [
        AnswerForm(form.row, person) if form in saved or form not in changed else form
        for form in forms
    ]


def _is_there(form: AnswerForm, request: HttpRequest) -> bool:
    """Whether the page that was sent held this row: lists change meanwhile."""
    return form.add_prefix("seen") in request.POST


def differs(form: AnswerForm) -> bool:
    """Whether somebody changed something; the day alone answers nothing."""
    changed = set(form.changed_data) - {"seen"}
    return bool(changed - {"confirmed_on"}) or (
        "confirmed_on" in changed and form.row.is_given
    )


def save_answer(form: AnswerForm, *, by: User) -> bool:
    """Whether the answer is saved; the form says why it is not."""
    if not form.is_valid():
        return False
    typed = [form.cleaned_data[name] for name in ("note_zh", "note_en", "evidence")]
    if not form.cleaned_data["answer"] and not form.row.is_given and any(typed):
        form.add_error("answer", _("Choose an answer; the rest waits for it."))
        return False
    try:
        answer_call(form.row, form.given(), by=by, seen=form.seen_at())
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True


def _filled(request: HttpRequest, row: StillInUseAnswer, hint: Any) -> AnswerForm:
    """What was typed, with the answers put in that the button names."""
    person = staff(request)
    typed = AnswerForm(row, person, request.POST)
    put_in = {
        name: typed[name].value()
        for name in typed.fields
        if typed.add_prefix(name) in request.POST
    }
    if "_fill" in request.POST and not put_in.get("answer"):
        put_in["answer"] = Answer.CONTINUED
    if hint is not None and request.POST.get("_hint") == str(row.pk):
        put_in |= as_hinted(hint)
    return AnswerForm(row, person, put_in=put_in)


def _tell(request: HttpRequest, count: int) -> None:
    if not count:
        messages.warning(request, _("Nothing was saved: no answer was changed."))
        return
    words = ngettext(
        "%(count)d answer is saved.", "%(count)d answers are saved.", count
    )
    messages.success(request, words % {"count": count})
