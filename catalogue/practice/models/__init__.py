"""What came of a method: who works by it, how it is made known, and pilots."""

from catalogue.practice.models.adoption import Adoption
from catalogue.practice.models.adoption_contact import AdoptionContact
from catalogue.practice.models.adoption_evidence import AdoptionEvidence
from catalogue.practice.models.pilot_effects import PilotAssessment, PilotSatisfaction
from catalogue.practice.models.pilot_programme import Consequence, PilotProgramme, Rule
from catalogue.practice.models.pilot_scope import (
    PilotDivision,
    PilotDocument,
    PilotStage,
)
from catalogue.practice.models.pilot_site import PilotSite, PilotSiteChange, PilotSource
from catalogue.practice.models.pilot_work import Co, PilotAct, PilotMoney, PilotPhotos
from catalogue.practice.models.promoted import PromotedMethod, PromotedRound
from catalogue.practice.models.promotion import Promotion
from catalogue.practice.models.still_in_use import StillInUseAnswer, StillInUseCall

__all__ = [
    "Adoption",
    "AdoptionContact",
    "AdoptionEvidence",
    "Co",
    "Consequence",
    "PilotAct",
    "PilotAssessment",
    "PilotDivision",
    "PilotDocument",
    "PilotMoney",
    "PilotPhotos",
    "PilotProgramme",
    "PilotSatisfaction",
    "PilotSite",
    "PilotSiteChange",
    "PilotSource",
    "PilotStage",
    "PromotedMethod",
    "PromotedRound",
    "Promotion",
    "Rule",
    "StillInUseAnswer",
    "StillInUseCall",
]
