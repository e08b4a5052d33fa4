"""The sites of a programme as files, in the language of the address."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.cells import Cell
from catalogue.places.paths import path
from catalogue.practice.models import Co, PilotProgramme, PilotSite
from catalogue.public.context import absolute
from catalogue.public.exports.freshness import unless_known
from catalogue.public.exports.open_access import open_to_all_sites
from catalogue.public.pilots.site_page import with_parts
from catalogue.tables.delimited import csv_table
from catalogue.tables.download import as_download


@open_to_all_sites
@require_safe
def sites_as_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The public sites of one programme; 404 where there is no such programme."""
    rows = [_row(request, site) for site in _sites(slug)]
    response = HttpResponse(
        csv_table([_headings(), *rows]), content_type="text/csv; charset=utf-8"
    )
    return unless_known(request, as_download(response, f"{slug}-sites.csv"))


@open_to_all_sites
@require_safe
def sites_as_json(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as objects, with every act, sum, mark and inquiry."""
    objects = [_object(request, site) for site in _sites(slug)]
    answer = {"count": len(objects), "results": objects}
    response = HttpResponse(
        json.dumps(answer, ensure_ascii=False, separators=(",", ":")),
        content_type="application/json",
    )
    return unless_known(request, as_download(response, f"{slug}-sites.json"))


def _sites(slug: str) -> list[PilotSite]:
    programme = get_object_or_404(PilotProgramme.objects.public(), slug=slug)
    public = PilotSite.objects.public().filter(programme=programme)
    return list(with_parts(public).order_by("is_example", "number"))


def _headings() -> list[str]:
    return [
        *(_("Number"), _("Web address"), _("Community"), _("Code of the community")),
        *(_("Place"), _("Example from elsewhere"), _("Model point")),
        *(_("Led by the county secretary"), _("County leader"), _("Department")),
        _("Task team"),
        *(_("Acts: %(co)s") % {"co": co.label} for co in Co),
        *(_("Money in yuan"), _("Asked"), _("Answered"), _("Satisfied")),
        *(_("Sources"), _("Demonstration record")),
    ]


def _row(request: HttpRequest, site: PilotSite) -> list[Cell]:
    acts, money = list(site.acts.all()), list(site.money.all())
    last = list(site.inquiries.all())[-1:]
    community = site.community
    return [
        *(site.number, _address(request, site), site.name, community.code),
        " › ".join(level.label for level in path(community)),
        *(site.is_example, site.is_model_point, site.is_led_by_secretary),
        *(site.leader, site.department, site.team),
        *(sum(act.co == co for act in acts) for co in Co),
        str(sum(each.amount for each in money)) if money else None,
        *((last[0].asked, last[0].answered, last[0].satisfied) if last else [None] * 3),
        "\n".join(str(each) for each in site.sources.all()),
        site.programme.is_demo,
    ]


def _address(request: HttpRequest, site: PilotSite) -> str:
    return absolute(request, site.get_absolute_url())


def _object(request: HttpRequest, site: PilotSite) -> dict[str, Any]:
    community = site.community
    return {
        "number": site.number,
        "url": _address(request, site),
        "programme": site.programme.slug,
        "community": {
            "number": community.number,
            "name": community.name,
            "code": community.code,
            "path": [level.label for level in path(community)],
        },
        "is_example": site.is_example,
        "is_model_point": site.is_model_point,
        "is_led_by_secretary": site.is_led_by_secretary,
        **_in_both(site, *("leader", "department", "team", "problem", "results")),
        "acts": [
            {
                "co": act.co,
                **_in_both(act, "what", "who"),
                "date": act.dated or None,
                "people": act.people,
            }
            for act in site.acts.all()
        ],
        "money": [
            {"giver": each.giver, "amount": str(each.amount), **_in_both(each, "note")}
            for each in site.money.all()
        ],
        "assessments": [
            {
                **{name: getattr(each, name) for name in _ASSESSED},
                "date": each.dated or None,
                **_in_both(each, "note"),
            }
            for each in site.assessments.all()
        ],
        "satisfaction": [
            {
                **{name: getattr(each, name) for name in _COUNTED},
                "date": each.asked_on or None,
                **_in_both(each, "note"),
            }
            for each in site.inquiries.all()
        ],
        "sources": [
            {
                **{name: getattr(each, name) for name in _CITED},
                "date": each.dated or None,
            }
            for each in site.sources.all()
        ],
        "is_demo": site.programme.is_demo,
    }


_ASSESSED = ("change", "moment", "judges", "mark")
_COUNTED = ("asked", "answered", "satisfied")
_CITED = ("title", "issuer", "address", "note")


def _in_both(row: Any, *names: str) -> dict[str, str]:
    both = [f"{name}_{language}" for name in names for language in ("zh", "en")]
    return {name: getattr(row, name) for name in both}
