"""Places from the province down, as a page writes them."""

from dataclasses import dataclass

from catalogue.bilingual import LocalText
from catalogue.places.models import Community, Division, Province, Street
from catalogue.places.paths import path

Place = Province | Division | Street | Community


@dataclass(frozen=True)
class PlaceLink:
    """One level of a place, with its page where it has one."""

    label: str
    url: str | None = None


def community_name(community: Community) -> LocalText:
    """The name in the page's language; as written where there is no other."""
    name: LocalText = community.local_name
    return name


def place_levels(community: Community | None, body: Province) -> list[str]:
    """The names from the province to the community; of the body when no place is set.

    Takes a community loaded `with_path`.
    """
    if community is None:
        return [body.short_name]
    return [level.label for level in path(community)]


def place_links(community: Community | None, body: Province) -> list[PlaceLink]:
    """The same with links: reporting bodies and communities have pages of their own."""
    if community is None:
        return [PlaceLink(body.short_name, body.get_absolute_url())]
    return [PlaceLink(level.label, _page_of(level.place)) for level in path(community)]


def _page_of(place: Place) -> str | None:
    if isinstance(place, Community) or (
        isinstance(place, Province) and place.is_reporting_body
    ):
        return place.get_absolute_url()
    return None
