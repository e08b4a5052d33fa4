import datetime
from typing import Self

import pghistory
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce, Left, Length, NullIf
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue.accounts.models import User
from catalogue.accounts.scope import ScopedQuerySet
from catalogue.bilingual import Bilingual
from catalogue.methods.models import WorkMethod
from catalogue.partial_dates import PartialDateField, partial_date_constraint
from catalogue.places.models import Community, Division, Province
from catalogue.practice.models.promoted import PromotedMethod, PromotedRound
from catalogue.rounds.models import SelectionRound

_WHOLE_DAY = r"^.{10}$"


class PromotionQuerySet(ScopedQuerySet["Promotion"]):
    def public(self) -> Self:
        """What the public may read: published, and not only of what is not public."""
        methods = PromotedMethod.objects.filter(promotion=OuterRef("pk"))
        rounds = PromotedRound.objects.filter(promotion=OuterRef("pk"))
        serves_nothing = ~Exists(methods) & ~Exists(rounds)
        return self.filter(
            serves_nothing | Exists(methods.public()) | Exists(rounds.public()),
            status=Promotion.Status.PUBLISHED,
        )

    def over(self, on: datetime.date | None = None) -> Self:
        """Those whose last day that they may mean is before this one (today)."""
        return self._with_last_day(on).filter(last_day__gt="", may_last=False)

    def not_over(self, on: datetime.date | None = None) -> Self:
        """The dated ones whose last day may still come, or is this one (today)."""
        return self._with_last_day(on).filter(last_day__gt="", may_last=True)

    def coming(self, on: datetime.date | None = None) -> Self:
        """What is planned and not over; undated plans are not among them."""
        return self.not_over(on).filter(standing=Promotion.Standing.PLANNED)

    def _with_last_day(self, on: datetime.date | None) -> Self:
        """`may_last`: whether the last day, as precisely as known, is still to come."""
        today = Value((on or timezone.localdate()).isoformat())
        last = Coalesce(
            NullIf("ends_on", Value("")),
            "begins_on",
            output_field=models.CharField(),
        )
        # "2026" may mean 31 December: compared as far as both are known.
        begun = Left(today, Length("last_day"))
        return self.annotate(last_day=last).annotate(
            may_last=LessThanOrEqual(begun, F("last_day"))
        )

    def newest(self) -> Self:
        """The latest first; those without a date last."""
        return self.order_by(F("begins_on").desc(), "-pk")


