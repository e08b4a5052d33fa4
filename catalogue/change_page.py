"""What the page of a record at the desk shows beside its fields."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse


class ShowsMore(admin.ModelAdmin):
    """A page whose template is given more than the form."""

    def add_to_page(self, request: HttpRequest, page: dict[str, Any], row: Any) -> None:
        """Put more into the context `page`; `row` is None for a new record."""
        if row is not None:
            page |= self.context_of_row(request, row)

    def context_of_row(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What the page of a record shows besides, once the record is there."""
        return {}

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        self.add_to_page(request, context, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)


class NothingToSave(ShowsMore):
    """A page without buttons that save: what it shows is put right elsewhere."""

    def add_to_page(self, request: HttpRequest, page: dict[str, Any], row: Any) -> None:
        super().add_to_page(request, page, row)
        page |= {"show_save": False, "show_save_and_continue": False}
