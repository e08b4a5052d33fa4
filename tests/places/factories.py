"""The least that is a valid place; give a test every value it depends on.

Communities carry a street, its county and province. Codes are of the real form, in
provinces numbered 90 and above, so that real places (`real_province`) never collide.
"""

import csv
from pathlib import Path

import factory
from factory.django import DjangoModelFactory

from catalogue.places import models

PROVINCES = Path(models.__file__).parents[1] / "data" / "provinces.csv"


class ProvinceFactory(DjangoModelFactory):
    class Meta:
        model = models.Province
        django_get_or_create = ("code",)

    class Params:
        n = factory.Sequence(lambda n: n % 90_000)

    code = factory.LazyAttribute(lambda o: f"{900_001 + o.n}")
    name_zh = factory.LazyAttribute(lambda o: f"第{o.n}省")
    short_name_zh = factory.LazyAttribute(lambda o: f"第{o.n}")
    abbr_zh = factory.LazyAttribute(lambda o: chr(0x4E00 + o.n % 20_000))
    name_en = factory.LazyAttribute(lambda o: f"Province {o.n}")
    short_name_en = factory.LazyAttribute(lambda o: f"Province{o.n}")
    slug = factory.LazyAttribute(lambda o: f"province-{o.n}")
    kind = models.Province.Kind.PROVINCE
    region = models.Province.Region.EAST
    nbs_region = models.Province.StatisticalRegion.EAST
    tile_row = factory.LazyAttribute(lambda o: 100 + o.n // 100 % 30_000)
    tile_column = factory.LazyAttribute(lambda o: 1 + o.n % 100)
    is_reporting_body = True
    pinyin = factory.LazyAttribute(lambda o: f"di{o.n}")
    pinyin_initials = factory.LazyAttribute(lambda o: f"d{o.n}")
    pinyin_marked = factory.LazyAttribute(lambda o: f"Dì{o.n}")
    sort_order = factory.LazyAttribute(lambda o: 100 + o.n % 30_000)


def real_province(slug):
    """The province or the Corps with this slug, as the data file has it."""
    with PROVINCES.open(encoding="utf-8", newline="") as file:
        rows = {_slug(row): row for row in csv.DictReader(file)}
    row = rows[slug]
    return ProvinceFactory(
        code=row["code"],
        adcode=row["adcode"],
        iso_3166_2=row["iso_3166_2"],
        name_zh=row["name_zh"],
        short_name_zh=row["short_name_zh"],
        abbr_zh=row["abbr_zh"],
        name_en=row["name_en"],
        short_name_en=row["short_name_en"],
        slug=slug,
        kind=row["kind"],
        region=row["region"],
        nbs_region=row["nbs_region"],
        tile_row=int(row["tile_row"]),
        tile_column=int(row["tile_col"]),
        is_reporting_body=row["reporting_body"] == "yes",
        pinyin=row["pinyin"],
        pinyin_initials=row["pinyin_initials"],
        pinyin_marked=row["pinyin_marked"],
        sort_order=int(row["sort_order"]),
    )


def _slug(row):
    return row["short_name_en"].lower().replace(" ", "-")


class DivisionFactory(DjangoModelFactory):
    """A district right under its province; give `parent` and `level` for others."""

    class Meta:
        model = models.Division
        django_get_or_create = ("code",)

    class Params:
        n = factory.Sequence(lambda n: n)

    province = factory.SubFactory(ProvinceFactory)
    code = factory.LazyAttribute(
        lambda o: f"{o.province.code[:2]}{1_000 + o.n % 9_000}"
    )
    name_zh = factory.LazyAttribute(lambda o: f"第{o.n}区")
    name_en = factory.LazyAttribute(lambda o: f"District {o.n}")
    level = models.Division.Level.COUNTY
    kind = models.Division.Kind.DISTRICT
    parent = None


class StreetFactory(DjangoModelFactory):
    class Meta:
        model = models.Street
        django_get_or_create = ("code",)

    class Params:
        n = factory.Sequence(lambda n: n)

    county = factory.SubFactory(DivisionFactory)
    code = factory.LazyAttribute(lambda o: f"{o.county.code}{o.n % 1_000:03}")
    name_zh = factory.LazyAttribute(lambda o: f"第{o.n}街道")
    name_en = factory.LazyAttribute(lambda o: f"Street {o.n}")


class CommunityFactory(DjangoModelFactory):
    """A community under a street; county and province follow from the street."""

    class Meta:
        model = models.Community

    class Params:
        n = factory.Sequence(lambda n: n)

    street = factory.SubFactory(StreetFactory)
    county = factory.SelfAttribute("street.county")
    province = factory.SelfAttribute("county.province")
    reporting_body = factory.SelfAttribute("province")
    code = factory.LazyAttribute(
        lambda o: f"{o.street.code}{o.n % 1_000:03}" if o.street else ""
    )
    name = factory.LazyAttribute(lambda o: f"第{o.n}社区")
