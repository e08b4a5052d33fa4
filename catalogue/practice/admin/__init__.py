"""The desk's pages for what came of a method."""

from catalogue.practice.admin.adoption import AdoptionAdmin
from catalogue.practice.admin.promotion import PromotionAdmin

__all__ = ["AdoptionAdmin", "PromotionAdmin"]
