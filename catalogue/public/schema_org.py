"""What the page of a method says to programs, in the words of schema.org."""

import json
from collections.abc import Callable
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from catalogue.methods.models import Step, Theme, WorkMethod
from catalogue.public import method_page
from catalogue.public.place_paths import place_levels

# Of JSON inside HTML: nothing that could end the block or begin a tag.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def structured_data(
    method: WorkMethod, *, url: str, absolute: Callable[[str], str]
) -> SafeString:
    """The record as JSON-LD, safe inside a script element.

    A data block is never run, so that the content security policy lets it stand.
    """
    data = {key: value for key, value in _data(method, url, absolute) if value}
    return SafeString(json.dumps(data, ensure_ascii=False).translate(_ESCAPES))


def _data(
    method: WorkMethod, url: str, absolute: Callable[[str], str]
) -> list[tuple[str, Any]]:
    steps = list(method.steps.all())
    title = method.title
    return [
        ("@context", "https://schema.org"),
        ("@type", "HowTo" if steps else "CreativeWork"),
        ("@id", url),
        ("url", url),
        ("identifier", str(method.number)),
        ("name", str(title) or str(method)),
        ("alternateName", str(method.other_title)),
        ("inLanguage", getattr(title, "lang", "")),
        ("description", str(method.summary)),
        ("about", [_subject(theme) for theme in method.themes.all()]),
        ("contentLocation", _place(method)),
        ("step", [_step(step, url) for step in steps]),
        ("citation", [source.text for source in method_page.sources(method)]),
        ("datePublished", method.published_at and method.published_at.isoformat()),
        ("dateModified", method.updated_at.isoformat()),
        ("isAccessibleForFree", True),
        ("publisher", _catalogue(absolute)),
    ]


def _catalogue(absolute: Callable[[str], str]) -> dict[str, str]:
    return {
        "@type": "Organization",
        "name": gettext("Community Work Methods Catalogue"),
        "url": absolute("/"),
    }


def _subject(theme: Theme) -> dict[str, str]:
    return {"@type": "Thing", "name": str(theme.name)}


def _place(method: WorkMethod) -> dict[str, str]:
    levels = place_levels(method.community, method.reporting_body)
    return {"@type": "Place", "name": ", ".join(reversed(levels))}


def _step(step: Step, url: str) -> dict[str, Any]:
    said = {
        "@type": "HowToStep",
        "position": step.position,
        "name": str(step.title),
        "text": str(step.action.without_marks) or str(step.title),
        "url": f"{url}#step-{step.position}",
    }
    return {key: value for key, value in said.items() if value}
