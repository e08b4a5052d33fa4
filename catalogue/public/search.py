"""Finding methods by words, as a reader types them."""

import unicodedata
from collections.abc import Callable, Iterable
from functools import reduce
from operator import and_, or_

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from catalogue.methods.models import Theme, WorkMethod

_TITLES = ("title_zh", "title_en")
_TEXTS = (
    *_TITLES,
    "summary_zh",
    "summary_en",
    "community__name",
    "community__name_en",
    "community__street__name_zh",
    "community__street__name_en",
    "community__county__name_zh",
    "community__county__name_en",
    "community__county__parent__name_zh",
    "community__county__parent__name_en",
    "reporting_body__name_zh",
    "reporting_body__name_en",
)
_THEME_NAMES = ("name_zh", "name_en")


def found_numbers(
    methods: QuerySet[WorkMethod], searches: Iterable[str]
) -> frozenset[int]:
    """The numbers of the methods that hold every word of at least one search."""
    matches = reduce(or_, (_holds_every_word(search, _holds) for search in searches))
    return frozenset(methods.filter(matches).values_list("pk", flat=True))


def by_relevance(
    methods: QuerySet[WorkMethod], searches: Iterable[str]
) -> QuerySet[WorkMethod]:
    """Methods whose title holds the words stand first."""
    if not searches:
        return methods
    in_title = reduce(or_, (_holds_every_word(each, _title_holds) for each in searches))
    return methods.annotate(
        search_tier=Case(
            When(in_title, then=Value(0)),
            default=Value(1),
            output_field=IntegerField(),
        )
    ).order_by("search_tier", "-published_at", "-number")


def _holds_every_word(search: str, holds: Callable[[str], Q]) -> Q:
    return reduce(and_, (_in_any_form(word, holds) for word in search.split()), Q())


def _in_any_form(word: str, holds: Callable[[str], Q]) -> Q:
    # Texts are stored as written: full-width digits are found by their plain form,
    # full-width brackets as they stand.
    forms = dict.fromkeys((word, unicodedata.normalize("NFKC", word)))
    return reduce(or_, (holds(form) for form in forms))


def _title_holds(word: str) -> Q:
    return _one_of(_TITLES, word)


def _holds(word: str) -> Q:
    themes = Theme.objects.filter(_one_of(_THEME_NAMES, word))
    of_themes = WorkMethod.themes.through.objects.filter(theme__in=themes)
    found = _one_of(_TEXTS, word) | Q(pk__in=of_themes.values("workmethod"))
    if word.isascii():
        found |= Q(community__pinyin__istartswith=word)
    return found


def _one_of(fields: Iterable[str], word: str) -> Q:
    return reduce(or_, (Q(**{f"{field}__icontains": word}) for field in fields))
