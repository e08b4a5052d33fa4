"""The pages of the desk that merge two records, and undo it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.change_page import ShowsMore
from catalogue.merging.moving import Attached
from catalogue.merging.plan import LONGEST_REASON, MergePlan
from catalogue.merging.record import MergeRecord

_TAKE = "take_"
_FOUND_AT_MOST = 20
# More digits than any number has.
_LONGEST_NUMBER = 9


class MergeReasonForm(forms.Form):
    """Why the two are merged, or their merger undone."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("It stands in the history of both."),
        max_length=LONGEST_REASON,
        widget=AdminTextareaWidget({"rows": 3}),
    )


@dataclass(frozen=True)
class Moving:
    """What of one kind moves, with the way to the list of it."""

    attached: Attached
    address: str
    first: list[tuple[str, str]]

    @property
    def more(self) -> int:
        return self.attached.count - len(self.first)


class MergesRecords(ShowsMore):
    """Adds the pages that merge two records of a model."""

    merge_plan: ClassVar[type[MergePlan[Any]]]
    merge_record: ClassVar[Any]

    def merge(
        self,
        stays: Any,
        goes: Any,
        *,
        by: AbstractUser,
        reason: str,
        take: Mapping[str, str],
    ) -> MergeRecord:
        """Make the merge by the work function of the app."""
        raise NotImplementedError

    def undo_merge(self, merge: Any, *, by: AbstractUser, reason: str) -> None:
        """Undo the merge by the work function of the app."""
        raise NotImplementedError

    def hindrances_of_undoing(self, merge: Any) -> list[str]:
        """What stands against undoing a merge."""
        raise NotImplementedError

    def perhaps_the_same(self, request: HttpRequest, row: Any) -> Iterable[Any]:
        """Records that may be the same as this one."""
        raise NotImplementedError

    def told(self, row: Any) -> str:
        """What tells a record from its namesakes."""
        raise NotImplementedError

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("merge/", view(self.merge_page), name=self._merge_name),
            path(
                "merge/<int:number>/undo/",
                view(self.undo_merge_page),
                name=f"undo_merge_of_{self.opts.model_name}",
            ),
            *super().get_urls(),
        ]

    @property
    def _merge_name(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_merge"

    def merge_address(self, **chosen: Any) -> str:
        """Where two records are merged; `stays` and `goes` name them by number."""
        query = f"?{urlencode(chosen)}" if chosen else ""
        return reverse(f"admin:{self._merge_name}") + query

    def has_merge_permission(self, request: HttpRequest) -> bool:
        """Whether the person may merge records of this kind."""
        return _person(request).has_perm(self.merge_plan.permission)

    @admin.action(
        description=gettext_lazy("Merge the two selected rows"), permissions=["merge"]
    )
    def merge_selected(
        self, request: HttpRequest, chosen: QuerySet[Any]
    ) -> HttpResponse | None:
        numbers = sorted(chosen.values_list("pk", flat=True)[:3])
        if len(numbers) != 2:
            text = _("Choose exactly two rows: one of them goes into the other.")
            self.message_user(request, text, messages.WARNING)
            return None
        return HttpResponseRedirect(
            self.merge_address(stays=numbers[0], goes=numbers[1])
        )

    def merge_page(self, request: HttpRequest) -> HttpResponse:
        """Choose two records, compare them, and confirm with a reason."""
        self._require_merging(request)
        stays, goes = (self._named(request, name) for name in ("stays", "goes"))
        if stays is None or goes is None or stays.pk == goes.pk:
            return self._choose(request, stays or goes)
        plan = self.merge_plan(stays, goes)
        take = {
            name.removeprefix(_TAKE): str(value)
            for name, value in request.POST.items()
            if name.startswith(_TAKE)
        }
        if request.method != "POST" or "_back" in request.POST:
            return self._compare(request, plan, take)
        if request.POST.get("seen") != plan.fingerprint():
            text = _("Something was changed meanwhile: look at both once more.")
            self.message_user(request, text, messages.WARNING)
            return self._compare(request, plan, take)
        return self._confirm(request, plan, take)

    def undo_merge_page(self, request: HttpRequest, number: int) -> HttpResponse:
        """Ask for the reason, and undo a merge."""
        self._require_merging(request)
        rows = self.merge_record._default_manager.select_related("stays", "goes")
        merge = get_object_or_404(rows, pk=number)
        if self.get_object(request, str(merge.stays_id)) is None:
            raise Http404
        form = MergeReasonForm(request.POST if request.method == "POST" else None)
        if form.is_bound and form.is_valid():
            try:
                self.undo_merge(
                    merge, by=_person(request), reason=form.cleaned_data["reason"]
                )
            except ValidationError as refusal:
                form.add_error(None, refusal)
            else:
                text = _("The merger is undone: both are what they were.")
                self.message_user(request, text, messages.SUCCESS)
                return HttpResponseRedirect(self._page_of(merge.goes))
        context = {
            "title": _("Undo a merger"),
            "merge": merge,
            "stays": merge.stays,
            "goes": merge.goes,
            "form": form,
            "hindrances": self.hindrances_of_undoing(merge),
            "moved": sum(len(keys) for keys in merge.moved.values()),
        }
        return self._answer(request, "undo", context)

    def context_of_row(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What the page of a record says of mergers, and offers."""
        both = models.Q(stays=row) | models.Q(goes=row)
        merges = self.merge_record._default_manager.filter(both)
        may = self.has_merge_permission(request)
        return super().context_of_row(request, row) | {
            "merges": merges.select_related("stays", "goes", "merged_by", "undone_by"),
            "may_merge": may,
            "merge_address": self.merge_address(stays=row.pk)
            if may and row.merged_into_id is None
            else "",
            "undo_merge_name": f"admin:undo_merge_of_{self.opts.model_name}",
            "change_name": f"admin:{self.opts.app_label}_{self.opts.model_name}_change",
        }

    def _require_merging(self, request: HttpRequest) -> None:
        if not self.has_merge_permission(request):
            raise PermissionDenied

    def _named(self, request: HttpRequest, name: str) -> Any:
        """The record that the address names; foreign and unknown ones are missing."""
        text = request.GET.get(name, "")
        if not text:
            return None
        if not (text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER):
            raise Http404
        row = self.get_object(request, text)
        if row is None:
            raise Http404
        return row

    def _choose(self, request: HttpRequest, row: Any) -> HttpResponse:
        asked = request.GET.get("q", "").strip()
        rows = []
        if asked:
            found = self.get_search_results(request, self.get_queryset(request), asked)
            rows = list(found[0][:_FOUND_AT_MOST])
        elif row is not None:
            rows = list(self.perhaps_the_same(request, row))
        chosen = {"stays": row.pk} if row else {}
        context = {
            "title": _("Merge two records"),
            "row": row,
            "row_told": self.told(row) if row else "",
            "asked": asked,
            "found": [
                (
                    each,
                    self.told(each),
                    self.merge_address(**chosen, goes=each.pk)
                    if row
                    else self.merge_address(stays=each.pk),
                )
                for each in rows
                if row is None or each.pk != row.pk
            ],
        }
        return self._answer(request, "choose", context)

    def _compare(
        self, request: HttpRequest, plan: MergePlan[Any], take: Mapping[str, str]
    ) -> HttpResponse:
        context = {
            "title": _("Merge two records"),
            "sides": [
                (side, take.get(side.name, side.default))
                for side in plan.sides
                if side.differs or side.choices
            ],
            "same": [
                side
                for side in plan.sides
                if side.stays and not side.differs and not side.choices
            ],
            "other_way": self.merge_address(stays=plan.goes.pk, goes=plan.stays.pk),
            **self._of(request, plan),
        }
        return self._answer(request, "compare", context)

    def _confirm(
        self, request: HttpRequest, plan: MergePlan[Any], take: Mapping[str, str]
    ) -> HttpResponse:
        form = MergeReasonForm(request.POST if "_merge" in request.POST else None)
        try:
            chosen = plan.chosen(take)
        except ValidationError as refusal:
            self.message_user(request, " ".join(refusal.messages), messages.ERROR)
            return self._compare(request, plan, {})
        if form.is_bound and form.is_valid() and not plan.hindrances:
            try:
                self.merge(
                    plan.stays,
                    plan.goes,
                    by=_person(request),
                    reason=form.cleaned_data["reason"],
                    take=chosen,
                )
            except ValidationError as refusal:
                form.add_error(None, refusal)
            else:
                return self._merged(request, plan)
        context = {
            "title": _("Confirm the merger"),
            "form": form,
            "hidden": [(_TAKE + name, value) for name, value in chosen.items()],
            "taken": [
                side
                for side in plan.sides
                if side.choices and chosen[side.name] != "stays"
            ],
            **self._of(request, plan),
        }
        return self._answer(request, "confirm", context)

    def _merged(self, request: HttpRequest, plan: MergePlan[Any]) -> HttpResponse:
        words = {"goes": plan.goes.pk, "stays": plan.stays.pk}
        text = _("№ %(goes)s went into № %(stays)s.") % words
        self.message_user(request, text, messages.SUCCESS)
        return HttpResponseRedirect(self._page_of(plan.stays))

    def _of(self, request: HttpRequest, plan: MergePlan[Any]) -> dict[str, Any]:
        return {
            "stays": plan.stays,
            "goes": plan.goes,
            "stays_told": self.told(plan.stays),
            "goes_told": self.told(plan.goes),
            "hindrances": plan.hindrances,
            "notes": list(plan.notes()) if not plan.hindrances else [],
            "moves": [self._moving(request, each) for each in plan.moves],
            "seen": plan.fingerprint(),
        }

    def _moving(self, request: HttpRequest, attached: Attached) -> Moving:
        """What moves, with links where the person may open the pages."""
        relation = attached.relation
        own = self.admin_site._registry.get(relation.model)
        may = own is not None and own.has_view_permission(request)
        meta = relation.model._meta
        name = f"admin:{meta.app_label}_{meta.model_name}"
        address = ""
        if may:
            key = next(iter(attached.first)).serializable_value(relation.field.name)
            to = f"{relation.field.name}__{relation.field.target_field.name}__exact"
            address = f"{reverse(f'{name}_changelist')}?{to}={key}"
        pages = [
            (str(row), reverse(f"{name}_change", args=[row.pk]) if may else "")
            for row in attached.first
        ]
        return Moving(attached, address, pages)

    def _page_of(self, row: Any) -> str:
        return reverse(
            f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[row.pk]
        )

    def _answer(
        self, request: HttpRequest, page: str, context: dict[str, Any]
    ) -> HttpResponse:
        whole = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "change_name": f"admin:{self.opts.app_label}_{self.opts.model_name}_change",
            "list_address": reverse(
                f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"
            ),
            **context,
        }
        return TemplateResponse(request, f"admin/merging/{page}.html", whole)


def _person(request: HttpRequest) -> AbstractUser:
    assert isinstance(request.user, AbstractUser)  # noqa: S101 - the admin sees to it
    return request.user
