"""The announcement: everything becomes public at one moment."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.accounts.models import User
from catalogue.methods.models import WorkMethod
from catalogue.methods.publication import change_state
from catalogue.rounds.missing import Missing
from catalogue.rounds.models import Notice, SelectionRound, Submission

State = Submission.State


def missing_to_announce(
    selection_round: SelectionRound, at: datetime.datetime
) -> list[Missing]:
    """The number and date of the result notice, and texts nobody has released."""
    found = []
    notices = selection_round.notices.filter(role=Notice.Role.RESULT)
    if not notices.exclude(number="").exclude(dated="").exists():
        found.append(Missing(_("Enter number and date of the result notice.")))
    unchecked = (
        selection_round.submissions.filter(
            state=State.RECOMMENDED, released_by__isnull=True
        )
        .exclude(method__status=WorkMethod.Status.PUBLISHED)
        .select_related("method")
    )
    found += [
        Missing(
            _("№ %(number)d is not published, and no editor released it.")
            % {"number": submission.method_id}
        )
        for submission in unchecked
    ]
    return found


def announce(selection_round: SelectionRound, at: datetime.datetime) -> None:
    """Give every submission its outcome and publish what was released for it.

    Only `life.move_round` calls this, in its transaction.
    """
    submissions = selection_round.submissions
    released = submissions.filter(state=State.RECOMMENDED).exclude(
        method__status=WorkMethod.Status.PUBLISHED
    )
    for submission in released.select_related("method", "released_by"):
        by = submission.released_by
        assert isinstance(by, User)  # noqa: S101 - `missing_to_announce` says so
        change_state(submission.method, WorkMethod.Status.PUBLISHED, by=by)
    submissions.filter(state=State.NOT_RECOMMENDED).update(
        state=State.NOT_SELECTED, outcome=Submission.Outcome.SUBMITTED
    )
    submissions.filter(state=State.RECOMMENDED).update(
        state=State.SELECTED, outcome=Submission.Outcome.SELECTED
    )
    _count(selection_round, at)


def _count(selection_round: SelectionRound, at: datetime.datetime) -> None:
    of_state = selection_round.submissions.filter
    selected = of_state(state=State.SELECTED).count()
    selection_round.announced_on = timezone.localdate(at).isoformat()
    selection_round.official_selected = selected
    selection_round.official_submitted = (
        selected + of_state(state=State.NOT_SELECTED).count()
    )
    selection_round.announce_at = selection_round.announce_released_by = None
