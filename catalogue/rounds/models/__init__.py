"""Selection rounds: the call, the submissions, the judging and what came of it."""

from catalogue.rounds.models.absence import Absence
from catalogue.rounds.models.agreed_reason import AgreedReason
from catalogue.rounds.models.approval import Amendment, Approval
from catalogue.rounds.models.assignment import Assignment, Recusal
from catalogue.rounds.models.board import BoardLine, BoardSwap
from catalogue.rounds.models.criterion import Criterion, MarkMeaning
from catalogue.rounds.models.group_consensus import GroupConsensus, TookPart
from catalogue.rounds.models.notice import Notice
from catalogue.rounds.models.provincial_return import ProvincialReturn
from catalogue.rounds.models.quota import Quota
from catalogue.rounds.models.review import Review, ReviewMark
from catalogue.rounds.models.review_group import GroupMember, Reviewer, ReviewGroup
from catalogue.rounds.models.round_message import RoundMessage
from catalogue.rounds.models.round_state_change import RoundStateChange
from catalogue.rounds.models.selection_round import SelectionRound
from catalogue.rounds.models.stage_dates import StageDates
from catalogue.rounds.models.submission import Submission
from catalogue.rounds.models.submitted_text import RedactedText, SubmittedText

__all__ = [
    "Absence",
    "AgreedReason",
    "Amendment",
    "Approval",
    "Assignment",
    "BoardLine",
    "BoardSwap",
    "Criterion",
    "GroupConsensus",
    "GroupMember",
    "MarkMeaning",
    "Notice",
    "ProvincialReturn",
    "Quota",
    "Recusal",
    "RedactedText",
    "Review",
    "ReviewGroup",
    "ReviewMark",
    "Reviewer",
    "RoundMessage",
    "RoundStateChange",
    "SelectionRound",
    "StageDates",
    "Submission",
    "SubmittedText",
    "TookPart",
]
