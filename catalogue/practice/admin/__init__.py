"""The desk's pages for what came of a method."""

from catalogue.practice.admin.adoption import AdoptionAdmin
from catalogue.practice.admin.promotion import PromotionAdmin
from catalogue.practice.admin.still_in_use import (
    StillInUseAnswerAdmin,
    StillInUseCallAdmin,
)

__all__ = [
    "AdoptionAdmin",
    "PromotionAdmin",
    "StillInUseAnswerAdmin",
    "StillInUseCallAdmin",
]
