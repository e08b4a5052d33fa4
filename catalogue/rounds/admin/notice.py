from typing import Any

from django.contrib import admin
from django.contrib.admin.options import ShowFacets
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.list_filters import RelatedRecords
from catalogue.methods.admin.columns import BilingualForm, two_lines
from catalogue.partial_dates import partial_date_text
from catalogue.rounds.admin.forms import NoticeForm
from catalogue.rounds.models import Notice

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
