"""The page on which a round is announced, at once or at a set time, and amended."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.admin.widgets import (
    AdminDateWidget,
    AdminSplitDateTime,
    AdminTextareaWidget,
)
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.accounts.scoped_admin import staff
from catalogue.methods.admin.forms import name_day_and_time
from catalogue.rounds.admin.result.notice import ResultNoticeForm
from catalogue.rounds.admin.stage_head import round_context
from catalogue.rounds.admin.telling import held_round, told
from catalogue.rounds.announcing import (
    AMENDED,
    amend,
    cancel_announcement,
    schedule_announcement,
)
from catalogue.rounds.life import RUN, move_round
from catalogue.rounds.models import Amendment, SelectionRound, Submission
from catalogue.rounds.releasing import released, to_release

State = SelectionRound.State


class MomentForm(forms.Form):
    """The moment at which the round is announced."""

    announce_at = forms.SplitDateTimeField(
        label=gettext_lazy("Announce at"),
        help_text=gettext_lazy("Beijing time."),
        widget=AdminSplitDateTime(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_day_and_time(self.fields["announce_at"])


class AmendmentForm(forms.ModelForm):
    """A dated correction; with a submission also what becomes of it."""

    class Meta:
        model = Amendment
        fields = ["dated", "text_zh", "text_en", "submission", "outcome"]
        widgets = {
            "dated": AdminDateWidget,
            "text_zh": AdminTextareaWidget({"rows": 3, "lang": "zh-Hans"}),
            "text_en": AdminTextareaWidget({"rows": 3, "lang": "en"}),
        }

    def __init__(
        self, *args: Any, selection_round: SelectionRound, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        judged = selection_round.submissions.filter(state__in=AMENDED.values())
        submission: Any = self.fields["submission"]
        submission.queryset = judged.select_related("method", "selection_round")
        submission.label_from_instance = lambda row: f"№ {row.method_id} {row.method}"
        outcome: Any = self.fields["outcome"]
        outcome.choices = [
            ("", "---------"),
            *((each.value, each.label) for each in AMENDED),
        ]

    def clean(self) -> dict[str, Any]:
        super().clean()
        given = self.cleaned_data
        if bool(given.get("submission")) != bool(given.get("outcome")):
            raise forms.ValidationError(
                _("Name both the submission and what becomes of it, or neither.")
            )
        return given


def announcement(request: HttpRequest, number: int, site: AdminSite) -> HttpResponse:
    """Show what the announcement needs; each button of the page is one act."""
    selection_round = held_round(request, number, RUN)
    forms_of_page = _forms(request, selection_round)
    if request.method == "POST":
        act = _ACTS.get(request.POST.get("act", ""))
        if act is not None and act(request, selection_round, forms_of_page):
            return HttpResponseRedirect(request.path)
        selection_round.refresh_from_db()
    context = round_context(
        site,
        request,
        selection_round,
        title=_("Announcement"),
        media=forms.Media(js=["admin/js/core.js"]) + forms_of_page["moment_form"].media,
        missing_open=True,
        is_approved=selection_round.state == State.APPROVED,
        is_announced=selection_round.is_announced,
        unpublished=_unpublished(selection_round),
        amendments=selection_round.amendments.select_related("submission__method"),
        **forms_of_page,
    )
    return TemplateResponse(request, "admin/rounds/result/announcement.html", context)


def _forms(request: HttpRequest, selection_round: SelectionRound) -> dict[str, Any]:
    """The forms of the page; only the one whose button was pressed is bound."""
    act = request.POST.get("act", "")

    def posted(name: str) -> Any:
        return request.POST if act == name else None

    return {
        "notice_form": ResultNoticeForm(
            posted("notice"), selection_round=selection_round
        ),
        "moment_form": MomentForm(posted("set")),
        "amendment_form": AmendmentForm(
            posted("amend"), selection_round=selection_round
        ),
    }


def _enter_notice(
    request: HttpRequest, selection_round: SelectionRound, of_page: dict[str, Any]
) -> bool:
    form = of_page["notice_form"]
    if selection_round.is_announced:
        messages.error(request, _("An announced result is corrected by an amendment."))
        return True
    return form.is_valid() and told(request, form.save, _("The notice is entered."))


def _announce(
    request: HttpRequest, selection_round: SelectionRound, of_page: dict[str, Any]
) -> bool:
    return told(
        request,
        lambda: move_round(selection_round, State.ANNOUNCED, by=staff(request)),
        _("The round is announced: the public reads the result now."),
    )


def _set_moment(
    request: HttpRequest, selection_round: SelectionRound, of_page: dict[str, Any]
) -> bool:
    form = of_page["moment_form"]
    if not form.is_valid():
        return False
    at = form.cleaned_data["announce_at"]
    return told(
        request,
        lambda: schedule_announcement(selection_round, at, by=staff(request)),
        _("The round will be announced at the time set."),
    )


def _cancel(
    request: HttpRequest, selection_round: SelectionRound, of_page: dict[str, Any]
) -> bool:
    return told(
        request,
        lambda: cancel_announcement(selection_round, by=staff(request)),
        _("The set time is taken back."),
    )


def _amend(
    request: HttpRequest, selection_round: SelectionRound, of_page: dict[str, Any]
) -> bool:
    form = of_page["amendment_form"]
    return form.is_valid() and told(
        request,
        lambda: amend(selection_round, by=staff(request), **form.cleaned_data),
        _("The amendment is public."),
    )


Act = Callable[[HttpRequest, SelectionRound, dict[str, Any]], bool]
_ACTS: dict[str, Act] = {
    "notice": _enter_notice,
    "announce": _announce,
    "set": _set_moment,
    "cancel": _cancel,
    "amend": _amend,
}


def _unpublished(selection_round: SelectionRound) -> list[tuple[Submission, bool]]:
    """The selected methods that are not public, each with whether it is released."""
    selected = to_release(selection_round).filter(state=Submission.State.RECOMMENDED)
    rows = selected.select_related(
        "method__community", "method__reporting_body", "released_by"
    )
    done = released(rows)
    return [(submission, submission.pk in done) for submission in rows]
