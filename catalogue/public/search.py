"""What the searches of an address find, and in which order."""

from collections.abc import Sequence

from django.db.models import Case, IntegerField, QuerySet, Value, When

from catalogue.methods.models import WorkMethod
from catalogue.methods.search.query import Found, Term, search, terms_of


def find(searches: Sequence[str]) -> Found | None:
    """The methods that hold every word of at least one search; None: no search."""
    if not searches:
        return None
    found = [search(each) for each in searches]
    return Found(
        in_title=frozenset().union(*(each.in_title for each in found)),
        in_summary=frozenset().union(*(each.in_summary for each in found)),
        everywhere=frozenset().union(*(each.everywhere for each in found)),
    )


def terms(searches: Sequence[str]) -> list[Term]:
    """Every word and phrase of the searches, to mark where they stand."""
    return [term for each in searches for term in terms_of(each)]


def by_relevance(
    methods: QuerySet[WorkMethod], found: Found | None
) -> QuerySet[WorkMethod]:
    """Hits in titles first, then in summaries, then elsewhere; the newest of each."""
    if found is None:
        return methods
    tier = Case(
        When(pk__in=found.in_title, then=Value(0)),
        When(pk__in=found.in_summary, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return methods.annotate(search_tier=tier).order_by(
        "search_tier", "-published_at", "-number"
    )
