"""What came of a method in the rounds that are announced, in words and shapes."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue.rounds.models import SelectionRound, Submission

NONE = "none"

# In the order of weight: of several outcomes the first is shown.
LABELS: dict[str, str | Promise] = {
    Submission.Outcome.MODEL: _("Model method"),
    Submission.Outcome.SELECTED: _("Selected"),
    Submission.Outcome.CASE: _("Pilot or example"),
    Submission.Outcome.SUBMITTED: _("Submitted, not selected"),
    NONE: _("Selection not proven"),
}
SHAPES = {
    Submission.Outcome.MODEL: "diamond",
    Submission.Outcome.SELECTED: "filled-square",
    Submission.Outcome.CASE: "half-square",
    Submission.Outcome.SUBMITTED: "open-square",
}
_WEIGHTS = {code: weight for weight, code in enumerate(LABELS)}


@dataclass(frozen=True)
class ShownOutcome:
    """An outcome as a page shows it; its shape says it without colour."""

    code: str
    label: str
    round_label: str
    shape: str


def round_label(selection_round: SelectionRound) -> str:
    """The round in a few words: its year where known, and the place it was for."""
    dated = selection_round.announced_on or selection_round.opened_on
    names = {
        "year": dated[:4],
        "place": selection_round.province or gettext("national"),
    }
    if selection_round.is_pilot:
        form = (
            gettext("%(year)s %(place)s pilots")
            if dated
            else gettext("%(place)s pilots")
        )
    else:
        form = (
            gettext("%(year)s %(place)s round") if dated else gettext("%(place)s round")
        )
    label = form % names
    if selection_round.is_demo:
        return gettext("%(round)s (demonstration)") % {"round": label}
    return label


def shown_outcome(submission: Submission) -> ShownOutcome:
    """The outcome of one submission of an announced round."""
    return ShownOutcome(
        code=submission.outcome,
        label=str(LABELS[submission.outcome]),
        round_label=round_label(submission.selection_round),
        shape=SHAPES[Submission.Outcome(submission.outcome)],
    )


def weightiest(submissions: Iterable[Submission]) -> Submission | None:
    """The submission with the outcome that says most, or None when there is none."""
    return min(submissions, key=lambda each: weight(each.outcome), default=None)


def weight(outcome: str) -> int:
    """The place of an outcome among all of them: what says more stands first."""
    return _WEIGHTS[outcome]
