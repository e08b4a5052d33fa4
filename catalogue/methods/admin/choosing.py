"""Choosing a method that the public reads, whichever body it belongs to."""

from typing import Any

from django.contrib.admin.options import BaseModelAdmin
from django.forms import ModelChoiceField
from django.http import HttpRequest

from catalogue.methods.models import WorkMethod


class ChoosesPublishedMethods(BaseModelAdmin):
    """Offers published methods, of every reporting body, in the fields named."""

    published_methods_in: tuple[str, ...] = ()

    def offered(self, field: str, request: HttpRequest) -> Any:
        """What may be chosen in a field, where the list of methods does not say it."""
        if field in self.published_methods_in:
            return WorkMethod.objects.published()
        return None

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        field: ModelChoiceField | None = super().formfield_for_foreignkey(
            db_field, request, **kwargs
        )
        rows = self.offered(db_field.name, request)
        if field is not None and rows is not None:
            field.queryset = rows
        return field
