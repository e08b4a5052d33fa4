"""Selection rounds: the call, the returns, the submissions and what came of them."""

from catalogue.rounds.models.notice import Notice
from catalogue.rounds.models.provincial_return import ProvincialReturn
from catalogue.rounds.models.selection_round import SelectionRound
from catalogue.rounds.models.submission import Submission

__all__ = ["Notice", "ProvincialReturn", "SelectionRound", "Submission"]
