import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.methods.models.work_method import WorkMethod
from catalogue.partial_dates import PartialDateField, partial_date_constraint


@pghistory.track()
class Source(models.Model):
    """Where a statement about a method comes from."""

    method = models.ForeignKey(
        WorkMethod,
        on_delete=models.CASCADE,
        related_name="sources",
        verbose_name=_("work method"),
    )
    title = models.CharField(_("title"), max_length=300, blank=True)
    issuer = models.CharField(_("issuer"), max_length=200, blank=True)
    dated = PartialDateField(_("date"))
    address = models.URLField(_("address"), max_length=600, blank=True)
    may_link = models.BooleanField(
        _("may be linked"),
        default=False,
        help_text=_("Unofficial copies are cited, not linked."),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["method", "position", "pk"]
        constraints = [
            *partial_date_constraint("source", "dated"),
            models.CheckConstraint(
                condition=~models.Q(title="", address=""),
                name="source_has_title_or_address",
            ),
            models.CheckConstraint(
                condition=models.Q(may_link=False) | ~models.Q(address=""),
                name="source_that_may_be_linked_has_an_address",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.address
