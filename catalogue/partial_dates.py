"""Dates as precise as their source: a year, a month or a day (ISO 8601)."""

import datetime
import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from catalogue.bilingual import CHINESE, ENGLISH, page_language

PATTERN = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"

# By language and length of the date, in the letters of Django's date formats.
_FORMATS = {
    ENGLISH: {4: "Y", 7: "F Y", 10: "j F Y"},
    CHINESE: {4: "Y年", 7: "Y年n月", 10: "Y年n月j日"},
}


def validate_partial_date(value: str) -> None:
    """Accept "2018", "2018-03" and "2018-03-13", and days that exist."""
    try:
        if not re.match(PATTERN, value):
            raise ValueError
        first_day(value)
    except ValueError:
        raise ValidationError(
            _("Write the date as 2018, 2018-03 or 2018-03-13."), code="partial_date"
        ) from None


def first_day(value: str) -> datetime.date:
    """The first day that the date may mean; ValueError when there is no such day."""
    year, month, day = (int(part) for part in (value + "-1-1").split("-")[:3])
    return datetime.date(year, month, day)


def partial_date_text(value: str) -> str:
    """The date in words of the page's language, no more precise than it is."""
    if not value:
        return ""
    return date_format(first_day(value), _FORMATS[page_language()][len(value)])


class PartialDateField(models.CharField):
    """A date that may lack its day or its month; empty when it is not known."""

    default_validators = [validate_partial_date]

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("max_length", 10)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("help_text", _("As precise as known: 2018, 2018-03 …"))
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]


def partial_date_constraint(model: str, *fields: str) -> list[models.CheckConstraint]:
    """One constraint a field: empty, or a date of the form above."""
    return [
        models.CheckConstraint(
            condition=models.Q(**{field: ""})
            | models.Q(**{f"{field}__regex": PATTERN}),
            name=f"{model}_{field}_is_a_date",
        )
        for field in fields
    ]
