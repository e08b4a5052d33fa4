from typing import Any

from django.contrib import admin
from django.contrib.admin.options import ShowFacets
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.list_filters import RelatedRecords, path_of
from catalogue.accounts.scoped_admin import ScopedInline, sees_all
from catalogue.methods.admin.columns import two_lines
from catalogue.methods.admin.filters import DemonstrationRecords
from catalogue.rounds.admin.forms import SubmissionForm
from catalogue.rounds.admin.open_rounds import OpenRoundAdmin, OpenRoundChoices
from catalogue.rounds.models import Submission

# In the address of a page that enters a method: the round it begins with.
ROUND = "round"


@admin.register(Submission)
class SubmissionAdmin(OpenRoundAdmin):
    """All submissions; an officer enters the own ones while the round is open."""

    form = SubmissionForm
    list_display = [
        "method_titles",
        "selection_round",
        "reporting_body",
        "sequence_number",
        "outcome",
        "is_demo",
    ]
    export_display = [
        "method__number",
        "method__title_zh",
        "method__title_en",
        *list_display[1:],
    ]
    list_filter = [
        ("selection_round", RelatedRecords),
        "outcome",
        ("method__is_demo", DemonstrationRecords),
        "reporting_body__region",
        ("reporting_body", RelatedRecords),
    ]
    show_facets = ShowFacets.ALWAYS
    list_select_related = ["method", "selection_round", "reporting_body"]
    search_fields = [
        "=method__number",
        "method__title_zh",
        "method__title_en",
        "method__community__name",
    ]
    autocomplete_fields = ["method", "selection_round"]
    readonly_fields = ["reporting_body"]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "One method, put forward once in this round by its own reporting "
                    "body, which is taken from the method."
                ),
                "fields": [
                    "selection_round",
                    "method",
                    "reporting_body",
                    "sequence_number",
                ],
            },
        ),
        (
            _("Result"),
            {
                "description": _("What the organiser's result notice says of it."),
                "fields": ["outcome"],
            },
        ),
    ]

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        filters = list(super().get_list_filter(request))
        if sees_all(request):
            return filters
        return [each for each in filters if not path_of(each).startswith("reporting")]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        decided_elsewhere = [] if sees_all(request) else ["outcome"]
        return [*super().get_readonly_fields(request, obj), *decided_elsewhere]

    @admin.display(description=_("work method"), ordering="method__title_zh")
    def method_titles(self, submission: Submission) -> SafeString:
        method = submission.method
        return two_lines(method.title, method.other_title, if_empty=str(method))

    @admin.display(
        description=_("demonstration"), ordering="method__is_demo", boolean=True
    )
    def is_demo(self, submission: Submission) -> bool:
        return submission.method.is_demo


class SubmissionInline(OpenRoundChoices, ScopedInline):
    """The submissions of one method in rounds that are only recorded, on its page."""

    model = Submission
    form = SubmissionForm
    extra = 0
    fields = ["selection_round", "sequence_number", "outcome"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).filter(selection_round__is_held_here=False)

    def initial_rows(self, request: HttpRequest, method: Any) -> list[dict[str, int]]:
        """A first row for a new method whose address names a round."""
        number = request.GET.get(ROUND, "")
        is_number = number.isascii() and number.isdecimal() and len(number) < 10
        is_new = method is None or method.pk is None
        return [{"selection_round": int(number)}] if is_number and is_new else []

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return len(self.initial_rows(request, obj))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [] if sees_all(request) else ["outcome"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return sees_all(request) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return sees_all(request) and super().has_delete_permission(request, obj)


class HeldSubmissionInline(ScopedInline):
    """The submissions of one method in rounds that are held here, only to be read."""

    model = Submission
    extra = 0
    verbose_name_plural = _("submissions in rounds that are held here")
    fields = ["selection_round", "sequence_number", "text"]
    readonly_fields = ["selection_round", "sequence_number", "text"]

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request).filter(selection_round__is_held_here=True)
        return rows.select_related("selection_round")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("text"))
    def text(self, submission: Submission) -> SafeString | str:
        if submission.submitted_at is None:
            return "–"
        address = reverse("admin:rounds_submitted_text", args=[submission.pk])
        return format_html('<a href="{}">{}</a>', address, _("Text as submitted"))
