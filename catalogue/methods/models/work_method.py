from typing import Self

import pghistory
import pgtrigger
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.models import User
from catalogue.accounts.scope import ScopedQuerySet
from catalogue.bilingual import Bilingual
from catalogue.methods.models.theme import Theme
from catalogue.methods.slugs import method_slug
from catalogue.places.models import Community, Province

# A community reports through its province; only Xinjiang also has the Corps.
_REPORTS_THROUGH_ITS_PROVINCE = """
    IF NEW.community_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM places_community
        WHERE number = NEW.community_id
          AND (province_id = NEW.reporting_body_id
               OR (province_id = '650000' AND NEW.reporting_body_id = '660000'))
    ) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            CONSTRAINT = 'workmethod_reports_through_its_province',
            MESSAGE = 'A method reports through the province of its community; '
                      'only Xinjiang also has the Corps.';
    END IF;
    RETURN NEW;
"""


# What the place of a method is told from.
PATH = (
    "reporting_body",
    "community__province",
    "community__county__parent",
    "community__street",
)


class WorkMethodQuerySet(ScopedQuerySet["WorkMethod"]):
    def published(self) -> Self:
        """What the public may read; every public page starts here."""
        return self.filter(status=WorkMethod.Status.PUBLISHED)

    def unmerged(self) -> Self:
        """Leave out those that went into another one."""
        return self.filter(merged_into=None)

    def without_demonstration(self) -> Self:
        return self.filter(is_demo=False)

    def with_path(self) -> Self:
        """Load the place of each method in the same query."""
        return self.select_related(*PATH)


