"""Addresses of methods, written many times without looking each of them up."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import override


def method_addresses(origin: str, language: str) -> Callable[[int, str], str]:
    """What writes the address of a method from its number and slug, in a language.

    The same as `WorkMethod.get_absolute_url` after the origin.
    """
    with override(language):
        listing = origin + reverse("work-method-list")
    return lambda number, slug: f"{listing}{number}/{slug}/"
