"""The places of the country, from the province down to the community."""

from catalogue.places.models.community import Community
from catalogue.places.models.community_merge import CommunityMerge, FormerName
from catalogue.places.models.division import Division
from catalogue.places.models.province import Province
from catalogue.places.models.register_change import RegisterChange
from catalogue.places.models.register_load import RegisterLoad
from catalogue.places.models.street import Street

__all__ = [
    "Community",
    "CommunityMerge",
    "Division",
    "FormerName",
    "Province",
    "RegisterChange",
    "RegisterLoad",
    "Street",
]
