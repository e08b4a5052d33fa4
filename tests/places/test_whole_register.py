"""The register that comes with us, loaded once and taken back: 620,572 communities."""

import time
from io import StringIO

import pytest
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext

from catalogue.places.models import Community, Division, Province, RegisterLoad, Street
from catalogue.places.progress import Progress
from catalogue.places.register import load_register

# Ten times what docs/places.md measures: a busy machine passes, reading every row of
# the country does not.
SLOWEST_SECONDS = 0.5
JUNMEN = "Fujian › Fuzhou › Gulou District › Dongjie Street › Junmen Community"
CAOCHANG = "Beijing › Dongcheng District › Qianmen Street › Caochang Community"


@pytest.mark.slow
@pytest.mark.django_db
def test_whole_register_is_loaded_and_searched():
    outcome = load_register(progress=Progress(StringIO()))

    assert outcome.rows == {
        "provinces.csv": 35,
        "divisions.csv.gz": 3_315,
        "streets.csv.gz": 41_351,
        "communities.csv.gz": 620_572,
    }
    every_row_is_there()
    its_facts_are_kept()
    search_answers_at_once()
    every_pair_of_a_name_finds_it()
    loading_again_takes_a_moment()


def every_row_is_there():
    models = (Province, Division, Street, Community, RegisterLoad)
    counts = [model.objects.count() for model in models]
    assert counts == [35, 3_315, 41_351, 620_572, 4]


def its_facts_are_kept():
    kinds = Community.objects.order_by().values_list("committee_kind")
    assert dict(kinds.annotate(Count("pk"))) == {
        "residents": 124_649,
        "villagers": 487_144,
        "similar": 8_779,
    }
    assert Community.objects.filter(is_virtual=True).count() == 1_447
    assert Community.objects.filter(settlement="village").count() == 487_144
    assert not Community.objects.filter(pinyin="").exists()
    named = Community.objects.filter(name__regex="𡐓|𣒍|𡌶|㙟")
    assert named.count() > 10


def search_answers_at_once():
    for text in ("和平", "新村", "村", "村委会", "嘎查", "大", "caochang", "cc", "j"):
        assert len(searched(text)) == 20
    for text in ("福建 和平", "山东 村", "11", "东街街道", "农 业"):
        assert searched(text)
    assert searched("龘龘") == searched("vvvv") == []
    assert searched("军门")[0] == JUNMEN
    assert searched("鼓楼 军门") == searched("gulou junmen") == [JUNMEN]
    assert searched("前门 草厂") == searched("qianmen cc")[:1] == [CAOCHANG]


def searched(text):
    """The paths of the first page, found in the time that a person does not notice."""
    times = []
    for _attempt in range(3):
        with CaptureQueriesContext(connection) as queries:
            found = list(Community.objects.matching(text).with_path()[:20])
        times.append(sum(float(query["time"]) for query in queries.captured_queries))
    assert min(times) < SLOWEST_SECONDS, text
    return [community.path_text for community in found]


def every_pair_of_a_name_finds_it():
    first = Community.objects.order_by("number").first().number
    numbers = range(first + 1, first + 620_000, 62_000)
    for community in Community.objects.findable().filter(number__in=numbers):
        rows = Community.objects.filter(street=community.street)
        name = community.name
        for start in range(len(name) - 1):
            assert community in rows.matching(name[start : start + 2]), name


def loading_again_takes_a_moment():
    started = time.monotonic()

    outcome = load_register(progress=Progress(StringIO()))

    assert outcome.skipped == "The register of 2023-06-30 is loaded already."
    assert time.monotonic() - started < 2
