import threading

import pytest
from django.db import DataError, connection, transaction

from catalogue.methods.models import SearchText, WorkMethod
from catalogue.methods.search.finding import search
from catalogue.methods.search.index import index_methods, with_parts
from catalogue.methods.search.writing import Writing
from tests.methods.factories import WorkMethodFactory

pytestmark = pytest.mark.django_db


def pages_that_wait():
    """The pages of the index's list of what is pending; it is empty afterwards."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('searchtext_tokens')")
        return cursor.fetchone()[0]


def test_nothing_waits_outside_the_index_when_texts_are_written():
    methods = WorkMethodFactory.create_batch(3, summary_zh="居民议事会议" * 10)

    assert index_methods(method.pk for method in methods) == 3

    assert pages_that_wait() == 0


def test_many_are_written_while_the_next_are_made(monkeypatch):
    monkeypatch.setattr("catalogue.methods.search.index._AT_ONCE", 4)
    monkeypatch.setattr("catalogue.methods.search.writing._ROWS", 1)
    monkeypatch.setattr("catalogue.methods.search.writing._MOST_WAITING", 2)
    methods = WorkMethodFactory.create_batch(9, summary_zh="居民议事会议")
    SearchText.objects.all().delete()

    assert index_methods(method.pk for method in methods) == 9

    assert search("居民议事").everywhere == {method.pk for method in methods}
    assert pages_that_wait() == 0


def test_what_fails_first_is_told(monkeypatch):
    methods = WorkMethodFactory.create_batch(3)
    row = "(%s, %s, %s, %s, %s, %s, ('x' || %s)::int::text::tsvector)"
    monkeypatch.setattr("catalogue.methods.search.writing._ROW", row)
    monkeypatch.setattr("catalogue.methods.search.writing._ROWS", 1)

    with (
        pytest.raises(DataError, match="invalid input syntax for type integer"),
        transaction.atomic(),
    ):
        index_methods(method.pk for method in methods)


def test_answers_come_while_texts_are_written(monkeypatch):
    monkeypatch.setattr("catalogue.methods.search.writing._ROWS", 1)
    methods = WorkMethodFactory.create_batch(4, summary_zh="居民议事会议")
    SearchText.objects.all().delete()

    with Writing() as writing:
        writing.add(list(with_parts()))
        counts = [WorkMethod.objects.count() for _ in range(20)]

    assert counts == [4] * 20
    assert search("居民议事").everywhere == {method.pk for method in methods}


def test_after_an_error_the_caller_has_the_connection_alone(monkeypatch):
    monkeypatch.setattr("catalogue.methods.search.writing._ROWS", 1)
    WorkMethodFactory.create_batch(3)
    methods = list(with_parts())
    before = threading.enumerate(), list(connection.execute_wrappers)

    def write_and_fail():
        with Writing() as writing:
            writing.add(methods)
            raise LookupError

    with pytest.raises(LookupError):
        write_and_fail()

    assert (threading.enumerate(), connection.execute_wrappers) == before


def test_methods_without_their_parts_are_refused(monkeypatch):
    # Asked for by another thread, parts of methods that are just entered are not there.
    monkeypatch.setattr("catalogue.methods.search.writing._ROWS", 1)
    WorkMethodFactory.create_batch(2)

    with pytest.raises(LookupError, match="all their parts"), Writing() as writing:
        writing.add(list(WorkMethod.objects.all()))


def test_no_time_goes_into_packing_what_gets_no_smaller():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname FROM pg_attribute WHERE attstorage = 'e'"
            " AND attrelid = 'methods_searchtext'::regclass ORDER BY attname"
        )
        unpacked = [name for (name,) in cursor.fetchall()]

    assert unpacked == ["tokens", "whole"]
