from collections.abc import Iterator
from contextlib import closing
from typing import TypeVar

from django.utils.translation import override

Part = TypeVar("Part", str, bytes, str | bytes)


def in_language(language: str, parts: Iterator[Part]) -> Iterator[Part]:
    """Each piece made in this language, whatever comes between; closed in the end."""
    with closing(parts):  # type: ignore[type-var]
        while True:
            with override(language):
                part = next(parts, None)
            if part is None:
                return
            yield part
