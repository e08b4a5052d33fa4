"""Filters of admin lists."""

from typing import Any

from django.contrib.admin import ModelAdmin, RelatedFieldListFilter
from django.http import HttpRequest


class RelatedRecords(RelatedFieldListFilter):
    """Django's filter by a related record, asking for its choices once a page.

    With counts shown, Django builds every filter anew for the count of each.
    """

    def field_choices(
        self, field: Any, request: HttpRequest, model_admin: ModelAdmin
    ) -> list[Any]:
        kept = request.__dict__.setdefault("choices_of_filters", {})
        if self.field_path not in kept:
            kept[self.field_path] = super().field_choices(field, request, model_admin)
        choices: list[Any] = kept[self.field_path]
        return choices


def path_of(list_filter: Any) -> str:
    """The path of fields by which an entry of `list_filter` filters."""
    return str(list_filter[0] if isinstance(list_filter, tuple) else list_filter)
