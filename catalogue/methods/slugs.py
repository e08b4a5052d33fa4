"""Readable ends of method addresses."""

from django.utils.text import slugify
from pypinyin import lazy_pinyin

# Words that begin another address in the place of the slug.
TAKEN = frozenset({"adopted"})
LONGEST = 80


def method_slug(title_en: str, title_zh: str) -> str:
    """ASCII words of the English title, else the pinyin of the Chinese; never empty."""
    english = slugify(title_en.replace("’", ""))
    words = english or slugify(" ".join(lazy_pinyin(title_zh)))
    slug = words[:LONGEST].strip("-") or "method"
    return f"{slug}-method" if slug in TAKEN else slug
