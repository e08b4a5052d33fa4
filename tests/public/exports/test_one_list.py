"""One list, whoever asks: 500 combinations of filters, judged by plain SQL."""

import random
import re
from dataclasses import dataclass

import pytest
from django.db.models import Q
from django.http import QueryDict
from django.test import RequestFactory
from rest_framework.test import APIRequestFactory

from catalogue.methods.models import MethodCharacteristic, WorkMethod
from catalogue.methods.search.index import index_methods
from catalogue.places.models import Community, Province
from catalogue.public.api.views import MethodList
from catalogue.public.exports import views as exports
from catalogue.public.facets import facets
from catalogue.public.filters import WorkMethodFilter
from catalogue.public.narrowing import Narrowing
from catalogue.public.views.methods import WorkMethodList
from catalogue.public.word.asked_booklet import asked_booklet
from catalogue.rounds.models import Submission
from tests.methods.factories import FIRST_DAY, ThemeFactory, WorkMethodFactory
from tests.public.exports.reading import csv_rows, json_object, sheet
from tests.public.overlapping import (
    PROVINCES,
    overlapping_communities,
    rounds_shown_and_hidden,
)

pytestmark = pytest.mark.django_db

LIST = "/en/methods/"
COMBINATIONS = 500
METHODS = 160
# Of the combinations, every tenth is asked by HTTP and in every format too.
EVERY = 10
LOOKUPS = {
    "theme": "themes__slug",
    "region": "reporting_body__region",
    "province": "reporting_body__slug",
    "kind": "kind",
    "settlement": "community__settlement",
    "characteristic": "characteristics__characteristic",
    "community": "community",
}
SEARCHES = ("议事", "小院 议事厅", "council", '"Courtyard council"', "第1", "nowhere")
# What the words of a search are looked for in, by SQL.
SEARCHED = (
    *("title_zh", "title_en", "summary_zh", "community__name"),
    *("community__street__name_zh", "community__county__name_zh"),
)
ORDERS = ("relevance", "newest", "title", "province")


@pytest.fixture
def vocabulary():
    """A catalogue in which values overlap; every value that may be asked for."""
    chance = random.Random(2018)
    communities = overlapping_communities(chance)
    themes = [ThemeFactory(slug=f"theme-{name}") for name in "abcd"]
    rounds = rounds_shown_and_hidden()
    methods = WorkMethod.objects.bulk_create(
        _method(chance, place, communities) for place in range(METHODS)
    )
    _parts(chance, methods, themes, rounds)
    index_methods([method.pk for method in methods])
    return {
        "outcome": [*Submission.Outcome.values, "none"],
        "theme": [theme.slug for theme in themes],
        "region": Province.Region.values,
        "province": PROVINCES,
        "kind": WorkMethod.Kind.values,
        "round": ["national", "provincial", "judged"],
        "settlement": Community.Settlement.values,
        "characteristic": MethodCharacteristic.Characteristic.values,
        "community": [str(community.pk) for community in communities],
    }


def _method(chance, place, communities):
    status = (
        "published" if chance.random() < 0.8 else chance.choice(["draft", "withdrawn"])
    )
    return WorkMethodFactory.build(
        status=status,
        # Some at the same moment, so that the order must not depend on it alone.
        published_at=FIRST_DAY.replace(minute=chance.randrange(60)),
        slug=f"method-{place}",
        title_en=chance.choice(["Courtyard council", "Elders’ council", ""]),
        summary_zh=chance.choice(["小院议事厅", "", "四小服务"]),
        community=chance.choice(communities),
        kind=chance.choice(["", *WorkMethod.Kind.values]),
        is_demo=chance.random() < 0.1,
    )


def _parts(chance, methods, themes, rounds):
    of_theme, characteristics, submissions = [], [], []
    for method in methods:
        of_theme += (
            WorkMethod.themes.through(workmethod=method, theme=theme)
            for theme in chance.sample(themes, chance.randrange(4))
        )
        characteristics += (
            MethodCharacteristic(method=method, characteristic=name)
            for name in chance.sample(
                MethodCharacteristic.Characteristic.values, chance.randrange(4)
            )
        )
        submissions += (
            Submission(
                method=method,
                selection_round=each,
                reporting_body=method.reporting_body,
                outcome=chance.choice(Submission.Outcome.values),
            )
            for each in chance.sample(rounds, chance.randrange(4))
        )
    WorkMethod.themes.through.objects.bulk_create(of_theme)
    MethodCharacteristic.objects.bulk_create(characteristics)
    Submission.objects.bulk_create(submissions)


def _combinations(vocabulary):
    chance = random.Random(42)
    for _ in range(COMBINATIONS):
        asked = QueryDict(mutable=True)
        names = chance.sample([*vocabulary], chance.choice([0, 1, 1, 2, 2, 3, 4]))
        if chance.random() < 0.2:
            names = [*{*names, "round", "outcome"}]
        for name in names:
            several = min(len(vocabulary[name]), chance.choice([1, 1, 2, 3]))
            asked.setlist(name, chance.sample(vocabulary[name], several))
        if chance.random() < 0.3:
            asked.setlist("q", chance.sample(SEARCHES, chance.choice([1, 1, 2])))
        if chance.random() < 0.5:
            asked["order"] = chance.choice(ORDERS)
        yield asked


