"""Filters of admin lists."""

from typing import Any

from django.contrib.admin import ModelAdmin, RelatedFieldListFilter, SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.roles import Role


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


class Roles(SimpleListFilter):
    """Accounts by a role, named in the page's language."""

    title = _("roles")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[Any]:
        return list(Role.choices)

    def queryset(self, request: HttpRequest, rows: QuerySet) -> QuerySet:
        return rows.filter(groups__name=self.value()) if self.value() else rows


def path_of(list_filter: Any) -> str:
    """The path of fields by which an entry of `list_filter` filters."""
    return str(list_filter[0] if isinstance(list_filter, tuple) else list_filter)