@pghistory.track()
class WorkMethod(models.Model):
    """A way of working that one community has tried and written down."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        CHECKING = "checking", _("For checking")
        RETURNED = "returned", _("Returned")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        MERGED = "merged", _("Merged")

    class Kind(models.TextChoices):
        COMPREHENSIVE = "comprehensive", _("Comprehensive")
        SINGLE_ASPECT = "single-aspect", _("Single-aspect")

    number = models.AutoField(
        _("number"), primary_key=True, help_text=_("Never changes, never used again.")
    )
    slug = models.SlugField(
        _("slug"), max_length=100, blank=True, editable=False, allow_unicode=False
    )
    title_zh = models.CharField(_("Chinese title"), max_length=120, blank=True)
    title_en = models.CharField(_("English title"), max_length=200, blank=True)
    summary_zh = models.TextField(_("Chinese summary"), blank=True)
    summary_en = models.TextField(_("English summary"), blank=True)
    community = models.ForeignKey(
        Community,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="work_methods",
        verbose_name=_("community"),
    )
    reporting_body = models.ForeignKey(
        Province,
        on_delete=models.PROTECT,
        related_name="work_methods",
        limit_choices_to={"is_reporting_body": True},
        verbose_name=_("reporting body"),
    )
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=Kind,
        blank=True,
        help_text=_("The whole of community work, or one aspect of it."),
    )
    themes = models.ManyToManyField(
        Theme, blank=True, related_name="work_methods", verbose_name=_("themes")
    )
    problem_zh = models.TextField(_("background problem in Chinese"), blank=True)
    problem_en = models.TextField(_("background problem in English"), blank=True)
    conditions_zh = models.TextField(_("conditions in Chinese"), blank=True)
    conditions_en = models.TextField(_("conditions in English"), blank=True)
    results_zh = models.TextField(_("results in Chinese"), blank=True)
    results_en = models.TextField(_("results in English"), blank=True)
    cautions_zh = models.TextField(_("cautions in Chinese"), blank=True)
    cautions_en = models.TextField(_("cautions in English"), blank=True)
    year_begun = models.PositiveSmallIntegerField(
        _("year begun"), null=True, blank=True
    )
    contact_name = models.CharField(
        _("contact person"), max_length=60, blank=True, help_text=_("Never public.")
    )
    contact_phone = models.CharField(
        _("contact phone"), max_length=40, blank=True, help_text=_("Never public.")
    )
    status = models.CharField(
        _("state"), max_length=10, choices=Status, default=Status.DRAFT, editable=False
    )
    published_at = models.DateTimeField(
        _("published at"), null=True, blank=True, editable=False
    )
    withdrawn_at = models.DateTimeField(
        _("withdrawn at"), null=True, blank=True, editable=False
    )
    revises = models.OneToOneField(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="revision",
        verbose_name=_("is a change of"),
        help_text=_("The public reads the other one until this change is published."),
    )
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged_from",
        verbose_name=_("merged into"),
        help_text=_("Its addresses lead to this one."),
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
    publish_at = models.DateTimeField(
        _("to be published at"), null=True, blank=True, editable=False
    )
    released_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("released by"),
    )
    is_model = models.BooleanField(
        _("is a model method"),
        default=False,
        help_text=_("Held up by a round as its example; not one of the selected."),
    )
    is_demo = models.BooleanField(
        _("is a demonstration record"), default=False, editable=False
    )
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    title = Bilingual("title")
    other_title = Bilingual("title", other=True)
    summary = Bilingual("summary")
    problem = Bilingual("problem")
    conditions = Bilingual("conditions")
    results = Bilingual("results")
    cautions = Bilingual("cautions")
    objects = WorkMethodQuerySet.as_manager()

    class Meta:
        verbose_name = _("work method")
        verbose_name_plural = _("work methods")
        ordering = ["-published_at", "-number"]
        indexes = [
            models.Index(
                fields=["-published_at", "-number"],
                condition=models.Q(status="published"),
                name="workmethod_published_newest",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status="published")
                | (
                    ~models.Q(title_zh="", title_en="")
                    & models.Q(community__isnull=False)
                    & models.Q(published_at__isnull=False)
                    & ~models.Q(slug="")
                ),
                name="workmethod_published_has_title_and_community",
            ),
            models.CheckConstraint(
                condition=models.Q(year_begun=None)
                | models.Q(year_begun__range=(1949, 2100)),
                name="workmethod_year_begun_is_a_year",
            ),
            models.CheckConstraint(
                condition=models.Q(revises=None) | ~models.Q(status="published"),
                name="workmethod_published_is_no_revision",
            ),
            models.CheckConstraint(
                condition=models.Q(status="merged", merged_into__isnull=False)
                | (models.Q(merged_into=None) & ~models.Q(status="merged")),
                name="workmethod_merged_went_into_another",
            ),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("number")),
                name="workmethod_is_merged_into_another",
            ),
            models.CheckConstraint(
                condition=models.Q(publish_at=None)
                | (models.Q(released_by__isnull=False) & ~models.Q(status="published")),
                name="workmethod_to_be_published_is_released",
            ),
        ]
        permissions = [
            ("merge_workmethod", _("Can merge methods")),
            ("publish_workmethod", _("Can publish and withdraw methods")),
            ("reveal_contact", _("Can see contact numbers of other bodies whole")),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="workmethod_reports_through_its_province",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert
                | pgtrigger.UpdateOf(  # type: ignore[no-untyped-call]
                    "community_id", "reporting_body_id"
                ),
                func=_REPORTS_THROUGH_ITS_PROVINCE,
            )
        ]

    def __str__(self) -> str:
        return str(self.title) or f"№ {self.number}"

    def save(self, *args: object, **kwargs: object) -> None:
        self.slug = method_slug(self.title_en, self.title_zh)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("work-method-detail", args=[self.number, self.slug])

    @property
    def is_published(self) -> bool:
        return self.status == self.Status.PUBLISHED


@pghistory.track(obj_field=None)
class MethodTheme(WorkMethod.themes.through):  # type: ignore[name-defined,misc]
    """A theme of a method; named so that its changes are on record too."""

    class Meta:
        proxy = True
        verbose_name = _("theme of a method")
        verbose_name_plural = _("themes of methods")
