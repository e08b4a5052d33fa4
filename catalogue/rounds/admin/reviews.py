"""The reviewer's desk: what is to be judged, and the page of one review."""

import dataclasses
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
)
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from catalogue.accounts.scoped_admin import staff
from catalogue.rounds.admin.conflicts import ConflictForm, declared
from catalogue.rounds.admin.own_meetings import own_meetings
from catalogue.rounds.admin.review_form import ReviewForm, initial_of
from catalogue.rounds.admin.review_queue import queue_of, queues_of
from catalogue.rounds.admin.stage_head import StageHead, round_context
from catalogue.rounds.models import Assignment, Review, SelectionRound
from catalogue.rounds.reviewing import (
    REVIEW,
    ChangedMeanwhile,
    Fault,
    criteria_of,
    faults_of,
    hand_in,
    own_assignments,
    reopen,
    save_review,
    version_of,
    written_in,
)
from catalogue.rounds.submitted_reading import texts_to_read

State = SelectionRound.State


def review_urls(site: AdminSite) -> list[URLPattern]:
    """The addresses of the reviewer's desk, under that of selection rounds."""
    desk = ReviewersDesk(site)
    view = site.admin_view
    one = "reviews/<int:number>"
    return [
        path("my-reviews/", view(desk.queue_page), name="rounds_my_reviews"),
        path(f"{one}/", view(desk.review_page), name="rounds_review"),
        path(f"{one}/keep/", view(desk.keep), name="rounds_keep_review"),
        path(f"{one}/conflict/", view(desk.conflict_page), name="rounds_conflict"),
    ]


