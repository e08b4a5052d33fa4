"""Write what the search knows of methods; called by whatever saves one."""

from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from catalogue.methods.models import SearchText, WorkMethod
from catalogue.methods.search.document import Document, documents_of

_AT_ONCE = 500
# What is written waits in a list of the index, which is put into its place as a whole:
# for a hundred methods eight times as fast as each by itself. The list is long enough
# for _AT_ONCE of them (kB): a full one goes in small parts, each of which writes the
# same pages. Only the owner of the index may do so; without, the vacuum does, and the
# list stays short, for every search reads it.
_OUR_INDEX = """
    FROM pg_class AS index
    WHERE index.oid = 'searchtext_tokens'::regclass
        AND pg_has_role(index.relowner, 'USAGE')
"""
_WRITE = """
    SELECT set_config('gin_pending_list_limit', '131072', true) {our_index};
    INSERT INTO methods_searchtext
        (method_id, title, title_order, places, whole, beginnings, tokens)
    VALUES {rows}
    ON CONFLICT (method_id) DO UPDATE SET
        title = excluded.title, title_order = excluded.title_order,
        places = excluded.places, whole = excluded.whole,
        beginnings = excluded.beginnings, tokens = excluded.tokens;
    SELECT gin_clean_pending_list(index.oid) {our_index}
"""
# Made into an array there: psycopg looks at each text of an array by itself.
_ROW = "(%s, %s, %s, %s, %s, %s, array_to_tsvector(string_to_array(%s, E'\\x1f')))"
_BETWEEN = "\x1f"


def index_methods(numbers: Iterable[int]) -> int:
    """Make the search know these methods as they are now; how many there were."""
    return sum(
        index_loaded_methods(with_parts().filter(pk__in=chunk))
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


def with_parts() -> QuerySet[WorkMethod]:
    """Methods with all that the search knows of them, in four queries."""
    return WorkMethod.objects.with_path().prefetch_related(
        "themes", "steps", "community__former_names"
    )


def _chunks(numbers: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(numbers), _AT_ONCE):
        yield numbers[start : start + _AT_ONCE]


def index_loaded_methods(methods: Iterable[WorkMethod]) -> int:
    """The same for some hundred methods of `with_parts`; how many there were.

    One statement writes them all: it has triggers, and executemany fails in a history
    context.
    """
    rows = [_row(document) for document in documents_of(methods)]
    if rows:
        with connection.cursor() as cursor:
            places = ", ".join([_ROW] * len(rows))
            statements = _WRITE.format(rows=places, our_index=_OUR_INDEX)
            cursor.execute(statements, [value for row in rows for value in row])
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
        _BETWEEN.join(document.tokens),
    )
