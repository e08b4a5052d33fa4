"""The desk's pages for rounds, their notices, returns and submissions."""

from catalogue.rounds.admin.notice import NoticeAdmin
from catalogue.rounds.admin.provincial_return import ProvincialReturnAdmin
from catalogue.rounds.admin.reviewers import ReviewerAdmin, ReviewGroupAdmin
from catalogue.rounds.admin.selection_round import SelectionRoundAdmin
from catalogue.rounds.admin.submission import SubmissionAdmin
from catalogue.rounds.admin.submitted_method import SubmittedMethodAdmin

__all__ = [
    "NoticeAdmin",
    "ProvincialReturnAdmin",
    "ReviewGroupAdmin",
    "ReviewerAdmin",
    "SelectionRoundAdmin",
    "SubmissionAdmin",
    "SubmittedMethodAdmin",
]
