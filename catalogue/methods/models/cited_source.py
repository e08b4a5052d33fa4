from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.partial_dates import PartialDateField, partial_date_constraint


class CitedSource(models.Model):
    """Where a statement comes from; linked only where that is allowed."""

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
        abstract = True
        constraints = [
            *partial_date_constraint("%(class)s", "dated"),
            models.CheckConstraint(
                condition=~models.Q(title="", address=""),
                name="%(class)s_has_title_or_address",
            ),
            models.CheckConstraint(
                condition=models.Q(may_link=False) | ~models.Q(address=""),
                name="%(class)s_that_may_be_linked_has_an_address",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.address
