"""The round manager's pages of the copies without names."""

from django import forms
from django.contrib.admin import AdminSite
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.accounts.scoped_admin import staff
from catalogue.rounds.admin.addresses import page_at
from catalogue.rounds.admin.stage_head import round_context
from catalogue.rounds.admin.telling import held_round, told
from catalogue.rounds.models import RedactedText, SelectionRound
from catalogue.rounds.recusing import RUN
from catalogue.rounds.redacting import hide_further, last_texts, make_blind_copies
from catalogue.rounds.submitted_reading import ReadText


class FurtherNamesForm(forms.Form):
    """Names to hide beside those that the catalogue knows."""

    further_names = forms.CharField(
        label=gettext_lazy("Further names to hide"),
        help_text=gettext_lazy(
            "One a line: people, places, trade names. A Chinese name is hidden in "
            "pinyin too."
        ),
        required=False,
        max_length=4_000,
        widget=AdminTextareaWidget({"rows": 4}),
    )


def blind_urls(site: AdminSite) -> list[URLPattern]:
    """The addresses of these pages, under that of selection rounds."""
    one = "blind-copies/<int:number>/"
    return [
        page_at("<int:number>/blind-copies/", copies_page, "rounds_blind_copies", site),
        page_at(one, copy_page, "rounds_blind_copy", site),
    ]


def copies_page(request: HttpRequest, number: int, site: AdminSite) -> HttpResponse:
    """Which submissions have their copy; the button makes those that are missing."""
    selection_round = held_round(request, number, RUN)
    if request.method == "POST":
        person = staff(request)
        told(
            request,
            lambda: make_blind_copies(selection_round, by=person),
            _("Every submission has its copy without names: look at each."),
        )
        return HttpResponseRedirect(request.path)
    texts = last_texts(selection_round)
    rows = selection_round.submissions.judged().select_related(
        "method", "reporting_body"
    )
    context = round_context(
        site,
        request,
        selection_round,
        title=_("Copies without names"),
        rows=[
            (each, getattr(texts.get(each.pk), "redacted", None))
            for each in rows.order_by("method_id")
        ],
        may_make=selection_round.is_blind
        and selection_round.state == SelectionRound.State.CLOSED,
    )
    return TemplateResponse(request, "admin/rounds/blind_copies.html", context)


def copy_page(request: HttpRequest, number: int, site: AdminSite) -> HttpResponse:
    """A text with and without names side by side; further names are hidden here."""
    if not staff(request).has_perm(RUN):
        raise PermissionDenied
    rows = RedactedText.objects.select_related(
        "submission__selection_round", "submission__method", "submitted_text"
    )
    copy = get_object_or_404(rows, pk=number)
    selection_round = copy.submission.selection_round
    if not selection_round.is_held_here:
        raise Http404
    initial = {"further_names": copy.further_names}
    form = FurtherNamesForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        names, person = form.cleaned_data["further_names"], staff(request)
        told(
            request,
            lambda: hide_further(copy, names, by=person),
            _("The copy is made again."),
        )
        return HttpResponseRedirect(request.path)
    words = {"number": copy.submission.method_id}
    context = round_context(
        site,
        request,
        selection_round,
        title=_("№ %(number)d without names") % words,
        text=ReadText(copy.submitted_text.content),
        of_submission=copy.submission_id,
        blind=ReadText(copy.content),
        form=form,
        may_change=selection_round.state == SelectionRound.State.CLOSED,
        back=reverse("admin:rounds_blind_copies", args=[selection_round.pk]),
    )
    return TemplateResponse(request, "admin/rounds/blind_copy.html", context)
