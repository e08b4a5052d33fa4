from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.models import User
from catalogue.desk.models.file_import import FileImport


class MethodImport(FileImport):
    """One file of methods."""

    made_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        related_name="method_imports",
        verbose_name=_("imported by"),
    )
    # What was passed over in the file, to tell the person.
    notes = models.JSONField(_("notes"), default=dict)
    undone_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("undone by"),
    )

    class Meta(FileImport.Meta):
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def counts(self) -> dict[str, int]:
        """How many rows there are of each outcome."""
        rows = self.rows.order_by().values_list("outcome")
        return dict(rows.annotate(models.Count("pk")))


class ImportedRow(models.Model):
    """One method of a file: what was written, what would be done, what was done."""

    class Outcome(models.TextChoices):
        NEW = "new", _("new")
        CHANGED = "changed", _("changed")
        UNCHANGED = "unchanged", _("unchanged")
        LEFT_OUT = "left-out", _("left out")
        QUESTION = "question", _("to be decided")
        DUPLICATE = "duplicate", _("perhaps a duplicate")
        WRONG = "wrong", _("wrong")

    method_import = models.ForeignKey(
        MethodImport, on_delete=models.CASCADE, related_name="rows"
    )
    number = models.PositiveIntegerField(_("row"))
    texts = models.JSONField(_("as written"))
    steps = models.JSONField(_("steps as written"), default=list)
    # What the person answered: a community's number, and what a likeness means.
    choices = models.JSONField(_("choices"), default=dict)
    outcome = models.CharField(max_length=10, choices=Outcome)
    # problems, changes, candidates, resembles: desk/exchange/checking.py.
    result = models.JSONField(default=dict)
    # A plain number, for the method may be deleted and its number stays true.
    method_number = models.PositiveIntegerField(null=True, blank=True)
    # The values of a changed method, and what it was like when it had been saved.
    before = models.JSONField(null=True, blank=True)
    after = models.CharField(max_length=64, blank=True)
    is_saved = models.BooleanField(default=False)

    # What saving would write; made by each check, and not kept.
    values: dict[str, Any]

    class Meta:
        verbose_name = _("imported row")
        verbose_name_plural = _("imported rows")
        ordering = ["method_import", "number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["method_import", "number"], name="imported_row_once_per_file"
            )
        ]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def title(self) -> str:
        """What the row calls the method, to find it in a list."""
        values: dict[str, Any] = self.texts
        return values.get("title_zh") or values.get("title_en") or ""

    @property
    def is_good(self) -> bool:
        """Whether saving would write it, or finds nothing to write."""
        outcome = self.Outcome
        return self.outcome in (outcome.NEW, outcome.CHANGED, outcome.UNCHANGED)

    @property
    def goes_back(self) -> bool:
        """Whether it still needs a person before it can be saved."""
        outcome = self.Outcome
        return self.outcome in (outcome.QUESTION, outcome.DUPLICATE, outcome.WRONG)
