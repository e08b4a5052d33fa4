"""The page on which an officer puts methods of the own body forward in a round."""

import datetime
from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue.accounts.models import User
from catalogue.accounts.scoped_admin import staff
from catalogue.methods.completeness import with_completeness
from catalogue.methods.models import WorkMethod
from catalogue.rounds.admin.addresses import page_at
from catalogue.rounds.admin.stage_head import round_context
from catalogue.rounds.admin.telling import tell
from catalogue.rounds.models import SelectionRound, Submission
from catalogue.rounds.own_list import earlier_submissions, own_list
from catalogue.rounds.preparing import (
    candidates,
    declare_solicited,
    drop,
    own_submissions,
    prepare,
    put_in_order,
)
from catalogue.rounds.solicitation import Standing, standings, total
from catalogue.rounds.submitting import (
    PUT_FORWARD,
    faults_of_method,
    submit_all,
    take_back,
)
from catalogue.rounds.time_left import time_left

State = SelectionRound.State
_METHODS_A_PAGE = 20
_LONGEST_SEARCH = 100
_MOST_AT_ONCE = 500
Act = Callable[[HttpRequest, SelectionRound], str]


class SolicitedForm(forms.Form):
    """How many methods the body solicited."""

    solicited = forms.IntegerField(
        label=gettext_lazy("Solicited by your body"),
        required=False,
        min_value=0,
        max_value=1_000_000,
    )


def put_forward_urls(site: AdminSite) -> list[URLPattern]:
    """The address of this page, under that of selection rounds."""
    address = "<int:number>/put-forward/"
    return [page_at(address, put_forward, "rounds_put_forward", site)]


def own_round(request: HttpRequest, number: int) -> SelectionRound:
    """The round, for an officer whom it concerns; others find it missing."""
    person = staff(request)
    if not person.has_perm(PUT_FORWARD):
        raise PermissionDenied
    rounds = SelectionRound.objects.filter(is_held_here=True)
    rounds = rounds.exclude(state=State.PREPARING).select_related("province")
    own = Q(province=None) | Q(province=person.reporting_body_id)
    found = rounds.filter(own, pk=number).first()
    if found is None or person.reporting_body_id is None:
        raise Http404
    return found


def put_forward(request: HttpRequest, number: int, site: AdminSite) -> HttpResponse:
    """The list of the own body, and what it may add; all changes by POST."""
    selection_round = own_round(request, number)
    if request.method == "POST":
        _act(request, selection_round)
        return HttpResponseRedirect(request.get_full_path())
    return TemplateResponse(
        request,
        "admin/rounds/put_forward.html",
        _context(request, selection_round, site, timezone.now()),
    )


def own_standings(
    selection_round: SelectionRound, person: User, at: datetime.datetime
) -> list[Standing]:
    """Where the person's body stands, one for each of its quotas."""
    return [
        each
        for each in standings(selection_round, at)
        if each.quota.reporting_body_id == person.reporting_body_id
    ]


def _context(
    request: HttpRequest,
    selection_round: SelectionRound,
    site: AdminSite,
    at: datetime.datetime,
) -> dict[str, Any]:
    person = staff(request)
    places = own_standings(selection_round, person, at)
    listed = own_list(selection_round, person, places)
    may_write = any(each.is_in_time for each in places)
    solicited = places[0].solicited if places else None
    return round_context(
        site,
        request,
        selection_round,
        title=_("Put methods forward"),
        body=person.reporting_body,
        places=[(each, time_left(each.quota.closes_at, at)) for each in places],
        ratio=total(places),
        listed=listed,
        waiting=sum(each.waits for each in listed),
        may_write=may_write,
        solicited=SolicitedForm(initial={"solicited": solicited}),
        search=_search(request),
        found=_found(request, selection_round) if may_write else None,
    )


