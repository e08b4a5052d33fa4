"""The pages of the call of a round: its quotas, more time, the six characteristics."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.admin.widgets import AdminSplitDateTime, AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue.accounts.scoped_admin import staff
from catalogue.methods.admin.forms import name_day_and_time
from catalogue.rounds.admin.stage_head import round_context
from catalogue.rounds.admin.telling import held_round
from catalogue.rounds.calling import (
    RUN,
    Body,
    bodies_of,
    code_of,
    extend,
    name_of,
    put_in_six_characteristics,
    set_quotas,
)
from catalogue.rounds.models import Quota, SelectionRound

State = SelectionRound.State
_MOST_PLACES = 10_000
View = Callable[[HttpRequest, SelectionRound, AdminSite], HttpResponse]


class QuotasForm(forms.Form):
    """A number for each body, and one that is put beside all of them."""

    for_all = forms.IntegerField(
        label=gettext_lazy("the same for all"),
        required=False,
        min_value=0,
        max_value=_MOST_PLACES,
    )

    def __init__(self, bodies: list[Body], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = bodies
        for body in bodies:
            self.fields[f"places_{body.pk}"] = forms.IntegerField(
                label=str(body), required=False, min_value=0, max_value=_MOST_PLACES
            )

    def rows(self) -> list[tuple[Body, forms.BoundField]]:
        """Each body with its input."""
        return [(body, self[f"places_{body.pk}"]) for body in self.bodies]

    def places(self) -> dict[str, int | None]:
        """The numbers by the codes of the bodies, once the form is valid."""
        given = self.cleaned_data
        return {body.pk: given[f"places_{body.pk}"] for body in self.bodies}

    def filled(self) -> "QuotasForm":
        """The same form with the one number beside every body; nothing is saved."""
        number = self.cleaned_data["for_all"]
        initial = {f"places_{body.pk}": number for body in self.bodies}
        return QuotasForm(self.bodies, initial=initial)


class ExtensionForm(forms.Form):
    """Which bodies get time until when, and why."""

    bodies = forms.MultipleChoiceField(
        label=gettext_lazy("Bodies"), widget=forms.CheckboxSelectMultiple
    )
    to = forms.SplitDateTimeField(
        label=gettext_lazy("New closing time"),
        help_text=gettext_lazy("Beijing time; that second is still in time."),
        widget=AdminSplitDateTime,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("It stays on record."),
        max_length=300,
        widget=AdminTextareaWidget({"rows": 2}),
    )

    def __init__(self, quotas: list[Quota], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code_of(each), name_of(each)) for each in quotas]
        self.fields["bodies"].choices = choices  # type: ignore[attr-defined]
        name_day_and_time(self.fields["to"])


def call_urls(site: AdminSite) -> list[URLPattern]:
    """The addresses of these pages, under that of selection rounds."""

    def page(view: View) -> Any:
        def guarded(request: HttpRequest, number: int) -> HttpResponse:
            return view(request, held_round(request, number, RUN), site)

        return site.admin_view(guarded)

    begin = "<int:number>/"
    return [
        path(f"{begin}quotas/", page(quotas), name="rounds_quotas"),
        path(f"{begin}more-time/", page(extension), name="rounds_extension"),
        path(
            f"{begin}six-characteristics/",
            page(six_characteristics),
            name="rounds_six_characteristics",
        ),
    ]


def quotas(
    request: HttpRequest, selection_round: SelectionRound, site: AdminSite
) -> HttpResponse:
    """The quotas of all bodies in official order, in one table."""
    bodies: list[Body] = list(bodies_of(selection_round))
    there = {code_of(each): each.places for each in selection_round.quotas.all()}
    initial = {f"places_{code}": places for code, places in there.items()}
    form = QuotasForm(bodies, request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        if "_fill" in request.POST:
            messages.info(request, _("The numbers below are not saved yet."))
            form = form.filled()
        elif _saved(request, selection_round, form):
            return HttpResponseRedirect(request.path)
    context = round_context(
        site,
        request,
        selection_round,
        title=_("Quotas"),
        form=form,
        total=sum(there.values()),
        is_open=selection_round.state in (State.PREPARING, State.OPEN),
    )
    return TemplateResponse(request, "admin/rounds/quotas.html", context)


def _saved(
    request: HttpRequest, selection_round: SelectionRound, form: QuotasForm
) -> bool:
    try:
        set_quotas(selection_round, form.places(), by=staff(request))
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    messages.success(request, _("The quotas are saved."))
    return True


def extension(
    request: HttpRequest, selection_round: SelectionRound, site: AdminSite
) -> HttpResponse:
    """Give one body or several more time, with the reason on record."""
    rows = selection_round.quotas.select_related("reporting_body", "division")
    ordered = list(rows.order_by("reporting_body__sort_order", "division__code"))
    for each in ordered:
        each.selection_round = selection_round
    form = ExtensionForm(ordered, request.POST or None)
    if form.is_bound and form.is_valid() and _extended(request, selection_round, form):
        return HttpResponseRedirect(
            reverse("admin:rounds_course", args=[selection_round.pk])
        )
    context = round_context(
        site,
        request,
        selection_round,
        title=_("Give more time"),
        form=form,
        extended=[each for each in ordered if each.extended_to],
        media=site.get_model_admin(SelectionRound).media + form.media,
    )
    return TemplateResponse(request, "admin/rounds/extension.html", context)


def _extended(
    request: HttpRequest, selection_round: SelectionRound, form: ExtensionForm
) -> bool:
    given = form.cleaned_data
    try:
        count = extend(
            selection_round,
            given["bodies"],
            given["to"],
            reason=given["reason"],
            by=staff(request),
        )
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    words = ngettext(
        "%(count)d body has more time.", "%(count)d bodies have more time.", count
    )
    messages.success(request, words % {"count": count})
    return True


def six_characteristics(
    request: HttpRequest, selection_round: SelectionRound, site: AdminSite
) -> HttpResponse:
    """Put the six characteristics in as criteria, by POST alone."""
    if request.method != "POST":
        raise Http404
    try:
        put_in_six_characteristics(selection_round, by=staff(request))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The six characteristics are the criteria now."))
    change = reverse("admin:rounds_selectionround_change", args=[selection_round.pk])
    return HttpResponseRedirect(f"{change}#criteria-group")
