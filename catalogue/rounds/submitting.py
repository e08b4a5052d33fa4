"""Putting methods forward in a round that is open."""

import datetime
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.accounts.models import User
from catalogue.methods.completeness import (
    Completeness,
    completeness,
    completeness_of_row,
)
from catalogue.methods.models import WorkMethod
from catalogue.rounds.missing import Missing
from catalogue.rounds.models import Quota, SelectionRound, Submission
from catalogue.rounds.submitted_content import content_of, digest_of

PUT_FORWARD = "rounds.put_forward"
State = Submission.State


def submitted(selection_round: SelectionRound) -> QuerySet[Submission]:
    """The submissions that are judged: put forward, and not taken back."""
    return Submission.objects.filter(
        selection_round=selection_round, state=State.SUBMITTED
    )


def is_judged(selection_round: SelectionRound) -> bool:
    """Whether anything of the round was judged, also before a step back."""
    judged = selection_round.submissions.filter(assignments__review__isnull=False)
    return judged.exists()


def missing_to_open_again(
    selection_round: SelectionRound, at: datetime.datetime
) -> list[Missing]:
    """Reviews: what they are of must not change under them."""
    if not is_judged(selection_round):
        return []
    words = _("Reviews were written: what they are of is not opened again.")
    return [Missing(words)]


def missing_to_close(
    selection_round: SelectionRound, at: datetime.datetime
) -> list[Missing]:
    """Until when bodies may still submit; nobody's time is cut short."""
    found = []
    if selection_round.takes_submissions(None, at):
        words = _("Reporting bodies may submit until %(moment)s.")
        found.append(Missing(words % {"moment": _moment(selection_round.closes_at)}))
    extended = selection_round.quotas.filter(extended_to__isnull=False)
    for quota in extended.select_related("reporting_body", "division"):
        if selection_round.takes_submissions(quota.extended_to, at):
            words = _("%(body)s may submit until %(moment)s.") % {
                "body": quota.division or quota.reporting_body,
                "moment": _moment(quota.extended_to),
            }
            found.append(Missing(words))
    if not found and not submitted(selection_round).exists():
        found.append(Missing(_("Nothing was submitted.")))
    return found


@transaction.atomic
def submit_all(
    submissions: Iterable[Submission], *, by: User, at: datetime.datetime | None = None
) -> list[Submission]:
    """Submit several, or none of them.

    Raises PermissionDenied, or ValidationError with a sentence for each thing that
    stands against each of them.
    """
    at = at or timezone.now()
    done, faults = [], []
    for each in sorted(submissions, key=lambda row: row.pk):
        try:
            done.append(submit(each, by=by, at=at))
        except ValidationError as refusal:
            faults += [f"{each.method}: {words}" for words in refusal.messages]
    if faults:
        raise ValidationError(faults)
    return done


@transaction.atomic
def submit(
    submission: Submission, *, by: User, at: datetime.datetime | None = None
) -> Submission:
    """Submit a prepared method, and freeze its text as it is now.

    Raises PermissionDenied for who may not, or ValidationError with a sentence for each
    thing that stands against it.
    """
    at = at or timezone.now()
    submission, quota = _locked(submission, by)
    faults = faults_of(submission, quota, at)
    if faults:
        raise ValidationError(faults)
    content = content_of(submission.method)
    submission.texts.create(
        content=content, digest=digest_of(content), submitted_by=by, submitted_at=at
    )
    submission.state = State.SUBMITTED
    submission.submitted_by, submission.submitted_at = by, at
    submission.division = quota.division if quota else None
    submission.save()
    return submission


@transaction.atomic
def take_back(
    submission: Submission, *, by: User, at: datetime.datetime | None = None
) -> Submission:
    """Take a submission back until the closing time; its frozen text stays on record.

    Raises as `submit` does.
    """
    at = at or timezone.now()
    submission, quota = _locked(submission, by)
    if submission.state != State.SUBMITTED:
        raise ValidationError(_("Only what is submitted can be taken back."))
    if not _in_time(submission.selection_round, quota, at):
        raise ValidationError(_("The closing time is over: nothing is taken back."))
    submission.state = State.TAKEN_BACK
    submission.save()
    return submission


