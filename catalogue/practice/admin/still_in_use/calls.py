from typing import Any

from django.contrib import admin
from django.contrib.admin.options import ShowFacets
from django.db.models import Count, Q, QuerySet, Value
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.list_filters import RelatedRecords
from catalogue.accounts.scoped_admin import ForeignRowsAreMissing, sees_all, staff
from catalogue.practice.admin.still_in_use import overview
from catalogue.practice.admin.still_in_use.worklist import worklist
from catalogue.practice.models import StillInUseAnswer, StillInUseCall
from catalogue.practice.still_in_use_calls import ASK
from catalogue.rounds.admin.addresses import View, page_at


class OnlyRead(admin.ModelAdmin):
    """Rows that the pages of the call write, and nobody by hand."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(StillInUseCall)
class StillInUseCallAdmin(OnlyRead):
    """The calls, each leading to its rows and to how far the bodies are."""

    list_display = ["call", "opened_on", "last_day", "is_open", "answered", "pages"]
    list_display_links = None
    export_display = ["year", "opened_on", "due_on", "extended_to", "is_open"]
    ordering = ["-year", "is_demo"]
    change_list_template = "admin/practice/still_in_use_calls.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[StillInUseCall]:
        own = Q()
        if not sees_all(request):
            own = Q(answers__reporting_body=staff(request).reporting_body_id)
        asked = Count("answers", filter=own)
        given = Count("answers", filter=own & ~Q(answers__answer=""))
        rows: QuerySet[StillInUseCall] = super().get_queryset(request)
        is_of_all = Value(sees_all(request))
        return rows.annotate(asked=asked, given=given, is_of_all=is_of_all)

    def get_urls(self) -> list[Any]:
        begin = "<int:number>/"
        pages: tuple[tuple[str, str, View], ...] = (
            ("open/", "open", overview.opening),
            (f"{begin}answers/", "answers", worklist),
            (f"{begin}overview/", "overview", overview.overview),
            (f"{begin}more-time/", "more_time", overview.more_time),
            (f"{begin}close/", "close", overview.close),
            (f"{begin}notes/", "notes", overview.release_notes),
        )
        own = [
            page_at(address, view, f"practice_still_in_use_{name}", self.admin_site)
            for address, name, view in pages
        ]
        return [*own, *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        may_ask = {"may_ask": staff(request).has_perm(ASK)}
        return super().changelist_view(request, {**may_ask, **(extra_context or {})})

    @admin.display(description=_("call"), ordering="year")
    def call(self, call: StillInUseCall) -> str:
        return str(call)

    @admin.display(description=_("last day"))
    def last_day(self, call: StillInUseCall) -> Any:
        return call.last_day

    @admin.display(description=_("takes answers"), boolean=True)
    def is_open(self, call: StillInUseCall) -> bool:
        return call.is_open

    @admin.display(description=_("answered"))
    def answered(self, call: Any) -> str:
        return _("%(given)d of %(asked)d") % {"given": call.given, "asked": call.asked}

    @admin.display(description=_("pages"))
    def pages(self, call: Any) -> SafeString:
        """Where the own rows are answered and, for who sees all, how far all are."""
        pages = {"answers": _("Answers")}
        if call.is_of_all:
            pages["overview"] = _("By reporting body")
        return format_html_join(
            " · ",
            '<a href="{}">{}</a>',
            (
                (reverse(f"admin:practice_still_in_use_{name}", args=[call.pk]), words)
                for name, words in pages.items()
            ),
        )


class Answers(admin.SimpleListFilter):
    """Rows by their answer, and those that have none yet."""

    title = _("answer")
    parameter_name = "answer"
    _NONE = "none"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[Any]:
        return [*StillInUseAnswer.Answer.choices, (self._NONE, _("No answer yet"))]

    def queryset(
        self, request: HttpRequest, rows: QuerySet[StillInUseAnswer]
    ) -> QuerySet[StillInUseAnswer]:
        chosen = self.value()
        if not chosen:
            return rows
        return rows.filter(answer="" if chosen == self._NONE else chosen)


@admin.register(StillInUseAnswer)
class StillInUseAnswerAdmin(OnlyRead, ForeignRowsAreMissing):
    """Every answer of every year, to be filtered and taken out as a file."""

    list_display = [
        *("method", "call", "reporting_body", "answer_text", "confirmed_on"),
        *("answered_by", "answered_at"),
    ]
    list_display_links = ["method"]
    export_display = [
        *("number", "method__title_zh", "method__title_en", "reporting_body"),
        *("call__year", "answer", "confirmed_on", "no_longer_since"),
        *("revised_into", "merged_community", "note_zh", "note_en", "evidence"),
        *("answered_by", "answered_at"),
    ]
    list_filter = [
        ("call", RelatedRecords),
        Answers,
        ("reporting_body", RelatedRecords),
    ]
    show_facets = ShowFacets.ALWAYS
    list_select_related = [
        *("method", "call", "reporting_body", "answered_by"),
        *("revised_into", "merged_community"),
    ]
    search_fields = ["method__title_zh", "method__title_en", "note_zh", "note_en"]
    search_help_text = _("Title or note")

    def get_list_filter(self, request: HttpRequest) -> Any:
        """Without the bodies, for who sees the own one alone."""
        return self.list_filter if sees_all(request) else self.list_filter[:2]

    @admin.display(description=_("number"))
    def number(self, row: StillInUseAnswer) -> int:
        return row.method_id

    @admin.display(description=_("answer"), ordering="answer", empty_value="–")
    def answer_text(self, row: StillInUseAnswer) -> str | None:
        return row.get_answer_display() or None
