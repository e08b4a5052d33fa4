"""Buttons, actions and the page that move methods from state to state."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.request import QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue.accounts.scoped_admin import staff
from catalogue.methods.admin.refusals import reason_of
from catalogue.methods.admin.state_forms import (
    ConfirmForm,
    PublishForm,
    ReasonForm,
    ReturnForm,
    WithdrawForm,
)
from catalogue.methods.models import WorkMethod
from catalogue.methods.publication import (
    PUBLISH,
    Reason,
    change_state,
    open_moves,
    schedule_publication,
)
from catalogue.methods.revisions import begin_revision, differences

Status = WorkMethod.Status
Move = Callable[[WorkMethod], WorkMethod]

# What the button of the page says: it is saved before the state changes.
BUTTONS = {
    Status.CHECKING: gettext_lazy("Save and send for checking"),
    Status.RETURNED: gettext_lazy("Save and return …"),
    Status.PUBLISHED: gettext_lazy("Save and publish …"),
}
# The same where nothing is left to save.
LINKS = {
    Status.DRAFT: gettext_lazy("Take back …"),
    Status.WITHDRAWN: gettext_lazy("Withdraw …"),
    Status.RETURNED: gettext_lazy("Return …"),
    Status.PUBLISHED: gettext_lazy("Publish …"),
}
TITLES = {
    Status.DRAFT: gettext_lazy("Take back to draft"),
    Status.CHECKING: gettext_lazy("Send for checking"),
    Status.RETURNED: gettext_lazy("Return to the reporting body"),
    Status.PUBLISHED: gettext_lazy("Publish"),
    Status.WITHDRAWN: gettext_lazy("Withdraw from the public site"),
}
FORMS: dict[str, type[Form]] = {
    Status.RETURNED: ReturnForm,
    Status.PUBLISHED: PublishForm,
    Status.WITHDRAWN: WithdrawForm,
}
_MOST_AT_ONCE = 200


class StateChanges(admin.ModelAdmin):
    """The actions of the list and the buttons of the page that change the state."""

    actions = [
        "publish",
        "withdraw",
        "send_for_checking",
        "return_to_body",
        "merge_selected",
    ]

    def get_urls(self) -> list[Any]:
        own: list[URLPattern] = [
            path(
                "state/<slug:to>/",
                self.admin_site.admin_view(self.state_page),
                name="state_of_methods",
            ),
            path(
                "<int:number>/revise/",
                self.admin_site.admin_view(self.begin_change),
                name="change_of_method",
            ),
        ]
        return [*own, *super().get_urls()]

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
    def withdraw(
        self, request: HttpRequest, chosen: QuerySet[WorkMethod]
    ) -> HttpResponse:
        return _to_page(Status.WITHDRAWN, chosen.values_list("pk", flat=True))

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
    ) -> HttpResponse:
        return _to_page(Status.RETURNED, chosen.values_list("pk", flat=True))

    def state_page(self, request: HttpRequest, to: str) -> HttpResponse:
        """Ask what the move of one or several methods needs, then make it."""
        if to not in Status.values:
            raise Http404
        chosen = self._chosen(request)
        state = Status(to)
        asked = FORMS.get(state, ConfirmForm)
        form = asked(request.POST) if request.method == "POST" else asked()
        if form.is_bound and form.is_valid():
            self.move(request, chosen, state, form)
            return HttpResponseRedirect(_back_to(chosen))
        context = {
            **self.admin_site.each_context(request),
            "title": TITLES[state],
            "opts": self.model._meta,
            "form": form,
            "media": self.media + form.media,
            "chosen": [(method, _differences(method)) for method in chosen],
            "row": chosen[0] if len(chosen) == 1 else None,
        }
        template = "admin/methods/workmethod/state.html"
        return TemplateResponse(request, template, context)

    def begin_change(self, request: HttpRequest, number: int) -> HttpResponse:
        """Open the change of a published method; foreign ones answer as missing."""
        if request.method != "POST":
            raise Http404
        method = get_object_or_404(self.get_queryset(request), pk=number)
        if not self.has_add_permission(request):
            raise PermissionDenied
        try:
            revision = begin_revision(method, by=staff(request))
        except ValidationError as refusal:
            self.message_user(request, reason_of(refusal), messages.ERROR)
            revision = method
        return HttpResponseRedirect(_page_of(revision))

    def _chosen(self, request: HttpRequest) -> list[WorkMethod]:
        numbers = [each for each in request.GET.getlist("number") if each.isdecimal()]
        if not numbers or len(numbers) > _MOST_AT_ONCE or max(map(len, numbers)) > 9:
            raise Http404
        rows = self.get_queryset(request).filter(pk__in=numbers)
        chosen = list(rows.select_related("revises").order_by("pk"))
        if not chosen:
            raise Http404
        if not self.has_change_permission(request):
            raise PermissionDenied
        return chosen

    def move(
        self,
        request: HttpRequest,
        methods: Iterable[WorkMethod],
        to: Status,
        form: Form | None = None,
    ) -> None:
        """Change the state of each method, and tell how many changed and why not."""
        move = _move(request, to, form)
        at = form.cleaned_data.get("publish_at") if form else None
        changed = 0
        for method in methods:
            try:
                moved = move(method)
            except (PermissionDenied, ValidationError) as refusal:
                reason = reason_of(refusal)
                text = _("Not changed: %(number)s %(method)s. %(reason)s")
                words = {"number": method.pk, "method": method, "reason": reason}
                self.message_user(request, text % words, messages.ERROR)
            else:
                changed += 1
                self.log_change(request, moved, [{"changed": {"fields": ["state"]}}])
        if at:
            self._tell_when(request, changed, at)
        else:
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

    def _tell_when(self, request: HttpRequest, released: int, at: Any) -> None:
        text = ngettext(
            "%(count)d method is released for %(moment)s.",
            "%(count)d methods are released for %(moment)s.",
            released,
        )
        level = messages.SUCCESS if released else messages.WARNING
        words = {"count": released, "moment": date_format(localtime(at), "Y-m-d H:i")}
        self.message_user(request, text % words, level)

    def state_buttons(self, request: HttpRequest, method: WorkMethod) -> dict[str, Any]:
        """The name and the words of each button that saves the page first."""
        if not self.has_change_permission(request, method):
            return {}
        moves = open_moves(method, staff(request))
        return {f"_move_{state}": BUTTONS[state] for state in moves if state in BUTTONS}

    def state_links(self, request: HttpRequest, method: WorkMethod) -> dict[str, Any]:
        """The address and the words of each move that has nothing to save."""
        buttons = self.state_buttons(request, method)
        return {
            _page_for(state, [method.pk]): LINKS[state]
            for state in open_moves(method, staff(request))
            if state in LINKS and f"_move_{state}" not in buttons
        }

    def response_change(self, request: HttpRequest, obj: WorkMethod) -> HttpResponse:
        for state in BUTTONS:
            if f"_move_{state}" in request.POST:
                self.message_user(request, _("The page is saved."), messages.SUCCESS)
                if state != Status.CHECKING:
                    return _to_page(state, [obj.pk])
                self.move(request, [obj], state)
                return HttpResponseRedirect(request.get_full_path())
        return super().response_change(request, obj)


def _move(request: HttpRequest, to: Status, form: Form | None) -> Move:
    by = staff(request)
    at = form.cleaned_data.get("publish_at") if form else None
    if at is not None:
        return lambda method: schedule_publication(method, at, by=by)
    reason = form.reason() if isinstance(form, ReasonForm) else Reason()
    return lambda method: change_state(method, to, by=by, reason=reason)


def _differences(method: WorkMethod) -> list[Any] | None:
    """What a change changes; None for a method that is no change of another."""
    return differences(method.revises, method) if method.revises else None


def _page_for(state: Status, numbers: Iterable[int]) -> str:
    query = QueryDict(mutable=True)
    query.setlist("number", [str(number) for number in sorted(numbers)[:_MOST_AT_ONCE]])
    return f"{reverse('admin:state_of_methods', args=[state])}?{query.urlencode()}"


def _to_page(state: Status, numbers: Iterable[int]) -> HttpResponse:
    return HttpResponseRedirect(_page_for(state, numbers))


def _page_of(method: WorkMethod) -> str:
    return reverse("admin:methods_workmethod_change", args=[method.pk])


def _back_to(chosen: list[WorkMethod]) -> str:
    """The page of a single method that is still there, else the list."""
    if len(chosen) == 1:
        number = chosen[0].pk
        if not WorkMethod.objects.filter(pk=number).exists():
            number = chosen[0].revises_id or number
        return reverse("admin:methods_workmethod_change", args=[number])
    return reverse("admin:methods_workmethod_changelist")
