from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalogue.places.models import Province, RegisterLoad


@admin.register(Province)
class ProvinceAdmin(admin.ModelAdmin):
    """The 35 provincial-level units, 32 of which report; none comes or goes."""

    list_display = [
        "short_name_zh", "short_name_en", "code", "kind", "region",
        "is_reporting_body", "sort_order",
    ]  # fmt: skip
    list_filter = ["is_reporting_body", "kind", "region", "nbs_region"]
    search_fields = ["name_zh", "name_en", "pinyin", "=pinyin_initials", "=code"]
    search_help_text = _("Name, pinyin, initials or code")
    actions = None
    fieldsets = [
        (
            None,
            {
                "description": _("Official names; the address follows the short one."),
                "fields": [
                    ("name_zh", "name_en"),
                    ("short_name_zh", "short_name_en"),
                    ("abbr_zh", "slug"),
                    ("code", "adcode", "iso_3166_2"),
                ],
            },
        ),
        (
            _("Reporting"),
            {
                "description": _(
                    "A reporting body solicits methods in its province and submits "
                    "some of them to a round."
                ),
                "fields": ["is_reporting_body", "kind", ("region", "nbs_region")],
            },
        ),
        (
            _("Order and tile"),
            {
                "description": _("The official order, and the place in the tile grid."),
                "fields": ["sort_order", ("tile_row", "tile_column")],
            },
        ),
        (
            _("Finding it"),
            {
                "description": _("How the name is read."),
                "fields": [("pinyin", "pinyin_initials", "pinyin_marked")],
            },
        ),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        # Addresses are a contract and codes are keys: neither changes afterwards.
        return [] if obj is None else ["code", "slug"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(RegisterLoad)
class RegisterLoadAdmin(admin.ModelAdmin):
    """Which register is loaded; load_places alone writes it."""

    list_display = ["file", "rows", "register_on", "loaded_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
