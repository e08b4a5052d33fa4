import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.methods.models.cited_source import CitedSource
from catalogue.methods.models.work_method import WorkMethod


@pghistory.track()
class Source(CitedSource):
    """Where a statement about a method comes from."""

    method = models.ForeignKey(
        WorkMethod,
        on_delete=models.CASCADE,
        related_name="sources",
        verbose_name=_("work method"),
    )

    class Meta(CitedSource.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["method", "position", "pk"]
