"""The page on which the approval of the recommended list is recorded."""

from typing import Any

from django import forms
from django.contrib.admin import AdminSite
from django.contrib.admin.widgets import AdminDateWidget, AdminTextInputWidget
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.accounts.models import User
from catalogue.accounts.scoped_admin import staff
from catalogue.rounds.admin.stage_head import round_context
from catalogue.rounds.admin.telling import held_round, told
from catalogue.rounds.approving import list_to_approve, record_approval
from catalogue.rounds.life import RUN, move_round
from catalogue.rounds.models import Approval, SelectionRound
from catalogue.rounds.submitted_content import digest_of

State = SelectionRound.State


class ApprovalForm(forms.ModelForm):
    """Who approved the list that stands on the page, when, and where it is written."""

    class Meta:
        model = Approval
        fields = ["approved_by", "approved_on", "document"]
        widgets = {
            "approved_by": AdminTextInputWidget,
            "approved_on": AdminDateWidget,
            "document": AdminTextInputWidget,
        }

    # The list as the person saw it; another one is not approved by mistake.
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, digest: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._digest = digest

    def clean(self) -> dict[str, Any]:
        super().clean()
        given = self.cleaned_data
        if given.get("seen") != self._digest:
            raise forms.ValidationError(
                _("The list has changed since this page was opened: look at it again.")
            )
        day = given.get("approved_on")
        if day is not None and day > timezone.localdate():
            self.add_error("approved_on", _("This day is still to come."))
        return given


def approval(request: HttpRequest, number: int, site: AdminSite) -> HttpResponse:
    """Show the list; record by POST who approved it, which freezes it."""
    selection_round = held_round(request, number, RUN)
    awaits = selection_round.state == State.APPROVAL
    approved = selection_round.approvals.last()
    rows = list_to_approve(selection_round) if awaits else []
    if not awaits and approved is not None:
        rows = approved.selected_list
    digest = digest_of(rows)
    posted = request.POST if request.method == "POST" else None
    form = ApprovalForm(posted, digest=digest, initial={"seen": digest})
    if form.is_bound and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ApprovalForm.Meta.fields}
        words = _("The list is approved and stays as it is.")
        if told(
            request, lambda: _approve(selection_round, staff(request), given), words
        ):
            return HttpResponseRedirect(request.path)
    context = round_context(
        site,
        request,
        selection_round,
        title=_("Approval"),
        form=form if awaits else None,
        rows=rows,
        digest=digest,
        approved=None if awaits else approved,
        is_unchanged=approved is not None and approved.digest == digest,
        media=forms.Media(js=["admin/js/core.js"]) + form.media,
        given_up=list(selection_round.approvals.all())[: None if awaits else -1],
    )
    return TemplateResponse(request, "admin/rounds/result/approval.html", context)


@transaction.atomic
def _approve(selection_round: SelectionRound, by: User, given: dict[str, Any]) -> None:
    record_approval(selection_round, by=by, **given)
    move_round(selection_round, State.APPROVED, by=by)
