"""Buttons and actions that move methods from state to state."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue.accounts.scoped_admin import staff
from catalogue.methods.models import WorkMethod
from catalogue.methods.publication import PUBLISH, change_state, open_moves

Status = WorkMethod.Status

# What the button says: the page is saved before the state changes.
BUTTONS = {
    Status.CHECKING: gettext_lazy("Save and send for checking"),
    Status.RETURNED: gettext_lazy("Save and return"),
    Status.PUBLISHED: gettext_lazy("Save and publish"),
    Status.WITHDRAWN: gettext_lazy("Save and withdraw"),
}


class StateChanges(admin.ModelAdmin):
    """The actions of the list and the buttons of the page that change the state."""

    actions = ["publish", "withdraw", "send_for_checking", "return_to_body"]

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return staff(request).has_perm(PUBLISH)

    @admin.action(
        description=gettext_lazy("Publish selected methods"), permissions=["publish"]
    )
    def publish(self, request: HttpRequest, chosen: QuerySet[WorkMethod]) -> None:
        self.move(request, chosen, Status.PUBLISHED)

    @admin.action(
        description=gettext_lazy("Withdraw selected methods"), permissions=["publish"]
    )
    def withdraw(self, request: HttpRequest, chosen: QuerySet[WorkMethod]) -> None:
        self.move(request, chosen, Status.WITHDRAWN)

    @admin.action(
        description=gettext_lazy("Send selected methods for checking"),
        permissions=["change"],
    )
    def send_for_checking(
        self, request: HttpRequest, chosen: QuerySet[WorkMethod]
    ) -> None:
        self.move(request, chosen, Status.CHECKING)

    @admin.action(
        description=gettext_lazy("Return selected methods to the reporting body"),
        permissions=["publish"],
    )
    def return_to_body(
        self, request: HttpRequest, chosen: QuerySet[WorkMethod]
    ) -> None:
        self.move(request, chosen, Status.RETURNED)

    def move(
        self, request: HttpRequest, methods: Iterable[WorkMethod], to: Status
    ) -> None:
        """Change the state of each method, and tell how many changed and why not."""
        changed = 0
        for method in methods:
            try:
                moved = change_state(method, to, by=staff(request))
            except (PermissionDenied, ValidationError) as refusal:
                reason = _reason(refusal)
                text = _("Not changed: %(number)s %(method)s. %(reason)s")
                words = {"number": method.pk, "method": method, "reason": reason}
                self.message_user(request, text % words, messages.ERROR)
            else:
                changed += 1
                self.log_change(request, moved, [{"changed": {"fields": ["state"]}}])
        self._tell(request, changed, to)

    def _tell(self, request: HttpRequest, changed: int, to: Status) -> None:
        text = ngettext(
            "%(count)d method is now in the state “%(state)s”.",
            "%(count)d methods are now in the state “%(state)s”.",
            changed,
        )
        level = messages.SUCCESS if changed else messages.WARNING
        words = {"count": changed, "state": to.label}
        self.message_user(request, text % words, level)

    def state_buttons(self, request: HttpRequest, method: WorkMethod) -> dict[str, Any]:
        """The name and the words of each button that the page offers."""
        if not self.has_change_permission(request, method):
            return {}
        moves = open_moves(method, staff(request))
        return {f"_move_{state}": BUTTONS[state] for state in moves}

    def response_change(self, request: HttpRequest, obj: WorkMethod) -> HttpResponse:
        for state in BUTTONS:
            if f"_move_{state}" in request.POST:
                self.message_user(request, _("The page is saved."), messages.SUCCESS)
                self.move(request, [obj], state)
                return HttpResponseRedirect(request.get_full_path())
        return super().response_change(request, obj)


def _reason(refusal: PermissionDenied | ValidationError) -> str:
    if isinstance(refusal, ValidationError):
        return " ".join(refusal.messages)
    return _("You may not make this change.")
