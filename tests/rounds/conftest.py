"""The places that the real methods name, without the rest of the register."""

import csv

import pytest

from catalogue.places.models import Community, Division, Province, Street
from catalogue.rounds.loading import DATA_FOLDER
from tests.places.factories import (
    CommunityFactory,
    DivisionFactory,
    StreetFactory,
    real_province,
)

PROVINCE_SLUGS = [
    "beijing", "tianjin", "hebei", "inner-mongolia", "liaoning", "jilin", "shanghai",
    "jiangsu", "zhejiang", "anhui", "fujian", "jiangxi", "shandong", "hubei", "hunan",
    "guangdong", "chongqing", "shaanxi", "gansu", "qinghai", "ningxia", "xinjiang",
    # Named by what the sources tell of promotion alone.
    "heilongjiang", "henan", "sichuan",
]  # fmt: skip


def method_rows():
    path = DATA_FOLDER / "methods.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def places_of_the_methods(db):
    """Every province, county, street and community that the data files name."""
    make_places_of_the_methods()
    return Community.objects.all()


def make_places_of_the_methods():
    """Make the places of that fixture, for whoever keeps them longer than a test."""
    for slug in PROVINCE_SLUGS:
        real_province(slug)
    rows = method_rows()
    for row in rows:
        if row["community_code"]:
            street = _street(row, row["community_code"])
            CommunityFactory(
                street=street, code=row["community_code"], name=row["community_name"]
            )
    for number, row in enumerate(rows, start=1):
        if not row["community_code"] and not _street_exists(row):
            _street(row, f"{row['reporting_body'][:2]}9{number:03}001001")


def _street_exists(row):
    return Street.objects.filter(
        name_zh=row["street"], county__name_zh=row["district"]
    ).exists()


def _street(row, code):
    province = Province.objects.get(code=row["reporting_body"])
    prefecture = None
    if row["city"]:
        prefecture = _prefecture(province, code[:4] + "00", row["city"])
    county = _county(province, prefecture, code[:6], row["district"])
    return Street.objects.filter(code=code[:9]).first() or StreetFactory(
        code=code[:9], county=county, name_zh=row["street"] or "某街道"
    )


def _prefecture(province, code, name):
    return Division.objects.filter(code=code).first() or DivisionFactory(
        province=province, code=code, name_zh=name, level="prefecture"
    )


def _county(province, prefecture, code, name):
    return Division.objects.filter(code=code).first() or DivisionFactory(
        province=province, parent=prefecture, code=code, name_zh=name
    )
