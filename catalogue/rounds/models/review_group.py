import pghistory
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.models import User
from catalogue.bilingual import Bilingual
from catalogue.places.models import Division, Province
from catalogue.rounds.models.read_only_stages import written_only_in
from catalogue.rounds.models.selection_round import SelectionRound


@pghistory.track()
class Reviewer(models.Model):
    """A person who judges, with the place whose submissions are not for him or her.

    The kinds are those of the round of 2018 [S1].
    """

    class Kind(models.TextChoices):
        OFFICIAL = "official", _("Official of a member unit")
        EXPERT = "expert", _("Expert")
        BUREAU_HEAD = "bureau-head", _("Head of a civil-affairs bureau")

    account = models.OneToOneField(
        User,
        on_delete=models.PROTECT,
        related_name="reviewer",
        verbose_name=_("account"),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    unit = models.CharField(_("unit"), max_length=120, blank=True)
    home_body = models.ForeignKey(
        Province,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reviewers",
        limit_choices_to={"is_reporting_body": True},
        verbose_name=_("own reporting body"),
        help_text=_("Its submissions are never shown to this person."),
    )
    home_city = models.ForeignKey(
        Division,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reviewers",
        verbose_name=_("own city or prefecture"),
        help_text=_("Its submissions are never shown to this person."),
    )
    most_submissions = models.PositiveSmallIntegerField(
        _("at most so many submissions"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
    )

    class Meta:
        verbose_name = _("reviewer")
        verbose_name_plural = _("reviewers")
        ordering = ["account__last_name", "account__username"]

    def __str__(self) -> str:
        return self.account.get_full_name() or self.account.username


@pghistory.track()
class ReviewGroup(models.Model):
    """One of the groups into which the review team of a round is split."""

    selection_round = models.ForeignKey(
        SelectionRound,
        on_delete=models.CASCADE,
        related_name="review_groups",
        verbose_name=_("selection round"),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    name_zh = models.CharField(_("Chinese name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=100, blank=True)

    name = Bilingual("name")

    class Meta:
        verbose_name = _("review group")
        verbose_name_plural = _("review groups")
        ordering = ["selection_round", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["selection_round", "name_zh"],
                name="review_group_name_once_per_round",
            )
        ]

    def __str__(self) -> str:
        return str(self.name)


@pghistory.track()
class GroupMember(models.Model):
    """A reviewer in a group of a round; one chairs it, one keeps its minutes."""

    class Task(models.TextChoices):
        CHAIR = "chair", _("Chair")
        SECRETARY = "secretary", _("Secretary")
        MEMBER = "member", _("Member")

    group = models.ForeignKey(
        ReviewGroup,
        on_delete=models.CASCADE,
        related_name="members",
        verbose_name=_("review group"),
    )
    # That of the group, so that the database keeps a person to one group a round.
    selection_round = models.ForeignKey(
        SelectionRound,
        on_delete=models.CASCADE,
        related_name="group_members",
        editable=False,
        verbose_name=_("selection round"),
    )
    reviewer = models.ForeignKey(
        Reviewer,
        on_delete=models.PROTECT,
        related_name="memberships",
        verbose_name=_("reviewer"),
    )
    task = models.CharField(_("task"), max_length=10, choices=Task, default=Task.MEMBER)
    # As it is once independent review is closed: the account of the round tells it.
    kind = models.CharField(
        _("kind"), max_length=12, choices=Reviewer.Kind, editable=False
    )

    class Meta:
        verbose_name = _("member of a group")
        verbose_name_plural = _("members of a group")
        ordering = ["group", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["selection_round", "reviewer"],
                name="group_member_in_one_group_per_round",
            ),
            models.UniqueConstraint(
                fields=["group"],
                condition=models.Q(task="chair"),
                name="group_member_one_chair",
            ),
            models.UniqueConstraint(
                fields=["group"],
                condition=models.Q(task="secretary"),
                name="group_member_one_secretary",
            ),
        ]
        triggers = [
            written_only_in(
                "preparing",
                "open",
                "closed",
                "independent-review",
                by="selection_round",
                name="group_member_stays_once_groups_meet",
            )
        ]

    def __str__(self) -> str:
        return f"{self.reviewer} ({self.get_task_display()})"

    def save(self, *args: object, **kwargs: object) -> None:
        self.selection_round = self.group.selection_round
        self.kind = self.kind or self.reviewer.kind
        super().save(*args, **kwargs)  # type: ignore[arg-type]
