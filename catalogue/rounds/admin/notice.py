from typing import Any

from django.contrib import admin
from django.contrib.admin.options import ShowFacets
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.list_filters import RelatedRecords
from catalogue.methods.admin.columns import BilingualForm, two_lines
from catalogue.partial_dates import partial_date_text
from catalogue.rounds.admin.forms import NoticeForm
from catalogue.rounds.models import Notice, SelectionRound

PAPER: Any = {
    "description": _("As the document itself writes them."),
    "fields": [
        "role",
        ("issuer_zh", "issuer_en"),
        ("title_zh", "title_en"),
        ("number", "dated"),
    ],
}
COPY: Any = {
    "description": _(
        "The text itself, or where it can be read. Unofficial copies are cited as "
        "the source and not linked."
    ),
    "fields": ["file", ("address", "may_link"), "source"],
}


_STAYS = (
    *("selection_round", "role", "issuer_zh", "issuer_en", "title_zh", "title_en"),
    *("number", "dated"),
)


@admin.register(Notice)
class NoticeAdmin(BilingualForm, admin.ModelAdmin):
    """The official documents of all rounds."""

    form = NoticeForm
    list_display = ["number_or_title", "role", "issuer", "when", "selection_round"]
    export_display = [
        *("selection_round", "role", "number", "when"),
        *("title_zh", "title_en", "issuer_zh", "issuer_en", "address", "source"),
    ]
    list_filter = ["role", ("selection_round", RelatedRecords)]
    show_facets = ShowFacets.ALWAYS
    list_select_related = ["selection_round"]
    search_fields = ["number", "title_zh", "title_en", "issuer_zh", "issuer_en"]
    autocomplete_fields = ["selection_round"]
    fieldsets = [
        (None, {"fields": ["selection_round"]}),
        (None, PAPER),
        (_("Text"), COPY),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """What an announced result was told by is corrected by an amendment alone."""
        usual = [*super().get_readonly_fields(request, obj)]
        return [*usual, *_STAYS] if obj is not None and obj.told_a_result else usual

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and not (obj is not None and obj.told_a_result)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Notices are removed one by one: some of them stay."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    @admin.display(description=_("notice"), ordering="number")
    def number_or_title(self, notice: Notice) -> SafeString | str:
        return notice.number or two_lines(notice.title, "")

    @admin.display(description=_("issuer"), ordering="issuer_zh")
    def issuer(self, notice: Notice) -> SafeString:
        return two_lines(notice.issuer, "")

    @admin.display(description=_("date"), ordering="dated")
    def when(self, notice: Notice) -> str:
        return partial_date_text(notice.dated)


class NoticeInline(BilingualForm, admin.StackedInline):
    """The notices of one round, on its page."""

    model = Notice
    form = NoticeForm
    extra = 0
    fieldsets = [(None, PAPER), (_("Text"), COPY)]
    show_change_link = True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_open(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_open(obj) and super().has_delete_permission(request, obj)


def _is_open(selection_round: SelectionRound | None) -> bool:
    """Whether notices change on the page of the round; later each on its own page."""
    if selection_round is None or not selection_round.is_held_here:
        return True
    return not selection_round.is_announced
