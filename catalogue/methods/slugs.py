"""Readable ends of method addresses."""

from django.utils.text import slugify
from pypinyin import lazy_pinyin

LONGEST = 80


def method_slug(title_en: str, title_zh: str) -> str:
    """ASCII words of the English title, else the pinyin of the Chinese; never empty."""
    english = slugify(title_en.replace("’", ""))
    words = english or slugify(" ".join(lazy_pinyin(title_zh)))
    return words[:LONGEST].strip("-") or "method"