@pghistory.track()
class Promotion(models.Model):
    """One act of display or promotion: an event, a publication, a class."""

    class Kind(models.TextChoices):
        PRESS = "press", _("Press and columns")
        MEDIA = "media", _("Radio, television and online media")
        WEBSITE = "website", _("Website topic or portal")
        INTERVIEW = "interview", _("Interview")
        CONFERENCE = "conference", _("Conference")
        SEMINAR = "seminar", _("Seminar")
        LECTURE_HALL = "lecture-hall", _("Lecture hall")
        TRAINING_CLASS = "training-class", _("Training class")
        ON_SITE_TEACHING = "on-site-teaching", _("On-site teaching")
        SITE_MEETING = "site-meeting", _("Site meeting")
        DISPLAY = "display", _("Display")
        OTHER = "other", pgettext_lazy("kind of promotion", "Other")

    class Standing(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("promotion", "Planned")
        HELD = "held", pgettext_lazy("promotion", "Took place")
        CANCELLED = "cancelled", pgettext_lazy("promotion", "Cancelled")

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        CHECKING = "checking", _("For checking")
        RETURNED = "returned", _("Returned")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    standing = models.CharField(
        _("planned or held"),
        max_length=10,
        choices=Standing,
        default=Standing.HELD,
        help_text=_("What no source says took place stays planned."),
    )
    title_zh = models.CharField(_("Chinese title"), max_length=200, blank=True)
    title_en = models.CharField(_("English title"), max_length=300, blank=True)
    summary_zh = models.TextField(_("what it was about, in Chinese"), blank=True)
    summary_en = models.TextField(_("what it was about, in English"), blank=True)
    reporting_body = models.ForeignKey(
        Province,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="promotions",
        limit_choices_to={"is_reporting_body": True},
        verbose_name=_("reporting body"),
        help_text=_("Empty for the ministry's own."),
    )
    organiser_zh = models.CharField(
        _("organiser in Chinese"), max_length=200, blank=True
    )
    organiser_en = models.CharField(
        _("organiser in English"), max_length=300, blank=True
    )
    outlet_zh = models.CharField(
        _("outlet in Chinese"),
        max_length=200,
        blank=True,
        help_text=_("Newspaper, magazine, station or site that carried it."),
    )
    outlet_en = models.CharField(_("outlet in English"), max_length=300, blank=True)
    begins_on = PartialDateField(_("begins on"))
    ends_on = PartialDateField(_("ends on"))
    when_zh = models.CharField(_("date in words, Chinese"), max_length=100, blank=True)
    when_en = models.CharField(
        _("date in words, English"),
        max_length=200,
        blank=True,
        help_text=_("Where no date says it as it is told: the first half of 2019."),
    )
    begins_at = models.TimeField(
        _("begins at"), null=True, blank=True, help_text=_("Beijing time.")
    )
    ends_at = models.TimeField(_("ends at"), null=True, blank=True)
    province = models.ForeignKey(
        Province,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="promotions_there",
        verbose_name=_("province"),
        help_text=_("Where it took place; empty for the whole country or online."),
    )
    division = models.ForeignKey(
        Division,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="promotions",
        verbose_name=_("city, prefecture or county"),
    )
    community = models.ForeignKey(
        Community,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="promotions",
        verbose_name=_("community"),
    )
    place_zh = models.CharField(_("place in Chinese"), max_length=200, blank=True)
    place_en = models.CharField(
        _("place in English"),
        max_length=300,
        blank=True,
        help_text=_("Hall, address, or what else finds it."),
    )
    address = models.URLField(_("web address"), max_length=600, blank=True)
    may_link = models.BooleanField(
        _("may be linked"),
        default=False,
        help_text=_("Unofficial copies are cited, not linked."),
    )
    sessions = models.PositiveSmallIntegerField(
        _("how many times"),
        default=1,
        validators=[MinValueValidator(1)],
        help_text=_("15 for fifteen classes that are told of together."),
    )
    people_reached = models.PositiveIntegerField(
        _("people reached"),
        null=True,
        blank=True,
        help_text=_("As counted or told by a source; empty when it is not known."),
    )
    methods = models.ManyToManyField(
        WorkMethod,
        through="PromotedMethod",
        related_name="promotions",
        verbose_name=_("work methods"),
    )
    rounds = models.ManyToManyField(
        SelectionRound,
        through="PromotedRound",
        related_name="promotions",
        verbose_name=_("selection rounds"),
    )
    source = models.CharField(
        _("source"),
        max_length=600,
        blank=True,
        help_text=_("Where it is known from, where it is not the own work."),
    )
    source_address = models.URLField(
        _("address of the source"), max_length=600, blank=True
    )
    may_link_source = models.BooleanField(_("the source may be linked"), default=False)
    status = models.CharField(
        _("state"), max_length=10, choices=Status, default=Status.DRAFT, editable=False
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
    sent_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("sent for checking by"),
    )
    published_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("published by"),
    )
    published_at = models.DateTimeField(
        _("published at"), null=True, blank=True, editable=False
    )
    returned_because = models.TextField(
        _("what is to be corrected"), blank=True, editable=False
    )
    is_demo = models.BooleanField(
        _("is a demonstration record"), default=False, editable=False
    )
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    title = Bilingual("title")
    other_title = Bilingual("title", other=True)
    summary = Bilingual("summary")
    organiser = Bilingual("organiser")
    outlet = Bilingual("outlet")
    when = Bilingual("when")
    place = Bilingual("place")
    objects = PromotionQuerySet.as_manager()

    class Meta:
        verbose_name = _("promotion")
        verbose_name_plural = _("promotion")
        ordering = ["-begins_on", "-pk"]
        constraints = [
            *partial_date_constraint("promotion", "begins_on", "ends_on"),
            models.CheckConstraint(
                # As far as both dates are known: 2018-03-13 may lie in 2018.
                condition=Q(ends_on="")
                | Q(
                    LessThanOrEqual(
                        Left("begins_on", Length("ends_on")),
                        Left("ends_on", Length("begins_on")),
                    ),
                    ~Q(begins_on=""),
                ),
                name="promotion_ends_after_it_begins",
                violation_error_message=_("It ends before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(begins_at=None, ends_at=None)
                | Q(begins_at__isnull=False, begins_on__regex=_WHOLE_DAY),
                name="promotion_time_is_that_of_a_day",
                violation_error_message=_("Write the whole day beside the time."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None)
                | Q(ends_on__regex=_WHOLE_DAY, ends_on__gt=F("begins_on"))
                | Q(ends_on__in=["", F("begins_on")], ends_at__gte=F("begins_at")),
                name="promotion_ends_after_it_begins_on_a_day",
                violation_error_message=_("It ends before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(people_reached=None) | Q(people_reached__gte=0),
                name="promotion_people_reached_never_below_zero",
            ),
            models.CheckConstraint(
                condition=Q(sessions__gte=1),
                name="promotion_took_place_once_at_least",
            ),
            models.CheckConstraint(
                condition=Q(may_link=False) | ~Q(address=""),
                name="promotion_that_may_be_linked_has_an_address",
            ),
            models.CheckConstraint(
                condition=Q(may_link_source=False) | ~Q(source_address=""),
                name="promotion_source_that_may_be_linked_has_an_address",
            ),
            models.CheckConstraint(
                condition=~Q(status="published")
                | (~Q(title_zh="", title_en="") & Q(published_at__isnull=False)),
                name="promotion_published_has_a_title",
            ),
        ]
        permissions = [
            ("publish_promotion", _("Can publish and return promotion")),
        ]

    def __str__(self) -> str:
        return str(self.title) or f"№ {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("promotion-detail", args=[self.pk])

    @property
    def is_published(self) -> bool:
        return self.status == self.Status.PUBLISHED

    @property
    def last_on(self) -> str:
        """The last day as precisely as it is known; empty when it is not."""
        return self.ends_on or self.begins_on

    def is_over(self, on: datetime.date | None = None) -> bool:
        """Whether every day that its last day may mean is before this one (today)."""
        today = (on or timezone.localdate()).isoformat()
        return bool(self.last_on) and self.last_on < today[: len(self.last_on)]
