import pghistory
import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.scope import ScopedQuerySet
from catalogue.methods.models.work_method import WorkMethod

# One writer at a time, for two relations that are each well may close a circle
# together. Each statement of the function then sees what the other has committed.
_NO_CIRCLES = """
    PERFORM pg_advisory_xact_lock(hashtext('methods_methodparent'));
    IF EXISTS (
        WITH RECURSIVE above(number) AS (
            SELECT NEW.parent_id
            UNION
            SELECT parent_id FROM methods_methodparent
            JOIN above ON child_id = above.number
            WHERE methods_methodparent.id <> NEW.id
        )
        SELECT FROM above WHERE number = NEW.child_id
    ) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            CONSTRAINT = 'method_descends_not_from_itself',
            MESSAGE = 'A method cannot be learnt from itself or from what came of it.';
    END IF;
    RETURN NEW;
"""


class MethodParentQuerySet(ScopedQuerySet["MethodParent"]):
    reporting_body_path = "child__reporting_body"

    def public(self) -> "MethodParentQuerySet":
        """Relations of which the public may read both methods."""
        published = WorkMethod.Status.PUBLISHED
        return self.filter(child__status=published, parent__status=published)


@pghistory.track()
class MethodParent(models.Model):
    """A method was learnt from another one."""

    child = models.ForeignKey(
        WorkMethod,
        on_delete=models.CASCADE,
        related_name="parents",
        verbose_name=_("work method"),
    )
    parent = models.ForeignKey(
        WorkMethod,
        on_delete=models.CASCADE,
        related_name="children",
        verbose_name=_("learnt from"),
    )

    objects = MethodParentQuerySet.as_manager()

    class Meta:
        verbose_name = _("origin of a method")
        verbose_name_plural = _("origins of methods")
        ordering = ["child", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["child", "parent"],
                name="method_learnt_once_from_another",
                violation_error_message=_("This is recorded already."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="method_descends_not_from_itself",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_NO_CIRCLES,
            )
        ]

    def __str__(self) -> str:
        return f"{self.child} ← {self.parent}"
