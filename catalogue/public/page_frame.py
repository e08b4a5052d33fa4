"""What stands above and below every page: drawn once for each part of the site."""

from functools import lru_cache

from django.utils.safestring import SafeString

from catalogue.bilingual import page_language
from catalogue.public.patterns import Pattern, gap

# More than there are names of addresses in both languages.
_MOST_PATTERNS = 1_000


def masthead_html(
    page: str, section: str, *, this_address: str, other_language_url: str
) -> SafeString:
    """The head of a page, by the name of its address and its part of the site."""
    return _masthead_pattern(page_language(), page, section).filled(
        this_address=this_address, other_language_url=other_language_url
    )


def footer_html() -> SafeString:
    """The foot of every page."""
    return _footer_pattern(page_language()).filled()


@lru_cache(_MOST_PATTERNS)
def _masthead_pattern(_language: str, page: str, section: str) -> Pattern:
    return Pattern.drawn(
        "public/partials/masthead.html",
        page=page,
        section=section,
        this_address=gap("this_address"),
        other_language_url=gap("other_language_url"),
    )


@lru_cache(_MOST_PATTERNS)
def _footer_pattern(_language: str) -> Pattern:
    return Pattern.drawn("public/partials/footer.html")
