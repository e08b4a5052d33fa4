"""What a reporting body may still write: only while the round is open."""

from typing import Any

from django.forms import ModelChoiceField
from django.http import HttpRequest

from catalogue.accounts.scoped_admin import ScopedAdmin, ScopedChoices, sees_all
from catalogue.rounds.models import SelectionRound


class OpenRoundChoices(ScopedChoices):
    """Rounds that are only recorded: officers may choose open ones, others any.

    What belongs to a round that is held here has pages of its own.
    """

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if (
            field is not None
            and field.queryset is not None
            and db_field.name == "selection_round"
        ):
            field.queryset = field.queryset.filter(is_held_here=False)
            if not sees_all(request):
                field.queryset = field.queryset.filter(state=SelectionRound.State.OPEN)
        return field


class OpenRoundAdmin(OpenRoundChoices, ScopedAdmin):
    """Rows of a round: an officer changes the own ones until the round closes.

    Those of a round that is held here change on the pages of that round alone.
    """

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and _still_open(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and _still_open(request, obj)


def _still_open(request: HttpRequest, row: Any) -> bool:
    if row is None:
        return True
    if row.selection_round.is_held_here:
        return False
    return sees_all(request) or bool(
        row.selection_round.state == SelectionRound.State.OPEN
    )
