"""What every page knows. It asks nothing of the reader: no session, no cookie."""

from functools import partial
from typing import Any
from urllib.parse import quote

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.urls import reverse
from django.utils.encoding import escape_uri_path

from catalogue.bilingual import CHINESE, ENGLISH, other_language, page_language
from catalogue.public.page_frame import footer_html, masthead_html

# Where the one way to write the query of a page stands, once it is known.
QUERY = "catalogue.public.query"
# What an address holds as it is: RFC 3986, reserved characters; none closes a quote.
RESERVED = "/?:@!$&()*+,;=~[]"
_NAMES = {ENGLISH: "English", CHINESE: "简体中文"}
_HREFLANG = {ENGLISH: "en", CHINESE: "zh-Hans"}
# By the first word of the name of an address: the part of the site it belongs to.
_SECTIONS = {
    "home": "home",
    "work": "methods",
    "find": "methods",
    "theme": "methods",
    "adoption": "methods",
    "province": "provinces",
    "community": "provinces",
    "round": "rounds",
    "pilot": "rounds",
    "promotion": "rounds",
    "about": "about",
    "accessibility": "about",
}


def site(request: HttpRequest) -> dict[str, Any]:
    """The language of the page, its address, and the same page in the other language.

    Reads no parameter: an address with too many of them has an error page too.
    """
    language = page_language()
    origin = _origin(request)
    address = address_of(request)
    addresses = {each: _in_language(address, each) for each in _NAMES}
    other_language_url = addresses[other_language(language)]
    page = _page(request)
    section = _SECTIONS.get(page.partition("-")[0], "")
    return {
        "language": language,
        "other_language_url": other_language_url,
        "other_language_name": _NAMES[other_language(language)],
        "this_address": address,
        "canonical_url": origin + addresses[language].partition("?")[0],
        "alternate_urls": [
            (_HREFLANG[each], origin + address) for each, address in addresses.items()
        ],
        "section": section,
        # Called by the templates that have them.
        "masthead": partial(
            masthead_html,
            page,
            section,
            this_address=address,
            other_language_url=other_language_url,
        ),
        "footer": footer_html,
        "search_form_action": reverse("work-method-list"),
    }


def address_of(request: HttpRequest) -> str:
    """Path and query as a link may hold them; of a page, what means something there."""
    query = request.META.get(QUERY)
    if query is None:
        return escape_uri_path(request.path) + query_of(request)
    return escape_uri_path(request.path) + (f"?{query}" if query else "")


def query_of(request: HttpRequest) -> str:
    """The query as it was sent, "?" included, every byte safe in a link.

    The server hands bytes on as Latin-1, whatever they were.
    """
    sent = request.META.get("QUERY_STRING", "").encode("latin-1", "ignore")
    return "?" + quote(sent, safe=RESERVED + "%") if sent else ""


def absolute(request: HttpRequest, address: str) -> str:
    """An address of this site with scheme and host."""
    return _origin(request) + address


def _origin(request: HttpRequest) -> str:
    try:
        return f"{request.scheme}://{request.get_host()}"
    except DisallowedHost:
        return ""


def _in_language(address: str, language: str) -> str:
    """The page in a language; its home page where the address names no language."""
    for prefix in (f"/{each}/" for each in _NAMES):
        if address.startswith(prefix):
            return f"/{language}/{address.removeprefix(prefix)}"
    return f"/{language}/"


def _page(request: HttpRequest) -> str:
    """The name of the address; nothing where there is no page."""
    return (request.resolver_match and request.resolver_match.url_name) or ""
