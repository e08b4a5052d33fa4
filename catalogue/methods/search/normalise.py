"""One form of writing for texts and for what is asked of them."""

import unicodedata
from functools import cache

from opencc import OpenCC

# The blocks of Chinese characters, Extensions A to G and compatibility forms too.
CHINESE_RANGES = (
    (0x3007, 0x3007),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x323AF),
)
# Latin letters with marks, and the marks that may stand by themselves.
_MARKED_LETTERS = (range(0x00C0, 0x0250), range(0x1E00, 0x1F00))
_MARKS = range(0x0300, 0x0370)


def normalise(text: str) -> str:
    """NFKC, lower case, simplified characters, letters without accents and tones.

    Control characters become spaces.
    """
    return _one_form(unicodedata.normalize("NFKC", text))


def normalise_with_offsets(text: str) -> tuple[str, list[int]]:
    """The normalised text, and for each of its characters the place in the original.

    Characters are normalised one by one, so that hits can be marked in the original.
    """
    pieces, offsets = [], []
    for offset, character in enumerate(text):
        piece = normalise(character)
        pieces.append(piece)
        offsets.extend([offset] * len(piece))
    return "".join(pieces), offsets


def _one_form(text: str) -> str:
    return text.casefold().translate(_table())


@cache
def _table() -> dict[int, str]:
    """Traditional to simplified, one character for one; marks and controls away."""
    characters = "\n".join(
        chr(code) for first, last in CHINESE_RANGES for code in range(first, last + 1)
    )
    converted = OpenCC("t2s").convert(characters)
    simplified = {
        ord(before): after
        for before, after in zip(characters, converted, strict=True)
        if before != after
    }
    letters = {code: _bare(chr(code)) for block in _MARKED_LETTERS for code in block}
    marks = dict.fromkeys(_MARKS, "")
    controls = dict.fromkeys((*range(32), *range(127, 160)), " ")
    return {**simplified, **letters, **marks, **controls, ord("’"): "'"}


def _bare(letter: str) -> str:
    """The letter without its marks: ǚ gives u."""
    return unicodedata.normalize("NFD", letter)[0]
