"""Choosing places in forms of the desk: by typing, with the path in every label."""

from typing import Any

from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.paginator import Paginator
from django.db import connection, models
from django.forms import ModelChoiceField
from django.http import HttpRequest
from django.utils.functional import cached_property

from catalogue.places.models import Community, Division, Street

_WITH_PATH = (Community, Division, Street)
_COUNTED_AT_MOST = 10_000


def label(place: models.Model) -> str:
    """The path of a place that has one, for its name alone tells nothing."""
    if isinstance(place, _WITH_PATH):
        return place.path_text
    return str(place)


class AutocompleteView(AutocompleteJsonView):
    """Django's own, with the path of a place in its label.

    What a field offers is said by `offered` of the admin class of its form, where that
    is not the list of the records themselves.
    """

    def get_queryset(self) -> Any:
        form = self.model_admin.admin_site._registry.get(self.source_field.model)
        offered = getattr(form, "offered", None)
        rows = offered(self.source_field.name, self.request) if offered else None
        if rows is None:
            return super().get_queryset()
        found, may_repeat = self.model_admin.get_search_results(
            self.request, rows, self.term
        )
        return found.distinct() if may_repeat else found

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        result: dict[str, str] = super().serialize_result(obj, to_field_name)
        return {**result, "text": label(obj)}


class PathChoices(BaseModelAdmin):
    """A form whose chosen places are shown with their paths."""

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        field: ModelChoiceField | None = super().formfield_for_foreignkey(
            db_field, request, **kwargs
        )
        if field is not None and issubclass(db_field.related_model, _WITH_PATH):
            field.label_from_instance = label  # type: ignore[assignment,method-assign]
        return field


class EstimatedPaginator(Paginator):
    """Takes the planner's word for the size of a long list without any filter."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        if rows.query.where or rows.query.is_sliced:
            return int(rows.count())
        table = rows.model._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT reltuples::bigint FROM pg_class WHERE oid = %s::regclass",
                [table],
            )
            estimate = int(cursor.fetchone()[0])
        return estimate if estimate > _COUNTED_AT_MOST else int(rows.count())
