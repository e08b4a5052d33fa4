"""The orders of a list of methods; equal ones stand in a certain order too."""

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce, Collate, Lower, NullIf

from catalogue.bilingual import ENGLISH, page_language
from catalogue.methods.models import WorkMethod
from catalogue.practice.adoption_counts import adoptions_count


def newest(methods: QuerySet[WorkMethod]) -> QuerySet[WorkMethod]:
    """The newest first."""
    return methods.order_by("-published_at", "-number")


def by_title(methods: QuerySet[WorkMethod]) -> QuerySet[WorkMethod]:
    """By the title of the page's language."""
    return methods.order_by(*_title_order(), "number")


def by_province(methods: QuerySet[WorkMethod]) -> QuerySet[WorkMethod]:
    """In the official order of provinces, by title in each."""
    return methods.order_by("reporting_body__sort_order", *_title_order(), "number")


def by_adoptions(methods: QuerySet[WorkMethod]) -> QuerySet[WorkMethod]:
    """Those that most communities work by first, the newest of equal ones first."""
    counted = methods.annotate(adopted=adoptions_count())
    return counted.order_by("-adopted", "-published_at", "-number")


def _title_order() -> list[Collate | F]:
    """English titles by their letters, Chinese ones by their pinyin.

    The collation "C" is the only one that every server has.
    """
    if page_language() == ENGLISH:
        title = Coalesce(NullIf("title_en", Value("")), "title_zh")
        return [Collate(Lower(title), "C")]
    return [Collate("search_text__title_order", "C")]
