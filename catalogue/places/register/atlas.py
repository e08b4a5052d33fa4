"""What stands above what, by codes, with what a newer register moved."""

from catalogue.places.models import Division, Province, Street
from catalogue.places.names import division_stem

_ARROW = " › "


class Atlas:
    """The places above communities as the tables have them, in Chinese."""

    def __init__(self) -> None:
        self._names: dict[str, str] = dict(
            Province.objects.values_list("code", "name_zh")
        )
        self._above: dict[str, str] = {}
        self._now: dict[str, str] = {}
        divisions = Division.objects.values_list(
            "code", "name_zh", "parent", "province", "replaced_by"
        )
        for code, name, parent, province, successor in divisions:
            self._names[code], self._above[code] = name, parent or province
            if successor:
                self._now[code] = successor
        streets = Street.objects.values_list("code", "name_zh", "county")
        for code, name, county in streets:
            self._names[code], self._above[code] = name, county

    def follow(self, moved: dict[str, str]) -> None:
        """Learn which codes a newer register has in the place of older ones."""
        self._now.update(moved)

    def now(self, code: str) -> str:
        """The code that stands for this one now."""
        seen = {code}
        while (successor := self._now.get(code)) and successor not in seen:
            seen.add(successor)
            code = successor
        return code

    def county_of(self, street: str) -> str:
        return self.now(self._above.get(street, ""))

    def city_of(self, county: str) -> str:
        """The prefecture of a county, or the province where there is none."""
        return self.now(self._above.get(self.now(county), ""))

    def province_of(self, code: str) -> str:
        while code in self._above:
            code = self._above[code]
        return code

    def street_name_of(self, street: str) -> tuple[str, str]:
        """The province of a street and the stem of its name."""
        return self.province_of(street), division_stem(self.name_of(street))

    def name_of(self, code: str) -> str:
        return self._names.get(code, "")

    def path_of(self, code: str) -> str:
        """The names from the province down to the place of a code."""
        names = []
        while code:
            names.append(self.name_of(code))
            code = self._above.get(code, "")
        return _ARROW.join(reversed(names))
