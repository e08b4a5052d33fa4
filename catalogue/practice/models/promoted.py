"""Which methods and rounds an act of promotion served."""

from typing import Self

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.methods.models import WorkMethod
from catalogue.rounds.models import SelectionRound


class PromotedMethodQuerySet(models.QuerySet["PromotedMethod"]):
    def public(self) -> Self:
        """Of published methods alone."""
        return self.filter(method__status=WorkMethod.Status.PUBLISHED)


@pghistory.track()
class PromotedMethod(models.Model):
    """That an act of promotion served a method."""

    promotion = models.ForeignKey(
        "practice.Promotion",
        on_delete=models.CASCADE,
        related_name="served_methods",
        verbose_name=_("promotion"),
    )
    method = models.ForeignKey(
        WorkMethod,
        on_delete=models.PROTECT,
        related_name="served_by",
        verbose_name=_("work method"),
    )

    objects = PromotedMethodQuerySet.as_manager()

    class Meta:
        verbose_name = _("work method served")
        verbose_name_plural = _("work methods served")
        ordering = ["promotion", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["promotion", "method"],
                name="promotion_serves_a_method_once",
            )
        ]

    def __str__(self) -> str:
        return str(self.method)


class PromotedRoundQuerySet(models.QuerySet["PromotedRound"]):
    def public(self) -> Self:
        """Of rounds that the public may read."""
        return self.exclude(selection_round__state=SelectionRound.State.PREPARING)


@pghistory.track()
class PromotedRound(models.Model):
    """That an act of promotion served a round."""

    promotion = models.ForeignKey(
        "practice.Promotion",
        on_delete=models.CASCADE,
        related_name="served_rounds",
        verbose_name=_("promotion"),
    )
    selection_round = models.ForeignKey(
        SelectionRound,
        on_delete=models.PROTECT,
        related_name="served_by",
        verbose_name=_("selection round"),
    )

    objects = PromotedRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round served")
        verbose_name_plural = _("rounds served")
        ordering = ["promotion", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["promotion", "selection_round"],
                name="promotion_serves_a_round_once",
            )
        ]

    def __str__(self) -> str:
        return str(self.selection_round)
