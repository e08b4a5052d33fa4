"""Texts of the two languages in admin lists and forms, and what may be uploaded."""

from typing import Any

from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models
from django.forms import Field
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from catalogue.methods.uploads import DocumentField, PhotoField

LANGUAGE_OF_ENDING = {"zh": "zh-Hans", "en": "en"}


def two_lines(text: Any, other: Any, *, if_empty: str = "-") -> SafeString:
    """A text of a record over its other language, each marked with its language."""
    if not text:
        return SafeString(if_empty)
    first = format_html('<span lang="{}">{}</span>', text.lang, text)
    if not other or other == text:
        return first
    return format_html(
        '{}<br><span class="quiet" lang="{}">{}</span>', first, other.lang, other
    )


class BilingualForm(BaseModelAdmin):
    """Marks `<name>_zh` and `<name>_en` with their language; text areas are short.

    Photos and files are taken by what they hold.
    """

    formfield_overrides = {
        models.TextField: {"widget": AdminTextareaWidget({"rows": 4})},
        models.URLField: {"assume_scheme": "https"},
        models.ImageField: {"form_class": PhotoField},
        models.FileField: {"form_class": DocumentField},
    }

    def formfield_for_dbfield(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        language = LANGUAGE_OF_ENDING.get(db_field.name.rpartition("_")[2])
        if field is not None and language:
            field.widget.attrs.setdefault("lang", language)
        return field
