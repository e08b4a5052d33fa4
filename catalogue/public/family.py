"""The family of a method, as far as the public may read it."""

from dataclasses import dataclass

from django.db.models import Q

from catalogue.methods.models import MethodParent, WorkMethod
from catalogue.public.cards import Card
from catalogue.public.kept_cards import cards_of


@dataclass(frozen=True)
class Family:
    """What a method was learnt from, and what it gave rise to."""

    learnt_from: list[Card]
    gave_rise_to: list[Card]


def family(method: WorkMethod) -> Family | None:
    """Both ways, by published methods alone; None where there are none.

    One query, and those of cards that are not kept.
    """
    related = MethodParent.objects.public().filter(Q(child=method) | Q(parent=method))
    pairs = list(related.order_by("pk").values_list("child", "parent"))
    if not pairs:
        return None
    return Family(
        learnt_from=cards_of([parent for child, parent in pairs if child == method.pk]),
        gave_rise_to=cards_of(
            [child for child, parent in pairs if parent == method.pk]
        ),
    )
