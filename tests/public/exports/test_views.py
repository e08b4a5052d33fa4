import dataclasses
import gc
import json
import tracemalloc
import weakref

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.methods.models import WorkMethod
from catalogue.public.exports import politeness, views, whole_methods
from tests.methods.factories import (
    SourceFactory,
    StepFactory,
    ThemeFactory,
    WorkMethodFactory,
)
from tests.public.exports.reading import (
    EXPORTS,
    content,
    csv_records,
    json_object,
    sheet,
)
from tests.rounds.factories import SubmissionFactory

pytestmark = pytest.mark.django_db

KINDS = ("csv", "xlsx", "json")


def numbers(client, kind, query):
    if kind == "csv":
        return [int(each["Number"]) for each in csv_records(client, query)]
    if kind == "json":
        return [each["number"] for each in json_object(client, query)["results"]]
    return [row[0].value for row in sheet(client, query).iter_rows(min_row=2)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_holds_the_filtered_list_in_the_order_of_the_page(client, kind):
    culture = ThemeFactory(slug="culture")
    methods = [
        WorkMethodFactory(published=True, title_en=title, themes=themes)
        for title, themes in [("B", [culture]), ("A", [culture]), ("C", [])]
    ]
    for query in ("", "?theme=culture", "?theme=culture&order=title", "?q=C"):
        page = client.get("/en/methods/" + query)
        listed = [card.number for card in page.context["cards"]]
        assert numbers(client, kind, query) == listed
    assert numbers(client, kind, "?page=7&order=newest") == [
        each.number for each in reversed(methods)
    ]


def test_json_holds_the_objects_of_the_api_and_their_number(client, whole_method):
    asked = client.get(f"/api/v1/methods/{whole_method.number}/").json()

    assert json_object(client) == {"count": 1, "results": [asked]}
    assert json_object(client, "?theme=service&kind=single-aspect") == {
        "count": 0,
        "results": [],
    }


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("theme=nonsense", "theme"),
        ("order=random", "order"),
        ("community=abc", "community"),
        ("page=0", "page"),
        ("page=abc", "page"),
        ("q=a%00b", "q"),
        ("q=%FF", "q"),
        ("q=" + "x" * 8_000, "q"),
        ("themes=culture", "themes"),
    ],
)
def test_a_bad_parameter_is_refused_by_name(client, kind, query, parameter):
    response = client.get(f"{EXPORTS}{kind}?{query}")

    assert response.status_code == 400
    assert response["Content-Type"] == "application/json"
    assert [*response.json()] == [parameter]
    assert all(isinstance(text, str) for text in response.json()[parameter])


@pytest.mark.parametrize("kind", KINDS)
def test_thousands_of_parameters_are_refused(client, kind):
    client.raise_request_exception = False
    query = "&".join(f"a{n}=1" for n in range(3_000))

    assert client.get(f"{EXPORTS}{kind}?{query}").status_code == 400


@pytest.mark.parametrize("kind", KINDS)
def test_files_are_open_to_scripts_of_other_sites(client, kind):
    response = client.get(EXPORTS + kind)
    content(response)

    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert not response.cookies


@pytest.mark.parametrize("kind", KINDS)
def test_the_head_alone_costs_no_file(client, kind):
    WorkMethodFactory(published=True)

    with CaptureQueriesContext(connection) as queries:
        response = client.head(EXPORTS + kind)

    assert response.status_code == 200
    assert "methods-" in response["Content-Disposition"]
    assert not [each for each in queries if '"methods_step"' in each["sql"]]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("number", [1, 20, 21, 60])
