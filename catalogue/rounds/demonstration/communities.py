"""Real residents' committees of the register, drawn by the seed."""

from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
    Window,
)
from django.db.models.functions import MD5, Concat, RowNumber

from catalogue.methods.models import WorkMethod
from catalogue.places.models import Community
from catalogue.places.models.community import CORPS, XINJIANG

# The cities of the Corps: Shihezi 659001, Aral 659002 and those founded since. The
# register knows no other communities of its own.
CODES_OF_THE_CORPS = "6590"


def count_by_reporting_body() -> dict[str, int]:
    """The number of residents' committees for the code of each reporting body."""
    return dict(_residents().values_list("body").annotate(Count("pk")).order_by("body"))


def drawn_communities(seed: str, needed: dict[str, int]) -> dict[str, list[Community]]:
    """For each reporting body as many communities without a method as needed.

    The same seed and the same codes give the same communities.
    """
    # The order hangs on the code alone, so that a newer register, which adds some
    # communities and drops others, still gives nearly the same ones.
    shuffled = MD5(Concat(Value(seed), F("code"), output_field=TextField()))
    has_method = WorkMethod.objects.filter(community=OuterRef("pk"))
    candidates = (
        _residents()
        .filter(~Exists(has_method), name__regex="^.{1,9}(社区|居委会|居民委员会)$")
        .annotate(
            place=Window(RowNumber(), partition_by=F("body"), order_by=shuffled.asc())
        )
        .filter(place__lte=max(needed.values(), default=0))
        .order_by("body", "place")
    )
    drawn: dict[str, list[Community]] = {body: [] for body in needed}
    for community in candidates:
        body = community.body
        if len(drawn.get(body, [])) < needed.get(body, 0):
            drawn[body].append(community)
    return drawn


def _residents() -> QuerySet[Any]:
    """Residents' committees of today, with the code of the body they report to."""
    of_the_corps = Q(province=XINJIANG, code__startswith=CODES_OF_THE_CORPS)
    return (
        Community.objects.real()
        .active()
        .filter(committee_kind=Community.CommitteeKind.RESIDENTS)
        .exclude(code="")
        .annotate(
            body=Case(When(of_the_corps, Value(CORPS)), default="reporting_body_id")
        )
    )
