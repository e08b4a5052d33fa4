from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import ShowFacets
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.accounts.list_filters import RelatedRecords
from catalogue.accounts.scoped_admin import ForeignRowsAreMissing, sees_all, staff
from catalogue.change_page import ShowsMore
from catalogue.methods.admin.columns import BilingualForm, two_lines
from catalogue.places.admin.choosing import PathChoices
from catalogue.practice.models import (
    PilotDivision,
    PilotDocument,
    PilotProgramme,
    PilotSite,
    PilotStage,
    Rule,
)
from catalogue.practice.pilot_publication import PROGRAMME_MOVES, RUN, move_programme
from catalogue.practice.pilot_rules import check_counties, faults_of_closing

State = PilotProgramme.State
WORDS: Mapping[str, Mapping[str, str | Promise]] = {
    State.PREPARING: {State.OPEN: gettext_lazy("Open the programme")},
    State.OPEN: {
        State.CLOSED: gettext_lazy("Close the list of sites"),
        State.PREPARING: gettext_lazy("Take the programme back into preparation"),
    },
    State.CLOSED: {State.OPEN: gettext_lazy("Open the list of sites again")},
}


class PilotDivisionInline(PathChoices, admin.TabularInline):
    model = PilotDivision
    extra = 0
    autocomplete_fields = ["division"]


class PilotStageInline(admin.TabularInline):
    model = PilotStage
    extra = 0


class PilotDocumentInline(BilingualForm, admin.StackedInline):
    model = PilotDocument
    extra = 0
    fieldsets = [
        (
            None,
            {
                "description": gettext_lazy("As the document itself writes them."),
                "fields": [
                    ("issuer_zh", "issuer_en"),
                    ("title_zh", "title_en"),
                    ("number", "dated"),
                    "file",
                    ("address", "may_link"),
                    "source",
                ],
            },
        )
    ]


