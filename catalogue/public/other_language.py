"""Words of the interface in the language that the page is not in."""

from django.utils.functional import Promise
from django.utils.translation import override

from catalogue.bilingual import LocalText, other_language, page_language


def in_other_language(text: str | Promise) -> LocalText:
    """A translatable text as a page in the other language would show it."""
    language = other_language(page_language())
    with override(language):
        return LocalText(str(text), language)
