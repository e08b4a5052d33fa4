"""Buttons and actions that move promotion from state to state."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue.accounts.scoped_admin import staff
from catalogue.change_page import ShowsMore
from catalogue.methods.admin.refusals import reason_of
from catalogue.practice.admin.known_methods import suggestions
from catalogue.practice.models import Promotion
from catalogue.practice.promoting import (
    PUBLISH,
    change_state,
    open_moves,
    say_what_became,
)

Status = Promotion.Status
Standing = Promotion.Standing
_MOST_DIGITS = 9

# What the button of the page says: it is saved before the state changes.
BUTTONS = {
    Status.CHECKING: gettext_lazy("Save and send for checking"),
    Status.PUBLISHED: gettext_lazy("Save and publish"),
}
# The same where nothing is left to save.
LINKS: dict[str, Any] = {
    Status.DRAFT: gettext_lazy("Take back"),
    Status.CHECKING: gettext_lazy("Send for checking"),
    Status.PUBLISHED: gettext_lazy("Publish"),
    Status.WITHDRAWN: gettext_lazy("Withdraw"),
    Standing.HELD: gettext_lazy("It took place"),
    Standing.CANCELLED: gettext_lazy("It is cancelled"),
}


class ReturnForm(forms.Form):
    """What is to be corrected."""

    because = forms.CharField(
        label=gettext_lazy("What is to be corrected"),
        max_length=2000,
        widget=AdminTextareaWidget({"rows": 4}),
    )


class PromotionMoves(ShowsMore):
    """The actions of the list and the buttons of the page that change the state."""

    actions = ["publish", "send_for_checking", "withdraw"]

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("methods/", view(self.known_methods), name="known_methods"),
            path(
                "<int:number>/move/<slug:to>/",
                view(self.move_page),
                name="move_promotion",
            ),
            *super().get_urls(),
        ]

    def known_methods(self, request: HttpRequest) -> HttpResponse:
        """Methods that the person may know of, for the field that chooses them."""
        return suggestions(request, self.admin_site)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return staff(request).has_perm(PUBLISH)

    @admin.action(
        description=gettext_lazy("Publish selected promotion"), permissions=["publish"]
    )
    def publish(self, request: HttpRequest, chosen: QuerySet[Promotion]) -> None:
        self.move(request, chosen, Status.PUBLISHED)

    @admin.action(
        description=gettext_lazy("Send selected promotion for checking"),
        permissions=["change"],
    )
    def send_for_checking(
        self, request: HttpRequest, chosen: QuerySet[Promotion]
    ) -> None:
        self.move(request, chosen, Status.CHECKING)

    @admin.action(
        description=gettext_lazy("Withdraw selected promotion"), permissions=["change"]
    )
    def withdraw(self, request: HttpRequest, chosen: QuerySet[Promotion]) -> None:
        self.move(request, chosen, Status.WITHDRAWN)

    def move_page(self, request: HttpRequest, number: int, to: str) -> HttpResponse:
        """Move one promotion; foreign ones answer as missing."""
        if len(str(number)) > _MOST_DIGITS or to not in {*Status, *Standing}:
            raise Http404
        promotion = get_object_or_404(self.get_queryset(request), pk=number)
        if not super().has_change_permission(request):
            raise PermissionDenied
        if to == Status.RETURNED:
            return self._return(request, promotion)
        if request.method != "POST":
            raise Http404
        self.move(request, [promotion], to)
        return HttpResponseRedirect(_page_of(promotion))

    def _return(self, request: HttpRequest, promotion: Promotion) -> HttpResponse:
        form = ReturnForm(request.POST if request.method == "POST" else None)
        if form.is_bound and form.is_valid():
            because = form.cleaned_data["because"]
            self.move(request, [promotion], Status.RETURNED, because=because)
            return HttpResponseRedirect(_page_of(promotion))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Return to the reporting body"),
            "opts": self.model._meta,
            "form": form,
            "media": self.media + form.media,
            "row": promotion,
        }
        return TemplateResponse(request, "admin/state_page.html", context)

    def move(
        self,
        request: HttpRequest,
        promotions: Iterable[Promotion],
        to: str,
        because: str = "",
    ) -> None:
        """Move each, and tell how many changed and why the others did not."""
        changed = 0
        for promotion in promotions:
            try:
                if to in Standing.values:
                    moved = say_what_became(promotion, to, by=staff(request))
                else:
                    moved = change_state(
                        promotion, to, by=staff(request), because=because
                    )
            except (PermissionDenied, ValidationError) as refusal:
                words = {"promotion": promotion, "reason": reason_of(refusal)}
                text = _("Not changed: %(promotion)s. %(reason)s") % words
                self.message_user(request, text, messages.ERROR)
            else:
                changed += 1
                self.log_change(request, moved, [{"changed": {"fields": ["state"]}}])
        if changed:
            self._tell(request, changed, to)

    def _tell(self, request: HttpRequest, changed: int, to: str) -> None:
        label = Standing(to).label if to in Standing.values else Status(to).label
        text = ngettext(
            "%(count)d entry of promotion is now in the state “%(state)s”.",
            "%(count)d entries of promotion are now in the state “%(state)s”.",
            changed,
        )
        words = {"count": changed, "state": label}
        self.message_user(request, text % words, messages.SUCCESS)

    def context_of_row(self, request: HttpRequest, row: Promotion) -> dict[str, Any]:
        """The buttons of the page of one: those that save first, and the others."""
        moves = open_moves(row, staff(request))
        may_write = self.has_change_permission(request, row)
        saving = [state for state in moves if may_write and state in BUTTONS]
        links: list[str] = [each for each in moves if each not in saving]
        if row.standing == Standing.PLANNED and row.is_published:
            links += [Standing.HELD, Standing.CANCELLED]
        may_move = super().has_change_permission(request, row)
        return super().context_of_row(request, row) | {
            "state_buttons": {f"_move_{state}": BUTTONS[state] for state in saving},
            "move_links": [
                (_move_address(row, to), LINKS[to])
                for to in links
                if may_move and to in LINKS
            ],
            "return_address": _move_address(row, Status.RETURNED)
            if Status.RETURNED in moves
            else "",
        }

    def response_change(self, request: HttpRequest, obj: Promotion) -> HttpResponse:
        for state in BUTTONS:
            if f"_move_{state}" in request.POST:
                self.message_user(request, _("The page is saved."), messages.SUCCESS)
                self.move(request, [obj], state)
                return HttpResponseRedirect(request.get_full_path())
        return super().response_change(request, obj)


def _move_address(promotion: Promotion, to: str) -> str:
    return reverse("admin:move_promotion", args=[promotion.pk, str(to)])


def _page_of(promotion: Promotion) -> str:
    return reverse("admin:practice_promotion_change", args=[promotion.pk])
