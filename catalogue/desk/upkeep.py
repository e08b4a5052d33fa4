"""What keeps the catalogue clean: places to settle, links to put right."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from catalogue.accounts.models import User
from catalogue.desk.worklist import ROWS_SHOWN, Figure
from catalogue.methods.models import SourceLink
from catalogue.places.models import RegisterChange

_LINKS = "admin:methods_sourcelink_changelist"
_CHANGES = "admin:places_registerchange_changelist"


def upkeep_figures(person: User) -> list[Figure]:
    """Dead links of the own methods; places with methods that a register changed."""
    found = []
    if person.has_perm("methods.view_sourcelink"):
        count = SourceLink.objects.visible_to(person).dead().count()
        query = "status__exact=dead&by_hand=no"
        found.append(
            Figure(gettext("Dead source links"), count, f"{reverse(_LINKS)}?{query}")
        )
    if person.has_perm("places.view_registerchange"):
        count = _open_with_methods().count()
        address = f"{reverse(_CHANGES)}?open=yes&methods=yes"
        found.append(
            Figure(gettext("Changes of the register, with methods"), count, address)
        )
    return found


def open_register_changes(person: User) -> list[Any]:
    """What a register has otherwise of places with methods, for who settles it."""
    if not person.has_perm("places.change_registerchange"):
        return []
    rows = _open_with_methods().with_method_counts()
    return list(rows.order_by("-register_on", "pk")[:ROWS_SHOWN])


def _open_with_methods() -> Any:
    rows: Any = RegisterChange.objects.open().with_methods()
    return rows.filter(has_methods=True)
