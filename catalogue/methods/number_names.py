"""The numbers by which work methods are named: “13335”, 六三一, 五心, 三进四必.

Such a name sums a method up: one network, three mechanisms, three platforms. Two
methods with the same one often follow the same pattern.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_CHINESE_DIGITS = "一二三四五六七八九"
_TO_DIGITS = str.maketrans(_CHINESE_DIGITS, "123456789")
_TO_CHINESE = str.maketrans("123456789", _CHINESE_DIGITS)
_SHORTEST_RUN = 3
_RUN = re.compile(
    rf"[0-9{_CHINESE_DIGITS}]{{{_SHORTEST_RUN},}}(?![0-9{_CHINESE_DIGITS}年])"
)
# One of something names half of all methods; days and years count, but name none.
_COUNTED = re.compile(
    rf"(?<![0-9{_CHINESE_DIGITS}十百千])([二两三四五六七八九十])"
    rf"(?![0-9{_CHINESE_DIGITS}十百千年月日号个])([\u4e00-\u9fff])"
)


@lru_cache(maxsize=4096)
def number_names(title: str) -> frozenset[str]:
    """The numbers of a Chinese title; 一三五 and 135 are the same."""
    plain = unicodedata.normalize("NFKC", title)
    runs = (run.translate(_TO_DIGITS) for run in _RUN.findall(plain))
    counted = (number + thing for number, thing in _COUNTED.findall(plain))
    return frozenset([*runs, *counted])


def spellings(names: Iterable[str]) -> list[str]:
    """How titles may write these numbers."""
    written = [form for name in names for form in (name, name.translate(_TO_CHINESE))]
    return list(dict.fromkeys(written))
