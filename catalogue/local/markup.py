"""No inline style or script: the content security policy would block it silently."""

import re
from collections.abc import Iterator
from pathlib import Path

from catalogue.local.paths import REPOSITORY

INLINE = {
    "a style attribute": re.compile(r"<[a-z][^<>]*\sstyle\s*=\s*[\"']", re.IGNORECASE),
    "a style element": re.compile(r"<style[\s>]", re.IGNORECASE),
    "an inline script": re.compile(
        r"<script(?![^>]*\ssrc\s*=)(?![^>]*type=[\"']application/(?:ld\+)?json[\"'])",
        re.IGNORECASE,
    ),
    "an event handler": re.compile(r"<[a-z][^<>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a javascript: address": re.compile(r"[\"']javascript:", re.IGNORECASE),
}


def faults_of_markup(root: Path = REPOSITORY) -> Iterator[str]:
    """Name each place where a template, or HTML written in code, breaks the rule."""
    templates = [*(root / "templates").rglob("*.html")]
    templates += (root / "catalogue").rglob("*.html")
    code = (
        path for path in (root / "catalogue").rglob("*.py") if path.name != "markup.py"
    )
    for path in sorted([*templates, *code]):
        text = path.read_text(encoding="utf-8")
        for fault, pattern in INLINE.items():
            for found in pattern.finditer(text):
                line = text.count("\n", 0, found.start()) + 1
                yield f"{path.relative_to(root)}:{line} has {fault}."
