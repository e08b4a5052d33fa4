"""What one reporting body has in the catalogue and in the rounds."""

from collections.abc import Iterable
from dataclasses import dataclass

from catalogue.places.models import Province
from catalogue.public.facet_index import FacetIndex
from catalogue.public.recorded import Records, records_by_round
from catalogue.rounds.models import ProvincialReturn, SelectionRound


@dataclass(frozen=True)
class BodyRow:
    """One reporting body in the list of all."""

    province: Province
    url: str
    count: int
    # As reported of one national round; None where no source tells it.
    selected: int | None


@dataclass(frozen=True)
class RoundRow:
    """One round with what the body reported and what is recorded here."""

    round: SelectionRound
    solicited: int | None
    submitted: int | None
    selected: int | None
    source: str
    recorded: int
    demonstration: int


def latest_reported_round() -> SelectionRound | None:
    """The announced national round, the latest, of which a body told its selected."""
    return (
        SelectionRound.objects.announced()
        .filter(province=None, is_demo=False, returns__selected__isnull=False)
        .order_by("-announced_on", "slug")
        .first()
    )


def body_rows(
    bodies: Iterable[Province],
    index: FacetIndex,
    national_round: SelectionRound | None,
) -> list[BodyRow]:
    """All bodies with their methods and what they reported as selected in a round."""
    reported = dict(
        national_round.returns.order_by().values_list("reporting_body", "selected")
        if national_round
        else ()
    )
    return [
        BodyRow(
            province=body,
            url=body.get_absolute_url(),
            count=index.count(index.holding("province", [body.slug])),
            selected=reported.get(body.code),
        )
        for body in bodies
    ]


def round_rows(body: Province) -> list[RoundRow]:
    """The rounds that the body took part in or that were its own, newest first."""
    returns = {
        each.selection_round_id: each
        for each in ProvincialReturn.objects.filter(reporting_body=body)
    }
    rounds = list(SelectionRound.objects.public().select_related("province"))
    records = records_by_round(rounds)
    return [
        _round_row(each, returns.get(each.pk), records[each.pk], body)
        for each in rounds
        if each.province == body or each.province is None
    ]


def _round_row(
    selection_round: SelectionRound,
    reported: ProvincialReturn | None,
    records: Records,
    body: Province,
) -> RoundRow:
    # What was sent in is part of the result: nothing of it before the announcement.
    shown = reported if selection_round.is_announced else None
    return RoundRow(
        round=selection_round,
        solicited=shown.solicited if shown else None,
        submitted=shown.submitted if shown else None,
        selected=shown.selected if shown else None,
        source=shown.source if shown else "",
        recorded=records.of(body.code).all,
        demonstration=records.demonstration_of(body.code).all,
    )
