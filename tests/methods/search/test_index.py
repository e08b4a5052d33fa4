import pytest
from django.db import DataError, connection, transaction

from catalogue.methods.models import SearchText
from catalogue.methods.search.finding import search
from catalogue.methods.search.index import index_methods
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
