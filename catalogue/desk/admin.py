"""The desk's page of what a newer register has otherwise."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.models import User
from catalogue.accounts.scoped_admin import staff
from catalogue.change_page import NothingToSave
from catalogue.desk.register_changes import (
    settle_as_it_is,
    settle_as_renamed,
    settle_as_same_place,
    settle_as_withdrawn,
)
from catalogue.places.merging import MERGE
from catalogue.places.models import Province, RegisterChange
from catalogue.places.models.register_change import PROVINCE_OF_CHANGE

_YES, _NO = "yes", "no"
_SHOWN = (
    *("what", "register_on", "before", "after"),
    *("perhaps", "method_count", "how_settled"),
)
_FAULTS_SHOWN = 5
Settles = Callable[..., None]


class Levels(admin.SimpleListFilter):
    title = _("level")
    parameter_name = "level"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[Any]:
        fields = ("community", "street", "division")
        return [
            (name, RegisterChange._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
            for name in fields
        ]

    def queryset(self, request: HttpRequest, rows: QuerySet) -> QuerySet | None:
        level = self.value()
        if level not in ("community", "street", "division"):
            return rows
        return rows.filter(**{f"{level}__isnull": False})


class IsOpen(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "open"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[Any]:
        return [(_YES, _("to be settled")), (_NO, _("settled"))]

    def queryset(self, request: HttpRequest, rows: QuerySet) -> QuerySet | None:
        if self.value() == _YES:
            return rows.filter(settlement="")
        return rows.exclude(settlement="") if self.value() == _NO else rows


class HasMethods(admin.SimpleListFilter):
    title = _("work methods")
    parameter_name = "methods"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[Any]:
        return [(_YES, _("with work methods")), (_NO, _("without work methods"))]

    def queryset(self, request: HttpRequest, rows: QuerySet) -> QuerySet | None:
        if self.value() in (_YES, _NO):
            return rows.filter(has_methods=self.value() == _YES)
        return rows


class Provinces(admin.SimpleListFilter):
    title = _("province")
    parameter_name = "province"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[Any]:
        return [(each.code, str(each)) for each in Province.objects.all()]

    def queryset(self, request: HttpRequest, rows: QuerySet) -> QuerySet | None:
        if not self.value():
            return rows
        placed: QuerySet = rows.alias(province=PROVINCE_OF_CHANGE)
        return placed.filter(province=self.value())


@admin.register(RegisterChange)
class RegisterChangeAdmin(NothingToSave):
    """Before and after, what speaks for another place, and what became of it."""

    list_display = [
        "what", "before", "after", "perhaps", "method_count", "how_settled",
    ]  # fmt: skip
    list_display_links = ["what"]
    export_display = [
        *("register_on", "kind", "level"),
        *("name_before", "code_before", "place_before"),
        *("name_after", "code_after", "place_after", "speaks_for_it"),
        *("method_count", "settlement", "settled_by", "settled_at"),
    ]
    list_filter = [IsOpen, HasMethods, "kind", Levels, Provinces, "register_on"]
    search_fields = ["name_before", "name_after", "=code_before", "=code_after"]
    search_help_text = _("Name or code, before or after")
    actions = ["renamed", "same_place", "withdrawn", "as_it_is"]
    list_per_page = 50
    list_max_show_all = 200
    show_full_result_count = False
    sortable_by = ()
    fields = _SHOWN
    readonly_fields = _SHOWN

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = RegisterChange.objects.with_places().select_related("settled_by")
        return rows.with_methods().with_method_counts()

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        return ("-has_methods", "-register_on", "pk")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("change"))
    def what(self, change: RegisterChange) -> SafeString:
        return format_html(
            '{}<br><span class="quiet">{}</span>',
            change.get_kind_display(),
            change.level,
        )

    @admin.display(description=_("before"))
    def before(self, change: RegisterChange) -> SafeString | str:
        place = change.place
        name = f"admin:places_{place._meta.model_name}_change"
        shown = _place(change.name_before, change.code_before, change.place_before)
        if not change.name_before:
            return shown
        return format_html('<a href="{}">{}</a>', reverse(name, args=[place.pk]), shown)

    @admin.display(description=_("after"))
    def after(self, change: RegisterChange) -> SafeString | str:
        shown = _place(change.name_after, change.code_after, change.place_after)
        number = change.other_id if change.name_before else change.community_id
        if number is None:
            return shown
        address = reverse("admin:places_community_change", args=[number])
        return format_html('<a href="{}">{}</a>', address, shown)

    @admin.display(description=_("level"))
    def level(self, change: RegisterChange) -> str:
        return change.level

    @admin.display(description=_("what speaks for it"))
    def speaks_for_it(self, change: RegisterChange) -> str:
        return str(change.reason_text)

    @admin.display(description=_("what speaks for it"))
    def perhaps(self, change: RegisterChange) -> SafeString | str:
        words = str(change.reason_text) or "–"
        is_open = change.settlement == "" and change.community is not None
        if not is_open or change.kind not in ("withdrawn", "merged", "moved", "back"):
            return words
        numbers = {"stays": change.other_id, "goes": change.community_id}
        named = {side: number for side, number in numbers.items() if number}
        address = reverse("admin:places_community_merge")
        return format_html(
            '{}<br><a href="{}?{}">{}</a>',
            words,
            address,
            urlencode(named),
            gettext("Merged into …"),
        )

    @admin.display(description=_("work methods"))
    def method_count(self, change: Any) -> SafeString | str:
        if not change.method_count or change.community_id is None:
            return str(change.method_count)
        methods = reverse("admin:methods_workmethod_changelist")
        return format_html(
            '<a href="{}?community__number__exact={}">{}</a>',
            methods,
            change.community_id,
            change.method_count,
        )

    @admin.display(description=_("settled"))
    def how_settled(self, change: RegisterChange) -> SafeString | str:
        if change.settlement == "" or change.settled_at is None:
            return gettext("to be settled")
        when = f"{change.settled_at:%Y-%m-%d}"
        who = str(change.settled_by) if change.settled_by else gettext("by the load")
        return format_html(
            '{}<br><span class="quiet">{}, {}</span>',
            change.get_settlement_display(),
            who,
            when,
        )

    @admin.action(description=_("Settled: it was renamed"), permissions=["change"])
    def renamed(self, request: HttpRequest, rows: QuerySet) -> None:
        self._settle(request, rows, settle_as_renamed)

    @admin.action(description=_("Same place, other code"), permissions=["merge"])
    def same_place(self, request: HttpRequest, rows: QuerySet) -> None:
        self._settle(request, rows, settle_as_same_place)

    @admin.action(description=_("Really withdrawn"), permissions=["change"])
    def withdrawn(self, request: HttpRequest, rows: QuerySet) -> None:
        self._settle(request, rows, settle_as_withdrawn)

    @admin.action(description=_("As the register has it"), permissions=["change"])
    def as_it_is(self, request: HttpRequest, rows: QuerySet) -> None:
        self._settle(request, rows, settle_as_it_is)

    def has_merge_permission(self, request: HttpRequest) -> bool:
        may_change = self.has_change_permission(request)
        return may_change and staff(request).has_perm(MERGE)

    def _settle(self, request: HttpRequest, rows: QuerySet, settles: Settles) -> None:
        """Settle each for itself; say how many, and why others were not."""
        person: User = staff(request)
        done, refused = 0, []
        for change in rows:
            try:
                settles(change, by=person)
                done += 1
            except ValidationError as error:
                refused.append((str(change), " ".join(error.messages)))
            except PermissionDenied:
                refused.append((str(change), gettext("You may not merge these.")))
        if done:
            words = ngettext("%(count)d settled.", "%(count)d settled.", done)
            self.message_user(request, words % {"count": done}, messages.SUCCESS)
        if refused:
            words = ngettext(
                "%(count)d not settled:", "%(count)d not settled:", len(refused)
            )
            shown = format_html_join("", "<br>{}: {}", refused[:_FAULTS_SHOWN])
            text = format_html(
                "{}{}{}",
                words % {"count": len(refused)},
                shown,
                " …" if len(refused) > _FAULTS_SHOWN else "",
            )
            self.message_user(request, text, messages.WARNING)


def _place(name: str, code: str, path: str) -> SafeString | str:
    if not name:
        return "–"
    return format_html(
        '<span lang="zh-Hans">{}</span> {}<br><span class="quiet" lang="zh-Hans">{}'
        "</span>",
        name,
        code,
        path,
    )
