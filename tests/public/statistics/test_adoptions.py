"""Adoptions by region, time and theme: what is confirmed, and nothing else."""

import pytest
from django.utils.datastructures import MultiValueDict
from django.utils.translation import override

from catalogue.public.filters import WorkMethodFilter
from catalogue.public.statistics import adoptions
from catalogue.public.statistics.figures import load_figures
from tests.methods.factories import ThemeFactory, WorkMethodFactory
from tests.places.factories import real_province
from tests.practice.factories import AdoptionFactory, adoption_of

pytestmark = pytest.mark.django_db


def chart(make):
    with override("en"):
        return make(load_figures(WorkMethodFilter(MultiValueDict())))


@pytest.fixture
def adopted():
    consultation, culture = (
        ThemeFactory(slug=slug, name_en=slug.capitalize(), sort_order=place)
        for place, slug in enumerate(("consultation", "culture"))
    )
    method = WorkMethodFactory(published=True, themes=[consultation])
    east, west = real_province("zhejiang"), real_province("sichuan")
    for since in ("2021-05", "2021", ""):
        adoption_of(east, method=method, confirmed=True, since=since)
    adoption_of(west, method=method, ended=True, since="2019")
    adoption_of(west, method=method)
    adoption_of(west, method=method, confirmed=True, is_demo=True)
    AdoptionFactory(confirmed=True, method=WorkMethodFactory(themes=[culture]))


def test_adoptions_are_counted_by_region(adopted):
    found = chart(adoptions.regions)

    assert found.headings == ["Region", "Adoptions", "In use"]
    assert found.cells == [["East", 3, 3], ["Central", 0, 0], ["West", 1, 0]]
    assert found.finding == "East: 3 adoptions"
    assert found.rows[0].url == "/en/adoptions/?region=east"


def test_adoptions_are_counted_by_year(adopted):
    found = chart(adoptions.years)

    assert found.cells == [["2019", 1, 0], ["2021", 2, 2], ["Year not recorded", 1, 1]]
    assert found.finding == "2021: 2 adoptions"


def test_adoptions_are_counted_by_theme(adopted):
    found = chart(adoptions.themes)

    assert found.cells == [["Consultation", 4, 3], ["Culture", 0, 0]]
    assert found.rows[0].url == "/en/adoptions/?theme=consultation"


def test_nothing_confirmed_is_said_so_by_each_in_its_own_words():
    makes = (adoptions.regions, adoptions.years, adoptions.themes)

    assert [chart(make).finding for make in makes] == [
        f"No {kind} has a confirmed adoption yet"
        for kind in ("region", "year", "theme")
    ]


@pytest.mark.parametrize("which", ["region", "year", "theme"])
@pytest.mark.parametrize("ending", ["csv", "svg"])
def test_charts_have_their_files(client, adopted, which, ending):
    response = client.get(f"/en/statistics/adoptions-by-{which}.{ending}")

    assert response.status_code == 200
