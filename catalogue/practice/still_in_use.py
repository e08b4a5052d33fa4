"""The answers to the yearly call "still in use?": given, and their notes released."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.accounts.models import User
from catalogue.methods.models import WorkMethod
from catalogue.methods.publication import PUBLISH
from catalogue.partial_dates import first_day, validate_partial_date
from catalogue.places.models import Community
from catalogue.practice.models import StillInUseAnswer

ANSWER = "practice.answer_still_in_use"
Answer = StillInUseAnswer.Answer


@dataclass(frozen=True)
class Given:
    """An answer as somebody gives it; without one the method counts as asked only."""

    answer: str = ""
    confirmed_on: datetime.date | None = None
    no_longer_since: str = ""
    revised_into: WorkMethod | None = None
    merged_community: Community | None = None
    note_zh: str = ""
    note_en: str = ""
    evidence: str = ""


@transaction.atomic
def answer_call(
    row: StillInUseAnswer,
    given: Given,
    *,
    by: User,
    seen: datetime.datetime | None = None,
    at: datetime.datetime | None = None,
) -> StillInUseAnswer:
    """Write down what a body says of one method; no answer takes the old one back.

    `seen` is when the answer was given that the person had before the eyes. Raises
    PermissionDenied, or ValidationError by field, and when somebody else answered
    meanwhile. It changes nothing of the method: that it is withdrawn, or changed, is an
    act of its own.
    """
    _require(by, ANSWER)
    at = at or timezone.now()
    locked = _locked(row, by)
    if not locked.call.is_open:
        raise ValidationError(_("The call is closed: its answers stay as they are."))
    if locked.answered_at != seen:
        message = _("Somebody else answered meanwhile: look at the row again.")
        raise ValidationError(message)
    given = _tidied(given)
    _require_answer(locked, given, timezone.localdate(at), by)
    _write(locked, given)
    is_given = bool(given.answer)
    locked.answered_by, locked.answered_at = (by, at) if is_given else (None, None)
    locked.note_released_by = None
    locked.save()
    return locked


def _locked(row: StillInUseAnswer, by: User) -> StillInUseAnswer:
    rows = StillInUseAnswer.objects.visible_to(by).select_for_update(of=["self"])
    found = rows.select_related("call", "method", "counts_for").filter(pk=row.pk)
    locked = found.first()
    if locked is None:
        raise PermissionDenied
    return locked


def _tidied(given: Given) -> Given:
    """What belongs to another answer is left out: it was typed before the choice."""
    if not given.answer:
        return Given()
    answer = given.answer
    return Given(
        answer=answer,
        confirmed_on=given.confirmed_on,
        no_longer_since=given.no_longer_since.strip()
        if answer == Answer.NO_LONGER_USED
        else "",
        revised_into=given.revised_into if answer == Answer.REVISED else None,
        merged_community=given.merged_community
        if answer == Answer.COMMUNITY_MERGED
        else None,
        note_zh=given.note_zh.strip(),
        note_en=given.note_en.strip(),
        evidence=given.evidence.strip(),
    )


def _require_answer(
    row: StillInUseAnswer, given: Given, today: datetime.date, by: User
) -> None:
    """Raise ValidationError by field where the answer does not hold together."""
    if not given.answer:
        return
    faults: dict[str, Any] = {}
    if given.answer not in Answer.values:
        faults["answer"] = _("Choose one of the answers.")
    if given.confirmed_on is None:
        faults["confirmed_on"] = _("Say on which day somebody made sure of it.")
    elif given.confirmed_on > today:
        faults["confirmed_on"] = _("This day is still to come.")
    elif given.confirmed_on < row.call.opened_on:
        faults["confirmed_on"] = _("The call opened on %(day)s only.") % {
            "day": row.call.opened_on
        }
    faults |= _faults_of_end(given, today)
    faults |= _faults_of_others(row, given, by)
    if faults:
        raise ValidationError(faults)


def _faults_of_end(given: Given, today: datetime.date) -> dict[str, Any]:
    if not given.no_longer_since:
        return {}
    try:
        validate_partial_date(given.no_longer_since)
    except ValidationError as fault:
        return {"no_longer_since": fault.messages}
    if first_day(given.no_longer_since) > today:
        return {"no_longer_since": _("This day is still to come.")}
    return {}


def _faults_of_others(row: StillInUseAnswer, given: Given, by: User) -> dict[str, Any]:
    """Of the method that it was revised into, and the community that it merged into."""
    faults = {}
    into = given.revised_into
    if into is not None:
        if into.pk in (row.method_id, row.counts_for_id):
            faults["revised_into"] = _("Name another record, or leave it empty.")
        elif not _may_name(by, into, beside=row.method):
            faults["revised_into"] = _("There is no such method of your body.")
    community = given.merged_community
    # After a merger of the register the method stands under the new one already.
    is_own = community is not None and community.pk == row.counts_for.community_id
    if community is not None and is_own and not community.merged_from.exists():
        faults["merged_community"] = _("This is the community of the method itself.")
    return faults


def _may_name(by: User, into: WorkMethod, *, beside: WorkMethod) -> bool:
    """Whether the person sees the record; demonstrations stand among themselves."""
    seen = WorkMethod.objects.visible_to(by).unmerged().filter(is_demo=beside.is_demo)
    return seen.filter(pk=into.pk).exists()


def _write(row: StillInUseAnswer, given: Given) -> None:
    row.answer, row.confirmed_on = given.answer, given.confirmed_on
    row.no_longer_since = given.no_longer_since
    row.revised_into, row.merged_community = given.revised_into, given.merged_community
    row.note_zh, row.note_en = given.note_zh, given.note_en
    row.evidence = given.evidence


@transaction.atomic
def release_note(row: StillInUseAnswer, *, by: User) -> StillInUseAnswer:
    """Let the public read the note of an answer.

    Raises PermissionDenied, or ValidationError where there is none or the person
    wrote it.
    """
    _require(by, PUBLISH)
    locked = _locked(row, by)
    if not (locked.note_zh or locked.note_en):
        raise ValidationError(_("There is no note to release."))
    if locked.answered_by_id == by.pk:
        message = _("You wrote this note: another person must release it.")
        raise ValidationError(message)
    locked.note_released_by = by
    locked.save()
    return locked


def _require(by: User, right: str) -> None:
    if not by.has_perm(right):
        raise PermissionDenied
