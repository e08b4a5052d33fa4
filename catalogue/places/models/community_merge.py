import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.merging.record import MergeRecord
from catalogue.places.models.community import Community


@pghistory.track()
class CommunityMerge(MergeRecord):
    """That one community went into another."""

    stays = models.ForeignKey(
        Community,
        on_delete=models.CASCADE,
        related_name="merges",
        verbose_name=_("the one that stays"),
    )
    goes = models.ForeignKey(
        Community,
        on_delete=models.CASCADE,
        related_name="merges_away",
        verbose_name=_("the one that goes"),
    )

    class Meta(MergeRecord.Meta):
        verbose_name = _("merger of communities")
        verbose_name_plural = _("mergers of communities")


@pghistory.track()
class FormerName(models.Model):
    """A name, or a code, by which a community was known and is still found."""

    community = models.ForeignKey(
        Community,
        on_delete=models.CASCADE,
        related_name="former_names",
        verbose_name=_("community"),
    )
    name = models.CharField(_("name"), max_length=60)
    code = models.CharField(_("code"), max_length=12, blank=True)
    # As of a community; made from the name.
    key_stem = models.CharField(max_length=60, editable=False)
    pinyin = models.CharField(max_length=240, blank=True, editable=False)
    pinyin_initials = models.CharField(max_length=60, blank=True, editable=False)
    # Empty for names from before mergers were recorded.
    merge = models.ForeignKey(
        CommunityMerge,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="former_names",
        verbose_name=_("merger"),
    )

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")
        ordering = ["community", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.name} ({self.code})" if self.code else self.name
