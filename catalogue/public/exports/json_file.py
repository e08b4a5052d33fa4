"""The list as JSON: the objects of the API, all of them in one answer."""

import json
from collections.abc import Iterable, Iterator

from catalogue.public.api.objects import MethodObjects
from catalogue.public.exports.whole_methods import WholeMethod


def json_parts(origin: str, batches: Iterable[list[WholeMethod]]) -> Iterator[str]:
    """One object with all results; the count stands last, so that it is always true."""
    objects = MethodObjects(origin)
    count = 0
    yield '{"results":['
    for batch in batches:
        texts = [_written(objects.of(each)) for each in batch]
        yield ("," if count else "") + ",\n".join(texts)
        count += len(texts)
    yield f'],"count":{count}}}\n'


def _written(method: object) -> str:
    return json.dumps(method, ensure_ascii=False, separators=(",", ":"))
