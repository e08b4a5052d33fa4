"""Methods that a new one resembles: perhaps it is in the catalogue already."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db.models import Q

from catalogue.methods.models.work_method import WorkMethodQuerySet
from catalogue.places.names import folded

ALIKE = 0.8
LOOKED_AT_MOST = 50
# Said of every method, and so of no use to tell one from another.
_EVERYWHERE = re.compile(r"工作法|社区|workmethod|method|community|[\W_]")
# 13335, 一三三三五: methods are known by such numbers.
_NUMBER_PATTERN = re.compile(r"\d{3,}|[一二三四五六七八九]{3,}")


@dataclass(frozen=True)
class Known:
    """A method that is there: its number, titles and community."""

    number: int
    title_zh: str
    title_en: str
    community: int | None

    @property
    def title(self) -> str:
        return self.title_zh or self.title_en


class Resemblances:
    """Those of the catalogue that the rows of one file may resemble."""

    def __init__(
        self,
        methods: WorkMethodQuerySet,
        communities: Iterable[int],
        titles: Iterable[str],
    ) -> None:
        titles = set(filter(None, titles))
        alike = Q(community__in=set(communities))
        alike |= Q(title_zh__in=titles) | Q(title_en__in=titles)
        self._by_community: defaultdict[int, list[Known]] = defaultdict(list)
        self._by_title: defaultdict[str, list[Known]] = defaultdict(list)
        rows = methods.filter(alike).order_by("number")
        for row in rows.values_list("number", "title_zh", "title_en", "community"):
            known = Known(*row)
            if known.community:
                self._by_community[known.community].append(known)
            for title in filter(None, {known.title_zh, known.title_en}):
                self._by_title[folded(title)].append(known)

    def of(self, title_zh: str, title_en: str, community: int | None) -> list[Known]:
        """Same title anywhere, or a similar one in the same community."""
        found = {
            known.number: known
            for title in filter(None, (title_zh, title_en))
            for known in self._by_title[folded(title)]
        }
        near = self._by_community.get(community or 0, [])[:LOOKED_AT_MOST]
        for known in near:
            if is_similar(title_zh, known.title_zh) or is_similar(
                title_en, known.title_en
            ):
                found[known.number] = known
        return [found[number] for number in sorted(found)]


def is_similar(one: str, other: str) -> bool:
    """Whether two titles may name the same method."""
    first, second = _telling(one), _telling(other)
    if not first or not second:
        return bool(one) and folded(one) == folded(other)
    patterns = set(_NUMBER_PATTERN.findall(first))
    if patterns & set(_NUMBER_PATTERN.findall(second)):
        return True
    compared = SequenceMatcher(None, first, second)
    return compared.quick_ratio() >= ALIKE and compared.ratio() >= ALIKE


def _telling(title: str) -> str:
    return _EVERYWHERE.sub("", folded(title))
