"""Find the community that an import names: certain, or a question for a person."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from catalogue.places.models import Community, Division, Street
from catalogue.places.models.community import CommunityQuerySet
from catalogue.places.names import MatchingKey, matching_key


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
    counties = {each for each in (_county_of(street), county and county.pk) if each}
    named = named_in([key.stem], counties).with_path()
    return choose(named, key, street=street, county=county)


def named_in(stems: Iterable[str], counties: Iterable[str]) -> CommunityQuerySet:
    """The communities with one of these stems in one of these counties."""
    wanted = set(filter(None, stems))
    found: CommunityQuerySet = Community.objects.findable()
    return found.filter(key_stem__in=wanted, county__in=set(counties))


def choose(
    named: Iterable[Community],
    key: MatchingKey,
    *,
    street: Street | None = None,
    county: Division | None = None,
) -> Match:
    """Of these communities the one of the key in the street, else in its county."""
    fitting = [each for each in named if (each.key_stem, each.key_type) == key]
    if street is not None:
        in_street = [each for each in fitting if each.street_id == street.pk]
        if in_street:
            return _only(in_street)
    code = county.pk if county is not None else _county_of(street)
    return _only([each for each in fitting if each.county_id == code])


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


def _county_of(street: Street | None) -> str | None:
    return street.county_id if street is not None else None


def _only(found: list[Community]) -> Match:
    if len(found) == 1:
        return Match(community=found[0])
    return Match(candidates=found)
