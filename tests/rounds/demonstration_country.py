"""A small country for the demonstration: every reporting body, a few communities."""

import csv

from catalogue.methods.models import WorkMethod
from catalogue.places.models import Community, Division
from catalogue.rounds.loading import DATA_FOLDER
from catalogue.rounds.loading.rounds_files import load_themes
from catalogue.rounds.models import Submission
from tests.methods.factories import WorkMethodFactory
from tests.places.factories import (
    PROVINCES,
    DivisionFactory,
    StreetFactory,
    real_province,
)
from tests.rounds.factories import (
    ProvincialReturnFactory,
    SelectionRoundFactory,
    SubmissionFactory,
)

CORPS, XINJIANG = "660000", "650000"
# Real records of the round: code of the reporting body, and how many are selected.
REAL_SELECTED = {"110000": 1, "130000": 4, "310000": 4, "340000": 1, "430000": 2}
RETURNS = [
    {"reporting_body": "130000", "selected": 4},
    {"reporting_body": "310000", "solicited": 33, "selected": 5},
    {"reporting_body": "340000", "selected": 1},
    {"reporting_body": "430000", "submitted": 5, "selected": 2},
    {"reporting_body": "650000", "selected": 2},
]


def make_country():
    """Provinces, communities of each kind, themes, and the round with real records."""
    load_themes(DATA_FOLDER)
    provinces = {province.code: province for province in all_provinces()}
    for number, code in enumerate(sorted(provinces)):
        if code != CORPS:
            _make_communities(provinces[code], f"{code[:2]}0101", 18 + number * 7 % 40)
    _make_communities(provinces[XINJIANG], "659001", 6)
    return make_round(provinces)


def make_round(provinces):
    """The round of 2018 with the model method, real records and returns."""
    selection_round = SelectionRoundFactory(
        slug="national-2018",
        announced=True,
        official_submitted=209,
        official_selected=100,
    )
    _submit(selection_round, "350000", 17, Submission.Outcome.MODEL)
    for body, count in REAL_SELECTED.items():
        for place in range(count):
            _submit(selection_round, body, 17 - place, Submission.Outcome.SELECTED)
    for values in RETURNS:
        body = provinces[values["reporting_body"]]
        ProvincialReturnFactory(
            selection_round=selection_round, **{**values, "reporting_body": body}
        )
    return selection_round


def all_provinces():
    """Every province and the Corps, as the data file has them."""
    with PROVINCES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield real_province(row["short_name_en"].lower().replace(" ", "-"))


def _make_communities(province, county_code, count):
    """Residents' committees, and as many villages and fictions, which must not do."""
    county = DivisionFactory(
        code=county_code, province=province, level=Division.Level.COUNTY
    )
    street = StreetFactory(code=f"{county_code}001", county=county)
    kind = Community.CommitteeKind
    Community.objects.bulk_create(
        Community(
            code=f"{street.code}{digit}{number:02}",
            name=f"{province.short_name_zh}{name}",
            committee_kind=committee_kind,
            is_virtual=is_virtual,
            street=street,
            county=county,
            province=province,
            reporting_body=province,
        )
        for number in range(count)
        for digit, name, committee_kind, is_virtual in (
            (0, f"{_chinese(number)}社区居委会", kind.RESIDENTS, False),
            (1, f"虚拟{_chinese(number)}社区", kind.RESIDENTS, True),
            (2, f"和平{_chinese(number)}村委会", kind.VILLAGERS, False),
        )
    )


def _chinese(number):
    return chr(0x4E01 + number)


def _submit(selection_round, body, place, outcome):
    community = Community.objects.get(code=f"{body[:2]}01010010{place:02}")
    SubmissionFactory(
        selection_round=selection_round,
        method=WorkMethodFactory(published=True, community=community),
        outcome=outcome,
    )


def content():
    """Every demonstration record without its number, in the order of communities."""
    parts = ("steps", "characteristics", "sources", "submissions")
    return [
        [
            _plain(method, "number", "created_at", "updated_at"),
            sorted(method.themes.values_list("slug", flat=True)),
            *(
                [_plain(row, "id", "method_id") for row in getattr(method, part).all()]
                for part in parts
            ),
        ]
        for method in WorkMethod.objects.filter(is_demo=True).order_by("community_id")
    ]


def _plain(row, *without):
    fields = (field.attname for field in row._meta.concrete_fields)
    return {name: getattr(row, name) for name in fields if name not in without}
