"""Write what the search knows of methods; called by whatever saves one."""

from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from catalogue.methods.models import SearchText, WorkMethod
from catalogue.methods.search.document import Document, document_of

_AT_ONCE = 500
_WRITE = """
    INSERT INTO methods_searchtext
        (method_id, title, title_order, places, whole, beginnings, tokens)
    VALUES {rows}
    ON CONFLICT (method_id) DO UPDATE SET
        title = excluded.title, title_order = excluded.title_order,
        places = excluded.places, whole = excluded.whole,
        beginnings = excluded.beginnings, tokens = excluded.tokens
"""
_ROW = "(%s, %s, %s, %s, %s, %s, array_to_tsvector(%s::text[]))"


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


def index_missing_methods() -> int:
    """Make the search know methods that it does not, as after an update of the code."""
    missing = WorkMethod.objects.filter(search_text=None)
    return index_methods(missing.values_list("pk", flat=True))


def _loaded() -> QuerySet[WorkMethod]:
    """With all that a document is made of, in three queries."""
    return WorkMethod.objects.with_path().prefetch_related("themes", "steps")


def _chunks(numbers: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(numbers), _AT_ONCE):
        yield numbers[start : start + _AT_ONCE]


def _write(methods: Iterable[WorkMethod]) -> int:
    """One statement: each has triggers, and executemany fails in a history context."""
    rows = [_row(document_of(method)) for method in methods]
    if rows:
        with connection.cursor() as cursor:
            statement = _WRITE.format(rows=", ".join([_ROW] * len(rows)))
            cursor.execute(statement, [value for row in rows for value in row])
    return len(rows)


def _row(document: Document) -> tuple[Any, ...]:
    *lengths, _last = [len(text) + 1 for text in document.fields]
    return (
        document.method_id,
        document.title,
        document.title_order,
        document.places,
        "\n".join(document.fields),
        list(accumulate(lengths, initial=1)),
        document.tokens,
    )
