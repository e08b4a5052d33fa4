"""The announcement: everything becomes public at one moment."""

import datetime
from collections.abc import Iterator

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.accounts.models import User
from catalogue.methods.models import WorkMethod
from catalogue.methods.publication import change_state
from catalogue.rounds.missing import Missing
from catalogue.rounds.models import Amendment, Notice, SelectionRound, Submission
from catalogue.rounds.releasing import released, to_release
from catalogue.rounds.solicitation import record_counts, standings, total

RUN = "rounds.run_round"
State = Submission.State
# What an amendment may make of a submission, and the state that goes with it.
AMENDED = {
    Submission.Outcome.SELECTED: State.SELECTED,
    Submission.Outcome.SUBMITTED: State.NOT_SELECTED,
}


def missing_to_announce(
    selection_round: SelectionRound, at: datetime.datetime
) -> list[Missing]:
    """The number and date of the result notice, and texts nobody has released."""
    found = []
    notices = selection_round.notices.filter(role=Notice.Role.RESULT)
    if not notices.exclude(number="").exclude(dated="").exists():
        found.append(Missing(_("Enter number and date of the result notice.")))
    selected = list(
        to_release(selection_round)
        .filter(state=State.RECOMMENDED)
        .select_related("method")
    )
    done = released(selected)
    found += [
        Missing(
            _("№ %(number)d is not published, and no editor released its text.")
            % {"number": submission.method_id}
        )
        for submission in selected
        if submission.pk not in done
    ]
    return found


def announce(selection_round: SelectionRound, at: datetime.datetime) -> None:
    """Give every submission its outcome and publish what was released for it.

    Only `life.move_round` calls this, in its transaction.
    """
    for submission in _locked_texts(selection_round):
        _publish(submission)
    submissions = selection_round.submissions
    submissions.filter(state=State.NOT_RECOMMENDED).update(
        state=State.NOT_SELECTED, outcome=Submission.Outcome.SUBMITTED
    )
    submissions.filter(state=State.RECOMMENDED).update(
        state=State.SELECTED, outcome=Submission.Outcome.SELECTED
    )
    _count(selection_round, at)


def _locked_texts(selection_round: SelectionRound) -> list[Submission]:
    """What becomes public with the result, kept from being changed until it is."""
    rows = to_release(selection_round).filter(state=State.RECOMMENDED)
    found = list(
        rows.select_related("method", "released_by")
        .select_for_update(of=["self", "method"])
        .order_by("pk")
    )
    if len(released(found)) < len(found):
        raise ValidationError(_("A text was changed just now: release it anew."))
    return found


def _publish(submission: Submission) -> None:
    editor = submission.released_by
    assert isinstance(editor, User)  # noqa: S101 - `missing_to_announce` says so
    try:
        change_state(submission.method, WorkMethod.Status.PUBLISHED, by=editor)
    except PermissionDenied:
        message = _("Who released № %(number)d may not publish it: release it anew.")
        words = {"number": submission.method_id}
        raise ValidationError(message, params=words) from None


def _count(selection_round: SelectionRound, at: datetime.datetime) -> None:
    of_state = selection_round.submissions.filter
    selected = of_state(state=State.SELECTED).count()
    selection_round.announced_on = timezone.localdate(at).isoformat()
    selection_round.official_selected = selected
    selection_round.official_submitted = (
        selected + of_state(state=State.NOT_SELECTED).count()
    )
    selection_round.official_solicited = total(standings(selection_round, at)).solicited
    selection_round.announce_at = selection_round.announce_released_by = None
    record_counts(selection_round)


@transaction.atomic
def schedule_announcement(
    selection_round: SelectionRound, announce_at: datetime.datetime, *, by: User
) -> SelectionRound:
    """Set the moment at which `announce_due` announces an approved round.

    Raises PermissionDenied, or ValidationError with a sentence for each thing that
    stands against it.
    """
    locked = _locked(selection_round, by)
    faults = [each.words for each in missing_to_announce(locked, announce_at)]
    if locked.state != SelectionRound.State.APPROVED:
        faults = [_("Only an approved round is announced.")]
    if announce_at <= timezone.now():
        faults.append(_("Choose a moment that is still to come."))
    if faults:
        raise ValidationError(faults)
    locked.announce_at, locked.announce_released_by = announce_at, by
    locked.save()
    return locked


