import datetime
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import ShowFacets
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.list_filters import RelatedRecords, path_of
from catalogue.accounts.scoped_admin import ScopedAdmin, sees_all, staff
from catalogue.methods.admin.choosing import ChoosesPublishedMethods
from catalogue.methods.admin.columns import BilingualForm, two_lines
from catalogue.methods.admin.filters import DemonstrationRecords
from catalogue.methods.admin.parts import PartOfRecord
from catalogue.places.admin.choosing import PathChoices
from catalogue.places.models import Community
from catalogue.practice.admin.adoption_decisions import DecidesOnAdoptions
from catalogue.practice.admin.adoption_forms import AdoptionForm
from catalogue.practice.admin.variations import MakesMethods
from catalogue.practice.adopting import DECIDE, confirm_adoption, report_adoption
from catalogue.practice.models import Adoption, AdoptionEvidence

_FIXED = ("method", "community")
_OF_BODY = "community__reporting_body"


class AdoptionEvidenceInline(PartOfRecord, admin.TabularInline):
    model = AdoptionEvidence


@admin.register(Adoption)
class AdoptionAdmin(
    BilingualForm,
    ChoosesPublishedMethods,
    PathChoices,
    DecidesOnAdoptions,
    MakesMethods,
    ScopedAdmin,
):
    """Who works by which method; an officer answers for the own communities."""

    form = AdoptionForm
    list_display = [
        "place",
        "method_titles",
        "since",
        "state",
        "came_by_form",
        "reported_on",
        "reference",
    ]
    list_display_links = ["place"]
    export_display = [
        *("reference", "state", "came_by_form", "reported_at", "decided_at"),
        *("community__number", "community__code", "community__name"),
        *("method__number", "method__title_zh", "method__title_en", "since"),
        *("adapted_zh", "adapted_en", "result_zh", "result_en", "source"),
        *("ended_on", "end_reason", "is_demo"),
    ]
    list_filter = [
        "state",
        "came_by_form",
        ("is_demo", DemonstrationRecords),
        f"{_OF_BODY}__region",
        (_OF_BODY, RelatedRecords),
    ]
    show_facets = ShowFacets.ALWAYS
    list_per_page = 50
    search_fields = [
        "=reference",
        "=method__number",
        "method__title_zh",
        "method__title_en",
        "community__name",
    ]
    search_help_text = _("Reference, method or community")
    autocomplete_fields = ["method", "community"]
    published_methods_in = ("method",)
    readonly_fields = [
        *("state", "reference", "came_by_form", "reported_at", "reported_by"),
        *("decided_at", "decided_by", "refusal_reason"),
        *("ended_on", "end_reason", "end_recorded_by", "is_demo"),
        *("whom_to_ask", "kept_for_the_body"),
    ]
    inlines = [AdoptionEvidenceInline]

    def get_queryset(self, request: HttpRequest) -> Any:
        rows: Any = super().get_queryset(request)
        return rows.with_path().select_related("method", "contact")

    def offered(self, field: str, request: HttpRequest) -> Any:
        if field == "community" and not sees_all(request):
            own = staff(request).reporting_body_id
            return Community.objects.filter(reporting_body=own)
        return super().offered(field, request)

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        filters = list(super().get_list_filter(request))
        if sees_all(request):
            return filters
        return [each for each in filters if not path_of(each).startswith(_OF_BODY)]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        fixed = _FIXED if obj else ()
        return [*super().get_readonly_fields(request, obj), *fixed]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        texts = [("adapted_zh", "adapted_en"), ("result_zh", "result_en"), "source"]
        if obj is None:
            return [(None, {"fields": [*_FIXED, "since", *texts, "confirmed"]})]
        life = [
            ("state", "reference"),
            ("came_by_form", "reported_at", "reported_by"),
            ("decided_at", "decided_by"),
        ]
        if obj.state == Adoption.State.REFUSED:
            life.append(("refusal_reason",))
        if obj.has_ended:
            life.append(("ended_on", "end_reason", "end_recorded_by"))
        is_of_own_body = staff(request).reporting_body_id == (
            obj.community.reporting_body_id
        )
        asked = ["whom_to_ask" if is_of_own_body else "kept_for_the_body"]
        asked = asked if obj.came_by_form else []
        return [
            (None, {"fields": [*_FIXED, "since", *texts]}),
            (_("Report and decision"), {"fields": [*life, *asked, "is_demo"]}),
        ]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        for name in _FIXED:
            if name in form.base_fields:
                widget = form.base_fields[name].widget
                widget.can_change_related = widget.can_add_related = False
                widget.can_view_related = widget.can_delete_related = False
        return form  # type: ignore[no-any-return]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was refused stays as it was told."""
        is_refused = obj is not None and obj.state == Adoption.State.REFUSED
        return not is_refused and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # A report is refused and an adoption ends; both stay on record.
        return False

    def save_model(
        self, request: HttpRequest, obj: Adoption, form: Any, change: bool
    ) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        person = staff(request)
        report_adoption(obj, by=person)
        if form.cleaned_data.get("confirmed") and person.has_perm(DECIDE):
            confirmed = confirm_adoption(obj, by=person)
            obj.state, obj.decided_at = confirmed.state, confirmed.decided_at

    def view_on_site(self, obj: Adoption) -> str | None:
        is_read = obj.state in Adoption.CONFIRMED_STATES and obj.method.is_published
        return obj.get_absolute_url() if is_read else None

    @admin.display(description=_("community"), ordering="community__name")
    def place(self, adoption: Adoption) -> SafeString:
        levels = [level.label for level in adoption.community.path()]
        return format_html(
            '<span lang="zh-Hans">{}</span><br><span class="quiet">{}</span>',
            adoption.community,
            " · ".join(levels[:-1]),
        )

    @admin.display(description=_("work method"), ordering="method__title_zh")
    def method_titles(self, adoption: Adoption) -> SafeString:
        method = adoption.method
        return two_lines(method.title, method.other_title, if_empty=str(method))

    @admin.display(description=_("reported on"), ordering="reported_at")
    def reported_on(self, adoption: Adoption) -> str:
        return date_format(localtime(adoption.reported_at), "Y-m-d")

    @admin.display(description=_("whom to ask"))
    def whom_to_ask(self, adoption: Adoption) -> SafeString | str:
        contact = getattr(adoption, "contact", None)
        if contact is None:
            return "–"
        return format_html(
            '{}<br><span class="quiet">{}</span>',
            contact,
            _("deleted on %(day)s") % {"day": _day(contact.delete_on)},
        )

    @admin.display(description=_("whom to ask"))
    def kept_for_the_body(self, adoption: Adoption) -> str:
        """What those of other bodies read: that there is somebody, and no name."""
        contact = getattr(adoption, "contact", None)
        if contact is None:
            return "–"
        words = _("Known to the reporting body until %(day)s.")
        return words % {"day": _day(contact.delete_on)}


def _day(day: datetime.date) -> str:
    return date_format(day, "Y-m-d")
