import secrets
from typing import Self

import pghistory
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.models import User
from catalogue.accounts.scope import ScopedQuerySet
from catalogue.bilingual import Bilingual, LocalText, as_written
from catalogue.methods.models import WorkMethod
from catalogue.partial_dates import (
    PartialDateField,
    partial_date_constraint,
    partial_date_text,
)
from catalogue.places.models import Community

# Without signs that are taken for one another when they are read out or written down.
_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_SIGNS_OF_REFERENCE = 8


def new_reference() -> str:
    """A reference that tells nothing and cannot be guessed: "7KQ2M9XD"."""
    return "".join(secrets.choice(_SIGNS) for _place in range(_SIGNS_OF_REFERENCE))


class AdoptionQuerySet(ScopedQuerySet["Adoption"]):
    # A body answers for the communities that it reports for, whatever the method's.
    reporting_body_path = "community__reporting_body"

    def public(self) -> Self:
        """What the public may read: confirmed, of a method that it may read."""
        return self.filter(
            state__in=Adoption.CONFIRMED_STATES,
            method__status=WorkMethod.Status.PUBLISHED,
            community__is_virtual=False,
            community__merged_into=None,
        ).exclude(
            # Two communities that were merged may be the one and the other side.
            community=models.F("method__community")
        )

    def in_use(self) -> Self:
        """Those that are confirmed and have not ended."""
        return self.filter(state=Adoption.State.CONFIRMED)

    def waiting(self) -> Self:
        """Reports that nobody has confirmed or refused."""
        return self.filter(state=Adoption.State.REPORTED)

    def with_path(self) -> Self:
        """Load the place of each in the same query."""
        return self.select_related(
            "community__reporting_body",
            "community__province",
            "community__county__parent",
            "community__street",
        )


@pghistory.track()
class Adoption(models.Model):
    """A community works by a method that it took over, perhaps with changes."""

    class State(models.TextChoices):
        REPORTED = "reported", _("Reported")
        CONFIRMED = "confirmed", _("Confirmed")
        ENDED = "ended", _("Ended")
        REFUSED = "refused", _("Refused")

    CONFIRMED_STATES = (State.CONFIRMED, State.ENDED)

    method = models.ForeignKey(
        WorkMethod,
        on_delete=models.PROTECT,
        related_name="adoptions",
        verbose_name=_("work method"),
    )
    community = models.ForeignKey(
        Community,
        on_delete=models.PROTECT,
        related_name="adoptions",
        verbose_name=_("community"),
        help_text=_("The one that works by the method."),
    )
    since = PartialDateField(_("since"))
    adapted_zh = models.TextField(_("adapted how, in Chinese"), blank=True)
    adapted_en = models.TextField(_("adapted how, in English"), blank=True)
    result_zh = models.TextField(_("result in Chinese"), blank=True)
    result_en = models.TextField(_("result in English"), blank=True)
    source = models.CharField(_("source"), max_length=600, blank=True)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=State,
        default=State.REPORTED,
        editable=False,
    )
    reference = models.CharField(
        _("reference"),
        max_length=_SIGNS_OF_REFERENCE,
        unique=True,
        default=new_reference,
        editable=False,
    )
    came_by_form = models.BooleanField(
        _("came by the public form"), default=False, editable=False
    )
    # Of what was told by the public form, so that it is kept once.
    digest = models.CharField(max_length=64, blank=True, editable=False)
    reported_at = models.DateTimeField(
        _("reported at"), default=timezone.now, editable=False
    )
    reported_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("reported by"),
    )
    decided_at = models.DateTimeField(
        _("confirmed or refused at"), null=True, blank=True, editable=False
    )
    decided_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("confirmed or refused by"),
    )
    refusal_reason = models.TextField(
        _("reason of the refusal"), blank=True, editable=False
    )
    ended_on = PartialDateField(_("ended"), editable=False)
    end_reason = models.TextField(_("why it ended"), blank=True, editable=False)
    end_recorded_at = models.DateTimeField(
        _("end recorded at"), null=True, blank=True, editable=False
    )
    end_recorded_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("end recorded by"),
    )
    is_demo = models.BooleanField(
        _("is a demonstration record"), default=False, editable=False
    )
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    adapted = Bilingual("adapted")
    result = Bilingual("result")
    objects = AdoptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("adoption")
        verbose_name_plural = _("adoptions")
        ordering = ["-reported_at", "-pk"]
        default_permissions = ("add", "change", "view")
        permissions = [
            ("decide_adoption", _("Can confirm, refuse and end adoptions")),
        ]
        indexes = [
            # What the limits of the public form count.
            models.Index(
                fields=["reported_at"],
                condition=models.Q(came_by_form=True),
                name="adoption_by_form",
            ),
            models.Index(
                fields=["community"],
                condition=models.Q(state="reported"),
                name="adoption_waiting",
            ),
        ]
        constraints = [
            *partial_date_constraint("adoption", "since", "ended_on"),
            models.UniqueConstraint(
                fields=["method", "community"],
                condition=models.Q(state="confirmed"),
                name="adoption_confirmed_once",
                violation_error_message=_(
                    "It is recorded already that this community works by this method."
                ),
            ),
            models.UniqueConstraint(
                fields=["digest"],
                condition=models.Q(state="reported") & ~models.Q(digest=""),
                name="adoption_told_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state="refused") ^ models.Q(refusal_reason=""),
                name="adoption_refused_has_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(state="ended") ^ models.Q(end_reason=""),
                name="adoption_ended_has_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on="") | models.Q(state="ended"),
                name="adoption_ended_on_only_when_ended",
            ),
            models.CheckConstraint(
                condition=models.Q(state="reported", decided_at=None)
                | (~models.Q(state="reported") & models.Q(decided_at__isnull=False)),
                name="adoption_decided_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.community} ← {self.method}"

    def get_absolute_url(self) -> str:
        """Where the public reads it: on the page of the method."""
        method = reverse("work-method-by-number", args=[self.method_id])
        return f"{method}#adopted"

    @property
    def has_ended(self) -> bool:
        return self.state == self.State.ENDED

    @property
    def since_text(self) -> str:
        """Since when, in words of the page's language; empty where not known."""
        return partial_date_text(self.since)

    @property
    def ended_text(self) -> str:
        return partial_date_text(self.ended_on)

    @property
    def end_reason_text(self) -> LocalText:
        """Why it ended, in the language in which it was written."""
        return as_written(self.end_reason)