@transaction.atomic
def cancel_announcement(selection_round: SelectionRound, *, by: User) -> SelectionRound:
    """The round is announced by hand only; PermissionDenied for who may not."""
    locked = _locked(selection_round, by)
    locked.announce_at = locked.announce_released_by = None
    locked.save()
    return locked


def due_to_announce(
    now: datetime.datetime,
) -> Iterator[tuple[SelectionRound, User]]:
    """The rounds whose moment has come, each with who set it."""
    due = SelectionRound.objects.filter(announce_at__lte=now)
    for each in due.select_related("announce_released_by").order_by("announce_at"):
        assert each.announce_released_by is not None  # noqa: S101 - a constraint says so
        yield each, each.announce_released_by


def is_still_due(selection_round: SelectionRound, now: datetime.datetime) -> bool:
    """Whether nobody took the set moment back meanwhile; the round is locked then."""
    rounds = SelectionRound.objects.select_for_update()
    due = rounds.filter(pk=selection_round.pk, announce_at__lte=now)
    return due.first() is not None


@transaction.atomic
def amend(
    selection_round: SelectionRound,
    *,
    by: User,
    dated: datetime.date,
    text_zh: str,
    text_en: str = "",
    submission: Submission | None = None,
    outcome: str = "",
    at: datetime.datetime | None = None,
) -> Amendment:
    """Correct an announced result by a dated text, and one outcome where it says so.

    Raises PermissionDenied, or ValidationError with a sentence for the person.
    """
    locked = _locked(selection_round, by)
    if not locked.is_announced or not locked.is_held_here:
        raise ValidationError(_("Only an announced result is amended."))
    if faults := list(_faults_of_amendment(locked, dated, text_zh, at)):
        raise ValidationError(faults)
    if submission is not None and submission.selection_round_id != locked.pk:
        raise ValidationError(_("This submission belongs to another round."))
    amendment = Amendment.objects.create(
        selection_round=locked,
        submission=submission,
        outcome=outcome,
        dated=dated,
        text_zh=text_zh.strip(),
        text_en=text_en.strip(),
        recorded_by=by,
    )
    if submission is not None and outcome:
        _give_outcome(submission, outcome)
        record_counts(locked)
    return amendment


def _faults_of_amendment(
    selection_round: SelectionRound,
    dated: datetime.date,
    text_zh: str,
    at: datetime.datetime | None,
) -> Iterator[str]:
    if dated > timezone.localdate(at):
        yield _("This day is still to come.")
    if dated.isoformat() < selection_round.announced_on:
        yield _("An amendment is not dated before the announcement.")
    if not text_zh.strip():
        yield _("Write what is corrected: the public reads it.")


def _give_outcome(submission: Submission, outcome: str) -> None:
    locked = Submission.objects.select_for_update(of=["self"]).get(pk=submission.pk)
    state = AMENDED.get(Submission.Outcome(outcome))
    if state is None or locked.outcome == outcome:
        raise ValidationError(_("An amendment takes a selected one out, or one in."))
    if locked.state not in AMENDED.values():
        raise ValidationError(_("Only what was judged can be amended."))
    is_public = locked.method.status == WorkMethod.Status.PUBLISHED
    if state == State.SELECTED and not is_public:
        raise ValidationError(_("Publish the method before it is taken in."))
    locked.outcome, locked.state = outcome, state
    locked.save()


def _locked(selection_round: SelectionRound, by: User) -> SelectionRound:
    if not by.has_perm(RUN):
        raise PermissionDenied
    return SelectionRound.objects.select_for_update().get(pk=selection_round.pk)
