"""Counts beside a list are judged by plain SQL, for many combinations."""

import random

import pytest
from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import override

from catalogue.methods.models import MethodCharacteristic, Theme, WorkMethod
from catalogue.places.models import Community, Province
from catalogue.public.filters import WorkMethodFilter
from catalogue.public.narrowing import Narrowing
from catalogue.rounds.models import Submission
from tests.methods.factories import (
    MethodCharacteristicFactory,
    ThemeFactory,
    WorkMethodFactory,
)
from tests.public.overlapping import (
    overlapping_communities,
    rounds_shown_and_hidden,
)
from tests.rounds.factories import SubmissionFactory

pytestmark = pytest.mark.django_db

PARAMETERS = (
    "outcome",
    "theme",
    "region",
    "province",
    "kind",
    "round",
    "settlement",
    "characteristic",
)
WORDS = ("议事", "council", "第1", "nowhere")


@pytest.fixture
def methods():
    """A catalogue in which values overlap, with methods and rounds not public."""
    chance = random.Random(2018)
    communities = overlapping_communities(chance)
    themes = [ThemeFactory() for _ in range(4)]
    rounds = rounds_shown_and_hidden()
    return [_method(chance, communities, themes, rounds) for _ in range(80)]


def _method(chance, communities, themes, rounds):
    method = WorkMethodFactory(
        published=chance.random() < 0.8,
        title_en=chance.choice(["Courtyard council", ""]),
        summary_zh=chance.choice(["小院议事厅", "", "四小服务"]),
        community=chance.choice(communities),
        kind=chance.choice(["", *WorkMethod.Kind.values]),
        themes=chance.sample(themes, chance.randrange(4)),
    )
    for name in chance.sample(
        MethodCharacteristic.Characteristic.values, chance.randrange(4)
    ):
        MethodCharacteristicFactory(method=method, characteristic=name)
    for selection_round in chance.sample(rounds, chance.randrange(4)):
        SubmissionFactory(
            selection_round=selection_round,
            method=method,
            outcome=chance.choice(Submission.Outcome.values),
        )
    return method


def _vocabulary():
    return {
        "outcome": ["model", "selected", "submitted", "case", "none"],
        "theme": [*Theme.objects.values_list("slug", flat=True)],
        "region": Province.Region.values,
        "province": [*Province.objects.values_list("slug", flat=True)],
        "kind": WorkMethod.Kind.values,
        "round": ["national", "provincial", "judged"],
        "settlement": Community.Settlement.values,
        "characteristic": MethodCharacteristic.Characteristic.values,
    }


def _combinations(vocabulary, number):
    chance = random.Random(42)
    for _ in range(number):
        chosen = chance.sample(PARAMETERS, chance.choice([0, 1, 1, 2, 2, 3]))
        asked = {
            name: chance.sample(
                vocabulary[name], min(len(vocabulary[name]), chance.choice([1, 1, 2]))
            )
            for name in chosen
        }
        if chance.random() < 0.3:
            asked["q"] = [chance.choice(WORDS)]
        yield asked


def _query(asked):
    query = QueryDict(mutable=True)
    for name, values in asked.items():
        query.setlist(name, values)
    return query


def _counted_by_sql(asked):
    """The same question in joins and DISTINCT, written apart from the filter."""
    rows = WorkMethod.objects.filter(status="published")
    simple = {
        "theme": "themes__slug__in",
        "region": "reporting_body__region__in",
        "province": "reporting_body__slug__in",
        "kind": "kind__in",
        "settlement": "community__settlement__in",
        "characteristic": "characteristics__characteristic__in",
    }
    for name, lookup in simple.items():
        if asked.get(name):
            rows = rows.filter(**{lookup: asked[name]})
    for word in asked.get("q", []):
        rows = rows.filter(
            Q(title_zh__icontains=word)
            | Q(title_en__icontains=word)
            | Q(summary_zh__icontains=word)
            | Q(community__name__icontains=word)
            | Q(community__street__name_zh__icontains=word)
            | Q(community__county__name_zh__icontains=word)
        )
    return len({row.pk for row in rows} & _with_result(asked))


def _with_result(asked):
    announced = [
        (each.method_id, each.selection_round.slug, each.outcome)
        for each in Submission.objects.select_related("selection_round")
        if each.selection_round.state == "announced"
    ]
    rounds, outcomes = asked.get("round"), asked.get("outcome")
    numbers = {*WorkMethod.objects.values_list("pk", flat=True)}
    if not (rounds or outcomes):
        return numbers
    found = {
        number
        for number, slug, outcome in announced
        if (not rounds or slug in rounds) and (not outcomes or outcome in outcomes)
    }
    if outcomes and "none" in outcomes and not rounds:
        found |= numbers - {number for number, _slug, _outcome in announced}
    return found


def test_facet_counts_are_those_of_plain_sql_and_of_the_lists(methods):
    vocabulary = _vocabulary()
    for asked in _combinations(vocabulary, 25):
        filterset = WorkMethodFilter(_query(asked))
        narrowing = Narrowing.of(filterset)

        assert filterset.parameters.problems == ()
        assert narrowing.count() == filterset.qs.count() == _counted_by_sql(asked)
        for parameter in PARAMETERS:
            counted = {
                value: narrowing.count_of(parameter, value)
                for value in vocabulary[parameter]
            }
            judged = {
                value: _counted_by_sql({**asked, parameter: [value]})
                for value in vocabulary[parameter]
            }
            assert (asked, parameter, counted) == (asked, parameter, judged)


def test_asking_for_just_one_value_lists_as_many_as_its_count_says(methods):
    vocabulary = _vocabulary()
    for asked in _combinations(vocabulary, 5):
        narrowing = Narrowing.of(WorkMethodFilter(_query(asked)))
        for parameter in PARAMETERS:
            for value in vocabulary[parameter]:
                just_it = WorkMethodFilter(_query({**asked, parameter: [value]}))
                assert narrowing.count_of(parameter, value) == just_it.qs.count()


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_lists_are_those_of_plain_sql_in_every_order(methods, language):
    chance = random.Random(7)
    for asked in _combinations(_vocabulary(), 250):
        asked["order"] = [chance.choice(["relevance", "newest", "title", "province"])]
        with override(language):
            filterset = WorkMethodFilter(_query(asked))
            narrowing = Narrowing.of(filterset)
            listed, judged = list(narrowing.numbers()), list(filterset.qs)

        assert (asked, listed) == (asked, [method.pk for method in judged])
        assert narrowing.count() == len(listed)


def test_a_list_holds_each_method_once(methods):
    for asked in _combinations(_vocabulary(), 20):
        numbers = [method.pk for method in WorkMethodFilter(_query(asked)).qs]

        assert len(numbers) == len(set(numbers))


def test_what_an_empty_list_suggests_is_what_the_lists_hold(methods):
    for asked in _combinations(_vocabulary(), 20):
        narrowing = Narrowing.of(WorkMethodFilter(_query(asked)))
        for parameter in asked:
            others = {name: asked[name] for name in asked if name != parameter}
            expected = WorkMethodFilter(_query(others)).qs.count()
            assert narrowing.count_without(parameter) == expected


def test_the_page_carries_the_counts_for_programs(client, methods):
    page = client.get(reverse("work-method-list")).content.decode()

    east = WorkMethod.objects.published().filter(reporting_body__region="east").count()
    assert f'data-facet="region" data-value="east" data-count="{east}"' in page
