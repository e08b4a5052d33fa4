from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from catalogue.places.models import Community, Province
from catalogue.public.adoption.rows import adopted_by, number_adopting
from catalogue.public.drawn_facets import tiles_html
from catalogue.public.facet_index import method_counts
from catalogue.public.kept import current_catalogue
from catalogue.public.outcomes import round_label
from catalogue.public.place_paths import place_links
from catalogue.public.promotion import entries as promotion
from catalogue.public.province_page import body_rows, latest_reported_round, round_rows
from catalogue.public.tiles import tile_bins, tiles
from catalogue.public.views.method_cards import MethodCards


class ProvinceList(TemplateView):
    """All reporting bodies, as tiles and as rows, with what they have here."""

    template_name = "public/province_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        catalogue = current_catalogue()
        vocabulary = catalogue.vocabulary
        reported = latest_reported_round()
        rows = body_rows(vocabulary.reporting_bodies, catalogue.index, reported)
        counts = {row.province.code: row.count for row in rows}
        grid = tiles(
            vocabulary.provinces,
            count=lambda body: counts[body.code],
            url=lambda body: body.get_absolute_url(),
        )
        return super().get_context_data(
            provinces=rows,
            reported_label=round_label(reported) if reported else "",
            tiles=grid,
            tiles_html=tiles_html(grid),
            tile_bins=tile_bins(),
            **kwargs,
        )


class ProvinceDetail(MethodCards):
    """One reporting body: its methods and what it put forward."""

    template_name = "public/province_detail.html"

    @cached_property
    def province(self) -> Province:
        return get_object_or_404(
            Province.objects.reporting_bodies(), slug=self.kwargs["slug"]
        )

    def asked(self) -> MultiValueDict[str, str]:
        return MultiValueDict({"province": [self.province.slug]})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            province=self.province,
            adopting=number_adopting(self.province),
            counts=method_counts(self.narrowing.index, "province", self.province.slug),
            round_rows=round_rows(self.province),
            promotion=promotion.of_body(self.province.code, self.province.slug),
            **kwargs,
        )


class CommunityDetail(MethodCards):
    """One community, with its whole path, since a name never identifies one."""

    template_name = "public/community_detail.html"

    @cached_property
    def community(self) -> Community:
        communities = Community.objects.real().unmerged().with_path()
        return get_object_or_404(
            communities.select_related("reporting_body"),
            number=self.kwargs["number"],
        )

    def asked(self) -> MultiValueDict[str, str]:
        return MultiValueDict({"community": [str(self.community.number)]})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        community = self.community
        return super().get_context_data(
            community=community,
            place_links=place_links(community, community.reporting_body),
            former_names=list(community.former_names.all()),
            adopted=adopted_by(community),
            **kwargs,
        )
