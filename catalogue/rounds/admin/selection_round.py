from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR, ShowFacets
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.list_filters import RelatedRecords
from catalogue.accounts.scoped_admin import staff
from catalogue.methods.admin.columns import BilingualForm, two_lines
from catalogue.partial_dates import partial_date_text
from catalogue.rounds.admin.alike import alike_urls
from catalogue.rounds.admin.attached import attached_urls
from catalogue.rounds.admin.blind_copies import blind_urls
from catalogue.rounds.admin.board import board_urls
from catalogue.rounds.admin.call import call_urls
from catalogue.rounds.admin.conflicts import conflict_urls
from catalogue.rounds.admin.course import course_urls
from catalogue.rounds.admin.forms import SelectionRoundForm
from catalogue.rounds.admin.groups import group_urls
from catalogue.rounds.admin.held_round import (
    CALL,
    CriterionForm,
    CriterionInline,
    StageDatesInline,
    fixed_fields,
)
from catalogue.rounds.admin.meeting import meeting_urls
from catalogue.rounds.admin.messages_out import message_urls
from catalogue.rounds.admin.minutes import minutes_urls
from catalogue.rounds.admin.notice import NoticeInline
from catalogue.rounds.admin.provincial_return import ProvincialReturnInline
from catalogue.rounds.admin.put_forward import put_forward_urls
from catalogue.rounds.admin.receipt import receipt_urls
from catalogue.rounds.admin.result.urls import result_urls
from catalogue.rounds.admin.reviews import review_urls
from catalogue.rounds.calling import RUN, put_in_six_characteristics
from catalogue.rounds.models import SelectionRound, Submission

NAMES: Any = (
    None,
    {
        "description": _("One call for methods, or one pilot programme."),
        "fields": [
            ("title_zh", "title_en"),
            "slug",
            "kind",
            ("organiser_zh", "organiser_en"),
            "province",
            "is_held_here",
        ],
    },
)
COURSE: Any = (
    _("Course"),
    {
        "description": _(
            "Of a round that is only recorded. The public sees it once it is open, and "
            "its results once it is announced. Dates are as precise as their source."
        ),
        "fields": [
            "state",
            ("opened_on", "submission_closed_on", "announced_on"),
        ],
    },
)
TOTALS: Any = (
    _("Official totals"),
    {
        "description": _(
            "The organiser's own figures. The site shows them beside the "
            "number of records; what was never published stays empty."
        ),
        "fields": [
            ("official_solicited", "official_submitted", "official_selected"),
            "recorded",
        ],
    },
)
NOTE: Any = (
    _("Note"),
    {
        "description": _("What readers should know about these figures."),
        "fields": [("note_zh", "note_en")],
    },
)
State = SelectionRound.State
Outcome = Submission.Outcome
PUT_FORWARD = [Outcome.SUBMITTED, Outcome.SELECTED]


