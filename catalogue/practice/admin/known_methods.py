"""Choosing a method of any reporting body: own ones, and those that all may read."""

from typing import Any

from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.http import HttpRequest, HttpResponse

from catalogue.accounts.scoped_admin import staff
from catalogue.methods.duplicates import may_know_of
from catalogue.methods.models import WorkMethod
from catalogue.methods.models.work_method import WorkMethodQuerySet
from catalogue.places.admin.choosing import AutocompleteView


def known_methods(request: HttpRequest) -> WorkMethodQuerySet:
    """The methods that the person may see or everybody may read, each once."""
    return may_know_of(staff(request)).unmerged().filter(revises=None)


class KnownMethodsView(AutocompleteView):
    """The suggestions for a field that points at methods."""

    def get_queryset(self) -> Any:
        rows: Any = known_methods(self.request).with_path().order_by("-number")
        rows, may_repeat = self.model_admin.get_search_results(
            self.request, rows, self.term
        )
        return rows.distinct() if may_repeat else rows

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        result = super().serialize_result(obj, to_field_name)
        return {**result, "text": method_label(obj)}


def method_label(method: WorkMethod) -> str:
    """A method with its number and community, for titles alone are not unique."""
    parts = (f"№ {method.pk}", str(method), str(method.community or ""))
    return " · ".join(part for part in parts if part)


class KnownMethodsWidget(AutocompleteSelectMultiple):
    """Chooses several methods by typing."""

    url_name = "%s:known_methods"


def suggestions(request: HttpRequest, admin_site: Any) -> HttpResponse:
    """Answer what a person types, with methods that the person may know of."""
    answer: Any = KnownMethodsView.as_view(admin_site=admin_site)(request)
    return answer  # type: ignore[no-any-return]
