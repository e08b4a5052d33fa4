"""Methods that one resembles so much that it may be in the catalogue already."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.models import User
from catalogue.methods.models import WorkMethod
from catalogue.methods.models.work_method import WorkMethodQuerySet
from catalogue.methods.number_names import number_names, spellings
from catalogue.places.names import folded

ALIKE = 0.8
MOST_SHOWN = 5
_MOST_LOOKED_AT = 200
# Said of every method, and so of no use to tell one from another.
_EVERYWHERE = re.compile(r"工作法|社区|workmethod|method|community|[\W_]")

SIMILAR_HERE = _("same community, similar title")
SAME_TITLE = _("same title")
SAME_NUMBER = _("same number in the name")
SAME_COMMUNITY = _("same community")
# The nearest first.
_NEARNESS = (SIMILAR_HERE, SAME_TITLE, SAME_NUMBER, SAME_COMMUNITY)


@dataclass(frozen=True)
class Resemblance:
    """A method that is there already, and in what it is like the one at hand."""

    method: WorkMethod
    reason: Promise


def may_know_of(person: User) -> WorkMethodQuerySet:
    """The methods that a person may see, and those that everybody may read."""
    methods = WorkMethod.objects
    return methods.visible_to(person) | methods.published()


def resembling(
    methods: WorkMethodQuerySet,
    *,
    title_zh: str = "",
    title_en: str = "",
    community: int | None = None,
    besides: int | None = None,
) -> list[Resemblance]:
    """Those of the methods that are like this one, the nearest first; five at most.

    Like is: of the same community with a similar title, of the same title, or with the
    same number in the name, such as 13335. As long as there is no title: of the same
    community. `besides` is the number of the method at hand, which is none of them.
    """
    asked = _Asked(title_zh.strip(), title_en.strip(), community)
    # A change of a method is the method again.
    near = _candidates(methods, asked).unmerged().filter(revises=None)
    if besides is not None:
        near = near.exclude(pk=besides).exclude(revision=besides)
    return _sorted(asked, near.with_path().order_by("-number")[:_MOST_LOOKED_AT])


def resembling_each(
    methods: WorkMethodQuerySet, asked: Iterable[WorkMethod]
) -> dict[int, list[Resemblance]]:
    """The same for several methods at hand, by their numbers, in one query."""
    all_asked = {
        each.pk: _Asked(each.title_zh, each.title_en, each.community_id)
        for each in asked
    }
    if not all_asked:
        return {}
    near = methods.none()
    for one in all_asked.values():
        near = near | _candidates(methods, one)
    rows = list(near.filter(revises=None).with_path().order_by("-number"))
    return {
        number: _sorted(one, (row for row in rows if row.pk != number))
        for number, one in all_asked.items()
    }


def keys_of_titles(title_zh: str, title_en: str) -> Iterator[tuple[Any, Promise]]:
    """By which keys many methods are found alike by their titles at once, and why.

    Two titles with a key in common are alike for its reason.
    """
    for title in (title_zh, title_en):
        if telling := _telling(title):
            yield ("title", telling), SAME_TITLE
    for name in _Asked(title_zh, title_en, None).long_numbers():
        yield ("number", name), SAME_NUMBER


def is_similar(one: str, other: str) -> bool:
    """Whether two titles may name the same method."""
    if number_names(one) & number_names(other):
        return True
    first, second = _telling(one), _telling(other)
    if not first or not second:
        return bool(one) and folded(one) == folded(other)
    compared = SequenceMatcher(None, first, second)
    return compared.quick_ratio() >= ALIKE and compared.ratio() >= ALIKE


@dataclass(frozen=True)
class _Asked:
    title_zh: str
    title_en: str
    community: int | None

    @property
    def has_title(self) -> bool:
        return bool(self.title_zh or self.title_en)

    def long_numbers(self) -> frozenset[str]:
        """13335, but not 五心: too many methods are called by one number of things."""
        return frozenset(name for name in number_names(self.title_zh) if name.isdigit())

    def pairs(self, method: WorkMethod) -> Iterator[tuple[str, str]]:
        """The titles of one language beside each other, where both are written."""
        if self.title_zh and method.title_zh:
            yield self.title_zh, method.title_zh
        if self.title_en and method.title_en:
            yield self.title_en, method.title_en


def _sorted(asked: _Asked, methods: Iterable[WorkMethod]) -> list[Resemblance]:
    found = [
        Resemblance(method, reason)
        for method in methods
        if (reason := _reason(asked, method)) is not None
    ]
    found.sort(key=lambda each: _NEARNESS.index(each.reason))
    return found[:MOST_SHOWN]


def _candidates(methods: WorkMethodQuerySet, asked: _Asked) -> WorkMethodQuerySet:
    near = Q(pk__in=[])
    if asked.community is not None:
        near |= Q(community=asked.community)
    if asked.title_zh:
        near |= Q(title_zh=asked.title_zh)
    if asked.title_en:
        near |= Q(title_en__iexact=asked.title_en)
    for spelling in spellings(asked.long_numbers()):
        near |= Q(title_zh__contains=spelling)
    return methods.filter(near)


def _reason(asked: _Asked, method: WorkMethod) -> Promise | None:
    here = asked.community is not None and method.community_id == asked.community
    if here and not asked.has_title:
        return SAME_COMMUNITY
    pairs = list(asked.pairs(method))
    if here and any(is_similar(one, other) for one, other in pairs):
        return SIMILAR_HERE
    if any(folded(one) == folded(other) for one, other in pairs):
        return SAME_TITLE
    if asked.long_numbers() & number_names(method.title_zh):
        return SAME_NUMBER
    return None


def _telling(title: str) -> str:
    return _EVERYWHERE.sub("", folded(title))