@admin.register(PilotProgramme)
class PilotProgrammeAdmin(BilingualForm, ShowsMore, ForeignRowsAreMissing):
    """Programmes with their rules, and what is wrong in each county."""

    list_display = ["names", "scope_words", "period", "state", "confirmed", "waiting"]
    export_display = [
        *("name_zh", "name_en", "slug", "organiser_zh", "organiser_en", "scope_words"),
        *("starts_on", "ends_on", "state", "confirmed", "waiting"),
    ]
    list_filter = ["state", "is_run_here", ("province", RelatedRecords)]
    show_facets = ShowFacets.ALWAYS
    ordering = ["-starts_on", "slug"]
    search_fields = ["name_zh", "name_en", "slug"]
    prepopulated_fields = {"slug": ["name_en"]}
    readonly_fields = ["state", "is_demo"]
    inlines = [PilotDivisionInline, PilotStageInline, PilotDocumentInline]
    change_form_template = "admin/practice/pilotprogramme/change_form.html"
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("name_zh", "name_en"),
                    "slug",
                    ("organiser_zh", "organiser_en"),
                    ("starts_on", "ends_on"),
                    ("state", "is_demo"),
                ]
            },
        ),
        (
            gettext_lazy("Scope"),
            {
                "description": gettext_lazy(
                    "A province, or the prefectures and counties named below. "
                    "Without any named, every county of the province may take part."
                ),
                "fields": ["province", "is_run_here", "selection_round"],
            },
        ),
        (
            gettext_lazy("Rules"),
            {
                "description": gettext_lazy(
                    "What blocks does so where a site is confirmed or the list is "
                    "closed; what warns is shown and hinders nothing."
                ),
                "fields": [
                    ("sites_at_least", "sites_at_most"),
                    *(rule.value for rule in Rule),
                ],
            },
        ),
        (gettext_lazy("Note"), {"fields": [("note_zh", "note_en")]}),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        # Counts are asked apart: what is united cannot be told twice.
        rows: Any = super().get_queryset(request)
        own = Q(sites__revises=None)
        states = PilotSite.State
        return (
            PilotProgramme.objects.filter(pk__in=rows.order_by().values("pk"))
            .annotate(
                confirmed_count=Count("sites", own & Q(sites__state=states.CONFIRMED)),
                waiting_count=Count("sites", Q(sites__state=states.SENT)),
            )
            .select_related("province")
            .order_by(*self.ordering)
        )

    def is_visible(self, request: HttpRequest, row: Any) -> bool:
        if row is None or row.pk is None or sees_all(request):
            return True
        return row.province_id in (None, staff(request).reporting_body_id)

    def get_urls(self) -> list[Any]:
        page = self.admin_site.admin_view(self.state_page)
        own = path("<int:pk>/state/<slug:to>/", page, name="state_of_programme")
        return [own, *super().get_urls()]

    def state_page(self, request: HttpRequest, pk: int, to: str) -> HttpResponse:
        """Say what stands against a step of a programme, then take it."""
        programme = get_object_or_404(self.get_queryset(request), pk=pk)
        if to not in PROGRAMME_MOVES[programme.state]:
            raise Http404
        if not staff(request).has_perm(RUN):
            raise PermissionDenied
        if request.method == "POST":
            return self._move(request, programme, to)
        context = {
            **self.admin_site.each_context(request),
            "title": WORDS[programme.state][to],
            "opts": self.model._meta,
            "row": programme,
            "form": forms.Form(),
            "faults": faults_of_closing(programme) if to == State.CLOSED else [],
        }
        return TemplateResponse(request, "admin/practice/pilot_state.html", context)

    def _move(
        self, request: HttpRequest, programme: PilotProgramme, to: str
    ) -> HttpResponse:
        try:
            moved = move_programme(programme, to, by=staff(request))
        except ValidationError as refusal:
            for sentence in refusal.messages:
                self.message_user(request, sentence, messages.ERROR)
        else:
            text = _("The programme is now in the state “%(state)s”.")
            words = {"state": moved.get_state_display()}
            self.message_user(request, text % words, messages.SUCCESS)
        return HttpResponseRedirect(
            reverse("admin:practice_pilotprogramme_change", args=[programme.pk])
        )

    def context_of_row(
        self, request: HttpRequest, row: PilotProgramme
    ) -> dict[str, Any]:
        """The counties with what is wrong, and the steps that the person may take."""
        sites = PilotSite.objects.visible_to(staff(request)).themselves().with_place()
        entered = sites.filter(programme=row).exclude(state=PilotSite.State.WITHDRAWN)
        steps = WORDS[row.state] if staff(request).has_perm(RUN) else {}
        return super().context_of_row(request, row) | {
            "counties": check_counties(row, entered),
            "steps": {
                reverse("admin:state_of_programme", args=[row.pk, to]): words
                for to, words in steps.items()
            },
        }

    def view_on_site(self, obj: PilotProgramme) -> str | None:
        return None if obj.state == State.PREPARING else obj.get_absolute_url()

    @admin.display(description=gettext_lazy("name"), ordering="name_zh")
    def names(self, programme: PilotProgramme) -> SafeString:
        return two_lines(programme.name, programme.other_name)

    @admin.display(description=gettext_lazy("scope"), ordering="province")
    def scope_words(self, programme: PilotProgramme) -> str:
        return str(programme.province or _("national"))

    @admin.display(description=gettext_lazy("period"), ordering="starts_on")
    def period(self, programme: PilotProgramme) -> str:
        return " – ".join(filter(None, [programme.starts_on, programme.ends_on]))

    @admin.display(
        description=gettext_lazy("sites confirmed"), ordering="confirmed_count"
    )
    def confirmed(self, programme: Any) -> int:
        return int(programme.confirmed_count)

    @admin.display(
        description=gettext_lazy("sites for confirmation"), ordering="waiting_count"
    )
    def waiting(self, programme: Any) -> int:
        return int(programme.waiting_count)
