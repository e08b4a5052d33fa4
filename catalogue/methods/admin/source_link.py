from collections import defaultdict
from typing import Any

from django.contrib import admin, messages
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, IntegerField, OuterRef, QuerySet, Value, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.scoped_admin import ScopedAdmin, sees_all, staff
from catalogue.change_page import NothingToSave
from catalogue.methods.link_check.checking import mark_as_working
from catalogue.methods.models import Source, SourceLink, WorkMethod
from catalogue.places.models import Province

Status = SourceLink.Status
_YES, _NO = "yes", "no"
_SHOWN = ("link", "state", "found", "cited_by", "by_hand", "checked_at")
# What needs a person comes first.
_URGENCY = (
    Status.DEAD,
    Status.UNREACHABLE,
    Status.REFUSED,
    Status.MOVED,
    Status.FINE,
)


class ByHand(admin.SimpleListFilter):
    title = _("checked by hand")
    parameter_name = "by_hand"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[Any]:
        return [(_YES, _("Yes")), (_NO, _("No"))]

    def queryset(self, request: HttpRequest, rows: QuerySet) -> QuerySet | None:
        if self.value() not in (_YES, _NO):
            return rows
        return rows.filter(works_by_hand_at__isnull=self.value() == _NO)


class ReportingBodies(admin.SimpleListFilter):
    """The bodies of the methods that cite a link; for who sees them all."""

    title = _("reporting body")
    parameter_name = "body"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[Any]:
        if not sees_all(request):
            return []
        bodies = Province.objects.reporting_bodies()
        return [(body.code, str(body)) for body in bodies]

    def queryset(self, request: HttpRequest, rows: QuerySet) -> QuerySet | None:
        if not self.value():
            return rows
        cited = Source.objects.filter(method__reporting_body=self.value()).order_by()
        return rows.filter(address__in=cited.values("address"))


@admin.register(SourceLink)
class SourceLinkAdmin(NothingToSave, ScopedAdmin):
    """What the check of links found, and the methods to correct."""

    list_display = _SHOWN
    list_display_links = None
    list_filter = ["status", "problem", ByHand, ReportingBodies]
    search_fields = ["address"]
    search_help_text = _("Address")
    actions = ["works"]
    export_display = [
        *("address", "status", "status_since", "problem", "http_status", "moved_to"),
        *("numbers", "works_by_hand_at", "works_by_hand_by", "checked_at"),
    ]
    list_per_page = 50
    sortable_by = ()
    show_full_result_count = False
    fields = _SHOWN
    readonly_fields = _SHOWN

    def get_queryset(self, request: HttpRequest) -> Any:
        places = [When(status=each, then=n) for n, each in enumerate(_URGENCY)]
        urgency = Case(*places, default=Value(9), output_field=IntegerField())
        rows = SourceLink.objects.visible_to(request.user)
        rows = rows.select_related("works_by_hand_by")
        own = WorkMethod.objects.visible_to(request.user).order_by()
        citing = Source.objects.filter(address=OuterRef("address"), method__in=own)
        numbers = citing.order_by("method").values("method").distinct()
        return rows.annotate(urgency=urgency, numbers=ArraySubquery(numbers))

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        return ("urgency", "address")

    def is_visible(self, request: HttpRequest, row: Any) -> bool:
        if row is None or row.pk is None:
            return True
        own = SourceLink.objects.visible_to(request.user)
        return bool(own.filter(pk=row.pk).exists())

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        page = super().get_changelist_instance(request)
        _tell_citing(list(page.result_list), request)
        return page

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        row = super().get_object(request, object_id, from_field)
        if row is not None:
            _tell_citing([row], request)
        return row

    @admin.display(description=_("address"))
    def link(self, row: SourceLink) -> SafeString:
        if not row.address.lower().startswith(("http://", "https://")):
            return format_html("{}", row.address)
        return format_html(
            '<a href="{}" rel="noreferrer noopener external">{}</a>',
            row.address,
            row.address,
        )

    @admin.display(description=_("state"))
    def state(self, row: SourceLink) -> SafeString:
        day = gettext("since %(day)s") % {"day": f"{row.status_since:%Y-%m-%d}"}
        return format_html(
            '{}<br><span class="quiet">{}</span>', row.get_status_display(), day
        )

    @admin.display(description=_("what was found"))
    def found(self, row: SourceLink) -> SafeString:
        if row.moved_to:
            return format_html(
                '<a href="{}" rel="noreferrer noopener external">{}</a>',
                row.moved_to,
                row.moved_to,
            )
        code = f" ({row.http_status})" if row.http_status else ""
        return format_html("{}{}", row.get_problem_display() or "–", code)

    @admin.display(description=_("cited by"))
    def cited_by(self, row: Any) -> SafeString:
        address = "admin:methods_workmethod_change"
        return format_html_join(
            SafeString("<br>"),
            '<a href="{}" lang="{}">{}</a>',
            (
                (reverse(address, args=[method.pk]), method.title.lang, method.title)
                for method in row.citing
            ),
        )

    @admin.display(description=_("checked by hand"))
    def by_hand(self, row: SourceLink) -> str:
        if row.works_by_hand_at is None:
            return "–"
        words = gettext("works: %(person)s, %(day)s")
        day = f"{row.works_by_hand_at:%Y-%m-%d}"
        return words % {"person": row.works_by_hand_by, "day": day}

    @admin.action(description=_("Checked by hand, works"), permissions=["change"])
    def works(self, request: HttpRequest, rows: QuerySet) -> None:
        for row in rows:
            mark_as_working(row, by=staff(request))
        count = len(rows)
        words = ngettext(
            "%(count)d link is marked as working.",
            "%(count)d links are marked as working.",
            count,
        )
        self.message_user(request, words % {"count": count}, messages.SUCCESS)

    @admin.display(description=_("numbers of the methods"))
    def numbers(self, row: Any) -> str:
        return "; ".join(map(str, row.numbers))


def _tell_citing(rows: list[Any], request: HttpRequest) -> None:
    """Give each link the methods that cite it and that the person may see."""
    cited: dict[str, dict[int, WorkMethod]] = defaultdict(dict)
    own = WorkMethod.objects.visible_to(request.user).order_by()
    sources = Source.objects.filter(
        address__in=[row.address for row in rows], method__in=own
    ).select_related("method")
    for source in sources.order_by("method"):
        cited[source.address][source.method_id] = source.method
    for row in rows:
        row.citing = list(cited[row.address].values())
