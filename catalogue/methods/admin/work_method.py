from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import ShowFacets
from django.forms import ModelForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.list_filters import RelatedRecords, path_of
from catalogue.accounts.scoped_admin import ScopedAdmin, sees_all, staff
from catalogue.methods.admin.add_another import AddsAnotherHere
from catalogue.methods.admin.columns import BilingualForm, two_lines
from catalogue.methods.admin.completeness import CompletenessFilter, ShowsCompleteness
from catalogue.methods.admin.contact import ContactOfOwnBody
from catalogue.methods.admin.editing.unsaved import KeepsUnsavedTexts
from catalogue.methods.admin.fieldsets import FIELDSETS
from catalogue.methods.admin.filters import DemonstrationRecords, ModelMethods
from catalogue.methods.admin.forms import WorkMethodForm
from catalogue.methods.admin.merging import MergesMethods
from catalogue.methods.admin.parts import (
    CharacteristicInline,
    FileInline,
    PhotoInline,
    SourceInline,
    StepInline,
)
from catalogue.methods.admin.resembling import TellsResemblance
from catalogue.methods.admin.state_changes import StateChanges
from catalogue.methods.admin.state_forms import reasons_by_field
from catalogue.methods.completeness import completeness_of_row
from catalogue.methods.models import SearchText, WorkMethod
from catalogue.methods.publication import PUBLISH, cancel_schedule
from catalogue.methods.revisions import differences
from catalogue.methods.search.index import index_methods
from catalogue.places.admin.choosing import PathChoices


