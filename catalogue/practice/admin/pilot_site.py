from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.options import ShowFacets
from django.forms import ModelForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.models import User
from catalogue.accounts.scoped_admin import ScopedAdmin, staff
from catalogue.methods.admin.columns import BilingualForm
from catalogue.places.admin.choosing import PathChoices
from catalogue.practice.admin.pilot_filters import CountyOfSites, ProgrammeOfSites
from catalogue.practice.admin.pilot_parts import INLINES
from catalogue.practice.admin.pilot_states import SiteStates
from catalogue.practice.models import PilotProgramme, PilotSite, PilotStage
from catalogue.practice.pilot_publication import CONFIRM
from catalogue.practice.pilot_revisions import IDENTITY

State = PilotSite.State


class PilotSiteForm(forms.ModelForm):
    """A site as staff enter it; `person` is who enters it."""

    person: User

    def clean(self) -> dict[str, Any]:
        super().clean()
        programme = self.cleaned_data.get("programme") or self._kept("programme")
        self._check_community(self.cleaned_data.get("community"), programme)
        stage = self.cleaned_data.get("stage")
        if stage is not None and programme and stage.programme_id != programme.pk:
            self.add_error("stage", _("This is a stage of another programme."))
        return self.cleaned_data

    def _kept(self, name: str) -> Any:
        pk = getattr(self.instance, f"{name}_id")
        return getattr(self.instance, name) if pk else None

    def _check_community(self, community: Any, programme: Any) -> None:
        if community is None:
            return
        own = self.person.reporting_body_id
        foreign = community.reporting_body_id != own
        if foreign and not self.person.sees_all_reporting_bodies:
            message = _("This community reports through another body.")
            self.add_error("community", message)
        elif programme and not self._fits(community, programme):
            message = _(
                "This community lies outside the scope of the programme: choose "
                "another one, or mark it as an example from elsewhere."
            )
            self.add_error("community", message)

    def _fits(self, community: Any, programme: PilotProgramme) -> bool:
        is_example = bool(self.cleaned_data.get("is_example"))
        return is_example or programme.takes(community)


@admin.register(PilotSite)
class PilotSiteAdmin(BilingualForm, PathChoices, SiteStates, ScopedAdmin):
    """Pilot sites from draft to confirmation, each with its parts."""

    form = PilotSiteForm
    list_display = ["number", "place", "programme", "state", "marks", "acts_told"]
    export_display = [
        *("number", "programme", "county", "place_path", "state", "marks"),
        *("leader_zh", "department_zh", "team_zh", "confirmed_at"),
    ]
    list_display_links = ["number", "place"]
    list_filter = [
        "state",
        ProgrammeOfSites,
        CountyOfSites,
        "is_model_point",
        "is_example",
    ]
    show_facets = ShowFacets.ALWAYS
    list_per_page = 50
    ordering = ["-number"]
    search_fields = ["=number", "community__name", "leader_zh", "department_zh"]
    search_help_text = _("Number, community, leader or department")
    autocomplete_fields = ["community"]
    readonly_fields = [
        *("number", "state", "confirmed_at", "entered_by", "method_link"),
    ]
    inlines = INLINES
    change_form_template = "admin/practice/pilotsite/change_form.html"
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "programme",
                    "community",
                    "stage",
                    ("is_model_point", "is_led_by_secretary"),
                    "is_example",
                    ("number", "state", "confirmed_at", "entered_by"),
                    "method_link",
                ]
            },
        ),
        (
            _("Who leads it, and by what plan"),
            {
                "description": _(
                    "One county leader, one department, one task team, one plan."
                ),
                "fields": [
                    ("leader_zh", "leader_en"),
                    ("department_zh", "department_en"),
                    ("team_zh", "team_en"),
                    ("plan_zh", "plan_en"),
                    "plan_file",
                ],
            },
        ),
        (
            _("Where it began, and what came of it"),
            {"fields": [("problem_zh", "problem_en"), ("results_zh", "results_en")]},
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        rows: Any = super().get_queryset(request)
        return (
            rows.with_place()
            .select_related("programme", "method", "stage__programme", "entered_by")
            .prefetch_related("acts")
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        settled = IDENTITY if obj is not None and obj.revises_id else ()
        return [*super().get_readonly_fields(request, obj), *settled]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.person = staff(request)
        for name in {"community", "programme", "stage"} & form.base_fields.keys():
            widget = form.base_fields[name].widget
            widget.can_add_related = widget.can_change_related = False
            widget.can_delete_related = widget.can_view_related = False
        return form  # type: ignore[no-any-return]

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name == "stage":
            seen = PilotProgramme.objects.visible_to(staff(request))
            stages = PilotStage.objects.filter(programme__in=seen)
            kwargs["queryset"] = stages.select_related("programme")
        field: Any = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "stage" and field is not None:
            field.label_from_instance = lambda each: f"{each.programme} · {each}"
        return field

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody writes into what the public reads, nor who waits for confirmation."""
        allowed = super().has_change_permission(request, obj)
        if obj is None or not allowed:
            return allowed
        if obj.state == State.SENT:
            return staff(request).has_perm(CONFIRM)
        return not obj.is_confirmed

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # Its address is known by now: withdraw it first.
        is_public = obj is not None and obj.is_confirmed
        return not is_public and super().has_delete_permission(request, obj)

    def save_model(
        self, request: HttpRequest, obj: PilotSite, form: Any, change: bool
    ) -> None:
        if not change:
            obj.entered_by = staff(request)
        super().save_model(request, obj, form, change)

    def view_on_site(self, obj: PilotSite) -> str | None:
        is_public = PilotSite.objects.public().filter(pk=obj.pk).exists()
        return obj.get_absolute_url() if is_public else None

    @admin.display(description=_("community"), ordering="community__name")
    def place(self, site: PilotSite) -> SafeString:
        return format_html(
            '<span lang="zh-Hans">{}</span><br><span class="quiet">{}</span>',
            site.community,
            site.community.county,
        )

    @admin.display(description=_("place"))
    def place_path(self, site: PilotSite) -> str:
        return site.community.path_text

    @admin.display(description=_("county"))
    def county(self, site: PilotSite) -> str:
        return str(site.community.county)

    @admin.display(description=_("marks"))
    def marks(self, site: PilotSite) -> str:
        held = [
            (site.is_model_point, _("model point")),
            (site.is_example, _("example from elsewhere")),
            (site.revises_id, _("change of № %d") % (site.revises_id or 0)),
            (site.programme.is_demo, _("demonstration record")),
        ]
        return ", ".join(str(words) for holds, words in held if holds)

    @admin.display(description=_("of the five co's"))
    def acts_told(self, site: PilotSite) -> str:
        told = {act.co for act in site.acts.all()}
        return str(_("%(told)d of 5") % {"told": len(told)})

    @admin.display(description=_("work method"))
    def method_link(self, site: PilotSite) -> SafeString | str:
        if site.method_id is None:
            return "–"
        address = reverse("admin:methods_workmethod_change", args=[site.method_id])
        return format_html('<a href="{}">{}</a>', address, site.method)
