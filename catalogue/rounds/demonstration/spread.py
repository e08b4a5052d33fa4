"""How many records each reporting body gets, so that the round is full."""

from dataclasses import dataclass

from django.db.models import Count, Q

from catalogue.methods.models import WorkMethod
from catalogue.places.models import Province
from catalogue.rounds.demonstration.communities import count_by_reporting_body
from catalogue.rounds.demonstration.errors import DemonstrationError
from catalogue.rounds.demonstration.sharing import shared_out
from catalogue.rounds.models import ProvincialReturn, SelectionRound, Submission

LEAST_SUBMITTED = 2
LEAST_SELECTED = 1


@dataclass(frozen=True)
class Missing:
    """What one reporting body still lacks; the selected are among the submitted."""

    submitted: int
    selected: int


@dataclass(frozen=True)
class _Known:
    """Real records of one body in the round, and what it returned where known."""

    submitted: int
    selected: int
    returned_submitted: int | None
    returned_selected: int | None

    def limits_of_submitted(self, total: int) -> tuple[int, int]:
        if self.returned_submitted is not None:
            exactly = max(self.returned_submitted, self.submitted)
            return exactly, exactly
        return max(LEAST_SUBMITTED, self.submitted, self.returned_selected or 0), total

    def limits_of_selected(self, submitted: int) -> tuple[int, int]:
        most = submitted - (self.submitted - self.selected)
        if self.returned_selected is not None:
            exactly = max(self.returned_selected, self.selected)
            return exactly, exactly
        return min(max(LEAST_SELECTED, self.selected), most), most


def missing_records(selection_round: SelectionRound) -> dict[str, Missing]:
    """What each reporting body lacks, by its code, to reach the official totals.

    Shares follow the number of residents' committees; where a body's own return is
    known, real and demonstration records together equal it. Raises
    DemonstrationError when the totals are not known or cannot be reached.
    """
    submitted, selected = _totals(selection_round)
    committees = _committees()
    known = _known(selection_round, list(committees))
    try:
        all_submitted = _share(
            submitted,
            committees,
            {body: one.limits_of_submitted(submitted) for body, one in known.items()},
        )
        all_selected = _share(
            selected,
            committees,
            {
                body: one.limits_of_selected(all_submitted[body])
                for body, one in known.items()
            },
        )
    except ValueError as error:
        raise DemonstrationError(
            "The real records leave no room for demonstration records in the round "
            f"{selection_round.slug}: {error}."
        ) from None
    return {
        body: Missing(
            all_submitted[body] - one.submitted, all_selected[body] - one.selected
        )
        for body, one in known.items()
    }


def _totals(selection_round: SelectionRound) -> tuple[int, int]:
    submitted = selection_round.official_submitted
    selected = selection_round.official_selected
    if submitted is None or selected is None:
        raise DemonstrationError(
            f"The round {selection_round.slug} has no official totals of submitted "
            "and selected methods to fill up to."
        )
    return submitted, selected


def _committees() -> dict[str, int]:
    """Residents' committees of every reporting body."""
    bodies = Province.objects.reporting_bodies().values_list("code", flat=True)
    counts = count_by_reporting_body()
    without = [body for body in bodies if not counts.get(body)]
    if without or not bodies:
        raise DemonstrationError(
            "The register of communities is not loaded, or not whole: run "
            "load_places first."
        )
    return {body: counts[body] for body in bodies}


def _known(selection_round: SelectionRound, bodies: list[str]) -> dict[str, _Known]:
    real = _recorded(selection_round)
    returns = {
        row.reporting_body_id: (row.submitted, row.selected)
        for row in ProvincialReturn.objects.filter(selection_round=selection_round)
    }
    return {
        body: _Known(*real.get(body, (0, 0)), *returns.get(body, (None, None)))
        for body in bodies
    }


def _recorded(selection_round: SelectionRound) -> dict[str, tuple[int, int]]:
    """Published records submitted and selected, by reporting body."""
    outcome = Submission.Outcome
    rows = (
        Submission.objects.filter(
            selection_round=selection_round,
            method__status=WorkMethod.Status.PUBLISHED,
            outcome__in=[outcome.SUBMITTED, outcome.SELECTED],
        )
        .values_list("reporting_body")
        .annotate(
            submitted=Count("pk"),
            selected=Count("pk", filter=Q(outcome=outcome.SELECTED)),
        )
        .order_by("reporting_body")
    )
    return {body: (submitted, selected) for body, submitted, selected in rows}


def _share(
    total: int, weights: dict[str, int], limits: dict[str, tuple[int, int]]
) -> dict[str, int]:
    return shared_out(
        total,
        weights,
        at_least={body: least for body, (least, _most) in limits.items()},
        at_most={body: most for body, (_least, most) in limits.items()},
    )
