from typing import Self

import pghistory
from django.core.validators import FileExtensionValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.models import User
from catalogue.accounts.scope import ScopedQuerySet
from catalogue.bilingual import Bilingual, LocalText
from catalogue.methods.models import WorkMethod
from catalogue.methods.models.attachment import UnguessablePath, validate_size
from catalogue.methods.models.cited_source import CitedSource
from catalogue.places.models import Community
from catalogue.practice.models.pilot_programme import PilotProgramme
from catalogue.practice.models.pilot_scope import PilotStage


class PilotSiteQuerySet(ScopedQuerySet["PilotSite"]):
    reporting_body_path = "community__reporting_body"

    def public(self) -> Self:
        """What the public may read: confirmed sites of public programmes."""
        return self.filter(
            state=PilotSite.State.CONFIRMED,
            revises=None,
            programme__in=PilotProgramme.objects.public(),
        )

    def themselves(self) -> Self:
        """Leave out the changes that are being prepared."""
        return self.filter(revises=None)

    def pilots(self) -> Self:
        """Leave out the examples from elsewhere, to which no rule applies."""
        return self.filter(is_example=False)

    def with_place(self) -> Self:
        """Load the place of each site in the same query."""
        return self.select_related(
            "community__province",
            "community__reporting_body",
            "community__county__parent",
            "community__street",
        )


@pghistory.track()
class PilotSite(models.Model):
    """One community in a programme: who leads it, by what plan, and what came of it."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SENT = "sent", _("For confirmation")
        RETURNED = "returned", _("Returned")
        CONFIRMED = "confirmed", _("Confirmed")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    number = models.AutoField(
        _("number"), primary_key=True, help_text=_("Never changes, never used again.")
    )
    programme = models.ForeignKey(
        PilotProgramme,
        on_delete=models.PROTECT,
        related_name="sites",
        verbose_name=_("pilot programme"),
    )
    community = models.ForeignKey(
        Community,
        on_delete=models.PROTECT,
        related_name="pilot_sites",
        verbose_name=_("community"),
    )
    stage = models.ForeignKey(
        PilotStage,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sites",
        verbose_name=_("stage of the programme"),
    )
    is_example = models.BooleanField(
        _("is an example from elsewhere"),
        default=False,
        help_text=_("Held up by the programme; none of its pilots, and not counted."),
    )
    is_model_point = models.BooleanField(_("is the model point"), default=False)
    is_led_by_secretary = models.BooleanField(
        _("is led by the county Party secretary"), default=False
    )
    leader_zh = models.CharField(_("county leader"), max_length=60, blank=True)
    leader_en = models.CharField(
        _("county leader in English"), max_length=120, blank=True
    )
    department_zh = models.CharField(_("department"), max_length=120, blank=True)
    department_en = models.CharField(
        _("department in English"), max_length=200, blank=True
    )
    team_zh = models.CharField(_("task team"), max_length=200, blank=True)
    team_en = models.CharField(_("task team in English"), max_length=300, blank=True)
    plan_zh = models.TextField(_("plan"), blank=True)
    plan_en = models.TextField(_("plan in English"), blank=True)
    plan_file = models.FileField(
        _("plan as a file"),
        upload_to=UnguessablePath("pilots"),
        blank=True,
        validators=[
            FileExtensionValidator(["pdf", "doc", "docx", "wps"]),
            validate_size,
        ],
    )
    problem_zh = models.TextField(_("background problem in Chinese"), blank=True)
    problem_en = models.TextField(_("background problem in English"), blank=True)
    results_zh = models.TextField(_("results in Chinese"), blank=True)
    results_en = models.TextField(_("results in English"), blank=True)
    method = models.ForeignKey(
        WorkMethod,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="pilot_sites",
        verbose_name=_("work method"),
        help_text=_("Its way of working, written down for others."),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.DRAFT, editable=False
    )
    confirmed_at = models.DateTimeField(
        _("confirmed at"), null=True, blank=True, editable=False
    )
    revises = models.OneToOneField(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="revision",
        verbose_name=_("is a change of"),
        help_text=_("The public reads the other one until this change is confirmed."),
    )
    entered_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("entered by"),
    )
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    leader = Bilingual("leader")
    department = Bilingual("department")
    team = Bilingual("team")
    plan = Bilingual("plan")
    problem = Bilingual("problem")
    results = Bilingual("results")
    objects = PilotSiteQuerySet.as_manager()

    class Meta:
        verbose_name = _("pilot site")
        verbose_name_plural = _("pilot sites")
        ordering = ["programme", "is_example", "community__county", "number"]
        permissions = [
            ("confirm_pilotsite", _("Can confirm and withdraw pilot sites")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "community"],
                condition=models.Q(revises=None),
                name="pilotsite_community_once_per_programme",
                violation_error_message=_(
                    "This community is a site of the programme already."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(is_example=False) | models.Q(is_model_point=False),
                name="pilotsite_example_is_no_model_point",
                violation_error_message=_(
                    "An example from elsewhere is no model point of the programme."
                ),
            ),
            models.CheckConstraint(
                condition=~models.Q(state="confirmed")
                | models.Q(confirmed_at__isnull=False, revises=None),
                name="pilotsite_confirmed_has_its_moment_and_is_no_change",
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("pilot-site-detail", args=[self.programme.slug, self.number])

    @property
    def name(self) -> LocalText:
        """The community's name in the page's language."""
        local: LocalText = self.community.local_name
        return local

    @property
    def is_confirmed(self) -> bool:
        return self.state == self.State.CONFIRMED

    @property
    def has_plan(self) -> bool:
        return bool(self.plan_zh or self.plan_en or self.plan_file)


@pghistory.track()
class PilotSource(CitedSource):
    """Where the statements about a site come from."""

    site = models.ForeignKey(
        PilotSite,
        on_delete=models.CASCADE,
        related_name="sources",
        verbose_name=_("pilot site"),
    )

    class Meta(CitedSource.Meta):
        verbose_name = _("source of a site")
        verbose_name_plural = _("sources of a site")
        ordering = ["site", "position", "pk"]


@pghistory.track(pghistory.InsertEvent())
class PilotSiteChange(models.Model):
    """Who moved a site from which state to which, when, and why."""

    site = models.ForeignKey(
        PilotSite,
        on_delete=models.CASCADE,
        related_name="state_changes",
        verbose_name=_("pilot site"),
    )
    from_state = models.CharField(
        _("state before"), max_length=10, choices=PilotSite.State
    )
    to_state = models.CharField(
        _("state after"), max_length=10, choices=PilotSite.State
    )
    changed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("changed by")
    )
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("change of state of a site")
        verbose_name_plural = _("changes of state of sites")
        ordering = ["site", "changed_at", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        move = f"{self.get_from_state_display()} → {self.get_to_state_display()}"
        return ": ".join(each for each in (move, self.reason) if each)