def test_a_batch_of_any_size_is_one_query(
    client, kind, number, monkeypatch, know_the_version
):
    monkeypatch.setattr(views, "BATCH", 20)
    theme = ThemeFactory()
    for _ in range(number):
        method = WorkMethodFactory(published=True, themes=[theme])
        StepFactory(method=method)
        SourceFactory(method=method)
        SubmissionFactory(method=method, selection_round__announced=True)
    client.head(EXPORTS + kind)  # what is kept is made once
    know_the_version()

    with CaptureQueriesContext(connection) as queries:
        content(client.get(EXPORTS + kind))

    assert len(queries) == -(-number // 20)


def test_no_more_rows_are_held_than_one_batch(client, monkeypatch):
    monkeypatch.setattr(views, "BATCH", 20)
    WorkMethodFactory.create_batch(70, published=True)
    alive, most = weakref.WeakSet(), 0
    read = whole_methods.whole_methods

    def watched(numbers):
        nonlocal most
        batch = [WatchedMethod(*parts_of(method)) for method in read(numbers)]
        alive.update(batch)
        most = max(most, len(alive))
        return batch

    monkeypatch.setattr(whole_methods, "whole_methods", watched)
    rows = content(client.get(EXPORTS + "csv")).count(b"\r\n")

    assert rows == 71
    # The next batch is read while the last one is let go.
    assert most <= 40


class WatchedMethod(whole_methods.WholeMethod):
    """One that tells when it is gone."""

    __slots__ = ("__weakref__",)
    __hash__ = object.__hash__


def parts_of(method):
    return [getattr(method, field.name) for field in dataclasses.fields(method)]


def test_what_is_withdrawn_on_the_way_is_not_delivered(client, monkeypatch):
    monkeypatch.setattr(views, "BATCH", 2)
    methods = WorkMethodFactory.create_batch(5, published=True)

    parts = client.get(EXPORTS + "json?order=newest").streaming_content
    begun = next(parts) + next(parts)
    methods[1].status = WorkMethod.Status.WITHDRAWN
    methods[1].save()
    file = json.loads(begun + b"".join(parts))

    numbers = [methods[place].number for place in (4, 3, 2, 0)]
    assert [each["number"] for each in file["results"]] == numbers
    assert file["count"] == 4


@pytest.mark.parametrize("kind", KINDS)
def test_a_reader_who_leaves_ends_the_work(client, kind, monkeypatch):
    monkeypatch.setattr(views, "BATCH", 2)
    monkeypatch.setattr(politeness, "LIGHT_METHODS", 3)
    WorkMethodFactory.create_batch(20, published=True)
    client.head(EXPORTS + kind)

    with CaptureQueriesContext(connection) as queries:
        response = client.get(EXPORTS + kind)
        next(iter(response.streaming_content))
        response.close()
        rest = list(response.streaming_content)

    assert rest == []
    assert len([each for each in queries if '"methods_step"' in each["sql"]]) <= 2


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_reader_has_already_is_not_made_again(client, kind):
    method = WorkMethodFactory(published=True)
    first = client.get(EXPORTS + kind)
    tag = {"if-none-match": first["ETag"]}

    by_tag = client.get(EXPORTS + kind, headers=tag)
    date = {"if-modified-since": first["Last-Modified"]}
    by_date = client.get(EXPORTS + kind, headers=date)
    other = client.get(EXPORTS + kind + "?order=title", headers=tag)
    method.save()
    changed = client.get(EXPORTS + kind, headers=tag)

    for answer in (by_tag, by_date):
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer["ETag"] == first["ETag"]
        assert answer["Access-Control-Allow-Origin"] == "*"
    assert other.status_code == changed.status_code == 200
    assert changed["ETag"] != first["ETag"]
    assert client.get("/zh-hans/methods/export." + kind, headers=tag).status_code == 200


@pytest.fixture
def batches_of_twenty(monkeypatch):
    """Small batches, with the garbage of one taken away before the next."""
    whole = views.WholeMethods.batches

    def collected(methods, size):
        for batch in whole(methods, size):
            yield batch
            del batch
            gc.collect()

    monkeypatch.setattr(views, "BATCH", 20)
    monkeypatch.setattr(views.WholeMethods, "batches", collected)


@pytest.mark.parametrize("kind", KINDS)
def test_memory_does_not_grow_with_the_rows(client, kind, batches_of_twenty):
    pattern = WorkMethodFactory(published=True, summary_zh="社区" * 3_000)

    def peak(more):
        WorkMethod.objects.bulk_create(_copies(pattern, more))
        tracemalloc.start()
        for _part in client.get(EXPORTS + kind).streaming_content:
            pass
        _now, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return highest

    peak(20)  # what is kept for good is made once
    few, many = peak(20), peak(160)

    assert many < 1.3 * few


def _copies(pattern, number):
    values = {
        field.attname: getattr(pattern, field.attname)
        for field in WorkMethod._meta.concrete_fields
        if not field.primary_key
    }
    return [WorkMethod(**values) for _ in range(number)]
