"""The round manager's page of groups and assignments, and that of one submission."""

from collections import Counter
from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _

from catalogue.accounts.scoped_admin import staff
from catalogue.rounds.admin.addresses import page_at
from catalogue.rounds.admin.stage_head import page_address, round_context
from catalogue.rounds.admin.telling import held_round, told
from catalogue.rounds.assigning import (
    ASSIGNED_IN,
    Situation,
    add_reviewer,
    move_to_group,
    remove_reviewer,
    share_out,
    situation_of,
)
from catalogue.rounds.assignment_reasons import Explaining
from catalogue.rounds.grouping import FORMED_IN, Place, available, form_groups, seat
from catalogue.rounds.models import (
    Assignment,
    GroupMember,
    Reviewer,
    ReviewGroup,
    SelectionRound,
    Submission,
)
from catalogue.rounds.recusing import RUN, recuse

State = SelectionRound.State


def group_urls(site: AdminSite) -> list[URLPattern]:
    """The addresses of these pages, under that of selection rounds."""
    one = "submissions/<int:number>/assignment/"
    return [
        page_at("<int:number>/groups/", groups_page, "rounds_groups", site),
        page_at(one, assignment_page, "rounds_assignment", site),
    ]


def groups_page(request: HttpRequest, number: int, site: AdminSite) -> HttpResponse:
    """Form groups and share submissions out to them."""
    selection_round = held_round(request, number, RUN)
    if request.method == "POST":
        _act(request, selection_round)
        return HttpResponseRedirect(request.path)
    now = situation_of(selection_round)
    context = round_context(
        site, request, selection_round, title=_("Review groups and assignments")
    )
    context.update(_of_groups(selection_round, now), **_of_submissions(now))
    context.update(
        may_form=selection_round.state in FORMED_IN,
        may_assign=selection_round.state in ASSIGNED_IN,
        may_begin_anew=selection_round.state == State.CLOSED,
        tasks=GroupMember.Task.choices,
    )
    return TemplateResponse(request, "admin/rounds/groups.html", context)


def _act(request: HttpRequest, selection_round: SelectionRound) -> None:
    person, sent = staff(request), request.POST
    if "_form" in sent:
        number = sent.get("number", "")
        wanted = int(number) if number.isascii() and number.isdecimal() else 0
        told(
            request,
            lambda: form_groups(selection_round, min(wanted, 1_000), by=person),
            _("The reviewers are shared out to the groups."),
        )
    elif "_seat" in sent:
        told(
            request,
            lambda: seat(selection_round, _places(request, selection_round), by=person),
            _("The groups are saved."),
        )
    elif "_share" in sent or "_anew" in sent:
        told(
            request,
            lambda: share_out(selection_round, by=person, anew="_anew" in sent),
            _("Every submission has its group and its reviewers."),
        )


def _places(request: HttpRequest, selection_round: SelectionRound) -> dict[int, Place]:
    """Where the page seats each reviewer; what it does not name stays."""
    groups = {str(each.pk): each.pk for each in selection_round.review_groups.all()}
    tasks = set(GroupMember.Task.values)
    found = {}
    for reviewer in Reviewer.objects.values_list("pk", flat=True):
        group = request.POST.get(f"group-{reviewer}")
        task = request.POST.get(f"task-{reviewer}", "")
        if group is not None and (group == "" or group in groups):
            chosen = task if task in tasks else GroupMember.Task.MEMBER.value
            found[reviewer] = Place(groups.get(group), chosen)
    return found


def _of_groups(selection_round: SelectionRound, now: Situation) -> dict[str, Any]:
    members = {each.reviewer_id: each for each in now.members}
    loads = Counter(each.reviewer_id for each in now.assignments)
    sizes = Counter(each.group_id for each in now.submissions.values())
    seated = Counter(each.group_id for each in now.members)
    groups = list(selection_round.review_groups.all())
    rows = [
        (each, members.get(each.pk), loads[each.pk])
        for each in available(selection_round)
    ]
    return {
        "groups": [
            (
                group,
                seated[group.pk],
                sizes[group.pk],
                page_address("rounds_meeting", group.pk),
            )
            for group in groups
        ],
        # Those of one group stand together, those of none last.
        "reviewers": sorted(
            rows, key=lambda row: row[1].group.position if row[1] else len(groups) + 1
        ),
    }


def _of_submissions(now: Situation) -> dict[str, Any]:
    explaining = Explaining(now)
    rows = sorted(
        now.submissions.values(),
        key=lambda each: (each.group.position if each.group else 0, each.method_id),
    )
    return {
        "explained": [explaining.of(each) for each in rows],
        "each": now.selection_round.reviewers_each,
    }


def assignment_page(request: HttpRequest, number: int, site: AdminSite) -> HttpResponse:
    """One submission: why it is where it is, and changes by hand."""
    if not staff(request).has_perm(RUN):
        raise PermissionDenied
    rows = Submission.objects.visible_to(staff(request)).select_related(
        "selection_round", "method"
    )
    submission = get_object_or_404(rows, pk=number, selection_round__is_held_here=True)
    selection_round = submission.selection_round
    if submission.state in Submission.WAITING:
        raise Http404
    if request.method == "POST":
        _act_on_one(request, submission)
        return HttpResponseRedirect(request.path)
    explaining = Explaining(situation_of(selection_round))
    judged = explaining.now.submissions[number]
    context = round_context(
        site,
        request,
        selection_round,
        title=_("Assignment of № %(number)d") % {"number": submission.method_id},
        explanation=explaining.of(judged),
        could_take_over=explaining.could_take_over(judged),
        groups=selection_round.review_groups.all(),
        recusals=submission.recusals.select_related("reviewer__account", "declared_by"),
        may_assign=selection_round.state in ASSIGNED_IN,
        back=reverse("admin:rounds_groups", args=[selection_round.pk]),
    )
    return TemplateResponse(request, "admin/rounds/assignment.html", context)


def _act_on_one(request: HttpRequest, submission: Submission) -> None:
    person, sent = staff(request), request.POST
    if "_move" in sent:
        group = _named(sent.get("group"), ReviewGroup)
        done = _("The submission is in its new group.")
        told(request, lambda: move_to_group(submission, group, by=person), done)
    elif "_add" in sent:
        reviewer = _named(sent.get("_add"), Reviewer)
        done = _("The submission is assigned to %(who)s.") % {"who": reviewer}
        told(request, lambda: add_reviewer(submission, reviewer, by=person), done)
    elif "_remove" in sent:
        assignment = _named(sent.get("_remove"), Assignment)
        if assignment.submission_id != submission.pk:
            raise Http404
        done = _("The submission is taken from %(who)s.") % {"who": assignment.reviewer}
        told(request, lambda: remove_reviewer(assignment, by=person), done)
    elif "_recuse" in sent:
        reviewer = _named(sent.get("reviewer"), Reviewer)
        reason = sent.get("reason", "")[:300]
        told(
            request,
            lambda: recuse(submission, reviewer, by=person, reason=reason),
            _("The conflict is on record."),
        )


def _named(text: str | None, model: Any) -> Any:
    """The row that a form names; nonsense is missing."""
    is_number = text is not None and text.isascii() and text.isdecimal()
    if not is_number or len(str(text)) > 9:
        raise Http404
    return get_object_or_404(model, pk=text)
