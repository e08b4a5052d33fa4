import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.bilingual import Bilingual
from catalogue.methods.models.work_method import WorkMethod


@pghistory.track()
class Step(models.Model):
    """One numbered step of a method: what is done, by whom, and what comes out."""

    method = models.ForeignKey(
        WorkMethod,
        on_delete=models.CASCADE,
        related_name="steps",
        verbose_name=_("work method"),
    )
    position = models.PositiveSmallIntegerField(_("number of the step"))
    title_zh = models.CharField(_("Chinese title"), max_length=80, blank=True)
    title_en = models.CharField(_("English title"), max_length=120, blank=True)
    action_zh = models.TextField(_("what is done, in Chinese"), blank=True)
    action_en = models.TextField(_("what is done, in English"), blank=True)
    who_zh = models.CharField(_("who, in Chinese"), max_length=120, blank=True)
    who_en = models.CharField(_("who, in English"), max_length=200, blank=True)
    when_zh = models.CharField(_("when, in Chinese"), max_length=80, blank=True)
    when_en = models.CharField(_("when, in English"), max_length=120, blank=True)
    output_zh = models.CharField(
        _("what comes out, in Chinese"), max_length=200, blank=True
    )
    output_en = models.CharField(
        _("what comes out, in English"), max_length=300, blank=True
    )
    caution_zh = models.TextField(_("watch for, in Chinese"), blank=True)
    caution_en = models.TextField(_("watch for, in English"), blank=True)

    title = Bilingual("title")
    other_title = Bilingual("title", other=True)
    action = Bilingual("action")
    who = Bilingual("who")
    when = Bilingual("when")
    output = Bilingual("output")
    caution = Bilingual("caution")

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["method", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["method", "position"],
                name="step_number_once_per_method",
                # Steps change places inside one transaction.
                deferrable=models.Deferrable.DEFERRED,
            )
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.title}"
