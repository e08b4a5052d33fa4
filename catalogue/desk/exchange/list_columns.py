"""What a list of the desk says of its rows, as cells of a table."""

import datetime
import re
from functools import partial
from html import unescape
from typing import Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import (
    get_fields_from_path,
    label_for_field,
    lookup_field,
)
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.db.models.constants import LOOKUP_SEP
from django.http import HttpRequest
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.timezone import localtime, make_naive
from django.utils.translation import gettext as _

from catalogue.cells import Cell
from catalogue.tables.column import Column

_LINE_ENDS = re.compile(r"<br\s*/?>")
_NARROW, _WIDE = 14, 30


def list_columns(model_admin: Any, request: HttpRequest) -> list[Column[models.Model]]:
    """The columns of the list; those of `export_display` where it names any."""
    named = getattr(model_admin, "export_display", None)
    names = named or model_admin.get_list_display(request)
    return [_column(name, model_admin) for name in names]


def _column(name: str, model_admin: ModelAdmin) -> Column[models.Model]:
    width = _WIDE if name.endswith(("_zh", "_en", "titles", "names")) else _NARROW
    return Column(_heading(name, model_admin), width, partial(_cell, name, model_admin))


def _heading(name: str, model_admin: ModelAdmin) -> str:
    """As the list has it; the last part of a path names it."""
    model = model_admin.model
    if LOOKUP_SEP in name.strip("_"):
        last = get_fields_from_path(model, name)[-1]
        return capfirst(str(last.verbose_name))
    return capfirst(str(label_for_field(name, model, model_admin)))


def _cell(name: str, model_admin: ModelAdmin, row: models.Model) -> Cell:
    """The value under its own type; what is shown as HTML, as its text."""
    try:
        field, _attribute, value = lookup_field(name, row, model_admin)
    except ObjectDoesNotExist:
        return None
    if value is None or value == "":
        return None
    if isinstance(field, models.ForeignKey):
        return str(getattr(row, field.name))
    if field is not None and getattr(field, "flatchoices", None):
        return str(dict(field.flatchoices).get(value, value))
    return as_cell(value)


def as_cell(value: Any) -> Cell:
    """A value as a table holds it: numbers and moments as such, all else as text."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime.datetime):
        return make_naive(localtime(value))
    if isinstance(value, int | float | datetime.date):
        return value
    if isinstance(value, SafeString):
        return _of_html(value)
    return str(value)


def _of_html(html: SafeString) -> Cell:
    """Its text; a number that stands alone in it is a count with a link."""
    text = unescape(strip_tags(_LINE_ENDS.sub("\n", html))).strip()
    if text.isascii() and text.isdecimal() and "<a " in html:
        return int(text)
    return text
