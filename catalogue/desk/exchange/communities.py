"""The community that a row names: certain, or a question, or not to be found."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from catalogue.desk.exchange.place_search import Found, PlaceSearch, Texts
from catalogue.desk.exchange.values import Fault, narrow
from catalogue.places.matching import Match, find_by_codes, named_in
from catalogue.places.models import Community, Division, Province, Street
from catalogue.places.names import folded, matching_key

KEYS = ("city", "county", "street", "community", "community_code")
# A search by words takes tens of milliseconds; names that fit take one.
SEARCHES_AT_MOST = 100

Asked = tuple[str, ...]
_CODE = re.compile(r"\d{12}\Z")


class Communities:
    """Finds communities for the rows of one file; asks each thing only once."""

    def __init__(self, provinces: Iterable[Province]) -> None:
        self.provinces = list(provinces)
        self.searches_left = SEARCHES_AT_MOST
        self.divisions = cache(_divisions)
        self.streets = cache(_streets)
        self._by_code: dict[str, Match] = {}
        self._searches: dict[Asked, PlaceSearch | Fault] = {}
        self._named: defaultdict[str, list[Community]] = defaultdict(list)
        self._found: dict[Asked, Found | Fault] = {}

    def prepare(self, rows: Iterable[tuple[Texts, Province | None]]) -> None:
        """Look up the codes and names of all rows at once."""
        asked = {_asked(texts, province): (texts, province) for texts, province in rows}
        codes = (code_of(texts) for texts, _province in asked.values())
        self._by_code = find_by_codes(filter(None, codes))
        stems, counties = set(), set()
        for key, (texts, province) in asked.items():
            if not code_of(texts) and texts.get("community"):
                search = self._searches[key] = self._search(texts, province)
                if isinstance(search, PlaceSearch):
                    stems.add(search.key.stem)
                    counties |= search.county_codes
        for community in named_in(stems, counties).with_path_of_many():
            self._named[community.key_stem].append(community)

    def find(self, texts: Texts, province: Province | None) -> Found:
        """What the columns of a row name, one of those that were prepared.

        Raises Fault when there is no such place.
        """
        key = _asked(texts, province)
        if key not in self._found:
            try:
                self._found[key] = self._find(key, texts)
            except Fault as fault:
                self._found[key] = fault
        found = self._found[key]
        if isinstance(found, Fault):
            raise found
        return found

    def _search(self, texts: Texts, province: Province | None) -> PlaceSearch | Fault:
        try:
            return PlaceSearch(self, texts, province)
        except Fault as fault:
            return fault

    def _find(self, key: Asked, texts: Texts) -> Found:
        if code := code_of(texts):
            return self._of_code(code, texts)
        if texts.get("community"):
            search = self._searches[key]
            if isinstance(search, Fault):
                raise search
            return search.found(self._named[search.key.stem])
        if texts.get("street") or texts.get("county"):
            raise Fault("community-missing", "community")
        return Found()

    def _of_code(self, code: str, texts: Texts) -> Found:
        column = "community_code" if texts.get("community_code") else "community"
        if not _CODE.match(code):
            raise Fault("bad-code", column, text=code)
        match = self._by_code.get(code, Match())
        found, name = match.community, texts.get("community", "")
        if found is None and not match.candidates:
            raise Fault("no-code", column, text=code)
        says_both = bool(found and name and column == "community_code")
        if found and says_both and matching_key(found.name).stem not in folded(name):
            raise Fault("other-name", column, found=found.path_text, text=name)
        return Found(found, match.candidates)


def _asked(texts: Texts, province: Province | None) -> Asked:
    return (province.code if province else "", *(texts.get(key, "") for key in KEYS))


def code_of(texts: Texts) -> str:
    """The code that a row gives, in its own column or in that of the name."""
    written = "".join(narrow(texts.get("community_code", "")).split())
    if written:
        return written
    name = narrow(texts.get("community", ""))
    return name if _CODE.match(name) else ""


def place_texts(community: Community | None) -> Texts:
    """What the columns of the place say of a community."""
    if community is None:
        return dict.fromkeys(KEYS, "")
    county, street = community.county, community.street
    return {
        "city": county.parent.name_zh if county.parent else "",
        "county": county.name_zh,
        "street": street.name_zh if street else "",
        "community": community.name,
        "community_code": community.code,
    }


def _divisions(province: str | None) -> list[Division]:
    rows = Division.objects.order_by("code")
    return list(rows.filter(province=province) if province else rows)


def _streets(province: str | None, counties: tuple[str, ...]) -> list[Street]:
    rows = Street.objects.select_related("county").order_by("code")
    if counties:
        return list(rows.filter(county__in=counties))
    return list(rows.filter(county__province=province)) if province else []
