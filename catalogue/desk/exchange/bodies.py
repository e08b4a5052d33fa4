"""The reporting body that a cell names, in short or long form."""

import re
from collections.abc import Iterable

from catalogue.places.models import Province
from catalogue.places.models.community import CORPS
from catalogue.places.names import folded

# Forms say 福建省民政厅 as well: the department that reports.
_DEPARTMENT = re.compile(r"民政[厅局]\Z")
_CORPS_NAMES = ("兵团", "新疆兵团", "建设兵团")


class Bodies:
    """Reporting bodies by all their names, codes and slugs."""

    def __init__(self, provinces: Iterable[Province]) -> None:
        self.by_code = {each.code: each for each in provinces}
        self._by_name = {
            folded(name): each
            for each in self.by_code.values()
            for name in _names(each)
            if name
        }

    def named(self, text: str) -> Province | None:
        """The body, or None when the text names none."""
        written = folded(text)
        return self._by_name.get(written) or self._by_name.get(
            _DEPARTMENT.sub("", written)
        )


def _names(body: Province) -> tuple[str, ...]:
    more = _CORPS_NAMES if body.code == CORPS else ()
    return (
        body.name_zh,
        body.short_name_zh,
        body.abbr_zh,
        body.name_en,
        body.short_name_en,
        body.slug,
        body.code,
        *more,
    )
