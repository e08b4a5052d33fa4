"""Actions, buttons and the page that confirm, refuse and end adoptions."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue.accounts.models import User
from catalogue.accounts.scoped_admin import staff
from catalogue.change_page import ShowsMore
from catalogue.methods.admin.refusals import reason_of
from catalogue.practice.admin.adoption_forms import ConfirmForm, EndForm, RefuseForm
from catalogue.practice.adopting import (
    DECIDE,
    confirm_adoption,
    end_adoption,
    refuse_adoption,
)
from catalogue.practice.models import Adoption

State = Adoption.State
_MOST_AT_ONCE = 200


@dataclass(frozen=True)
class Decision:
    """What can be decided on an adoption: from which state, and what it asks."""

    title: Promise
    link: Promise
    before: State
    form: type[Form]
    act: Callable[..., Adoption]


DECISIONS = {
    "confirm": Decision(
        gettext_lazy("Confirm"),
        gettext_lazy("Confirm …"),
        State.REPORTED,
        ConfirmForm,
        confirm_adoption,
    ),
    "refuse": Decision(
        gettext_lazy("Refuse"),
        gettext_lazy("Refuse …"),
        State.REPORTED,
        RefuseForm,
        refuse_adoption,
    ),
    "end": Decision(
        gettext_lazy("Record the end"),
        gettext_lazy("Record the end …"),
        State.CONFIRMED,
        EndForm,
        end_adoption,
    ),
}


class DecidesOnAdoptions(ShowsMore):
    """The actions of the list and the links of the page that decide on adoptions."""

    actions = ["confirm_selected", "refuse_selected", "end_selected"]

    def get_urls(self) -> list[Any]:
        own = path(
            "decide/<slug:name>/",
            self.admin_site.admin_view(self.decision_page),
            name="decide_adoptions",
        )
        return [own, *super().get_urls()]

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return staff(request).has_perm(DECIDE)

    @admin.action(
        description=gettext_lazy("Confirm selected reports"), permissions=["decide"]
    )
    def confirm_selected(self, request: HttpRequest, chosen: QuerySet) -> HttpResponse:
        return _to_page("confirm", chosen)

    @admin.action(
        description=gettext_lazy("Refuse selected reports"), permissions=["decide"]
    )
    def refuse_selected(self, request: HttpRequest, chosen: QuerySet) -> HttpResponse:
        return _to_page("refuse", chosen)

    @admin.action(
        description=gettext_lazy("Record the end of selected adoptions"),
        permissions=["decide"],
    )
    def end_selected(self, request: HttpRequest, chosen: QuerySet) -> HttpResponse:
        return _to_page("end", chosen)

    def decision_page(self, request: HttpRequest, name: str) -> HttpResponse:
        """Ask what the decision on one or several needs, then make it."""
        decision = DECISIONS.get(name)
        if decision is None:
            raise Http404
        chosen = self._chosen(request)
        posted = request.method == "POST"
        form = decision.form(request.POST) if posted else decision.form()
        if form.is_bound and form.is_valid():
            self.decide(request, chosen, decision, form.cleaned_data)
            return HttpResponseRedirect(_back_to(chosen))
        context = {
            **self.admin_site.each_context(request),
            "title": decision.title,
            "opts": self.model._meta,
            "form": form,
            "chosen": chosen,
            "row": chosen[0] if len(chosen) == 1 else None,
        }
        template = "admin/practice/adoption/decision.html"
        return TemplateResponse(request, template, context)

    def decide(
        self,
        request: HttpRequest,
        chosen: Iterable[Adoption],
        decision: Decision,
        given: dict[str, Any],
    ) -> None:
        """Decide on each for itself; tell how many changed, and why others did not."""
        done, person = 0, staff(request)
        for adoption in chosen:
            try:
                decision.act(adoption, by=person, **given)
            except (PermissionDenied, ValidationError) as refusal:
                words = {"adoption": adoption, "reason": reason_of(refusal)}
                text = _("Not changed: %(adoption)s. %(reason)s") % words
                self.message_user(request, text, messages.ERROR)
            else:
                done += 1
        text = ngettext(
            "%(count)d adoption is changed.", "%(count)d adoptions are changed.", done
        )
        level = messages.SUCCESS if done else messages.WARNING
        self.message_user(request, text % {"count": done}, level)

    def context_of_row(self, request: HttpRequest, row: Adoption) -> dict[str, Any]:
        decisions = {"decisions": _open_decisions(row, staff(request))}
        return super().context_of_row(request, row) | decisions

    def _chosen(self, request: HttpRequest) -> list[Adoption]:
        numbers = [each for each in request.GET.getlist("number") if each.isdecimal()]
        if not numbers or len(numbers) > _MOST_AT_ONCE or max(map(len, numbers)) > 9:
            raise Http404
        rows: Any = self.get_queryset(request)
        chosen = list(rows.filter(pk__in=numbers).order_by("pk"))
        if not chosen:
            raise Http404
        if not self.has_decide_permission(request):
            raise PermissionDenied
        return chosen


def _open_decisions(adoption: Adoption, person: User) -> dict[str, Promise]:
    """The address and the words of each decision that the person can make now."""
    if not person.has_perm(DECIDE):
        return {}
    return {
        _page_for(name, [adoption.pk]): decision.link
        for name, decision in DECISIONS.items()
        if decision.before == adoption.state
    }


def _page_for(name: str, numbers: Iterable[int]) -> str:
    address = reverse("admin:decide_adoptions", args=[name])
    asked = [("number", number) for number in sorted(numbers)[:_MOST_AT_ONCE]]
    return f"{address}?{urlencode(asked)}"


def _to_page(name: str, chosen: QuerySet) -> HttpResponse:
    return HttpResponseRedirect(_page_for(name, chosen.values_list("pk", flat=True)))


def _back_to(chosen: list[Adoption]) -> str:
    if len(chosen) == 1:
        return reverse("admin:practice_adoption_change", args=[chosen[0].pk])
    return reverse("admin:practice_adoption_changelist")
