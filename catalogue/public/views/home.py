from typing import Any

from django.views.generic import TemplateView

from catalogue.public import home_page
from catalogue.public.drawn_facets import tiles_html
from catalogue.public.kept import current_catalogue
from catalogue.public.recorded import Records, latest_national_round, records_by_round
from catalogue.public.tiles import method_tiles, tile_bins


class Home(TemplateView):
    """What the catalogue is for, and the ways into it."""

    template_name = "public/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        catalogue = current_catalogue()
        vocabulary, index = catalogue.vocabulary, catalogue.index
        national_round = latest_national_round()
        rounds = [national_round] if national_round else []
        records = next(iter(records_by_round(rounds).values()), Records())
        grid = method_tiles(vocabulary.provinces, index)
        bodies = len(vocabulary.reporting_bodies)
        figures = (
            home_page.round_figures(national_round, records, bodies)
            if national_round
            else None
        )
        return super().get_context_data(
            tiles=grid,
            tiles_html=tiles_html(grid),
            tile_bins=tile_bins(),
            national_round=national_round,
            round_figures=figures,
            strips=home_page.strips(figures) if figures else [],
            themes=home_page.theme_rows(vocabulary.themes, index),
            model_method=home_page.model_method(national_round),
            newest=home_page.newest(),
            **kwargs,
        )
