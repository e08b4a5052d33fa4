"""Write what the search knows of methods; called by whatever saves one."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from catalogue.methods.models import SearchText, WorkMethod
from catalogue.methods.search.document import Document, document_of

_AT_ONCE = 500
_WRITE = """
    INSERT INTO methods_searchtext (method_id, title, summary, whole, tokens, english)
    VALUES (%s, %s, %s, %s, array_to_tsvector(%s::text[]), to_tsvector('english', %s))
    ON CONFLICT (method_id) DO UPDATE SET
        title = excluded.title, summary = excluded.summary, whole = excluded.whole,
        tokens = excluded.tokens, english = excluded.english
"""


def index_methods(numbers: Iterable[int]) -> int:
    """Make the search know these methods as they are now; how many there were."""
    return sum(
        _write(_loaded().filter(pk__in=chunk))
        for chunk in _chunks(sorted(set(numbers)))
    )


def index_all_methods() -> int:
    """Make the whole index anew, in one transaction; how many methods there are."""
    with transaction.atomic():
        SearchText.objects.all().delete()
        return index_methods(WorkMethod.objects.values_list("pk", flat=True))


def _loaded() -> QuerySet[WorkMethod]:
    """With all that a document is made of, in three queries."""
    return WorkMethod.objects.with_path().prefetch_related("themes", "steps")


def _chunks(numbers: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(numbers), _AT_ONCE):
        yield numbers[start : start + _AT_ONCE]


def _write(methods: Iterable[WorkMethod]) -> int:
    rows = [_row(document_of(method)) for method in methods]
    with connection.cursor() as cursor:
        # Not executemany: the history's context cannot be told to many at once.
        for row in rows:
            cursor.execute(_WRITE, row)
    return len(rows)


def _row(document: Document) -> tuple[Any, ...]:
    return (
        document.method_id,
        document.title,
        document.summary,
        document.whole,
        document.tokens,
        document.whole,
    )
