"""Finding the community that adopted a method, by a part of its name."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.bilingual import LocalText
from catalogue.methods.search.query import terms_of
from catalogue.places.models import Community
from catalogue.places.paths import in_one_line, path
from catalogue.places.search import words_of
from catalogue.public.type_ahead.suggestions import Group, Suggestion

MOST = 20
MOST_SUGGESTED = 8
LONGEST = 100


@dataclass(frozen=True)
class FoundPlace:
    """A community with the address of the form for it."""

    name: LocalText
    above: str
    url: str


def found_places(text: str, method: int, most: int = MOST) -> list[FoundPlace]:
    """The communities that may be meant, the best first; none for no words."""
    if not words_of(text):
        return []
    rows = Community.objects.matching(text[:LONGEST]).with_path()[:most]
    address = reverse("work-method-adopted", args=[method])
    return [
        FoundPlace(
            each.local_name,
            in_one_line(path(each)[:-1]),
            f"{address}?community={each.pk}",
        )
        for each in rows
    ]


def suggested_places(text: str, method: int) -> list[Group]:
    """The same for the type-ahead of the page."""
    terms = terms_of(text)
    found = found_places(text, method, MOST_SUGGESTED)
    suggestions = [Suggestion(each.url, each.name, each.above, terms) for each in found]
    return [Group(_("Communities"), suggestions)] if suggestions else []


def community_named(number: str) -> Community | None:
    """The community that an address names, if a person may choose it."""
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        return None
    rows = Community.objects.findable().with_path().select_related("reporting_body")
    # A merged one leads on to the one that stays.
    stays = Q(pk=int(number)) | Q(merged_from=int(number))
    return rows.filter(stays).first()
