"""Methods that a new one resembles: perhaps it is in the catalogue already."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from catalogue.methods.duplicates import is_similar
from catalogue.methods.models.work_method import WorkMethodQuerySet
from catalogue.places.names import folded

LOOKED_AT_MOST = 50


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
        rows = methods.filter(alike, revises=None).order_by("number")
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
