"""The list as JSON: the objects of the API, all of them in one answer."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from catalogue.public.api.objects import MethodObjects
from catalogue.public.exports.whole_methods import WholeMethod

Row = TypeVar("Row")


def json_parts(origin: str, batches: Iterable[list[WholeMethod]]) -> Iterator[str]:
    """One object with all methods as the API has them."""
    return json_objects(MethodObjects(origin).of, batches)


def json_objects(
    written: Callable[[Row], object], batches: Iterable[list[Row]]
) -> Iterator[str]:
    """One object with all results; the count stands last, so that it is always true."""
    count = 0
    yield '{"results":['
    for batch in batches:
        texts = [_written(written(each)) for each in batch]
        yield ("," if count else "") + ",\n".join(texts)
        count += len(texts)
    yield f'],"count":{count}}}\n'


def _written(row: object) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))
