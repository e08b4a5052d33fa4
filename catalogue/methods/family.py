"""The family of a method: what it was learnt from, and what it gave rise to."""

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.models import User
from catalogue.methods.models import MethodParent, WorkMethod

RELATE = "methods.add_methodparent"


@transaction.atomic
def learn_from(child: WorkMethod, parent: WorkMethod, *, by: User) -> MethodParent:
    """Put on record that a method was learnt from another one.

    Raises PermissionDenied where the method is none of the person's, or
    ValidationError with a sentence; the database keeps circles out, whoever writes.
    """
    if not by.has_perm(RELATE) or not _is_visible(child, by):
        raise PermissionDenied
    if not (parent.is_published or _is_visible(parent, by)):
        raise PermissionDenied
    require_relation(child, parent)
    try:
        with transaction.atomic():
            return MethodParent.objects.create(child=child, parent=parent)
    except IntegrityError:
        # Another person recorded this, or the way back, a moment ago.
        raise _leads_back() from None


def require_relation(child: WorkMethod, parent: WorkMethod) -> None:
    """Raise ValidationError, with a sentence, where this cannot be on record."""
    for method in (child, parent):
        if method.revises_id is not None or method.merged_into_id is not None:
            raise ValidationError(
                _("№ %(number)s is a change or was merged: name the method itself."),
                params={"number": method.pk},
            )
    if MethodParent.objects.filter(child=child, parent=parent).exists():
        raise ValidationError(_("This is recorded already."))
    if child.pk in {parent.pk, *_ancestors(parent)}:
        raise _leads_back()


def _ancestors(method: WorkMethod) -> Iterator[int]:
    """The numbers of all methods that it comes from; a query a generation."""
    known: set[int] = set()
    latest = {method.pk}
    while latest:
        rows = MethodParent.objects.filter(child__in=latest)
        latest = set(rows.values_list("parent", flat=True)) - known
        known |= latest
        yield from latest


def _is_visible(method: WorkMethod, by: User) -> bool:
    return WorkMethod.objects.visible_to(by).filter(pk=method.pk).exists()


def _leads_back() -> ValidationError:
    return ValidationError(
        _("A method cannot be learnt from itself, nor from what came of it.")
    )
