import csv

import pytest
from django.urls import reverse

from catalogue.places.models import Province
from catalogue.public.tiles import tile_bins, tint
from tests.methods.factories import WorkMethodFactory
from tests.places.factories import PROVINCES, real_province


@pytest.fixture
def provinces(db):
    with PROVINCES.open(encoding="utf-8", newline="") as file:
        names = [row["short_name_en"] for row in csv.DictReader(file)]
    return [real_province(name.lower().replace(" ", "-")) for name in names]


def test_all_35_tiles_are_drawn_and_three_are_plain(client, provinces):
    body = Province.objects.get(slug="fujian")
    WorkMethodFactory(published=True, community__street__county__province=body)

    tiles = client.get(reverse("home")).context["tiles"]

    assert [tile.province.slug for tile in tiles] == [
        *Province.objects.order_by("sort_order").values_list("slug", flat=True)
    ]
    assert len({(tile.row, tile.col) for tile in tiles}) == 35
    plain = [tile for tile in tiles if tile.url is None]
    assert {tile.province.slug for tile in plain} == {
        "hong-kong-sar",
        "macao-sar",
        "taiwan",
    }
    assert {tile.count for tile in plain} == {None}
    fujian = next(tile for tile in tiles if tile.province == body)
    assert (fujian.count, fujian.tint, fujian.label, fujian.url) == (
        1,
        1,
        "Fujian, 1 method",
        "/en/methods/?province=fujian",
    )


def test_a_tile_says_how_many_its_link_lists(client, provinces):
    for slug, count in (("fujian", 3), ("hubei", 1)):
        for _ in range(count):
            WorkMethodFactory(
                published=True,
                community__street__county__province=Province.objects.get(slug=slug),
            )

    tiles = client.get(reverse("home")).context["tiles"]

    for tile in tiles:
        if tile.url:
            listed = client.get(tile.url).context["result_count"]
            assert (tile.province.slug, tile.count) == (tile.province.slug, listed)


def test_tiles_of_a_list_keep_its_filters_and_mark_the_chosen(client, provinces):
    page = client.get(
        reverse("work-method-list") + "?kind=comprehensive&province=hubei"
    )

    tiles = {tile.province.slug: tile for tile in page.context["tiles"]}

    assert [slug for slug, tile in tiles.items() if tile.selected] == ["hubei"]
    assert tiles["hubei"].url == "/en/methods/?kind=comprehensive"
    assert tiles["fujian"].url == (
        "/en/methods/?province=fujian&province=hubei&kind=comprehensive"
    )


@pytest.mark.parametrize(
    ("count", "expected"), [(0, 0), (1, 1), (2, 1), (3, 2), (4, 2), (5, 3), (10, 4)]
)
def test_tints_have_fixed_bounds(count, expected):
    assert tint(count) == expected


def test_the_key_names_every_tint():
    assert tile_bins() == [
        (0, "none"),
        (1, "1–2"),
        (2, "3–4"),
        (3, "5–9"),
        (4, "10 and more"),
    ]