@admin.register(SelectionRound)
class SelectionRoundAdmin(BilingualForm, admin.ModelAdmin):
    """Rounds with the organiser's totals beside what is recorded here."""

    form = SelectionRoundForm
    list_display = [
        "titles",
        "kind",
        "scope",
        "state",
        "announced",
        "submitted",
        "selected",
        "recorded",
    ]
    export_display = [
        *("title_zh", "title_en", "slug", "kind", "scope", "state"),
        *("opened_on", "submission_closed_on", "announced_on"),
        *("official_submitted", "official_selected", "recorded"),
    ]
    # Counting drops the order of the model.
    ordering = ["-announced_on", "-opened_on", "slug"]
    list_filter = ["kind", "state", ("province", RelatedRecords)]
    show_facets = ShowFacets.ALWAYS
    list_select_related = ["province"]
    search_fields = ["title_zh", "title_en", "slug"]
    prepopulated_fields = {"slug": ["title_en"]}
    readonly_fields = ["recorded"]
    inlines = [NoticeInline, ProvincialReturnInline]
    change_form_template = "admin/rounds/selectionround/change_form.html"

    def get_urls(self) -> list[Any]:
        site = self.admin_site
        return [
            *course_urls(site),
            *call_urls(site),
            *meeting_urls(site),
            *conflict_urls(site),
            *minutes_urls(site),
            *result_urls(site),
            *board_urls(site),
            *review_urls(site),
            *group_urls(site),
            *message_urls(site),
            *blind_urls(site),
            *put_forward_urls(site),
            *receipt_urls(site),
            *attached_urls(site),
            *alike_urls(site),
            *super().get_urls(),
        ]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """A new round may become either; one that is there is held here or recorded."""
        if obj is None:
            return [NAMES, CALL, COURSE, TOTALS, NOTE]
        if obj.is_held_here:
            return [NAMES, CALL, NOTE]
        return [NAMES, COURSE, TOTALS, NOTE]

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        if obj is None or not staff(request).has_perm(RUN):
            return self.inlines
        held = [StageDatesInline, CriterionInline, NoticeInline]
        return held if obj.is_held_here else self.inlines

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        usual = [*super().get_readonly_fields(request, obj)]
        if obj is None:
            return usual
        if obj.is_held_here:
            return [*usual, "state", *fixed_fields(obj)]
        settled = [] if obj.state == State.PREPARING else ["is_held_here"]
        return [*usual, *settled]

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Any, inline: Any, prefix: str
    ) -> dict[str, Any]:
        given: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, StageDatesInline):
            given["initial"] = inline.initial_rows(obj)
        return given

    def save_formset(
        self, request: HttpRequest, form: Any, formset: Any, change: bool
    ) -> None:
        super().save_formset(request, form, formset, change)
        for each in formset.forms:
            is_there = (
                each.instance.pk is not None and each not in formset.deleted_forms
            )
            if isinstance(each, CriterionForm) and is_there and each.has_changed():
                each.save_meanings()

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        if form.instance.is_held_here and not change:
            put_in_six_characteristics(form.instance, by=staff(request))

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        """A new round that is held here goes on with its dates and criteria."""
        answer = super().response_add(request, obj, post_url_continue)
        if not obj.is_held_here or IS_POPUP_VAR in request.POST:
            return answer
        change = reverse("admin:rounds_selectionround_change", args=[obj.pk])
        return HttpResponseRedirect(change)

    def get_queryset(self, request: HttpRequest) -> Any:
        seen = Q(submissions__in=Submission.objects.visible_to(request.user))
        put_forward = seen & Q(submissions__outcome__in=PUT_FORWARD)
        selected = seen & Q(submissions__outcome=Outcome.SELECTED)
        return (
            super()
            .get_queryset(request)
            .annotate(
                recorded_count=Count("submissions", filter=seen),
                submitted_count=Count("submissions", filter=put_forward),
                selected_count=Count("submissions", filter=selected),
            )
        )

    @admin.display(description=_("title"), ordering="title_zh")
    def titles(self, selection_round: SelectionRound) -> SafeString:
        return two_lines(selection_round.title, selection_round.other_title)

    @admin.display(description=_("scope"), ordering="province__sort_order")
    def scope(self, selection_round: SelectionRound) -> str:
        return str(selection_round.province or _("national"))

    @admin.display(description=_("announced on"), ordering="announced_on")
    def announced(self, selection_round: SelectionRound) -> str:
        return partial_date_text(selection_round.announced_on)

    @admin.display(description=_("submitted"), ordering="official_submitted")
    def submitted(self, selection_round: Any) -> str:
        return _beside(
            selection_round.official_submitted, selection_round.submitted_count
        )

    @admin.display(description=_("selected"), ordering="official_selected")
    def selected(self, selection_round: Any) -> str:
        return _beside(
            selection_round.official_selected, selection_round.selected_count
        )

    @admin.display(description=_("submissions recorded here"))
    def recorded(self, selection_round: Any) -> SafeString:
        address = reverse("admin:rounds_submission_changelist")
        return format_html(
            '<a href="{}?selection_round__id__exact={}">{}</a>',
            address,
            selection_round.pk,
            getattr(selection_round, "recorded_count", 0),
        )


def _beside(official: int | None, recorded: int) -> str:
    words = {"official": "?" if official is None else official, "recorded": recorded}
    return gettext("%(official)s, %(recorded)s recorded") % words