def faults_of(
    submission: Submission, quota: Quota | None, at: datetime.datetime
) -> list[str]:
    """What stands against submitting this now, in words; nothing when all is well."""
    selection_round, faults = submission.selection_round, []
    if submission.state not in Submission.WAITING:
        faults.append(_("This is submitted already."))
    if not _in_time(selection_round, quota, at):
        faults.append(_("The round does not take submissions of this body now."))
    if quota is None:
        faults.append(_("This body has no quota in this round."))
    elif submitted_for(quota).count() >= quota.places:
        words = ngettext(
            "The quota is used up: %(places)d place.",
            "The quota is used up: %(places)d places.",
            quota.places,
        )
        faults.append(words % {"places": quota.places})
    faults += _faults_of_declaration(submission)
    return faults + faults_of_method(selection_round, submission.method)


def _faults_of_declaration(submission: Submission) -> list[str]:
    """More than were solicited cannot be submitted."""
    own = {"reporting_body": submission.reporting_body_id}
    returns = submission.selection_round.returns.filter(**own)
    solicited = returns.values_list("solicited", flat=True).first()
    if solicited is None:
        return []
    if submitted(submission.selection_round).filter(**own).count() < solicited:
        return []
    words = _("Only %(count)d are declared as solicited: correct that figure first.")
    return [words % {"count": solicited}]


def faults_of_method(selection_round: SelectionRound, method: WorkMethod) -> list[str]:
    """What of a method itself stands against submitting it, in words."""
    faults = []
    if method.revises_id is not None:
        faults.append(_("This is a change of another method: submit that one."))
    if method.status == WorkMethod.Status.WITHDRAWN:
        faults.append(_("It is withdrawn from the public site."))
    faults += [
        _("Missing: %(part)s.") % {"part": part.label}
        for part in completeness_at_hand(method).missing
        if part.key in selection_round.required_parts
    ]
    return faults


def completeness_at_hand(method: WorkMethod) -> Completeness:
    """The completeness as a list annotated it, else asked anew."""
    if hasattr(method, "missing_parts"):
        return completeness_of_row(method)
    return completeness(method)


def quota_of(submission: Submission) -> Quota | None:
    """The quota that a submission counts against.

    In a round of one province that is the quota of the city of its community, where
    there is one.
    """
    quotas = submission.selection_round.quotas.filter(
        reporting_body=submission.reporting_body
    )
    community = submission.method.community
    if community is not None:
        above = [community.county_id, community.county.parent_id]
        of_city = quotas.filter(division__in=[each for each in above if each]).first()
        if of_city is not None:
            return of_city
    return quotas.filter(division=None).first()


def submitted_for(quota: Quota) -> QuerySet[Submission]:
    """The submissions that use up a quota."""
    return submitted(quota.selection_round).filter(
        reporting_body=quota.reporting_body_id, division=quota.division_id
    )


def _locked(submission: Submission, by: User) -> tuple[Submission, Quota | None]:
    """The submission as it is now, for a person who may put it forward.

    The quota is locked, so that two officers never share its last place; the round
    too, so that it does not close meanwhile.
    """
    if not by.has_perm(PUT_FORWARD):
        raise PermissionDenied
    # The round first, as whoever moves it does: else the two wait for each other.
    rounds = SelectionRound.objects.select_for_update()
    selection_round = rounds.get(pk=submission.selection_round_id)
    rows = Submission.objects.visible_to(by).select_for_update(of=["self"])
    try:
        found = rows.select_related("method__community__county").get(pk=submission.pk)
    except Submission.DoesNotExist:
        raise PermissionDenied from None
    found.selection_round = selection_round
    quota = quota_of(found)
    if quota is not None:
        quota = Quota.objects.select_for_update(of=["self"]).get(pk=quota.pk)
        quota.selection_round = selection_round
    return found, quota


def _in_time(
    selection_round: SelectionRound, quota: Quota | None, at: datetime.datetime
) -> bool:
    closes_at = quota.closes_at if quota else None
    return selection_round.takes_submissions(closes_at, at)


def _moment(time: datetime.datetime | None) -> str:
    return date_format(timezone.localtime(time), "Y-m-d H:i:s") if time else ""
