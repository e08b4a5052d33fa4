"""Filters of the list of sites: programmes and counties that the person may see."""

from typing import Any

from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.scoped_admin import staff
from catalogue.places.models import Division
from catalogue.practice.models import PilotProgramme, PilotSite


class ProgrammeOfSites(SimpleListFilter):
    """Sites of one programme."""

    title = _("pilot programme")
    parameter_name = "programme"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[Any]:
        seen = PilotProgramme.objects.visible_to(staff(request))
        return [(each.slug, str(each)) for each in seen]

    def queryset(self, request: HttpRequest, rows: QuerySet) -> QuerySet:
        return rows.filter(programme__slug=self.value()) if self.value() else rows


class CountyOfSites(SimpleListFilter):
    """Sites in one county, of those counties that have any."""

    title = _("county")
    parameter_name = "county"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[Any]:
        sites = PilotSite.objects.visible_to(staff(request)).order_by()
        counties = Division.objects.filter(pk__in=sites.values("community__county"))
        return [(each.pk, str(each)) for each in counties]

    def queryset(self, request: HttpRequest, rows: QuerySet) -> QuerySet:
        return rows.filter(community__county=self.value()) if self.value() else rows
