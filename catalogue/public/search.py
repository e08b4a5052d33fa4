"""What the searches of an address find, and in which order."""

from collections.abc import Sequence
from itertools import chain

from django.db.models import Case, IntegerField, QuerySet, Value, When

from catalogue.methods.models import WorkMethod
from catalogue.methods.search.finding import Found, search
from catalogue.methods.search.query import Term, terms_of


def find(searches: Sequence[str]) -> Found | None:
    """The methods that hold every word of at least one search; None: no search."""
    if not searches:
        return None
    found = [search(each) for each in searches]
    if len(found) == 1:
        return found[0]
    together = zip(*(each.ranked for each in found), strict=True)
    return Found([list(chain(*numbers)) for numbers in together])


def terms(searches: Sequence[str]) -> list[Term]:
    """Every word and phrase of the searches, to mark where they stand."""
    return [term for each in searches for term in terms_of(each)]


def by_relevance(
    methods: QuerySet[WorkMethod], found: Found | None
) -> QuerySet[WorkMethod]:
    """By the worth of the field that holds the search; the newest of each first."""
    if found is None:
        return methods
    place = Case(
        *(
            When(pk__in=numbers, then=Value(place))
            for place, numbers in enumerate(found.ranked)
            if numbers
        ),
        default=Value(len(found.ranked)),
        output_field=IntegerField(),
    )
    return methods.annotate(search_place=place).order_by(
        "search_place", "-published_at", "-number"
    )
