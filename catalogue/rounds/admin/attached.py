"""What was submitted with a text: its photos and files, for who may read it."""

from django.contrib.admin import AdminSite
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path

from catalogue.accounts.scoped_admin import staff
from catalogue.methods.stored_files import stored_file
from catalogue.rounds.models import Submission
from catalogue.rounds.submitted_files import ATTACHED, may_open, paths_of


def attached_urls(site: AdminSite) -> list[URLPattern]:
    """The address of a photo or file, under that of selection rounds."""
    route = "submissions/<int:number>/<slug:kind>/<int:place>/"
    return [path(route, site.admin_view(attached), name="rounds_attached")]


def attached(request: HttpRequest, number: int, kind: str, place: int) -> FileResponse:
    """One photo or file of the text that counts, by its place there from 0."""
    rows = Submission.objects.select_related("selection_round", "group")
    submission = get_object_or_404(rows, pk=number, selection_round__is_held_here=True)
    text = submission.texts.last()
    if kind not in ATTACHED or text is None:
        raise Http404
    if not may_open(submission, staff(request)):
        raise Http404
    paths = paths_of(text.content, kind)
    if place >= len(paths) or not paths[place]:
        raise Http404
    return stored_file(paths[place])
