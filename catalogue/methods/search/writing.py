"""Write search texts, so that the database takes some in while the next are made."""

from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from itertools import accumulate, islice
from types import TracebackType
from typing import Any, Self

from django.db import DatabaseError, connection
from psycopg import Cursor

from catalogue.methods.models import WorkMethod
from catalogue.methods.search.document import Document, documents_of
from catalogue.methods.search.lines import Line, Turns

# So many rows are one statement, and so many statements may wait to be sent.
_ROWS = 50
_MOST_WAITING = 10
# So many times some hundred methods may wait for their texts.
_MOST_TO_MAKE = 2
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
_LONG_LIST = f"SELECT set_config('gin_pending_list_limit', '131072', true) {_OUR_INDEX}"
_WRITE = """
    INSERT INTO methods_searchtext
        (method_id, title, title_order, places, whole, beginnings, tokens)
    VALUES {rows}
    ON CONFLICT (method_id) DO UPDATE SET
        title = excluded.title, title_order = excluded.title_order,
        places = excluded.places, whole = excluded.whole,
        beginnings = excluded.beginnings, tokens = excluded.tokens
"""
# Made into an array there: psycopg looks at each text of an array by itself.
_ROW = (
    "(%s::int, %s, %s, %s, %s, %s::int[],"
    " array_to_tsvector(string_to_array(%s, E'\\x1f')))"
)
_BETWEEN = "\x1f"
_INTO_PLACE = f"SELECT gin_clean_pending_list(index.oid) {_OUR_INDEX}"


class Writing:
    """Makes the search know methods; all of them are written when the block ends.

    Of many, one thread makes the texts and another sends them, over the connection of
    the caller and in their order; what the caller asks the database meanwhile waits for
    its turn. When the block ends with an error, what was not sent is left out. Raises
    DatabaseError.
    """

    def __init__(self) -> None:
        self._made = Line(_MOST_TO_MAKE)
        self._sent = Line(_MOST_WAITING)
        self._turns = Turns()
        self._asking = connection.execute_wrapper(self._in_turn)

    def __enter__(self) -> Self:
        self._asking.__enter__()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        lines = (self._made, self._sent)
        if error is not None:
            for line in lines:
                line.stop()
        for line in lines:
            line.end()
        self._asking.__exit__(None, None, None)
        # What failed first made other statements of its transaction fail.
        if error is None or isinstance(error, DatabaseError):
            self._raise_failure()

    def add(self, methods: Sequence[WorkMethod]) -> None:
        """Some hundred methods, loaded with all that the search knows of them."""
        if len(methods) <= _ROWS:
            self._write_at_once(methods)
            return
        # Django's own cursor belongs to the thread that made it, and writes values into
        # the statement, where the database looks for their ends.
        connection.ensure_connection()
        cursor = Cursor(connection.connection)
        self._made.give(partial(self._make, methods, cursor))
        self._raise_failure()

    def _write_at_once(self, methods: Sequence[WorkMethod]) -> None:
        if methods:
            statement, values = _statement(list(map(_row, documents_of(methods))))
            with connection.cursor() as cursor:
                cursor.execute(f"{_LONG_LIST}; {statement}; {_INTO_PLACE}", values)

    def _make(self, methods: Sequence[WorkMethod], cursor: Any) -> None:
        # A question of this thread would be asked outside the caller's transaction.
        self._send(cursor, _LONG_LIST)
        with connection.execute_wrapper(_refuse), closing(connection):
            rows = map(_row, documents_of(methods))
            while part := list(islice(rows, _ROWS)):
                self._send(cursor, *_statement(part))
        self._send(cursor, _INTO_PLACE)

    def _send(self, cursor: Any, *statement: Any) -> None:
        self._sent.give(partial(self._in_turn, cursor.execute, *statement))

    def _in_turn(self, execute: Callable[..., Any], *statement: Any) -> Any:
        with self._turns.one():
            return execute(*statement)

    def _raise_failure(self) -> None:
        # First what the database said; it ended the making of the next.
        for line in (self._sent, self._made):
            if line.failure is not None:
                with connection.wrap_database_errors:
                    raise line.failure


def _refuse(*_question: Any) -> None:
    raise LookupError("The search needs methods with all their parts loaded.")


def _statement(rows: list[tuple[Any, ...]]) -> tuple[str, list[Any]]:
    places = ", ".join([_ROW] * len(rows))
    values = [value for row in rows for value in row]
    return _WRITE.format(rows=places), values


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
