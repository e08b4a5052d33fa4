"""The one filter of every list of methods: pages, exports and programs."""

from collections.abc import Callable
from functools import cached_property

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.datastructures import MultiValueDict

from catalogue.methods.models import WorkMethod
from catalogue.methods.search.finding import Found
from catalogue.methods.search.query import Term
from catalogue.public import orders, search
from catalogue.public.kept import Catalogue, current_catalogue
from catalogue.public.outcomes import NONE
from catalogue.public.parameters import LISTED, ORDERS, RELEVANCE, read_parameters
from catalogue.rounds.models import Submission

Methods = QuerySet[WorkMethod]


class ValuesFilter(django_filters.MultipleChoiceFilter):  # type: ignore[misc]
    """Rows whose field holds one of the values."""

    def filter(self, methods: Methods, values: list[str]) -> Methods:
        if not values:
            return methods
        return methods.filter(**{f"{self.field_name}__in": values})


class RelatedValuesFilter(ValuesFilter):
    """The same where a method has many of them; each method stays one row."""

    def filter(self, methods: Methods, values: list[str]) -> Methods:
        if not values:
            return methods
        holding = super().filter(WorkMethod.objects.all(), values)
        return methods.filter(pk__in=holding.values("pk"))


class AnyTextField(forms.MultipleChoiceField):
    def valid_value(self, value: str) -> bool:
        """What a search may say is judged with the other parameters."""
        return True


class SearchFilter(django_filters.MultipleChoiceFilter):  # type: ignore[misc]
    """Methods that the search found."""

    field_class = AnyTextField

    def filter(self, methods: Methods, values: list[str]) -> Methods:
        if not values:
            return methods
        return methods.filter(pk__in=self.parent.found_numbers)


class WorkMethodFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Published methods by the parameters of an address.

    What cannot be understood is left out and named in `parameters.problems`.
    """

    q = SearchFilter()
    outcome = django_filters.MultipleChoiceFilter(method="with_result")
    theme = RelatedValuesFilter(field_name="themes__slug")
    region = ValuesFilter(field_name="reporting_body__region")
    province = ValuesFilter(field_name="reporting_body__slug")
    kind = ValuesFilter(field_name="kind")
    round = django_filters.MultipleChoiceFilter(method="with_result")
    settlement = ValuesFilter(field_name="community__settlement")
    characteristic = RelatedValuesFilter(field_name="characteristics__characteristic")
    community = ValuesFilter(field_name="community")
    order = django_filters.ChoiceFilter(method="in_order", choices=[*ORDERS.items()])

    class Meta:
        model = WorkMethod
        fields: list[str] = []

    def __init__(
        self,
        asked: MultiValueDict[str, str],
        *,
        catalogue: Catalogue | None = None,
    ) -> None:
        self.catalogue = catalogue or current_catalogue()
        self.vocabulary = self.catalogue.vocabulary.with_communities(
            asked.getlist("community")
        )
        if merged := self.vocabulary.merged_communities():
            named = [merged.get(each, each) for each in asked.getlist("community")]
            asked = asked.copy()
            asked.setlist("community", list(dict.fromkeys(named)))
            self.vocabulary = self.catalogue.vocabulary.with_communities(named)
        self.names = self.vocabulary.names()
        self.parameters = read_parameters(asked, self.names, self.catalogue.index.ranks)

    @property
    def qs(self) -> Methods:
        """The methods of the list, by SQL."""
        # Not before it is asked for: copying filters takes longer than to count a list.
        if not hasattr(self, "filters"):
            super().__init__(self.parameters.data(), WorkMethod.objects.published())
            for parameter in LISTED:
                self.filters[parameter].extra["choices"] = [
                    (value, str(name)) for value, name in self.names[parameter].items()
                ]
        methods: Methods = super().qs
        return methods

    @cached_property
    def found(self) -> Found | None:
        """What the search finds, before the other filters; None: all."""
        return search.find(self.parameters["q"])

    @cached_property
    def found_numbers(self) -> frozenset[int] | None:
        """The methods that the search finds; None: all."""
        return None if self.found is None else self.found.everywhere

    @property
    def terms(self) -> list[Term]:
        """The words that a page marks."""
        return search.terms(self.parameters["q"])

    def with_result(self, methods: Methods, name: str, _values: list[str]) -> Methods:
        """Round and outcome are asked of one and the same submission."""
        rounds, outcomes = self.parameters["round"], self.parameters["outcome"]
        if name == "round" and outcomes:
            return methods  # done with the outcomes
        of_method = Submission.objects.public().filter(method=OuterRef("pk"))
        matching = of_method
        if rounds:
            matching = matching.filter(selection_round__slug__in=rounds)
        if outcomes:
            matching = matching.filter(outcome__in=outcomes)
        has_result = Q(Exists(matching))
        if NONE in outcomes and not rounds:
            has_result |= ~Q(Exists(of_method))
        return methods.filter(has_result)

    def in_order(self, methods: Methods, _name: str, order: str) -> Methods:
        """Rows in the order asked for; equal ones in a certain order too."""
        if order == RELEVANCE:
            return search.by_relevance(methods, self.found)
        return _ORDERINGS[order](methods)


_ORDERINGS: dict[str, Callable[[Methods], Methods]] = {
    "newest": orders.newest,
    "title": orders.by_title,
    "province": orders.by_province,
    "adopted": orders.by_adoptions,
}
