"""The list as JSON: the objects of the API, all of them in one answer."""

import json
from collections.abc import Iterable, Iterator

from rest_framework.utils.encoders import JSONEncoder

from catalogue.methods.models import WorkMethod
from catalogue.public.api.serializers import MethodSerializer


def json_parts(origin: str, chunks: Iterable[list[WorkMethod]]) -> Iterator[str]:
    """One object with all results; the count stands last, so that it is always true."""
    count = 0
    yield '{"results":['
    for chunk in chunks:
        texts = [_written(each) for each in _objects(chunk, origin)]
        yield ("," if count else "") + ",\n".join(texts)
        count += len(texts)
    yield f'],"count":{count}}}\n'


def _objects(chunk: list[WorkMethod], origin: str) -> Iterable[object]:
    return MethodSerializer(chunk, many=True, context={"origin": origin}).data


def _written(method: object) -> str:
    return json.dumps(
        method, cls=JSONEncoder, ensure_ascii=False, separators=(",", ":")
    )
