"""The one filter of every list of promotion: page, calendar, file and API."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.datastructures import MultiValueDict

from catalogue.practice.models import PromotedMethod, PromotedRound, Promotion
from catalogue.public.filters import ValuesFilter
from catalogue.public.promotion.parameters import LABELS, read_promotion_parameters

Promotions = QuerySet[Promotion]


class YearFilter(ValuesFilter):
    """What begins in one of the years."""

    def filter(self, promotions: Any, values: list[str]) -> Any:
        if not values:
            return promotions
        begins = Q()
        for year in values:
            begins |= Q(begins_on__startswith=year)
        return promotions.filter(begins)


class ProvinceFilter(ValuesFilter):
    """What a reporting body entered, or what took place in its province."""

    def filter(self, promotions: Any, values: list[str]) -> Any:
        if not values:
            return promotions
        return promotions.filter(
            Q(reporting_body__slug__in=values) | Q(province__slug__in=values)
        )


class ServedFilter(ValuesFilter):
    """What served one of the public rows that are named; each stays one row."""

    def __init__(self, served: Any, field_name: str) -> None:
        super().__init__(field_name=field_name)
        self.served = served

    def filter(self, promotions: Any, values: list[str]) -> Any:
        if not values:
            return promotions
        rows = self.served.objects.public()
        rows = rows.filter(**{f"{self.field_name}__in": values})
        return promotions.filter(pk__in=rows.values("promotion"))


class PromotionFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Public promotion by the parameters of an address.

    What cannot be understood is left out and named in `parameters.problems`.
    """

    kind = ValuesFilter(field_name="kind")
    year = YearFilter(field_name="begins_on")
    province = ProvinceFilter(field_name="province")
    round = ServedFilter(PromotedRound, "selection_round__slug")
    method = ServedFilter(PromotedMethod, "method")

    class Meta:
        model = Promotion
        fields: list[str] = []

    def __init__(self, asked: MultiValueDict[str, str]) -> None:
        self.parameters = read_promotion_parameters(asked)
        known = MultiValueDict({name: [*self.parameters[name]] for name in LABELS})
        super().__init__(known, Promotion.objects.public())
        for name in LABELS:
            self.filters[name].extra["choices"] = [
                (value, str(label))
                for value, label in self.parameters.names[name].items()
            ]
