import pytest
from django.db import connection

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
