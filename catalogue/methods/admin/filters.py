"""Filters whose headings read as words of a list, not of a form."""

from typing import Any

from django.contrib.admin import BooleanFieldListFilter
from django.utils.translation import gettext_lazy as _


class ModelMethods(BooleanFieldListFilter):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = _("model method")


class DemonstrationRecords(BooleanFieldListFilter):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = _("demonstration record")
