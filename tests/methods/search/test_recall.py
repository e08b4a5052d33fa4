"""The search against plain substring search over generated methods.

`CATALOGUE_RECALL_METHODS=10000` makes it as large as docs/performance.md reports.
"""

import os
import random
import re

import pytest
from django.db import connection, transaction
from opencc import OpenCC

from catalogue.methods.models import WorkMethod
from catalogue.methods.search.finding import MOST_RECHECKED, search
from catalogue.methods.search.normalise import normalise
from catalogue.methods.search.place_names import names
from catalogue.methods.search.place_paths import place_path_of
from catalogue.methods.search.query import terms_of
from catalogue.rounds.bench.methods import fill_up
from tests.methods.factories import ThemeFactory
from tests.places.factories import (
    CommunityFactory,
    DivisionFactory,
    StreetFactory,
    real_province,
)
from tests.rounds.factories import SelectionRoundFactory

METHODS = int(os.environ.get("CATALOGUE_RECALL_METHODS", "300"))
QUESTIONS = max(250, METHODS // 10)
THEMES = (
    "comprehensive", "conflict-resolution", "consultation", "culture",
    "party-building", "resident-autonomy", "service", "smart-community",
)  # fmt: skip
TEXTS = ("title", "summary", "problem", "results", "conditions", "cautions")
STEP_TEXTS = ("title", "action", "who", "output", "caution")

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.xdist_group("recall"),
]


@pytest.fixture(scope="module")
def _written_in_this_module(django_db_setup, django_db_blocker):
    # Made once and read by every test here; each test works in a savepoint of its own.
    with django_db_blocker.unblock(), transaction.atomic():
        for slug in THEMES:
            ThemeFactory(slug=slug, name_zh=f"{slug}主题", name_en=f"Theme {slug}")
        SelectionRoundFactory(slug="national-2018", announced=True)
        make_communities()
        for _there in fill_up(METHODS):
            pass
        yield {method.pk: written(method) for method in whole_methods()}
        transaction.set_rollback(True)


@pytest.fixture
def texts(_written_in_this_module, db):
    """By number, all that is written of each generated method, a text a line."""
    return _written_in_this_module


def make_communities():
    for slug, county_name, street_name, names_here in (
        ("fujian", "鼓楼区", "东街街道", ["军门社区居委会", "营尾社区居委会"]),
        ("beijing", "东城区", "前门街道", ["草厂社区居委会", "大江社区居委会"]),
        ("guangdong", "罗湖区", "南湖街道", ["渔邨社区", "13号社区居委会"]),
        ("xinjiang", "水磨沟区", "南湖南路街道", ["旭东社区居委会", "红光社区"]),
    ):
        county = DivisionFactory(
            name_zh=county_name, name_en="", province=real_province(slug)
        )
        street = StreetFactory(name_zh=street_name, name_en="", county=county)
        for name in names_here:
            CommunityFactory(name=name, street=street, committee_kind="residents")


def whole_methods():
    return WorkMethod.objects.with_path().prefetch_related("steps", "themes")


def written(method):
    community = method.community
    parts = [(method, name) for name in TEXTS]
    parts += [(step, name) for step in method.steps.all() for name in STEP_TEXTS]
    parts += [(theme, "name") for theme in method.themes.all()]
    lines = [getattr(part, f"{n}_{end}") for part, n in parts for end in ("zh", "en")]
    county = community.county
    places = [community, community.street, county, county.parent, community.province]
    lines += [name for place in places if place for name in names(place)]
    return "\n".join(" ".join(normalise(line).split()) for line in lines if line)


def holders(term, texts):
    """Where the term stands; letters at its start must start a word."""
    kind, run, _place = term.runs[0]
    begins = kind == "letters" and (len(term.runs) == 1 or len(run) < term.runs[1][2])
    at_start = re.compile(rf"(?<![^\W\d_]){re.escape(term.text)}")
    return {
        number
        for number, text in texts.items()
        if term.text in text and (not begins or at_start.search(text))
    }


def sampled(chance, texts, length):
    """A part of one of the texts; in quotes where it holds a space."""
    line = ""
    while len(line) < length:
        line = chance.choice(chance.choice(texts).split("\n"))
    start = chance.randrange(len(line) - length + 1)
    part = re.sub('["“”「」『』]', "", line[start : start + length])
    return f'"{part}"' if " " in part.strip() else part


def full_width(text):
    return "".join(
        chr(ord(sign) + 0xFEE0) if "!" < sign <= "~" else sign for sign in text
    )


def questions(kind, texts):
    chance = random.Random(f"recall of {kind}")
    texts, to_traditional = list(texts.values()), OpenCC("s2t")
    for _ in range(QUESTIONS):
        part = sampled(chance, texts, chance.randint(2, 6))
        yield {
            "parts": part,
            "single": sampled(chance, texts, 1),
            "traditional": to_traditional.convert(part),
            "full width": full_width(part),
            "absent": part[: len(part) // 2] + sampled(chance, texts, 2).strip('"'),
            "several words": " ".join(
                sampled(chance, [chance.choice(texts)], chance.randint(2, 3))
                for _ in range(chance.randint(2, 3))
            ),
        }[kind]


KINDS = ("parts", "single", "traditional", "full width", "absent", "several words")


@pytest.mark.parametrize("kind", KINDS)
def test_everything_that_holds_the_question_is_found_and_nothing_else(kind, texts):
    asked = 0
    for question in questions(kind, texts):
        terms = terms_of(question)
        if not terms:
            continue
        asked += 1
        truth = set.intersection(*(holders(term, texts) for term in terms))
        found = search(question).everywhere
        assert truth <= found, question
        if not says_more_than_its_text(terms) and len(found) <= MOST_RECHECKED:
            assert found == truth, question
    assert asked > QUESTIONS / 2


def says_more_than_its_text(terms):
    """Beside their text, letters are found by stem and sound, places by their names.

    A phrase that begins with letters is found at the end of a word too.
    """
    with connection.cursor() as cursor:
        return any(
            term.runs[0][0] == "letters" or place_path_of(term, cursor)
            for term in terms
        )
