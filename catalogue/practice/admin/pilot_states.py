"""Buttons, actions and the page that move sites from state to state."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue.accounts.scoped_admin import staff
from catalogue.change_page import ShowsMore
from catalogue.methods.admin.refusals import reason_of
from catalogue.practice.models import PilotSite
from catalogue.practice.pilot_methods import draft_method_of, may_draft_method
from catalogue.practice.pilot_publication import (
    CONFIRM,
    NEED_A_REASON,
    move_site,
    open_moves,
)
from catalogue.practice.pilot_revisions import begin_change
from catalogue.practice.pilot_rules import faults_of_confirming

State = PilotSite.State
WORDS: Mapping[str, str | Promise] = {
    State.DRAFT: gettext_lazy("Take back to draft"),
    State.SENT: gettext_lazy("Send for confirmation"),
    State.RETURNED: gettext_lazy("Return to the reporting body"),
    State.CONFIRMED: gettext_lazy("Confirm and publish"),
    State.WITHDRAWN: gettext_lazy("Withdraw from the public site"),
}


class ReasonForm(forms.Form):
    """Why a site is returned or withdrawn."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2_000,
    )


class SiteStates(ShowsMore):
    """The actions of the list and the pages that change the state of a site."""

    actions = ["send_selected", "confirm_selected"]

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path(
                "<int:number>/state/<slug:to>/",
                view(self.state_page),
                name="state_of_site",
            ),
            path(
                "<int:number>/change-confirmed/",
                view(self.begin_change),
                name="change_of_site",
            ),
            path("<int:number>/method/", view(self.make_method), name="method_of_site"),
            *super().get_urls(),
        ]

    def has_confirm_permission(self, request: HttpRequest) -> bool:
        return staff(request).has_perm(CONFIRM)

    @admin.action(
        description=gettext_lazy("Send selected sites for confirmation"),
        permissions=["change"],
    )
    def send_selected(self, request: HttpRequest, chosen: QuerySet[PilotSite]) -> None:
        self._move_all(request, chosen, State.SENT)

    @admin.action(
        description=gettext_lazy("Confirm selected sites"), permissions=["confirm"]
    )
    def confirm_selected(
        self, request: HttpRequest, chosen: QuerySet[PilotSite]
    ) -> None:
        self._move_all(request, chosen, State.CONFIRMED)

    def state_page(self, request: HttpRequest, number: int, to: str) -> HttpResponse:
        """Say what stands against a move and ask for its reason, then make it."""
        site = get_object_or_404(self.get_queryset(request), pk=number)
        if to not in State.values:
            raise Http404
        if to not in open_moves(site, staff(request)):
            raise PermissionDenied
        asked = ReasonForm if to in NEED_A_REASON else forms.Form
        form = asked(request.POST) if request.method == "POST" else asked()
        if form.is_bound and form.is_valid():
            return self._moved(request, site, to, form.cleaned_data.get("reason", ""))
        context = {
            **self.admin_site.each_context(request),
            "title": WORDS[to],
            "opts": self.model._meta,
            "row": site,
            "form": form,
            "faults": faults_of_confirming(site) if to == State.CONFIRMED else [],
        }
        return TemplateResponse(request, "admin/practice/pilot_state.html", context)

    def _moved(
        self, request: HttpRequest, site: PilotSite, to: str, reason: str
    ) -> HttpResponse:
        try:
            site = move_site(site, to, by=staff(request), reason=reason)
        except ValidationError as refusal:
            for sentence in refusal.messages:
                self.message_user(request, sentence, messages.ERROR)
        else:
            text = _("The site is now in the state “%(state)s”.")
            words = {"state": site.get_state_display()}
            self.message_user(request, text % words, messages.SUCCESS)
        return HttpResponseRedirect(_page_of(site))

    def _move_all(
        self, request: HttpRequest, sites: Iterable[PilotSite], to: str
    ) -> None:
        """Move each for itself; tell how many moved, and why others did not."""
        moved = 0
        for site in sites:
            try:
                move_site(site, to, by=staff(request))
            except (PermissionDenied, ValidationError) as refusal:
                reason = reason_of(refusal)
                words = {"number": site.pk, "site": site, "reason": reason}
                text = _("Not changed: № %(number)s %(site)s. %(reason)s")
                self.message_user(request, text % words, messages.ERROR)
            else:
                moved += 1
        text = ngettext(
            "%(count)d site is now in the state “%(state)s”.",
            "%(count)d sites are now in the state “%(state)s”.",
            moved,
        )
        level = messages.SUCCESS if moved else messages.WARNING
        label = State(to).label
        self.message_user(request, text % {"count": moved, "state": label}, level)

    def begin_change(self, request: HttpRequest, number: int) -> HttpResponse:
        """Open the change of a confirmed site; foreign ones answer as missing."""
        site = self._posted(request, number)
        try:
            site = begin_change(site, by=staff(request))
        except ValidationError as refusal:
            self.message_user(request, " ".join(refusal.messages), messages.ERROR)
        return HttpResponseRedirect(_page_of(site))

    def make_method(self, request: HttpRequest, number: int) -> HttpResponse:
        """Make a draft method of the site's way of working, and open it."""
        site = self._posted(request, number)
        try:
            method = draft_method_of(site, by=staff(request))
        except ValidationError as refusal:
            self.message_user(request, " ".join(refusal.messages), messages.ERROR)
            return HttpResponseRedirect(_page_of(site))
        text = _("The draft holds what the site tells. Complete it, and send it.")
        self.message_user(request, text, messages.SUCCESS)
        return HttpResponseRedirect(
            reverse("admin:methods_workmethod_change", args=[method.pk])
        )

    def _posted(self, request: HttpRequest, number: int) -> PilotSite:
        if request.method != "POST":
            raise Http404
        site: PilotSite = get_object_or_404(self.get_queryset(request), pk=number)
        return site

    def context_of_row(self, request: HttpRequest, row: PilotSite) -> dict[str, Any]:
        """What the page says about the state of a site, and offers to do."""
        person = staff(request)
        returned = None
        if row.state == State.RETURNED:
            returned = row.state_changes.filter(to_state=State.RETURNED).last()
        return super().context_of_row(request, row) | {
            "returned": returned,
            "faults": [] if row.is_confirmed else faults_of_confirming(row),
            "moves": {
                reverse("admin:state_of_site", args=[row.pk, to]): WORDS[to]
                for to in open_moves(row, person)
            },
            "may_begin_change": row.is_confirmed and self.has_add_permission(request),
            "may_draft_method": may_draft_method(row, person),
            "change": PilotSite.objects.filter(revises=row).first(),
        }


def _page_of(site: PilotSite) -> str:
    return reverse("admin:practice_pilotsite_change", args=[site.pk])
