from typing import Any, Self

import pghistory
from django.contrib.auth.models import AnonymousUser
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models.functions import Left, Length
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.models import User
from catalogue.accounts.scope import ScopedQuerySet
from catalogue.bilingual import Bilingual
from catalogue.partial_dates import PartialDateField, partial_date_constraint
from catalogue.places.models import Community, Division, Province
from catalogue.rounds.models import SelectionRound


class Consequence(models.TextChoices):
    """What follows when a rule of a programme is not kept."""

    NONE = "none", _("no rule of this programme")
    WARN = "warn", _("warns")
    BLOCK = "block", _("blocks")


class Rule(models.TextChoices):
    """The rules that a programme may set; each is a field of that name."""

    TOO_FEW_SITES = "too_few_sites", _("too few sites in a county")
    TOO_MANY_SITES = "too_many_sites", _("too many sites in a county")
    NO_MODEL_POINT = "no_model_point", _("no model point in a county")
    SEVERAL_MODEL_POINTS = "several_model_points", _("several model points in a county")
    NOT_LED_BY_SECRETARY = (
        "not_led_by_secretary",
        _("a model point that the county secretary does not lead"),
    )
    NO_LEADER = "no_leader", _("a site without a county leader")
    NO_DEPARTMENT = "no_department", _("a site without a department")
    NO_TEAM = "no_team", _("a site without a task team")
    NO_PLAN = "no_plan", _("a site without a plan")


# What some recorded sites are enough to know.
_KNOWN_OF_SOME = frozenset({Rule.TOO_MANY_SITES, Rule.SEVERAL_MODEL_POINTS})


def _consequence(rule: Rule) -> Any:
    return models.CharField(
        rule.label, max_length=5, choices=Consequence, default=Consequence.WARN
    )


class PilotProgrammeQuerySet(ScopedQuerySet["PilotProgramme"]):
    reporting_body_path = "province"

    def public(self) -> Self:
        """What the public may read: once opened, and not under a hidden round."""
        return self.exclude(state=PilotProgramme.State.PREPARING).filter(
            models.Q(selection_round=None)
            | models.Q(selection_round__in=SelectionRound.objects.public())
        )

    def visible_to(self, user: User | AnonymousUser | Any) -> Self:
        """As of other rows, and national programmes, in which every body takes part."""
        own = super().visible_to(user)
        belongs = isinstance(user, User) and user.is_active and user.reporting_body_id
        return own | self.filter(province=None) if belongs else own


@pghistory.track()
class PilotProgramme(models.Model):
    """One programme of joint creation with its scope, period and rules."""

    class State(models.TextChoices):
        PREPARING = "preparing", _("In preparation")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("List of sites closed")

    slug = models.SlugField(_("slug"), unique=True, max_length=60)
    name_zh = models.CharField(_("Chinese name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=200)
    organiser_zh = models.CharField(_("organiser in Chinese"), max_length=120)
    organiser_en = models.CharField(
        _("organiser in English"), max_length=200, blank=True
    )
    province = models.ForeignKey(
        Province,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        limit_choices_to={"is_reporting_body": True},
        related_name="pilot_programmes",
        verbose_name=_("province"),
        help_text=_("Empty for a national programme."),
    )
    selection_round = models.OneToOneField(
        SelectionRound,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        limit_choices_to={"kind": SelectionRound.Kind.PILOT},
        related_name="pilot_programme",
        verbose_name=_("selection round"),
        help_text=_("The round in which its methods are recorded."),
    )
    starts_on = PartialDateField(_("starts on"))
    ends_on = PartialDateField(_("ends on"))
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=State,
        default=State.PREPARING,
        editable=False,
    )
    is_run_here = models.BooleanField(
        _("is run here"),
        default=False,
        help_text=_(
            "All its sites are entered on this desk. Of other programmes some sites "
            "are recorded, and nobody can say that a county has too few."
        ),
    )
    sites_at_least = models.PositiveSmallIntegerField(
        _("sites in a county, at least"), default=5
    )
    sites_at_most = models.PositiveSmallIntegerField(
        _("sites in a county, at most"), default=10, validators=[MinValueValidator(1)]
    )
    too_few_sites = _consequence(Rule.TOO_FEW_SITES)
    too_many_sites = _consequence(Rule.TOO_MANY_SITES)
    no_model_point = _consequence(Rule.NO_MODEL_POINT)
    several_model_points = _consequence(Rule.SEVERAL_MODEL_POINTS)
    not_led_by_secretary = _consequence(Rule.NOT_LED_BY_SECRETARY)
    no_leader = _consequence(Rule.NO_LEADER)
    no_department = _consequence(Rule.NO_DEPARTMENT)
    no_team = _consequence(Rule.NO_TEAM)
    no_plan = _consequence(Rule.NO_PLAN)
    note_zh = models.TextField(_("note in Chinese"), blank=True)
    note_en = models.TextField(_("note in English"), blank=True)
    is_demo = models.BooleanField(
        _("demonstration programme"), default=False, editable=False
    )

    name = Bilingual("name")
    other_name = Bilingual("name", other=True)
    organiser = Bilingual("organiser")
    note = Bilingual("note")
    objects = PilotProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("pilot programme")
        verbose_name_plural = _("pilot programmes")
        ordering = ["is_demo", "-starts_on", "slug"]
        permissions = [
            ("run_pilotprogramme", _("Can open pilot programmes and close their lists"))
        ]
        constraints = [
            *partial_date_constraint("pilotprogramme", "starts_on", "ends_on"),
            models.CheckConstraint(
                condition=models.Q(sites_at_most__gte=1)
                & models.Q(sites_at_most__gte=models.F("sites_at_least")),
                name="pilotprogramme_at_most_is_not_below_at_least",
                violation_error_message=_(
                    "At most must be one or more, and not below at least."
                ),
            ),
            # Of dates as written: "2022" may end what began in "2022-08".
            models.CheckConstraint(
                condition=models.Q(ends_on="")
                | models.Q(starts_on="")
                | models.Q(ends_on__gte=Left("starts_on", Length("ends_on"))),
                name="pilotprogramme_ends_after_it_starts",
                violation_error_message=_("A programme ends after it starts."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("pilot-programme-detail", args=[self.slug])

    def consequence(self, rule: Rule) -> Consequence:
        """What follows when the rule is not kept.

        Where only some sites are recorded, what is missing is not known to be missing.
        """
        if not self.is_run_here and rule not in _KNOWN_OF_SOME:
            return Consequence.NONE
        return Consequence(getattr(self, rule.value))

    def takes(self, community: Community) -> bool:
        """Whether a community lies within the programme's scope."""
        bodies = (None, community.province_id, community.reporting_body_id)
        counties = self.named_counties
        named = not counties or community.county in counties
        return self.province_id in bodies and named

    @property
    def named_counties(self) -> list[Division]:
        """The counties that the scope names, alone or by their prefecture."""
        named = [each.division for each in self.scope.all()]
        level = Division.Level.COUNTY
        under = {each.pk for each in named if each.level != level}
        counties = Division.objects.filter(parent__in=under) if under else []
        return sorted(
            {*counties, *(each for each in named if each.level == level)},
            key=lambda each: each.pk,
        )
