"""Filters of the list of promotion."""

from typing import Any

from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.db.models import QuerySet
from django.db.models.functions import Left
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalogue.practice.models import Promotion


class BeginsIn(SimpleListFilter):
    """By the year in which it begins."""

    title = _("year")
    parameter_name = "year"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[Any]:
        rows = model_admin.get_queryset(request).exclude(begins_on="").order_by()
        years = rows.values_list(Left("begins_on", 4), flat=True).distinct()
        return [(year, year) for year in sorted(years, reverse=True)]

    def queryset(self, request: HttpRequest, rows: QuerySet) -> QuerySet:
        year = self.value()
        return rows.filter(begins_on__startswith=year) if year else rows


class OverAndPlanned(SimpleListFilter):
    """What was planned and is over: somebody must say whether it took place."""

    title = _("outcome to be recorded")
    parameter_name = "outcome_missing"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[Any]:
        return [("yes", _("Planned, and the day is over"))]

    def queryset(self, request: HttpRequest, rows: Any) -> QuerySet:
        if self.value() != "yes":
            return rows  # type: ignore[no-any-return]
        planned = rows.filter(standing=Promotion.Standing.PLANNED)
        return planned.over()  # type: ignore[no-any-return]
