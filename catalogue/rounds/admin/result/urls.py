"""The addresses of these pages, under that of selection rounds."""

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from catalogue.rounds.admin.addresses import View, page_at
from catalogue.rounds.admin.result.announcement import announcement
from catalogue.rounds.admin.result.answers import answers
from catalogue.rounds.admin.result.approval import approval
from catalogue.rounds.admin.result.dossier import dossier_file
from catalogue.rounds.admin.result.notice import notice_file
from catalogue.rounds.admin.result.reasons import reasons, reasons_of_one
from catalogue.rounds.admin.result.releases import releases

_PAGES: dict[str, tuple[str, View]] = {
    "approval": ("approval/", approval),
    "announcement": ("announcement/", announcement),
    "releases": ("releases/", releases),
    "reasons": ("reasons/", reasons),
    "reasons_of_one": ("reasons/<int:submission>/", reasons_of_one),
    "answers": ("results/", answers),
}
_FILES: dict[str, tuple[str, View]] = {
    "result_notice": ("result-notice.docx", notice_file),
    "dossier": ("dossier.zip", dossier_file),
}


def result_urls(site: AdminSite) -> list[URLPattern]:
    """From the approval to the archive; each page asks who may see it."""
    begin = "<int:number>/"
    pages = [
        page_at(f"{begin}{route}", view, f"rounds_{name}", site)
        for name, (route, view) in _PAGES.items()
    ]
    files = [
        path(f"{begin}{route}", site.admin_view(view), name=f"rounds_{name}")
        for name, (route, view) in _FILES.items()
    ]
    return [*pages, *files]