@admin.register(WorkMethod)
class WorkMethodAdmin(
    BilingualForm,
    PathChoices,
    KeepsUnsavedTexts,
    TellsResemblance,
    AddsAnotherHere,
    StateChanges,
    MergesMethods,
    ContactOfOwnBody,
    ShowsCompleteness,
    ScopedAdmin,
):
    """Methods from draft to publication, each with its parts."""

    form = WorkMethodForm
    list_display = [
        "number",
        "titles",
        "place",
        "body",
        "status",
        "how_complete",
        "marks",
        "theme_names",
        "changed_on",
    ]
    list_display_links = ["number", "titles"]
    list_filter = [
        "status",
        CompletenessFilter,
        "kind",
        ("themes", RelatedRecords),
        ("is_model", ModelMethods),
        ("is_demo", DemonstrationRecords),
        "reporting_body__region",
        ("reporting_body", RelatedRecords),
    ]
    show_facets = ShowFacets.ALWAYS
    list_per_page = 50
    date_hierarchy = "published_at"
    ordering = ["-number"]
    search_fields = [
        "=number",
        "title_zh",
        "title_en",
        "summary_zh",
        "summary_en",
        "community__name",
    ]
    search_help_text = _("Number, title, summary or community")
    autocomplete_fields = ["community", "themes"]
    readonly_fields = [
        "number",
        "slug",
        "status",
        "published_at",
        "withdrawn_at",
        "created_at",
        "updated_at",
        "entered_by",
        "is_demo",
    ]
    fieldsets = FIELDSETS
    inlines = [
        StepInline,
        CharacteristicInline,
        SourceInline,
        PhotoInline,
        FileInline,
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        rows: Any = super().get_queryset(request)
        return rows.with_path().prefetch_related("themes")

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        filters = list(super().get_list_filter(request))
        if sees_all(request):
            return filters
        return [each for each in filters if not path_of(each).startswith("reporting")]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        own = [] if sees_all(request) else ["reporting_body"]
        return [*super().get_readonly_fields(request, obj), *own]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.person = staff(request)
        for name in ("community", "reporting_body"):
            if name in form.base_fields:
                # Places are put right on pages of their own, not in passing.
                form.base_fields[name].widget.can_change_related = False
                form.base_fields[name].widget.can_delete_related = False
        return form  # type: ignore[no-any-return]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody writes into what the public reads, nor who waits for the checking."""
        allowed = super().has_change_permission(request, obj)
        if obj is None:
            return allowed
        if obj.status == WorkMethod.Status.CHECKING:
            return allowed and staff(request).has_perm(PUBLISH)
        return allowed and not obj.is_published and obj.merged_into_id is None

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # Its address is known by now: withdraw it first, or undo the merger.
        is_known = obj is not None and (
            obj.is_published or obj.merged_into_id is not None
        )
        return not is_known and super().has_delete_permission(request, obj)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Django's own, without what the search keeps of a method."""
        rows, counts, *rest = super().get_deleted_objects(objs, request)
        kept = SearchText._meta
        counts = {
            name: count
            for name, count in counts.items()
            if name != kept.verbose_name_plural
        }
        return _without(rows, f"{capfirst(kept.verbose_name)}: "), counts, *rest

    def save_model(
        self, request: HttpRequest, obj: WorkMethod, form: Any, change: bool
    ) -> None:
        if not change:
            obj.entered_by = staff(request)
        super().save_model(request, obj, form, change)

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        method = form.instance
        changed = form.has_changed() or any(each.has_changed() for each in formsets)
        if changed and method.publish_at is not None:
            cancel_schedule(method)
            text = _("The release for a later moment is taken back: release it again.")
            self.message_user(request, str(text), messages.WARNING)
        index_methods([method.pk])

    def view_on_site(self, obj: WorkMethod) -> str:
        if obj.is_published:
            return obj.get_absolute_url()
        return reverse("work-method-preview", args=[obj.pk])

    def context_of_row(self, request: HttpRequest, row: WorkMethod) -> dict[str, Any]:
        """What the page says about the state of a method, and offers to do."""
        returned = None
        if row.status == WorkMethod.Status.RETURNED:
            returned = row.state_changes.filter(to_status=row.status).last()
        return super().context_of_row(request, row) | {
            "completeness": completeness_of_row(row),
            "state_buttons": self.state_buttons(request, row),
            "state_links": self.state_links(request, row),
            "may_begin_change": row.is_published and self.has_add_permission(request),
            "returned": returned,
            "returned_fields": reasons_by_field(returned),
            "changes": differences(row.revises, row) if row.revises else [],
        }

    @admin.display(description=_("title"), ordering="title_zh")
    def titles(self, method: WorkMethod) -> SafeString:
        return two_lines(
            method.title, method.other_title, if_empty=str(_("(no title yet)"))
        )

    @admin.display(description=_("community"), ordering="community__name")
    def place(self, method: WorkMethod) -> SafeString | str:
        community = method.community
        if community is None:
            return "-"
        above = [community.county.parent, community.county, community.street]
        path = " · ".join(str(place) for place in above if place)
        return format_html(
            '<span lang="zh-Hans">{}</span><br><span class="quiet">{}</span>',
            community,
            path,
        )

    @admin.display(description=_("body"), ordering="reporting_body__sort_order")
    def body(self, method: WorkMethod) -> str:
        return str(method.reporting_body)

    @admin.display(description=_("themes"))
    def theme_names(self, method: WorkMethod) -> str:
        return ", ".join(str(theme) for theme in method.themes.all()) or "-"

    @admin.display(description=_("changed on"), ordering="updated_at")
    def changed_on(self, method: WorkMethod) -> str:
        return date_format(method.updated_at, "Y-m-d")

    @admin.display(description=_("marks"))
    def marks(self, method: WorkMethod) -> str:
        held_up = [_("model method")] if method.is_model else []
        shown = [_("demonstration record")] if method.is_demo else []
        changes = [_("change of № %d") % method.revises_id] if method.revises_id else []
        return ", ".join(str(mark) for mark in [*changes, *held_up, *shown])


def _without(rows: list[Any], beginning: str) -> list[Any]:
    """Rows and lists of rows, without those that begin so."""
    return [
        _without(row, beginning) if isinstance(row, list) else row
        for row in rows
        if isinstance(row, list) or not str(row).startswith(beginning)
    ]