def _search(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\x00", "").strip()[:_LONGEST_SEARCH]


def _found(request: HttpRequest, selection_round: SelectionRound) -> Page:
    """A page of the methods that could be added, with what stands against each."""
    rows: QuerySet[Any] = candidates(selection_round, staff(request))
    for word in _search(request).split():
        matches = Q(title_zh__icontains=word) | Q(title_en__icontains=word)
        matches |= Q(community__name__icontains=word)
        if word.isascii() and word.isdecimal() and len(word) < 10:
            matches |= Q(number=int(word))
        rows = rows.filter(matches)
    methods = with_completeness(rows.with_path().order_by("-number"))  # type: ignore[attr-defined]
    page: Page[Any] = Paginator(methods, _METHODS_A_PAGE).get_page(request.GET.get("p"))
    shown: list[WorkMethod] = list(page.object_list)
    earlier = earlier_submissions(selection_round, shown)
    page.object_list = [
        (method, faults_of_method(selection_round, method), earlier.get(method.pk, []))
        for method in shown
    ]
    return page


def _act(request: HttpRequest, selection_round: SelectionRound) -> None:
    """Do what the pressed button says, and tell what came of it."""
    act = next((_ACTS[name] for name in _ACTS if name in request.POST), None)
    if act is None:
        messages.error(request, _("This step is not known."))
        return
    try:
        words = act(request, selection_round)
    except ValidationError as refusal:
        tell(request, refusal)
    else:
        messages.success(request, words)


def _add(request: HttpRequest, selection_round: SelectionRound) -> str:
    numbers = _numbers(request.POST.getlist("method"))
    made = prepare(selection_round, numbers, by=staff(request))
    words = ngettext(
        "%(count)d method is on the list. It is not submitted yet.",
        "%(count)d methods are on the list. They are not submitted yet.",
        len(made),
    )
    return words % {"count": len(made)}


def _submit(request: HttpRequest, selection_round: SelectionRound) -> str:
    numbers = _numbers(request.POST.getlist("chosen"))
    rows = own_submissions(selection_round, staff(request)).filter(pk__in=numbers)
    chosen = list(rows.select_related("method"))
    if not chosen:
        raise ValidationError(_("Choose at least one method."))
    if len(chosen) != len(set(numbers)):
        raise ValidationError(_("The list has changed meanwhile: look at it again."))
    submit_all(chosen, by=staff(request))
    words = ngettext(
        "%(count)d method is submitted.",
        "%(count)d methods are submitted.",
        len(chosen),
    )
    return words % {"count": len(chosen)}


def _take_back(request: HttpRequest, selection_round: SelectionRound) -> str:
    row = _row(request, selection_round, "take_back")
    take_back(row, by=staff(request))
    return _("“%(method)s” is taken back.") % {"method": row.method}


def _drop(request: HttpRequest, selection_round: SelectionRound) -> str:
    row = _row(request, selection_round, "drop")
    drop(row, by=staff(request))
    return _("“%(method)s” is off the list.") % {"method": row.method}


def _move(request: HttpRequest, selection_round: SelectionRound) -> str:
    row = _row(request, selection_round, "up")
    own = own_submissions(selection_round, staff(request))
    order = list(own.values_list("pk", flat=True))
    place = order.index(row.pk)
    if place:
        order[place - 1], order[place] = order[place], order[place - 1]
    put_in_order(selection_round, order, by=staff(request))
    return _("The order is saved.")


def _declare(request: HttpRequest, selection_round: SelectionRound) -> str:
    form = SolicitedForm(request.POST)
    if not form.is_valid():
        raise ValidationError(_("Write how many were solicited as a number."))
    number = form.cleaned_data["solicited"]
    declare_solicited(selection_round, number, by=staff(request))
    return _("The number solicited is saved.")


_ACTS: dict[str, Act] = {
    "_add": _add,
    "_submit": _submit,
    "_declare": _declare,
    "take_back": _take_back,
    "drop": _drop,
    "up": _move,
}


def _numbers(texts: Iterable[str]) -> list[int]:
    """Numbers as a form gives them; what is none names no row."""
    return [
        int(text)
        for text in list(texts)[:_MOST_AT_ONCE]
        if text.isascii() and text.isdecimal() and len(text) < 10
    ]


def _row(
    request: HttpRequest, selection_round: SelectionRound, name: str
) -> Submission:
    numbers = _numbers([request.POST[name]])
    rows = own_submissions(selection_round, staff(request)).select_related("method")
    found = rows.filter(pk__in=numbers).first()
    if found is None:
        raise Http404
    return found
