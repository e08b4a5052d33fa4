import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from catalogue.places.admin.choosing import EstimatedPaginator, PathChoices
from catalogue.places.admin.merging import MergesCommunities
from catalogue.places.models import Community, Province
from catalogue.places.models.community import CORPS, OTHER_BODY, XINJIANG
from catalogue.places.names import folded

_OFFERED_UNASKED = 20
# Filters that ask for what `matching` never finds.
_UNFINDABLE = ("is_active__exact", "is_virtual__exact")


class CommunityForm(forms.ModelForm):
    """County, province and reporting body follow from the street where they can."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("county", "reporting_body"):
            if name in self.fields:
                self.fields[name].required = False
        if "reporting_body" in self.fields:
            self.fields["reporting_body"].queryset = Province.objects.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        street, county = values.get("street"), values.get("county")
        if street is not None:
            county = values["county"] = street.county
        if county is None:
            message = _("Choose the street or, where none is known, the county.")
            raise ValidationError({"street": message})
        self.instance.province = county.province
        if values.get("reporting_body") is None:
            values["reporting_body"] = county.province
        self._check_reporting_body(values["reporting_body"])
        return values

    def _check_reporting_body(self, body: Province) -> None:
        province = self.instance.province
        if body != province and (province.pk, body.pk) != (XINJIANG, CORPS):
            self.add_error("reporting_body", OTHER_BODY)


@admin.register(Community)
class CommunityAdmin(PathChoices, MergesCommunities):
    """The whole register and what staff added, found by name, pinyin and code."""

    form = CommunityForm
    list_display = [
        "names", "place", "code", "committee_kind", "reports_through", "is_active",
    ]  # fmt: skip
    export_display = [
        *("number", "name", "name_en", "code", "street", "county", "county__parent"),
        *("province", "reports_through", "committee_kind", "settlement", "is_active"),
    ]
    list_filter = [
        ("reporting_body", admin.RelatedOnlyFieldListFilter),
        "committee_kind", "settlement", "is_active", "is_virtual",
    ]  # fmt: skip
    list_select_related = ["province", "county__parent", "street", "reporting_body"]
    # In the order of the register, without sorting the whole of it.
    ordering = ["number"]
    sortable_by = ()
    list_per_page = 50
    list_max_show_all = 200
    show_full_result_count = False
    paginator = EstimatedPaginator
    search_fields = ["name"]
    search_help_text = _("Name, street or county, pinyin, initials or code")
    autocomplete_fields = ["street", "county"]
    readonly_fields = [
        "matching_key", "register_name", "last_seen_on", "withdrawn_on", "is_virtual",
        "merged_into", "once_called",
    ]  # fmt: skip
    actions = ["merge_selected"]
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "The name as its source writes it; pages in English show the "
                    "English name or else the pinyin."
                ),
                "fields": ["name", "name_en", "code"],
            },
        ),
        (
            _("Place"),
            {
                "description": _(
                    "A name never identifies a community, so it always stands under "
                    "its street; county and province follow from that."
                ),
                "fields": ["street", "county", "reporting_body"],
            },
        ),
        (
            _("Kind"),
            {
                "description": _("What the source says for certain; else left empty."),
                "fields": ["committee_kind", "settlement"],
            },
        ),
        (
            _("Merger"),
            {
                "description": _(
                    "Communities merge and end; their numbers stay, so that links "
                    "lead on, and former names and codes are still found."
                ),
                "fields": ["is_active", "merged_into", "once_called"],
            },
        ),
        (
            _("Finding it"),
            {
                "description": _(
                    "Made from the name. Put the pinyin right where a character is "
                    "read otherwise here."
                ),
                "fields": ["pinyin", "pinyin_initials", "matching_key"],
            },
        ),
        (
            _("Register"),
            {
                "description": _(
                    "Where it comes from. A name that staff put right is not undone "
                    "by a newer register."
                ),
                "fields": [
                    "last_seen_on",
                    "withdrawn_on",
                    "register_name",
                    "is_virtual",
                ],
            },
        ),
    ]

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        term = search_term.strip()
        if any(name in request.GET for name in _UNFINDABLE):
            return queryset.filter(_plainly(term)), False
        if not term:
            is_list = "field_name" not in request.GET
            rows = queryset if is_list else queryset.findable().with_path()
            return (rows if is_list else rows[:_OFFERED_UNASKED]), False
        return queryset.matching(term).with_path(), False

    def save_model(
        self, request: HttpRequest, obj: Community, form: Any, change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        for twin in obj.namesakes_in_street():
            self.message_user(
                request,
                _("The same street has %(name)s, code %(code)s: perhaps the same one.")
                % {"name": twin.name, "code": twin.code or "–"},
                messages.WARNING,
            )

    @admin.display(description=_("name"))
    def names(self, community: Community) -> SafeString:
        return format_html('<span lang="zh-Hans">{}</span>', community.name)

    @admin.display(description=_("place"))
    def place(self, community: Community) -> str:
        return " › ".join(level.label for level in community.path()[:-1])

    @admin.display(description=_("reporting body"))
    def reports_through(self, community: Community) -> str:
        is_of_corps = community.reporting_body_id == CORPS
        body = community.reporting_body if is_of_corps else community.province
        return str(body)

    @admin.display(description=_("last seen in the register of"))
    def last_seen_on(self, community: Community) -> datetime.date | None:
        return community.last_seen_on

    @admin.display(description=_("former names and codes"))
    def once_called(self, community: Community) -> str:
        return ", ".join(map(str, community.former_names.all())) or "–"

    @admin.display(description=_("matching key"))
    def matching_key(self, community: Community) -> str:
        return f"{community.key_stem} + {community.key_type}".rstrip(" +") or "–"


def _plainly(term: str) -> Q:
    """What a search among the fictions and the ended ones looks for."""
    return Q(name__contains=folded(term)) if term else Q()
