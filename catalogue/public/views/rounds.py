from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from catalogue.public.in_use.became import (
    became_by_round,
    became_of,
    selected_methods,
)
from catalogue.public.pilots.programme_page import programme_of
from catalogue.public.promotion import entries as promotion
from catalogue.public.recorded import records_by_round
from catalogue.public.round_account import account_of, call_of, selected_of
from catalogue.public.round_page import (
    returns_by_region,
    round_summary,
    timeline,
    totals,
)
from catalogue.public.views.method_cards import MethodCards
from catalogue.rounds.models import Notice, SelectionRound


class RoundList(TemplateView):
    """All rounds that were opened, the last announced first."""

    template_name = "public/round_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rounds = list(SelectionRound.objects.public().select_related("province"))
        records = records_by_round(rounds)
        summaries = [round_summary(each, records[each.pk]) for each in rounds]
        became = became_by_round(rounds)
        return super().get_context_data(
            rounds=summaries,
            editions=[
                (each, became[each.round.pk])
                for each in summaries
                if each.round.pk in became
            ],
            **kwargs,
        )


class RoundDetail(MethodCards):
    """One round: its figures, notices, bodies and methods."""

    template_name = "public/round_detail.html"

    @cached_property
    def selection_round(self) -> SelectionRound:
        rounds = SelectionRound.objects.public().select_related("province")
        return get_object_or_404(rounds, slug=self.kwargs["slug"])

    def asked(self) -> MultiValueDict[str, str]:
        return MultiValueDict({"round": [self.selection_round.slug]})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        selection_round = self.selection_round
        records = records_by_round([selection_round])[selection_round.pk]
        notices = Notice.objects.public().filter(selection_round=selection_round)
        account = account_of(selection_round)
        selected = selected_methods(selected_of(selection_round))
        return super().get_context_data(
            selection_round=selection_round,
            call=call_of(selection_round),
            account=account,
            selected=selected,
            became=became_of(selection_round, selected),
            totals=totals(selection_round, records),
            timeline=timeline(selection_round, notices, account),
            returns=returns_by_region(selection_round, records),
            is_pilot=selection_round.is_pilot,
            programme=programme_of(selection_round),
            promotion=promotion.of_round(selection_round.pk, selection_round.slug),
            **kwargs,
        )
