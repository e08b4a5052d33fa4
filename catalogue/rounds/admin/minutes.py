"""The minutes of a group: a page to print, and a Word document."""

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from catalogue.rounds.admin.addresses import page_at
from catalogue.rounds.admin.meeting import meeting_for
from catalogue.rounds.admin.stage_head import round_context
from catalogue.rounds.minutes import minutes_of
from catalogue.rounds.minutes_document import minutes_document
from catalogue.tables.download import as_download
from catalogue.word.frame import CONTENT_TYPE


def minutes_urls(site: AdminSite) -> list[URLPattern]:
    """The addresses of the minutes, under that of selection rounds."""
    route = "groups/<int:number>/minutes"
    return [
        page_at(f"{route}/", minutes, "rounds_minutes", site),
        path(f"{route}.docx", site.admin_view(word), name="rounds_minutes_word"),
    ]


def minutes(request: HttpRequest, number: int, site: AdminSite) -> HttpResponse:
    """Show the minutes as they stand, fit to be printed."""
    meeting = meeting_for(request, number)
    context = round_context(
        site,
        request,
        meeting.group.selection_round,
        title=_("Minutes of group consensus"),
        meeting=meeting,
        minutes=minutes_of(meeting),
        is_minutes=True,
    )
    return TemplateResponse(request, "admin/rounds/minutes.html", context)


def word(request: HttpRequest, number: int) -> HttpResponse:
    """Give the minutes as a Word document."""
    meeting = meeting_for(request, number)
    content = minutes_document(minutes_of(meeting))
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    return as_download(response, f"minutes-{meeting.group.pk}.docx")
