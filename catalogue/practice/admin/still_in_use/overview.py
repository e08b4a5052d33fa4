"""The pages of who asks: open a call, see how far the bodies are, close it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.accounts.scoped_admin import sees_all, staff
from catalogue.methods.publication import PUBLISH
from catalogue.practice.admin.still_in_use.forms import MoreTimeForm, OpeningForm
from catalogue.practice.models import StillInUseAnswer, StillInUseCall
from catalogue.practice.still_in_use import Answer, release_note
from catalogue.practice.still_in_use_calls import (
    ASK,
    close_call,
    extend_call,
    methods_to_ask,
    open_call,
    reopen_call,
)
from catalogue.practice.still_in_use_progress import (
    BodyProgress,
    Progress,
    progress_by_body,
)
from catalogue.rounds.admin.telling import tell, told

_SHOWN = 50
_MOST_NOTES_AT_ONCE = 200


def opening(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Ask all bodies, after a look at how many methods that are."""
    person = staff(request)
    if not person.has_perm(ASK):
        raise PermissionDenied
    form = OpeningForm(request.POST or None)
    year = timezone.localdate().year
    if form.is_bound and form.is_valid():
        try:
            call = open_call(year, due_on=form.cleaned_data["due_on"], by=person)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            words = ngettext(
                "The call is open: %(count)d method is asked after.",
                "The call is open: %(count)d methods are asked after.",
                count := call.answers.count(),
            )
            messages.success(request, words % {"count": count})
            return HttpResponseRedirect(_address("overview", call))
    methods = methods_to_ask()
    context = {
        **_shared(request, site),
        "title": _("Open the call of %(year)s") % {"year": year},
        "form": form,
        "media": site.get_model_admin(StillInUseCall).media + form.media,
        "methods": methods.count(),
        "bodies": methods.order_by().values("reporting_body").distinct().count(),
    }
    return TemplateResponse(request, "admin/practice/still_in_use_open.html", context)


def overview(request: HttpRequest, number: int, site: AdminSite) -> HttpResponse:
    """How far each body is, what the answers ask for next, and whom to remind."""
    call = _call(request, number)
    bodies = progress_by_body(call)
    given = call.answers.all().of_standing_methods().given()
    answers = given.select_related("counts_for", "reporting_body", "answered_by")
    may_release = staff(request).has_perm(PUBLISH)
    context = {
        **_shared(request, site),
        "title": call,
        "call": call,
        "answers": Answer.choices,
        "bodies": [(each, _rows_of(call, each.body.slug)) for each in bodies],
        "total": Progress(
            sum(each.asked for each in bodies), sum(each.given for each in bodies)
        ),
        "totals": _sums(bodies),
        "is_late": call.is_late(),
        "missing": [each for each in bodies if each.waiting],
        "reminder": _reminder(call),
        "ended": answers.filter(answer=Answer.NO_LONGER_USED)[:_SHOWN],
        "notes": answers.exclude(note_zh="", note_en="").filter(note_released_by=None)[
            :_SHOWN
        ]
        if may_release
        else [],
        "may_ask": staff(request).has_perm(ASK),
        "may_release": may_release,
    }
    page = "admin/practice/still_in_use_overview.html"
    return TemplateResponse(request, page, context)


def more_time(request: HttpRequest, number: int, site: AdminSite) -> HttpResponse:
    """Give all bodies a later last day, with the reason on record."""
    call = _call(request, number, ASK)
    form = MoreTimeForm(request.POST or None)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            extend_call(call, given["to"], reason=given["reason"], by=staff(request))
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The bodies have more time."))
            return HttpResponseRedirect(_address("overview", call))
    context = {
        **_shared(request, site),
        "title": _("Give more time"),
        "call": call,
        "form": form,
        "media": site.get_model_admin(StillInUseCall).media + form.media,
    }
    page = "admin/practice/still_in_use_more_time.html"
    return TemplateResponse(request, page, context)


def close(request: HttpRequest, number: int, site: AdminSite) -> HttpResponse:
    """Close the call, or open it again, by POST alone."""
    call = _call(request, number, ASK)
    if request.method != "POST":
        raise Http404
    acts: dict[str, tuple[Callable[..., Any], str]] = {
        "_close": (close_call, _("The call is closed.")),
        "_reopen": (reopen_call, _("The call is open again.")),
    }
    act, words = acts["_reopen" if "_reopen" in request.POST else "_close"]
    told(request, lambda: act(call, by=staff(request)), words)
    return HttpResponseRedirect(_address("overview", call))


def release_notes(request: HttpRequest, number: int, site: AdminSite) -> HttpResponse:
    """Let the public read the chosen notes, by POST alone."""
    call = _call(request, number, PUBLISH)
    if request.method != "POST":
        raise Http404
    numbers = [
        int(each)
        for each in request.POST.getlist("note")[:_MOST_NOTES_AT_ONCE]
        if each.isascii() and each.isdecimal() and len(each) < 10
    ]
    released = 0
    for row in StillInUseAnswer.objects.filter(call=call, pk__in=numbers):
        try:
            release_note(row, by=staff(request))
        except ValidationError as refusal:
            tell(request, refusal)
        else:
            released += 1
    words = ngettext(
        "%(count)d note is released.", "%(count)d notes are released.", released
    )
    messages.success(request, words % {"count": released})
    return HttpResponseRedirect(_address("overview", call))


def _call(request: HttpRequest, number: int, right: str = "") -> StillInUseCall:
    """The call, for who sees all bodies and has the right."""
    person = staff(request)
    may_see = person.has_perm("practice.view_stillinusecall") and sees_all(request)
    if not may_see or (right and not person.has_perm(right)):
        raise PermissionDenied
    return get_object_or_404(StillInUseCall, pk=number)


def _shared(request: HttpRequest, site: AdminSite) -> dict[str, Any]:
    return {**site.each_context(request), "opts": StillInUseCall._meta}


def _address(page: str, call: StillInUseCall) -> str:
    return reverse(f"admin:practice_still_in_use_{page}", args=[call.pk])


def _sums(bodies: list[BodyProgress]) -> list[int]:
    """How often each answer was given in all."""
    counts = [each.counts for each in bodies]
    return [sum(each) for each in zip(*counts, strict=True)]


def _rows_of(call: StillInUseCall, slug: str) -> str:
    return f"{_address('answers', call)}?body={slug}"


def _reminder(call: StillInUseCall) -> str:
    """A text to be copied; the catalogue writes to nobody by itself."""
    return _(
        "Please say by %(day)s which of your work methods are still in use "
        "(call of %(year)s): sign in to the staff desk and open “Still in use?”."
    ) % {"day": call.last_day, "year": call.year}
