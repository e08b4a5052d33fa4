import re
import unicodedata
from collections import Counter

import pytest
from django.db import transaction
from django.db.models import Count, F, Q

from catalogue.methods.models import (
    MethodCharacteristic,
    Source,
    Step,
    Theme,
    WorkMethod,
)
from catalogue.methods.search.finding import search
from catalogue.places.models import Community
from catalogue.rounds.demonstration import add_demonstration
from catalogue.rounds.models import ProvincialReturn, Submission
from tests.rounds.demonstration_country import CORPS, make_country

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demonstration")]


@pytest.fixture(scope="module")
def _demonstration_of_this_module(django_db_setup, django_db_blocker):
    # Made once and read by every test here; each test works in a savepoint of its own.
    with django_db_blocker.unblock(), transaction.atomic():
        make_country()
        add_demonstration()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demonstration(_demonstration_of_this_module, db):
    return WorkMethod.objects.filter(is_demo=True)


def by_body():
    """Submitted and selected of each body, real and demonstration together."""
    outcome = Submission.Outcome
    rows = (
        Submission.objects.exclude(outcome=outcome.MODEL)
        .values_list("reporting_body")
        .annotate(
            submitted=Count("pk"),
            selected=Count("pk", filter=Q(outcome=outcome.SELECTED)),
        )
    )
    return {body: (submitted, selected) for body, submitted, selected in rows}


def test_demonstration_fills_the_round_to_its_official_totals(demonstration):
    counts = by_body().values()

    assert sum(submitted for submitted, _selected in counts) == 209
    assert sum(selected for _submitted, selected in counts) == 100
    assert demonstration.count() == 197


def test_demonstration_reaches_every_reporting_body_within_reason(demonstration):
    counts = by_body()

    assert len(counts) == 32
    for submitted, selected in counts.values():
        assert submitted >= 2
        assert 1 <= selected <= submitted


def test_demonstration_gives_larger_bodies_more(demonstration):
    committees = Counter(
        Community.objects.real()
        .filter(committee_kind=Community.CommitteeKind.RESIDENTS)
        .values_list("reporting_body", flat=True)
    )
    returned = ProvincialReturn.objects.values_list("reporting_body", flat=True)
    free = [body for body in by_body() if body not in {*returned, "650000", CORPS}]

    largest, smallest = max(free, key=committees.get), min(free, key=committees.get)

    assert by_body()[largest] > by_body()[smallest]


def test_demonstration_respects_what_bodies_returned(demonstration):
    counts = by_body()

    assert counts["430000"] == (5, 2)
    assert {body: counts[body][1] for body in ("130000", "310000", "340000")} == {
        "130000": 4,
        "310000": 5,
        "340000": 1,
    }
    assert counts["650000"][1] == 2


def test_demonstration_selects_in_every_region(demonstration):
    selected = demonstration.filter(submissions__outcome="selected")

    regions = set(selected.values_list("reporting_body__region", flat=True))

    assert regions == {"east", "central", "west"}


def test_demonstration_uses_each_theme_and_both_kinds(demonstration):
    themes = set(demonstration.values_list("themes__slug", flat=True))
    kinds = set(demonstration.values_list("kind", flat=True))

    assert themes == set(Theme.objects.values_list("slug", flat=True))
    assert kinds == {"comprehensive", "single-aspect"}


def test_demonstration_stands_in_residents_committees_of_its_own(demonstration):
    communities = Community.objects.filter(work_methods__is_demo=True)

    assert communities.distinct().count() == demonstration.count()
    assert set(communities.values_list("committee_kind", "is_virtual")) == {
        ("residents", False)
    }
    shared = communities.filter(work_methods__is_demo=False)
    assert not WorkMethod.objects.filter(community__in=shared).exists()
    assert not Community.objects.exclude(settlement="").exists()


def test_demonstration_places_the_corps_in_its_own_cities(demonstration):
    codes = demonstration.filter(reporting_body=CORPS).values_list(
        "community__code", flat=True
    )

    assert codes
    assert all(code.startswith("6590") for code in codes)
    others = demonstration.exclude(reporting_body=CORPS)
    assert not others.exclude(reporting_body=F("community__province")).exists()


def test_demonstration_records_are_marked_published_and_sourced(demonstration):
    sources = Source.objects.filter(method__is_demo=True)

    assert set(demonstration.values_list("status", flat=True)) == {"published"}
    assert sources.count() == demonstration.count()
    assert set(sources.values_list("title", "address", "may_link")) == {
        (
            "Demonstration record, made from a fixed seed · 演示记录，由固定种子生成",
            "",
            False,
        )
    }


def test_demonstration_records_are_found_by_their_words(demonstration):
    found = search("工作法").everywhere

    assert set(demonstration.values_list("number", flat=True)) <= found


def test_demonstration_records_are_complete(demonstration):
    for method in demonstration.prefetch_related("steps", "submissions"):
        outcome = method.submissions.get().outcome
        shown = method.characteristics.values_list("evidence_zh", "evidence_en")

        assert 3 <= len(method.steps.all()) <= 6
        assert 2012 <= method.year_begun <= 2017
        assert len(shown) == 6 if outcome == "selected" else 3 <= len(shown) <= 5
        assert all(zh and en for zh, en in shown)


def test_demonstration_texts_are_readable_in_both_languages(demonstration):
    rows = [
        *demonstration,
        *Step.objects.filter(method__is_demo=True),
        *MethodCharacteristic.objects.filter(method__is_demo=True),
    ]
    may_be_empty = {"caution_zh", "caution_en"}

    for row in rows:
        for field in row._meta.concrete_fields:
            language = field.name[-3:]
            if language not in {"_zh", "_en"} or field.name in may_be_empty:
                continue
            text = getattr(row, field.name)
            letters = {unicodedata.name(letter, "").split(" ")[0] for letter in text}
            assert text
            assert not re.search(r"[{}]|\s\s|，，|。。", text)
            assert ("CJK" in letters) == (language == "_zh"), text


def test_demonstration_titles_and_summaries_never_repeat(demonstration):
    for field in ("title_zh", "title_en", "summary_zh", "summary_en"):
        texts = demonstration.values_list(field, flat=True)
        assert len(set(texts)) == len(texts)


def test_demonstration_records_pass_every_check_of_their_fields(demonstration):
    for method in demonstration:
        method.full_clean()
        for part in (*method.steps.all(), *method.characteristics.all()):
            part.full_clean()
