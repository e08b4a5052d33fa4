"""The addresses of these pages, under that of selection rounds."""

from collections.abc import Callable
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path

from catalogue.rounds.admin.result.announcement import announcement
from catalogue.rounds.admin.result.answers import answers
from catalogue.rounds.admin.result.approval import approval
from catalogue.rounds.admin.result.dossier import dossier_file
from catalogue.rounds.admin.result.notice import notice_file
from catalogue.rounds.admin.result.reasons import reasons, reasons_of_one
from catalogue.rounds.admin.result.releases import releases


def result_urls(site: AdminSite) -> list[URLPattern]:
    """From the approval to the archive; each page asks who may see it."""

    def page(view: Callable[..., HttpResponseBase]) -> Any:
        def with_site(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            return view(request, site=site, **kwargs)

        return site.admin_view(with_site)

    def file(view: Callable[..., HttpResponseBase]) -> Any:
        return site.admin_view(view)

    found = {
        "approval": ("approval/", page(approval)),
        "result_notice": ("result-notice.docx", file(notice_file)),
        "announcement": ("announcement/", page(announcement)),
        "releases": ("releases/", page(releases)),
        "reasons": ("reasons/", page(reasons)),
        "reasons_of_one": ("reasons/<int:submission>/", page(reasons_of_one)),
        "answers": ("results/", page(answers)),
        "dossier": ("dossier.zip", file(dossier_file)),
    }
    return [
        path(f"<int:number>/{route}", view, name=f"rounds_{name}")
        for name, (route, view) in found.items()
    ]
