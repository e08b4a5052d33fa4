"""Write search texts, so that the database takes some in while the next are made."""

from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import accumulate, islice
from types import TracebackType
from typing import Any, Self

from django.db import DatabaseError, connection

from catalogue.methods.models import WorkMethod
from catalogue.methods.search.document import Document, documents_of

# So many rows are one statement, and so many statements may wait to be sent.
_ROWS = 50
_MOST_WAITING = 10
_OUR_INDEX = """
    FROM pg_class AS index
    WHERE index.oid = 'searchtext_tokens'::regclass
        AND pg_has_role(index.relowner, 'USAGE')
"""
# What is written waits in a list of the index (its longest length is in kB), which is
# put into its place as a whole: for a hundred methods eight times as fast as each by
# itself. A list that is full before goes in small parts, each of which writes the same
# pages. Only the owner of the index may do so; without, the vacuum does, and the list
# stays short, for every search reads it.
_WRITE = """
    SELECT set_config('gin_pending_list_limit', '131072', true) {our_index};
    INSERT INTO methods_searchtext
        (method_id, title, title_order, places, whole, beginnings, tokens)
    VALUES {rows}
    ON CONFLICT (method_id) DO UPDATE SET
        title = excluded.title, title_order = excluded.title_order,
        places = excluded.places, whole = excluded.whole,
        beginnings = excluded.beginnings, tokens = excluded.tokens
"""
# Made into an array there: psycopg looks at each text of an array by itself.
_ROW = "(%s, %s, %s, %s, %s, %s, array_to_tsvector(string_to_array(%s, E'\\x1f')))"
_BETWEEN = "\x1f"
_INTO_PLACE = f"SELECT gin_clean_pending_list(index.oid) {_OUR_INDEX}"


class Writing:
    """Makes the search know methods; all of them are written when the block ends.

    Of many, a thread sends the statements, over the connection of the caller and in
    their order; what the caller asks the database meanwhile waits for its turn. When
    the block ends with an error, what was not sent is left out. Raises DatabaseError.
    """

    def __init__(self) -> None:
        # The thread begins with the first statement that is sent through it.
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._sent: deque[Future[Any]] = deque()
        self._has_list = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if error is None:
            self._put_into_place()
        self._thread.shutdown(wait=True, cancel_futures=error is not None)
        # What failed first made other statements of its transaction fail.
        if error is None or isinstance(error, DatabaseError):
            self._wait_for_all_but(0)

    def add(self, methods: Sequence[WorkMethod]) -> None:
        """Some hundred methods, loaded with all that the search knows of them."""
        # The longest statement of all, while the texts of these are made.
        self._put_into_place()
        rows = map(_row, documents_of(methods))
        if len(methods) <= _ROWS:
            self._write_at_once(list(rows))
            return
        while part := list(islice(rows, _ROWS)):
            self._send(*_statement(part))
        self._has_list = True

    def _write_at_once(self, rows: list[tuple[Any, ...]]) -> None:
        if rows:
            statement, values = _statement(rows)
            with connection.cursor() as cursor:
                cursor.execute(f"{statement}; {_INTO_PLACE}", values)

    def _put_into_place(self) -> None:
        if self._has_list:
            self._send(_INTO_PLACE, [])
            self._has_list = False

    def _send(self, statement: str, values: list[Any]) -> None:
        # Django's own cursor belongs to the thread that made it; psycopg's does not.
        cursor = connection.cursor().cursor
        self._sent.append(self._thread.submit(cursor.execute, statement, values))
        self._wait_for_all_but(_MOST_WAITING)

    def _wait_for_all_but(self, most: int) -> None:
        while len(self._sent) > most:
            sent = self._sent.popleft()
            if not sent.cancelled():
                with connection.wrap_database_errors:
                    sent.result()


def _statement(rows: list[tuple[Any, ...]]) -> tuple[str, list[Any]]:
    places = ", ".join([_ROW] * len(rows))
    values = [value for row in rows for value in row]
    return _WRITE.format(rows=places, our_index=_OUR_INDEX), values


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