@dataclass
class Judge:
    """The numbers that hold a value, each found by a plain query of its own."""

    by_value: dict
    by_search: dict
    # Number, round and outcome of every result that is announced.
    results: set
    published: set

    @classmethod
    def of(cls, vocabulary):
        published = WorkMethod.objects.filter(status="published").order_by()

        def numbers(condition):
            return {*published.filter(condition).values_list("pk", flat=True)}

        announced = Submission.objects.filter(selection_round__state="announced")
        return cls(
            by_value={
                (name, value): numbers(Q(**{lookup: value}))
                for name, lookup in LOOKUPS.items()
                for value in vocabulary[name]
            },
            by_search={
                search: set.intersection(
                    *(numbers(_anywhere(word)) for word in _words(search))
                )
                for search in SEARCHES
            },
            results={
                *announced.order_by().values_list(
                    "method", "selection_round__slug", "outcome"
                )
            },
            published=numbers(Q()),
        )

    def listed(self, asked):
        """The numbers that the parameters let through."""
        found = self.published & self.with_result(asked)
        for name in asked:
            if name == "q":
                found &= set.union(
                    *(self.by_search[each] for each in asked.getlist(name))
                )
            elif name in LOOKUPS:
                found &= set.union(
                    *(self.by_value[name, value] for value in asked.getlist(name))
                )
        return found

    def with_result(self, asked):
        rounds, outcomes = asked.getlist("round"), asked.getlist("outcome")
        if not (rounds or outcomes):
            return self.published
        found = {
            number
            for number, slug, outcome in self.results
            if (not rounds or slug in rounds) and (not outcomes or outcome in outcomes)
        }
        if "none" in outcomes and not rounds:
            found |= self.published - {
                number for number, _slug, _outcome in self.results
            }
        return found


def _words(search):
    return [search.strip('"')] if search.startswith('"') else search.split()


def _anywhere(word):
    condition = Q()
    for field in SEARCHED:
        condition |= Q(**{f"{field}__icontains": word})
    return condition


def _page(query):
    """What the list page knows before it is written."""
    request = RequestFactory().get(f"{LIST}?{query}")
    return WorkMethodList.as_view()(request).context_data


def _api(query):
    request = APIRequestFactory().get(f"/api/v1/methods/?{query}")
    return MethodList.as_view()(request).data


def _csv_numbers(query):
    """The first cells of the rows; no text of this catalogue breaks a line."""
    request = RequestFactory().get(f"{LIST}export.csv?{query}")
    response = exports.MethodsAsCSV.as_view()(request)
    lines = b"".join(response.streaming_content).decode().splitlines()
    return [int(line.partition(",")[0]) for line in lines[1:]]


def _counts(shown):
    return {
        (facet.parameter, choice.value): choice.count
        for facet in shown
        for choice in [*facet.choices, *facet.more_choices]
    }


@pytest.mark.slow
def test_page_facets_api_files_and_booklet_hold_one_list(
    client, vocabulary, know_the_version
):
    judge = Judge.of(vocabulary)
    know_the_version()
    chance, lengths = random.Random(7), []
    for place, asked in enumerate(_combinations(vocabulary)):
        query, expected = asked.urlencode(), judge.listed(asked)
        filterset = WorkMethodFilter(asked)
        narrowing = Narrowing.of(filterset)
        listed = [*narrowing.numbers()]
        shown = _counts(facets(filterset, narrowing))

        assert filterset.parameters.problems == ()
        assert (query, {*listed}) == (query, expected)
        assert len(listed) == narrowing.count() == len(expected)
        assert _csv_numbers(query) == listed, query
        assert _api(query + "&page_size=1")["count"] == len(listed), query
        assert asked_booklet(asked).number == len(listed), query
        for (name, value), count in shown.items():
            just_it = asked.copy()
            just_it[name] = value
            assert (query, name, value, count) == (
                *(query, name, value),
                len(judge.listed(just_it)),
            )
        just_it = asked.copy()
        name, value = chance.choice([*shown])
        just_it[name] = value
        assert _api(just_it.urlencode())["count"] == shown[name, value], query
        if place % EVERY == 0:
            _asked_by_http(client, query, listed, shown)
        lengths.append(len(listed))

    # The combinations are worth asking: many lists hold something, many differ.
    assert sum(length > 0 for length in lengths) > COMBINATIONS / 2
    assert len({*lengths}) > 50


def _asked_by_http(client, query, listed, shown):
    page = client.get(f"{LIST}?{query}").content.decode()
    written = re.findall(
        r'data-facet="([^"]+)" data-value="([^"]+)" data-count="(\d+)"', page
    )
    answer = client.get(f"/api/v1/methods/?{query}&page_size=100").json()
    numbers = [each["number"] for each in answer["results"]]

    assert _page(query)["result_count"] == len(listed)
    assert {(name, value): int(count) for name, value, count in written}.items() <= (
        shown.items()
    )
    assert answer["count"] == len(listed)
    assert numbers == listed[:100]
    assert [int(row[0]) for row in csv_rows(client, f"?{query}")[1:]] == listed
    results = json_object(client, f"?{query}")["results"]
    assert [each["number"] for each in results] == listed
    rows = sheet(client, f"?{query}").iter_rows(min_row=2, max_col=1, values_only=True)
    assert [number for (number,) in rows] == listed
