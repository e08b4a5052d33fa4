from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from catalogue.places.admin.choosing import PathChoices
from catalogue.places.models import Community, Division, Street
from catalogue.places.names import folded

_FOUND_AT_MOST = 200


class ByNameAdmin(PathChoices, admin.ModelAdmin):
    """Places above the communities: found by name, pinyin, initials and code."""

    path_relations: ClassVar[tuple[str, ...]] = ()
    search_fields = ["name_zh"]
    search_help_text = _("Name, pinyin, initials or code")
    readonly_fields = ["register_name"]
    list_per_page = 50
    actions = None

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        for word in folded_words(search_term):
            queryset = queryset.filter(
                Q(name_zh__contains=word)
                | Q(name_en__icontains=word)
                | Q(pinyin__startswith=word)
                | Q(pinyin_initials=word)
                | Q(code__startswith=word)
                | self.above(word)
            )
        if "field_name" in request.GET:
            queryset = queryset.select_related(*self.path_relations)
            return queryset[:_FOUND_AT_MOST], False
        return queryset, False

    def above(self, word: str) -> Q:
        """What stands above a row and has the word in its name."""
        raise NotImplementedError

    @admin.display(description=_("name"), ordering="name_zh")
    def names(self, place: Division | Street) -> SafeString:
        return format_html(
            '<span lang="zh-Hans">{}</span> <span lang="en">{}</span>',
            place.name_zh,
            place.name_en,
        )


def folded_words(text: str) -> list[str]:
    """At most five words of a search, folded as names are."""
    words = map(folded, text[:100].split())
    return [word for word in words if word][:5]


@admin.register(Division)
class DivisionAdmin(ByNameAdmin):
    list_display = ["names", "code", "kind", "parent", "province", "in_mca_2026"]
    export_display = ["name_zh", "name_en", *list_display[1:]]
    list_filter = ["level", "kind", "in_mca_2026", "in_nbs_2023", "province"]
    path_relations = ("parent", "province")
    list_select_related = path_relations
    autocomplete_fields = ["parent", "replaced_by"]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "The names as the ministry of civil affairs has them."
                ),
                "fields": ["code", "name_zh", "name_en", "register_name"],
            },
        ),
        (
            _("Place"),
            {
                "description": _(
                    "A county stands under a prefecture, or right under its province."
                ),
                "fields": ["level", "kind", "province", "parent"],
            },
        ),
        (
            _("Register"),
            {
                "description": _(
                    "In which lists it stands, and what came instead of it."
                ),
                "fields": ["in_mca_2026", "in_nbs_2023", "replaced_by"],
            },
        ),
        (
            _("Finding it"),
            {
                "description": _("Made from the name; may be put right."),
                "fields": ["pinyin", "pinyin_initials"],
            },
        ),
    ]

    def above(self, word: str) -> Q:
        return Q(parent__name_zh__contains=word) | Q(province__name_zh__contains=word)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not (
            obj is not None
            and (
                obj.streets.exists()
                or obj.children.exists()
                or Community.objects.filter(county=obj).exists()
            )
        )


@admin.register(Street)
class StreetAdmin(ByNameAdmin):
    list_display = ["names", "code", "county", "prefecture", "province"]
    export_display = ["name_zh", "name_en", *list_display[1:]]
    list_filter = ["county__province"]
    path_relations = ("county__parent", "county__province")
    list_select_related = path_relations
    autocomplete_fields = ["county"]
    fieldsets = [
        (
            None,
            {
                "description": _("A street office, town or township, and its county."),
                "fields": ["code", "name_zh", "name_en", "county", "register_name"],
            },
        ),
        (
            _("Finding it"),
            {
                "description": _("Made from the name; may be put right."),
                "fields": ["pinyin", "pinyin_initials"],
            },
        ),
    ]

    def above(self, word: str) -> Q:
        return (
            Q(county__name_zh__contains=word)
            | Q(county__parent__name_zh__contains=word)
            | Q(county__province__name_zh__contains=word)
        )

    @admin.display(description=_("prefecture"), ordering="county__parent__code")
    def prefecture(self, street: Street) -> str:
        return str(street.county.parent or "–")

    @admin.display(description=_("province"), ordering="county__province__sort_order")
    def province(self, street: Street) -> str:
        return str(street.county.province)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_used = obj is not None and obj.communities.exists()
        return super().has_delete_permission(request, obj) and not is_used
