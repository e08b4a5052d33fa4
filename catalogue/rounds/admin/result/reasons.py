"""The pages of agreed reasons: written by the groups, released by the manager."""

from typing import Any

from django import forms
from django.contrib.admin import AdminSite
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.accounts.models import User
from catalogue.accounts.scoped_admin import staff
from catalogue.rounds.admin.stage_head import round_context
from catalogue.rounds.admin.telling import held_round, told
from catalogue.rounds.agreed_reasons import (
    REVIEW,
    WRITTEN_IN,
    release_reasons,
    write_reasons,
    written_by,
)
from catalogue.rounds.life import RUN
from catalogue.rounds.models import (
    Criterion,
    GroupConsensus,
    SelectionRound,
    Submission,
)

State = Submission.State
_REJECTED = (State.NOT_RECOMMENDED, State.NOT_SELECTED)


class ReasonsForm(forms.Form):
    """One reason for the whole, and one for each criterion."""

    def __init__(self, *args: Any, submission: Submission, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = {
            each.criterion_id: each.reason for each in submission.agreed_reasons.all()
        }
        self.criteria: dict[str, Criterion | None] = {"whole": None}
        for criterion in submission.selection_round.criteria.all():
            self.criteria[f"criterion_{criterion.pk}"] = criterion
        for name, each in self.criteria.items():
            self.fields[name] = forms.CharField(
                label=str(each) if each else _("As a whole"),
                required=False,
                max_length=2000,
                initial=there.get(each.pk if each else None, ""),
                widget=AdminTextareaWidget({"rows": 3}),
            )

    def reasons(self) -> dict[Criterion | None, str]:
        """What was given by criterion, once the form is valid."""
        return {
            criterion: self.cleaned_data[name]
            for name, criterion in self.criteria.items()
        }


def reasons(request: HttpRequest, number: int, site: AdminSite) -> HttpResponse:
    """Show what was not selected, with its reasons; the manager releases by POST."""
    selection_round = held_round(request, number, RUN, REVIEW)
    rows = _rows(selection_round, staff(request))
    may_release = staff(request).has_perm(RUN)
    if request.method == "POST":
        if not may_release:
            raise PermissionDenied
        if told(
            request,
            lambda: release_reasons(selection_round, by=staff(request)),
            _("The reporting bodies can read the reasons now."),
        ):
            return HttpResponseRedirect(request.path)
    context = round_context(
        site,
        request,
        selection_round,
        title=_("Reasons for reporting bodies"),
        rows=rows,
        lacking=sum(not row.agreed_reasons.all() for row in rows),
        unreleased=sum(
            any(reason.released_at is None for reason in row.agreed_reasons.all())
            for row in rows
        ),
        may_release=may_release,
        is_written_now=selection_round.state in WRITTEN_IN,
    )
    return TemplateResponse(request, "admin/rounds/result/reasons.html", context)


def reasons_of_one(
    request: HttpRequest, number: int, submission: int, site: AdminSite
) -> HttpResponse:
    """Write the agreed reasons of one submission beside what the group said."""
    selection_round = held_round(request, number, RUN, REVIEW)
    row = get_object_or_404(_rows(selection_round, staff(request)), pk=submission)
    form = ReasonsForm(
        request.POST if request.method == "POST" else None, submission=row
    )
    if (
        form.is_bound
        and form.is_valid()
        and told(
            request,
            lambda: write_reasons(row, form.reasons(), by=staff(request)),
            _("The reasons are saved."),
        )
    ):
        back = reverse("admin:rounds_reasons", args=[selection_round.pk])
        return HttpResponseRedirect(back)
    context = round_context(
        site,
        request,
        selection_round,
        title=str(row.method),
        submission=row,
        consensus=GroupConsensus.objects.filter(submission=row).first(),
        form=form,
    )
    return TemplateResponse(request, "admin/rounds/result/reasons_of_one.html", context)


def _rows(selection_round: SelectionRound, person: User) -> QuerySet[Submission]:
    """What was not selected: all for the manager, of the own groups for who writes
    for them and is not recused.

    Before the board has decided these are the ones that the groups did not propose.
    """
    rejected = Q(state__in=_REJECTED) | Q(
        state=State.SUBMITTED, consensus__result=GroupConsensus.Result.NOT_PROPOSED
    )
    rows: QuerySet[Submission] = selection_round.submissions.filter(rejected)
    if selection_round.state not in WRITTEN_IN:
        rows = rows.none()
    if not person.has_perm(RUN):
        rows = written_by(person, rows)
    return (
        rows.select_related("method", "reporting_body", "group", "selection_round")
        .prefetch_related("agreed_reasons__criterion")
        .order_by("reporting_body__sort_order", "sequence_number", "pk")
    )