class ReviewersDesk:
    """The pages of a reviewer; whatever is not the own answers as missing."""

    def __init__(self, site: AdminSite) -> None:
        self.site = site

    def queue_page(self, request: HttpRequest) -> HttpResponse:
        """All that is assigned, the rounds under review first."""
        if not staff(request).has_perm(REVIEW):
            raise PermissionDenied
        queues = sorted(queues_of(staff(request)), key=lambda queue: not queue.is_open)
        context = {
            **self.site.each_context(request),
            "title": _("My reviews"),
            "meetings": own_meetings(staff(request)),
            "queues": [
                (queue, self._context(request, queue.round)) for queue in queues
            ],
        }
        return TemplateResponse(request, "admin/rounds/my_reviews.html", context)

    def review_page(self, request: HttpRequest, number: int) -> HttpResponse:
        """The text and the criteria side by side; a closed stage shows, and no more."""
        assignment = _own(request, number)
        if request.method != "POST":
            return self._show(request, assignment, _opened(assignment))
        if "_reopen" in request.POST:
            return self._reopened(request, assignment)
        form = ReviewForm(criteria_of(assignment), request.POST)
        if not form.is_valid():
            return self._show(request, assignment, form)
        return self._saved(request, assignment, form)

    def keep(self, request: HttpRequest, number: int) -> HttpResponse:
        """Save what the script of the page sends while somebody writes."""
        assignment = _own(request, number)
        if request.method != "POST":
            raise Http404
        form = ReviewForm(criteria_of(assignment), request.POST)
        if not form.is_valid():
            return JsonResponse(
                {"words": _("Something here cannot be saved.")}, status=422
            )
        try:
            review = _save(request, assignment, form)
        except ChangedMeanwhile:
            words = _("Changed in another window: save here to compare.")
            return JsonResponse({"words": words}, status=409)
        except ValidationError as refusal:
            return JsonResponse({"words": " ".join(refusal.messages)}, status=409)
        at = time_format(localtime(review.changed_at), "H:i:s") if review else ""
        return JsonResponse({"at": at})

    def conflict_page(self, request: HttpRequest, number: int) -> HttpResponse:
        """Declare a conflict: the submission goes to somebody else."""
        assignment = _own(request, number)
        if assignment.submission.selection_round.state != State.INDEPENDENT_REVIEW:
            raise Http404
        form = ConflictForm(request.POST if request.method == "POST" else None)
        if declared(request, form, assignment.submission, assignment.reviewer):
            done = _("The conflict is on record; somebody else will judge it.")
            messages.success(request, done)
            return HttpResponseRedirect(reverse("admin:rounds_my_reviews"))
        context = self._context(
            request,
            assignment.submission.selection_round,
            title=_("Declare a conflict"),
        )
        text = texts_to_read([assignment]).get(assignment.pk)
        context.update(form=form, text=text, back=reverse("admin:rounds_my_reviews"))
        return TemplateResponse(request, "admin/rounds/conflict.html", context)

    def _reopened(self, request: HttpRequest, assignment: Assignment) -> HttpResponse:
        try:
            reopen(assignment, by=staff(request))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("The review is open again."))
        return HttpResponseRedirect(request.path)

    def _saved(
        self, request: HttpRequest, assignment: Assignment, form: ReviewForm
    ) -> HttpResponse:
        """Save, then hand in or go on as the button says."""
        try:
            _save(request, assignment, form)
        except ChangedMeanwhile:
            return self._show_both(request, assignment, form)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return self._show(request, assignment, form)
        if "_hand_in" in request.POST:
            try:
                hand_in(assignment, by=staff(request))
            except ValidationError:
                faults = faults_of(assignment, _review_of(assignment))
                return self._show(request, assignment, form, faults=faults)
            messages.success(request, _("The review is handed in."))
        else:
            messages.success(request, _("The review is saved as a draft."))
        stays = "_next" not in request.POST and "_hand_in" not in request.POST
        return HttpResponseRedirect(
            request.path if stays else _address_of_next(request, assignment)
        )

    def _show_both(
        self, request: HttpRequest, assignment: Assignment, form: ReviewForm
    ) -> HttpResponse:
        """What is typed stays in the form, what the other window wrote beside it."""
        review = _review_of(assignment)
        form.other = written_in(review)
        form.data = {**form.data.dict(), "seen": version_of(review)}  # type: ignore[attr-defined]
        return self._show(request, assignment, form)

    def _show(
        self,
        request: HttpRequest,
        assignment: Assignment,
        form: ReviewForm,
        faults: list[Fault] | None = None,
    ) -> HttpResponse:
        selection_round = assignment.submission.selection_round
        queue = queue_of(staff(request), selection_round.pk)
        row = next(row for row in queue.rows if row.assignment.pk == assignment.pk)
        is_open = queue.is_open and not row.is_handed_in
        words = {"position": row.position, "of": len(queue.rows)}
        context = self._context(
            request,
            selection_round,
            title=_("Submission %(position)d of %(of)d") % words,
        )
        context.update(
            row=row, queue=queue, text=row.text, form=form, faults=faults or []
        )
        context.update(is_open=is_open, may_reopen=queue.is_open and row.is_handed_in)
        return TemplateResponse(request, "admin/rounds/review.html", context)

    def _context(
        self, request: HttpRequest, selection_round: SelectionRound, **more: Any
    ) -> dict[str, Any]:
        context = round_context(self.site, request, selection_round, **more)
        head: StageHead = context["stage"]
        # What is missing in the round may name submissions and other reviewers.
        context["stage"] = dataclasses.replace(head, missing=None)
        return context


def _own(request: HttpRequest, number: int) -> Assignment:
    """An assignment of the person who asks; any other is missing."""
    rows = own_assignments(staff(request)).select_related(
        "submission__selection_round", "reviewer__account", "review"
    )
    found = rows.filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _review_of(assignment: Assignment) -> Review | None:
    return Review.objects.filter(assignment=assignment).first()


def _opened(assignment: Assignment) -> ReviewForm:
    review = _review_of(assignment)
    initial = initial_of(written_in(review), version_of(review))
    return ReviewForm(criteria_of(assignment), initial=initial)


def _save(
    request: HttpRequest, assignment: Assignment, form: ReviewForm
) -> Review | None:
    return save_review(
        assignment, by=staff(request), written=form.written, page=form.opened_page
    )


def _address_of_next(request: HttpRequest, assignment: Assignment) -> str:
    queue = queue_of(staff(request), assignment.submission.selection_round_id)
    following = queue.next_after(assignment)
    return following.address if following else reverse("admin:rounds_my_reviews")
