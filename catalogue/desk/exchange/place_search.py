"""Search for the community that names describe, from the province down."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from catalogue.desk.exchange.values import Fault
from catalogue.places.matching import choose
from catalogue.places.models import Community, Division, Province, Street
from catalogue.places.models.community import CORPS, XINJIANG, CommunityQuerySet
from catalogue.places.names import MatchingKey, matching_key
from catalogue.places.names import division_stem as plain_division_stem
from catalogue.places.names import folded as plain_folded

if TYPE_CHECKING:
    from catalogue.desk.exchange.communities import Communities

CANDIDATES_AT_MOST = 10

_SEPARATORS = re.compile(r"[\s›>/\\|·,，、→]+")
# The register's names of what stands between a province and its counties.
_NO_CITY = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划", "直辖"}

# The same few names of places are asked for in every row.
folded = lru_cache(maxsize=100_000)(plain_folded)
division_stem = lru_cache(maxsize=100_000)(plain_division_stem)

Texts = dict[str, str]
Place = TypeVar("Place", Division, Street)


@dataclass(frozen=True)
class Found:
    """The community, or those among which a person must choose."""

    community: Community | None = None
    candidates: list[Community] = field(default_factory=list)


class PlaceSearch:
    """One search; the levels may stand in columns of their own or before the name.

    Raises Fault when a place above the community is not there.
    """

    def __init__(
        self, places: "Communities", texts: Texts, province: Province | None
    ) -> None:
        self._places = places
        self._texts = texts
        self._name = texts.get("community", "")
        self._above = province or self._written_province()
        code = self._above.code if self._above else None
        # The communities of the Corps stand in Xinjiang.
        self._province = XINJIANG if code == CORPS else code
        self._divisions = places.divisions(self._province)
        parents = {each.parent_id for each in self._divisions}
        # Dongguan, Zhongshan and Danzhou have streets right under the city.
        self._counties = [each for each in self._divisions if each.code not in parents]
        level = Division.Level.PREFECTURE
        self._cities = [each for each in self._divisions if each.level == level]
        # A name in a whole city is a question, even where it stands only once.
        self._county_is_named = False

        # What is looked for: a name, in streets or else in counties.
        self.key, self.counties, self.streets = self._asked()

    @property
    def county_codes(self) -> set[str]:
        """The counties in which the name may be certain."""
        codes = {each.county_id for each in self.streets}
        if self._county_is_named and not self.streets:
            codes |= {each.code for each in self.counties or []}
        return codes

    def found(self, named: Iterable[Community]) -> Found:
        """Certain only within the street or county; `named` are those of the name.

        Raises Fault when there is no such community.
        """
        found = self._among(list(named))
        if found.community or found.candidates:
            return found
        return self._nearly()

    def _asked(
        self,
    ) -> tuple[MatchingKey, list[Division] | None, list[Street]]:
        counties = self._named_counties()
        name, counties, streets = self._path(counties)
        streets = self._named_streets(counties) or streets
        return matching_key(name), counties, streets

    def _named_counties(self) -> list[Division] | None:
        """Those of the columns of city and county; None when these name nothing."""
        city = self._text("city")
        county = self._text("county")
        under = self._counties
        if city and city not in _NO_CITY:
            cities = {each.code for each in _named(self._cities, city)}
            if not cities:
                raise Fault("no-city", "city", text=self._texts["city"])
            under = [e for e in under if e.parent_id in cities or e.code in cities]
            self._county_is_named = {each.code for each in under} == cities
        if county:
            return self._of_county(under, county)
        return under if under is not self._counties else None

    def _of_county(self, under: list[Division], text: str) -> list[Division]:
        for city in self._cities:
            text = _without(text, city.name_zh)
        found = _named(under, text)
        if not found:
            raise Fault("no-county", "county", text=self._texts["county"])
        self._county_is_named = True
        return found

    def _named_streets(self, counties: list[Division] | None) -> list[Street]:
        text = self._text("street")
        if not text:
            return []
        found = _named(self._streets_of(counties), text)
        if not found:
            raise Fault("no-street", "street", text=self._texts["street"])
        return found

    def _path(
        self, counties: list[Division] | None
    ) -> tuple[str, list[Division] | None, list[Street]]:
        """The bare name, and the places that stand before it in its cell."""
        rest = self._without_province(folded(_SEPARATORS.sub("", self._name)))
        for city in self._cities:
            rest = _without(rest, city.name_zh)
        named = [
            each
            for each in (self._counties if counties is None else counties)
            if _without(rest, each.name_zh) != rest
        ]
        if named:
            rest = _without(rest, named[0].name_zh)
            counties = named
            self._county_is_named = True
        streets = []
        if counties is not None:
            streets = [
                each
                for each in self._streets_of(counties)
                if _without(rest, each.name_zh) != rest
            ]
        if streets:
            rest = _without(rest, streets[0].name_zh)
        return rest, counties, streets

    def _among(self, named: list[Community]) -> Found:
        """By the rule of the register; what stands in another street is a question."""
        if self.streets:
            matches = [choose(named, self.key, street=each) for each in self.streets]
        elif self._county_is_named:
            counties = self.counties or []
            matches = [choose(named, self.key, county=each) for each in counties]
        else:
            return Found()
        found: dict[int, Community] = {}
        for match in matches:
            for each in filter(None, [match.community, *match.candidates]):
                found[each.number] = each
        written = {street.code for street in self.streets}
        certain = [
            each for each in found.values() if not written or each.street_id in written
        ]
        if len(certain) == 1:
            return Found(certain[0])
        return Found(candidates=(certain or list(found.values()))[:CANDIDATES_AT_MOST])

    def _nearly(self) -> Found:
        """Wider than a name is certain, or without its 社区: a person must say."""
        rows: CommunityQuerySet = Community.objects.findable().with_path()
        if self.streets:
            rows = rows.filter(county__in={each.county_id for each in self.streets})
        elif self.counties is not None:
            rows = rows.filter(county__in=[each.code for each in self.counties])
        elif self._province:
            rows = rows.filter(province=self._province)
        else:
            rows = rows.none()
        stem = self.key.stem
        near = list(rows.filter(key_stem=stem)[:CANDIDATES_AT_MOST]) if stem else []
        near = near or self._by_words()
        if not near:
            raise Fault("no-community", "community", text=self._name)
        return Found(candidates=near)

    def _by_words(self) -> list[Community]:
        """What the search of the desk finds for a path with blanks between."""
        if self._places.searches_left <= 0 or not _SEPARATORS.search(self._name):
            return []
        self._places.searches_left -= 1
        rows = Community.objects.with_path()
        if self._province:
            rows = rows.filter(province=self._province)
        return list(rows.matching(self._name)[:CANDIDATES_AT_MOST])

    def _streets_of(self, counties: list[Division] | None) -> list[Street]:
        codes = () if counties is None else tuple(each.code for each in counties)
        return self._places.streets(self._province, codes)

    def _written_province(self) -> Province | None:
        """The province whose long name the path begins with."""
        path = folded(self._name)
        named = (p for p in self._places.provinces if path.startswith(p.name_zh))
        return next(named, None)

    def _text(self, key: str) -> str:
        return self._without_province(folded(self._texts.get(key, "")))

    def _without_province(self, text: str) -> str:
        """Without the long name of the province, as in 北京市朝阳区."""
        return text.removeprefix(folded(self._above.name_zh)) if self._above else text


def _named(places: Iterable[Place], text: str) -> list[Place]:
    """Those of the name; those of the stem when no kind of place is written."""
    places = list(places)
    written = text.removesuffix("办事处")
    exact = [each for each in places if folded(each.name_zh) == written]
    if exact or division_stem(text) != text:
        return exact
    return [each for each in places if division_stem(each.name_zh) == text]


def _without(text: str, beginning: str) -> str:
    """The text without what it begins with, unless no name would be left."""
    beginning = folded(beginning)
    if not text.startswith(beginning):
        return text
    rest = text.removeprefix(beginning)
    return rest if matching_key(rest).stem else text
