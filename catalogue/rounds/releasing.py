"""Texts that an editor checked beforehand, to become public with the result.

Editors release any submitted text, selected or not: so a release tells nothing of the
judging.
"""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from catalogue.accounts.models import User
from catalogue.methods.models import WorkMethod
from catalogue.methods.publication import (
    PUBLISH,
    authors_of,
    open_moves,
    require_publishable,
)
from catalogue.rounds.models import SelectionRound, Submission
from catalogue.rounds.submitted_content import content_of, contents_of, digest_of

State = Submission.State
JUDGED = (State.SUBMITTED, State.RECOMMENDED, State.NOT_RECOMMENDED)


def to_release(selection_round: SelectionRound) -> QuerySet[Submission]:
    """The submissions of a round whose methods the public cannot read yet."""
    return selection_round.submissions.filter(state__in=JUDGED).exclude(
        method__status=WorkMethod.Status.PUBLISHED
    )


@transaction.atomic
def release(submission: Submission, *, by: User) -> Submission:
    """Let the method's text as it is now become public if it is selected.

    Raises PermissionDenied, or ValidationError with a sentence for the person: an
    author releases no text of his or her own.
    """
    if not by.has_perm(PUBLISH):
        raise PermissionDenied
    locked = Submission.objects.select_for_update(of=["self"]).get(pk=submission.pk)
    if not to_release(locked.selection_round).filter(pk=locked.pk).exists():
        raise ValidationError(_("There is nothing to release: it is public already."))
    require_publishable(locked.method)
    if WorkMethod.Status.PUBLISHED not in open_moves(locked.method, by):
        raise ValidationError(_("A method in this state is not published."))
    if by.pk in authors_of(locked.method):
        raise ValidationError(
            _(
                "You entered this text or sent it for checking: another person must "
                "release it."
            )
        )
    locked.released_by = by
    locked.released_digest = digest_of(content_of(locked.method))
    locked.save()
    return locked


@transaction.atomic
def take_release_back(submission: Submission, *, by: User) -> Submission:
    """The text is not released any more; PermissionDenied for who may not publish."""
    if not by.has_perm(PUBLISH):
        raise PermissionDenied
    locked = Submission.objects.select_for_update(of=["self"]).get(pk=submission.pk)
    locked.released_by, locked.released_digest = None, ""
    locked.save()
    return locked


def released(submissions: Iterable[Submission]) -> set[int]:
    """Those of which just the text of now is released, in few queries for all.

    The submissions come with their methods.
    """
    rows = [each for each in submissions if each.released_by_id is not None]
    editors = User.objects.in_bulk({each.released_by_id for each in rows})
    may = {key for key, editor in editors.items() if editor.has_perm(PUBLISH)}
    rows = [each for each in rows if each.released_by_id in may]
    contents = contents_of(each.method for each in rows)
    return {
        each.pk
        for each in rows
        if each.released_digest == digest_of(contents[each.method_id])
    }
