"""The desk's pages for what came of a method."""

from catalogue.practice.admin.adoption import AdoptionAdmin
from catalogue.practice.admin.pilot_programme import PilotProgrammeAdmin
from catalogue.practice.admin.pilot_site import PilotSiteAdmin
from catalogue.practice.admin.promotion import PromotionAdmin
from catalogue.practice.admin.still_in_use import (
    StillInUseAnswerAdmin,
    StillInUseCallAdmin,
)

__all__ = [
    "AdoptionAdmin",
    "PilotProgrammeAdmin",
    "PilotSiteAdmin",
    "PromotionAdmin",
    "StillInUseAnswerAdmin",
    "StillInUseCallAdmin",
]
