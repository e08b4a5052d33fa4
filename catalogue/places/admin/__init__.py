"""The desk's pages for places and the register they come from."""

from catalogue.places.admin.community import CommunityAdmin
from catalogue.places.admin.division import DivisionAdmin, StreetAdmin
from catalogue.places.admin.province import ProvinceAdmin, RegisterLoadAdmin

__all__ = [
    "CommunityAdmin",
    "DivisionAdmin",
    "ProvinceAdmin",
    "RegisterLoadAdmin",
    "StreetAdmin",
]
