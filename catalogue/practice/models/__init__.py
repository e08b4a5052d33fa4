"""What came of a method: who works by it, how it is made known, and pilots."""

from catalogue.practice.models.adoption import Adoption
from catalogue.practice.models.adoption_contact import AdoptionContact
from catalogue.practice.models.adoption_evidence import AdoptionEvidence
from catalogue.practice.models.still_in_use import StillInUseAnswer, StillInUseCall

__all__ = [
    "Adoption",
    "AdoptionContact",
    "AdoptionEvidence",
    "StillInUseAnswer",
    "StillInUseCall",
]
