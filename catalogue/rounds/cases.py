"""Which submissions a group agrees on already, and which it has to talk about."""

from collections.abc import Collection
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.rounds.models import Review

Recommendation = Review.Recommendation

# In points of 100, after correction: from here on the marks themselves are split.
SPLIT_FROM = Decimal(20)


class Case(models.TextChoices):
    """What stage one shows of a submission, in the order in which a group meets."""

    SPLIT = "split", _("Split")
    AGREED_IN = "agreed-in", _("Agreed in")
    AGREED_OUT = "agreed-out", _("Agreed out")


def case_of(spread: Decimal, recommendations: Collection[str]) -> Case:
    """Agreed in or out when marks lie close, nobody objects and most say so.

    Everything else is split: marks far apart, recommendations against each other, or
    more doubts than votes.
    """
    said = list(recommendations)
    yes, no = (
        said.count(each)
        for each in (Recommendation.RECOMMENDED, Recommendation.NOT_RECOMMENDED)
    )
    if spread < SPLIT_FROM and not no and 2 * yes > len(said):
        return Case.AGREED_IN
    if spread < SPLIT_FROM and not yes and 2 * no > len(said):
        return Case.AGREED_OUT
    return Case.SPLIT
