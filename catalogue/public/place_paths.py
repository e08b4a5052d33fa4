"""Places from the province down, as a page writes them."""

from dataclasses import dataclass

from django.urls import reverse

from catalogue.bilingual import CHINESE, ENGLISH, LocalText, page_language
from catalogue.places.models import Community, Province


@dataclass(frozen=True)
class PlaceLink:
    """One level of a place, with its page where it has one."""

    label: str
    url: str | None = None


def community_name(community: Community) -> LocalText:
    """The name in the page's language; the name as written where there is no other."""
    if page_language() == ENGLISH and community.name_en:
        return LocalText(community.name_en, ENGLISH)
    return LocalText(community.name, CHINESE)


def place_levels(community: Community | None, body: Province) -> list[str]:
    """The names from the province to the community; of the body when no place is set.

    Takes a community loaded `with_path`.
    """
    if community is None:
        return [body.short_name]
    county, street = community.county, community.street
    levels = [community.province.short_name]
    if county.parent is not None:
        levels.append(county.parent.name)
    levels.append(county.name)
    if street is not None:
        levels.append(street.name)
    return [*levels, community_name(community)]


def place_links(community: Community | None, body: Province) -> list[PlaceLink]:
    """The same with links: a province and a community have pages of their own."""
    labels = place_levels(community, body)
    if community is None:
        return [PlaceLink(labels[0], body.get_absolute_url())]
    province = community.province
    return [
        PlaceLink(
            labels[0],
            province.get_absolute_url() if province.is_reporting_body else None,
        ),
        *(PlaceLink(label) for label in labels[1:-1]),
        PlaceLink(labels[-1], reverse("community-detail", args=[community.number])),
    ]
