from typing import Any

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from catalogue.partial_dates import partial_date_text
from catalogue.practice.models import PilotProgramme, PilotSite
from catalogue.public.method_page import cited
from catalogue.public.pilots import programme_page, site_page
from catalogue.public.pilots.five_cos import five_cos
from catalogue.public.place_paths import place_levels, place_links


class PilotProgrammeList(TemplateView):
    """All programmes that were opened, the latest first."""

    template_name = "public/pilot_programme_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        public = Q(sites__in=PilotSite.objects.public())
        counted = PilotProgramme.objects.public().annotate(
            pilots=Count("sites", public & Q(sites__is_example=False)),
            examples=Count("sites", public & Q(sites__is_example=True)),
        )
        programmes = counted.order_by(*PilotProgramme._meta.ordering or ())
        return super().get_context_data(
            programmes=[(each, period(each)) for each in programmes], **kwargs
        )


class PilotProgrammeDetail(TemplateView):
    """One programme: document, rules, counties with their sites, and figures."""

    template_name = "public/pilot_programme_detail.html"

    @cached_property
    def programme(self) -> PilotProgramme:
        programmes = PilotProgramme.objects.public().select_related(
            "province", "selection_round"
        )
        loaded = programmes.prefetch_related("stages", "documents", "scope__division")
        return get_object_or_404(loaded, slug=self.kwargs["slug"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        programme = self.programme
        sites = programme_page.sites_of(programme)
        funnel = programme_page.funnel(programme)
        return super().get_context_data(
            programme=programme,
            period=period(programme),
            documents=programme_page.documents_of(programme),
            rules=programme_page.rules_in_words(programme),
            counties=programme_page.county_rows(programme, sites),
            examples=[_placed(each) for each in sites if each.is_example],
            official=programme_page.official_figures(programme),
            funnel=funnel,
            scale=max(each.total or 0 for each in funnel) or 1,
            has_sites=bool(sites),
            **kwargs,
        )


class PilotSiteDetail(TemplateView):
    """One site with all that its record tells."""

    template_name = "public/pilot_site_detail.html"

    @cached_property
    def site(self) -> PilotSite:
        sites = site_page.with_parts(PilotSite.objects.public())
        slug, number = self.kwargs["slug"], self.kwargs["number"]
        return get_object_or_404(sites, programme__slug=slug, number=number)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        site = self.site
        community = site.community
        money = site_page.money_rows(site)
        return super().get_context_data(
            site=site,
            programme=site.programme,
            place_links=place_links(community, community.reporting_body),
            cos=five_cos(site.acts.all()),
            money=money,
            has_money_notes=any(row.notes for row in money),
            money_total=site_page.money_total(site),
            photos=site_page.photo_pairs(site),
            changes=site_page.change_rows(site),
            judges=site_page.judges(),
            assessment_notes=site_page.assessment_notes(site),
            inquiries=site_page.inquiries(site),
            method=site_page.public_method(site),
            sources=cited(site.sources.all()),
            missing=site_page.missing(site),
            **kwargs,
        )


def period(programme: PilotProgramme) -> str:
    """From when to when, as precisely as it is known."""
    ends = (programme.starts_on, programme.ends_on)
    return " – ".join(partial_date_text(each) for each in ends if each)


def _placed(site: PilotSite) -> tuple[PilotSite, list[str]]:
    return site, place_levels(site.community, site.community.reporting_body)
