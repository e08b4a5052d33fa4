from typing import Any

from django.contrib import admin
from django.contrib.admin.options import ShowFacets
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.list_filters import RelatedRecords
from catalogue.accounts.scoped_admin import ScopedInline, sees_all
from catalogue.rounds.admin.forms import ProvincialReturnForm
from catalogue.rounds.admin.open_rounds import OpenRoundAdmin
from catalogue.rounds.models import ProvincialReturn


@admin.register(ProvincialReturn)
class ProvincialReturnAdmin(OpenRoundAdmin):
    """The counts that the reporting bodies gave to the organiser."""

    form = ProvincialReturnForm
    list_display = [
        "reporting_body",
        "selection_round",
        "solicited",
        "submitted",
        "selected",
        "source",
    ]
    list_filter = [("selection_round", RelatedRecords), "reporting_body__region"]
    show_facets = ShowFacets.ALWAYS
    list_select_related = ["reporting_body", "selection_round"]
    search_fields = ["reporting_body__name_zh", "reporting_body__name_en", "source"]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "The three counts as the body reported them. What is not known "
                    "stays empty; it is never worked out from the records here."
                ),
                "fields": [
                    ("selection_round", "reporting_body"),
                    ("solicited", "submitted", "selected"),
                    "source",
                ],
            },
        )
    ]


class ProvincialReturnInline(ScopedInline):
    """The returns of one round, on its page; officers read their own."""

    model = ProvincialReturn
    form = ProvincialReturnForm
    extra = 0
    classes = ["collapse"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return sees_all(request) and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return sees_all(request) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return sees_all(request) and super().has_delete_permission(request, obj)
