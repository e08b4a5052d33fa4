"""Which methods and rounds an act of promotion served, written as a whole."""

from collections.abc import Iterable

from catalogue.methods.models import WorkMethod
from catalogue.practice.models import PromotedMethod, PromotedRound, Promotion
from catalogue.rounds.models import SelectionRound


def serve(
    promotion: Promotion,
    *,
    methods: Iterable[WorkMethod] | None = None,
    rounds: Iterable[SelectionRound] | None = None,
) -> None:
    """Make these the methods and rounds that it served; None leaves them as they are.

    Rows that stay are not touched.
    """
    if methods is not None:
        keys = {method.pk for method in methods}
        rows = PromotedMethod.objects.filter(promotion=promotion)
        rows.exclude(method__in=keys).delete()
        there = set(rows.values_list("method_id", flat=True))
        for key in sorted(keys - there):
            PromotedMethod.objects.create(promotion=promotion, method_id=key)
    if rounds is not None:
        keys = {each.pk for each in rounds}
        served = PromotedRound.objects.filter(promotion=promotion)
        served.exclude(selection_round__in=keys).delete()
        there = set(served.values_list("selection_round_id", flat=True))
        for key in sorted(keys - there):
            PromotedRound.objects.create(promotion=promotion, selection_round_id=key)
