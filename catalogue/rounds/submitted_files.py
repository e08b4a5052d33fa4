"""Photos and files of a submission as they were submitted, and who may open them."""

from collections.abc import Mapping
from typing import Any

from catalogue.accounts.models import User
from catalogue.rounds.group_attendance import attendance_of
from catalogue.rounds.group_scores import is_reviewed
from catalogue.rounds.models import Submission
from catalogue.rounds.reviewing import own_assignments

# By the name of the kind: where a frozen text holds them, and the path in each row.
ATTACHED = {"photo": ("methodphoto", "image"), "file": ("methodfile", "file")}


def paths_of(content: Mapping[str, Any], kind: str) -> list[str]:
    """Where the photos or files of a frozen text lie in the storage, in its order."""
    part, key = ATTACHED[kind]
    return [row.get(key) or "" for row in content["parts"].get(part, ())]


def may_open(submission: Submission, person: User) -> bool:
    """Whether the person may open what was submitted with a text.

    That is who keeps the submission on the desk; and where names are not hidden its
    reviewers, and from the meeting on its group but who is recused.
    """
    keeps = person.has_perm("rounds.view_submission")
    own = Submission.objects.visible_to(person).filter(pk=submission.pk)
    if keeps and own.exists():
        return True
    if submission.selection_round.is_blind:
        return False
    if own_assignments(person).filter(submission=submission).exists():
        return True
    return _meets_on(submission, person)


def _meets_on(submission: Submission, person: User) -> bool:
    if submission.group is None or not is_reviewed(submission.selection_round):
        return False
    attendance = attendance_of(submission.group)
    member = attendance.member(person)
    return member is not None and not attendance.is_recused(member, submission.pk)
