from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from catalogue.methods.models import WorkMethod
from catalogue.public import facets, method_page
from catalogue.public.adoption.rows import adoptions_of_method
from catalogue.public.compare_tray import choice, titled, tray
from catalogue.public.context import query_of
from catalogue.public.drawn_facets import facets_html, tiles_html
from catalogue.public.family import family
from catalogue.public.filters import WorkMethodFilter
from catalogue.public.in_use.method_facts import facts_of_use
from catalogue.public.narrowing import Narrowing
from catalogue.public.parameters import MethodParameters
from catalogue.public.pilots.five_cos import five_cos
from catalogue.public.pilots.site_page import site_of
from catalogue.public.place_in_list import place_in_list
from catalogue.public.place_paths import place_links
from catalogue.public.promotion import entries as promotion
from catalogue.public.related import related
from catalogue.public.sharing import sharing
from catalogue.public.tiles import tile_bins, tiles
from catalogue.public.views.method_cards import MethodCards


class WorkMethodList(MethodCards):
    """Browse, search and filter; the address is the filter."""

    template_name = "public/work_method_list.html"

    def asked(self) -> MultiValueDict[str, str]:
        return self.request.GET

    def address(self, parameters: MethodParameters, page: int = 1) -> str:
        return self.request.path + parameters.query_string(page=page)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        path, parameters = self.request.path, self.filterset.parameters
        narrowing = self.narrowing
        page = super().get_context_data(**kwargs)
        chips = facets.chips(path, self.filterset)
        grid = self._tiles(narrowing)
        return {
            **page,
            "query": parameters["q"][0] if parameters["q"] else "",
            "hidden_fields": parameters.hidden_fields(),
            "facets": facets_html(facets.facets(self.filterset, narrowing), grid),
            "chips": chips,
            "clear_url": self.address(parameters.comparing_alone()) if chips else "",
            "order_links": facets.order_links(path, self.filterset),
            "suggestions": []
            if page["result_count"]
            else facets.suggestions(path, self.filterset, narrowing),
            "spellings": []
            if page["result_count"]
            else facets.spellings(path, self.filterset),
            "tiles": grid,
            "tile_bins": tile_bins(),
        }

    def _tiles(self, narrowing: Narrowing) -> list[Any]:
        path, parameters = self.request.path, self.filterset.parameters
        toggled = parameters.toggling("province")
        return tiles(
            self.filterset.vocabulary.provinces,
            count=lambda body: narrowing.count_of("province", body.slug),
            url=lambda body: path + toggled(body.slug),
            selected=parameters["province"],
        )


class WorkMethodDetail(TemplateView):
    """One method with all that its sources tell."""

    template_name = "public/work_method_detail.html"

    @cached_property
    def method(self) -> WorkMethod:
        methods = method_page.with_parts(WorkMethod.objects.published())
        return get_object_or_404(methods, number=self.kwargs["number"])

    def get(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponse:
        """The page; an address with an older title leads to the present one."""
        if self.kwargs["slug"] != self.method.slug:
            return redirect_to_method(request, self.method)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        method = self.method
        characteristics = method_page.characteristics(method)
        adoptions = adoptions_of_method(method)
        pilot_site = site_of(method)
        return super().get_context_data(
            method=method,
            place_links=place_links(method.community, method.reporting_body),
            facts=[*method_page.facts(method), *facts_of_use(method)],
            outcomes=method_page.outcomes(method),
            steps=list(method.steps.all()),
            characteristics=characteristics,
            has_characteristics=pilot_site is None
            and any(each.holds for each in characteristics),
            pilot_site=pilot_site,
            cos=five_cos(pilot_site.acts.all()) if pilot_site else [],
            sources=method_page.sources(method),
            promotion=promotion.of_method(method.number),
            missing=method_page.missing(method, of_pilot=pilot_site is not None),
            related=[
                replace(each, query=self.choice_query) for each in related(method)
            ],
            photos=method_page.present(method.photos.all(), "image"),
            files=method_page.present(method.files.all(), "file"),
            adoptions=adoptions,
            adopted_tiles=tiles_html(adoptions.tiles) if adoptions else "",
            family=family(method),
            **self._beside(),
            **sharing(self.request, method),
            **kwargs,
        )

    def _beside(self) -> dict[str, Any]:
        """The list that the reader came from, and what is chosen to be compared."""
        parameters, number = self.filterset.parameters, self.method.number
        place = place_in_list(number, Narrowing.of(self.filterset))
        rows = titled([*place.neighbours, *parameters.compared])
        return {
            "in_list": place,
            "list_query": parameters.query_string(),
            "previous": rows.get(place.previous or 0),
            "next": rows.get(place.next or 0),
            "choice_query": self.choice_query,
            "choice": choice(number, parameters, self._address),
            "tray": tray(parameters, rows, self._address),
            "problems": parameters.problems,
        }

    @cached_property
    def filterset(self) -> WorkMethodFilter:
        return WorkMethodFilter(self.request.GET)

    @property
    def choice_query(self) -> str:
        """What links to other lists and methods carry: the choice to compare."""
        return self.filterset.parameters.comparing_alone().query_string()

    def _address(self, parameters: MethodParameters) -> str:
        return self.request.path + parameters.query_string()


def work_method_by_number(request: HttpRequest, number: int) -> HttpResponse:
    """The short address of a method leads to the full one."""
    method = get_object_or_404(WorkMethod.objects.published(), number=number)
    return redirect_to_method(request, method)


def redirect_to_method(request: HttpRequest, method: WorkMethod) -> HttpResponse:
    """To the full address, with the query kept.

    Never permanent: titles change, and browsers keep permanent redirects for good.
    """
    url = reverse("work-method-detail", args=[method.number, method.slug])
    return redirect(url + query_of(request))
