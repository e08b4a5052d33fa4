"""How many communities work by a method, as the public may know."""

from collections.abc import Iterable

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from catalogue.practice.models import Adoption


def adoption_counts(methods: Iterable[int] | None = None) -> dict[int, int]:
    """By number of the method, of these or of all; methods without any are not named.

    One query. Ended adoptions do not count.
    """
    rows = Adoption.objects.public().in_use()
    if methods is not None:
        rows = rows.filter(method__in=list(methods))
    counted = rows.order_by().values_list("method").annotate(number=Count("pk"))
    return dict(counted)


def adoptions_count(method: str = "pk") -> Coalesce:
    """The same for each row of a queryset, by the path to its method."""
    counted = (
        Adoption.objects.public()
        .in_use()
        .filter(method=OuterRef(method))
        .order_by()
        .values("method")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
