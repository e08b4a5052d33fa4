from typing import Any

from django.contrib import admin
from django.contrib.admin.options import ShowFacets
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.list_filters import RelatedRecords, path_of
from catalogue.accounts.scoped_admin import ScopedAdmin, sees_all, staff
from catalogue.methods.admin.columns import BilingualForm, two_lines
from catalogue.methods.admin.filters import DemonstrationRecords
from catalogue.places.admin.choosing import PathChoices
from catalogue.practice.admin.known_methods import (
    KnownMethodsWidget,
    known_methods,
)
from catalogue.practice.admin.promotion_filters import BeginsIn, OverAndPlanned
from catalogue.practice.admin.promotion_form import PromotionForm
from catalogue.practice.admin.promotion_moves import PromotionMoves
from catalogue.practice.models import Promotion
from catalogue.practice.promoting import PUBLISH
from catalogue.practice.promotion_dates import dates_of

FIELDSETS: Any = [
    (
        None,
        {
            "description": _(
                "One event, publication or class by which methods were made known. "
                "What is not known stays empty."
            ),
            "fields": [
                ("kind", "standing"),
                ("title_zh", "title_en"),
                ("summary_zh", "summary_en"),
                "reporting_body",
            ],
        },
    ),
    (
        _("When"),
        {
            "description": _("As precise as known. Times need a whole day."),
            "fields": [
                ("begins_on", "ends_on"),
                ("begins_at", "ends_at"),
                ("when_zh", "when_en"),
            ],
        },
    ),
    (
        _("Where and by whom"),
        {
            "fields": [
                ("province", "division", "community"),
                ("place_zh", "place_en"),
                ("organiser_zh", "organiser_en"),
                ("outlet_zh", "outlet_en"),
                ("address", "may_link"),
            ]
        },
    ),
    (
        _("What it served"),
        {"fields": ["of_methods", "of_rounds", ("sessions", "people_reached")]},
    ),
    (
        _("Where it is known from"),
        {"fields": ["source", ("source_address", "may_link_source")]},
    ),
    (
        _("State"),
        {
            "fields": [
                ("status", "published_at"),
                ("entered_by", "sent_by", "published_by"),
                ("created_at", "updated_at"),
            ]
        },
    ),
]


_PLACES = {"reporting_body", "province", "division", "community"}


@admin.register(Promotion)
class PromotionAdmin(BilingualForm, PathChoices, PromotionMoves, ScopedAdmin):
    """Acts of promotion: those of the own body, or of all and of the ministry."""

    form = PromotionForm
    list_display = [
        "titles",
        "kind",
        "when",
        "where",
        "body",
        "standing",
        "status",
        "is_demo",
    ]
    export_display = [
        *("number", "kind", "standing", "title_zh", "title_en"),
        *("begins_on", "ends_on", "when_zh", "when_en"),
        *("where", "place_zh", "place_en"),
        *("organiser_zh", "organiser_en", "outlet_zh", "outlet_en", "address"),
        *("body", "served", "sessions", "people_reached"),
        *("source", "source_address", "status", "is_demo"),
    ]
    list_filter = [
        "status",
        "kind",
        "standing",
        OverAndPlanned,
        BeginsIn,
        ("province", RelatedRecords),
        ("reporting_body", RelatedRecords),
        ("rounds", RelatedRecords),
        ("is_demo", DemonstrationRecords),
    ]
    show_facets = ShowFacets.ALWAYS
    list_per_page = 50
    list_select_related = [
        "reporting_body",
        "province",
        "division__parent",
        "division__province",
        "community__province",
        "community__county__parent",
        "community__street",
    ]
    ordering = ["-begins_on", "-pk"]
    search_fields = [
        "title_zh",
        "title_en",
        "organiser_zh",
        "organiser_en",
        "outlet_zh",
        "outlet_en",
        "place_zh",
        "place_en",
    ]
    search_help_text = _("Title, organiser, outlet or place")
    autocomplete_fields = ["community", "division"]
    readonly_fields = [
        "status",
        "published_at",
        "entered_by",
        "sent_by",
        "published_by",
        "created_at",
        "updated_at",
    ]
    fieldsets = FIELDSETS

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        filters = list(super().get_list_filter(request))
        if sees_all(request):
            return filters
        return [each for each in filters if path_of(each) != "reporting_body"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        own = [] if sees_all(request) else ["reporting_body"]
        return [*super().get_readonly_fields(request, obj), *own]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        for name in _PLACES & form.base_fields.keys():
            # Places are put right on pages of their own, not in passing.
            widget = form.base_fields[name].widget
            widget.can_add_related = widget.can_change_related = False
            widget.can_view_related = widget.can_delete_related = False
        if "of_methods" in form.base_fields:
            methods, rounds = (
                form.base_fields[name] for name in ("of_methods", "of_rounds")
            )
            methods.queryset = known_methods(request)
            methods.widget = KnownMethodsWidget(
                Promotion._meta.get_field("methods"), self.admin_site
            )
            rounds.widget = AutocompleteSelectMultiple(
                Promotion._meta.get_field("rounds"), self.admin_site
            )
            for field in (methods, rounds):
                field.widget.choices = field.choices
        return form  # type: ignore[no-any-return]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody writes into what the public reads, nor who waits for the checking."""
        allowed = super().has_change_permission(request, obj)
        if obj is None:
            return allowed
        if obj.status == Promotion.Status.CHECKING:
            return allowed and staff(request).has_perm(PUBLISH)
        return allowed and not obj.is_published

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_known = obj is not None and obj.is_published
        return not is_known and super().has_delete_permission(request, obj)

    def save_model(
        self, request: HttpRequest, obj: Promotion, form: Any, change: bool
    ) -> None:
        if not change:
            obj.entered_by = staff(request)
            if not sees_all(request):
                obj.reporting_body = staff(request).reporting_body
        super().save_model(request, obj, form, change)

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        form.save_served()

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("methods", "rounds")

    @admin.display(description=_("title"), ordering="title_zh")
    def titles(self, promotion: Promotion) -> SafeString:
        return two_lines(promotion.title, promotion.other_title)

    @admin.display(description=_("number"), ordering="pk")
    def number(self, promotion: Promotion) -> int:
        return promotion.pk

    @admin.display(description=_("when"), ordering="begins_on")
    def when(self, promotion: Promotion) -> str:
        return dates_of(promotion)

    @admin.display(description=_("where"), ordering="province__sort_order")
    def where(self, promotion: Promotion) -> str:
        place = promotion.community or promotion.division
        return place.path_text if place else str(promotion.province or "")

    @admin.display(description=_("body"), ordering="reporting_body__sort_order")
    def body(self, promotion: Promotion) -> str:
        return str(promotion.reporting_body or _("the ministry"))

    @admin.display(description=_("work methods"))
    def served(self, promotion: Promotion) -> str:
        return ", ".join(str(method) for method in promotion.methods.all())

    @admin.display(description=_("work methods"))
    def of_methods(self, promotion: Promotion) -> str:
        return self.served(promotion) or "-"

    @admin.display(description=_("selection rounds"))
    def of_rounds(self, promotion: Promotion) -> str:
        return ", ".join(map(str, promotion.rounds.all())) or "-"

    def view_on_site(self, obj: Promotion) -> str | None:
        return obj.get_absolute_url() if obj.is_published else None
