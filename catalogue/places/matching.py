"""Find the community that an import names: certain, or a question for a person."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from catalogue.places.models import Community, Division, Street
from catalogue.places.names import matching_key


@dataclass(frozen=True)
class Match:
    """One community, or the candidates among which a person must choose."""

    community: Community | None = None
    candidates: list[Community] = field(default_factory=list)


def find_community(
    *,
    name: str = "",
    code: str = "",
    street: Street | None = None,
    county: Division | None = None,
) -> Match:
    """The community of a code; else of a name in a street; else of one in a county.

    In a county only when the name is there just once, and never nationwide: 381,845
    communities of the register share their name with another.
    """
    if code:
        return _by_code(code)
    key = matching_key(name)
    named = (
        Community.objects.findable()
        .with_path()
        .filter(key_stem=key.stem, key_type=key.type)
    )
    if not key.stem:
        return Match()
    if street is not None:
        match = _only(list(named.filter(street=street)))
        if match.community or match.candidates:
            return match
        county = county or street.county
    if county is None:
        return Match()
    return _only(list(named.filter(county=county)))


def find_by_codes(codes: Iterable[str]) -> dict[str, Match]:
    """The community of each code that there is, in one query or two."""
    found = Community.objects.real().with_path().filter(code__in=set(codes))
    return {each.code: _still_there(each) for each in found}


def _by_code(code: str) -> Match:
    return find_by_codes([code]).get(code, Match())


def _still_there(found: Community) -> Match:
    """A merged community is not taken for the one it merged into unasked."""
    if found.merged_into is not None:
        return Match(candidates=[found.merged_into])
    return Match(community=found if found.is_active else None)


def _only(found: list[Community]) -> Match:
    if len(found) == 1:
        return Match(community=found[0])
    return Match(candidates=found)
