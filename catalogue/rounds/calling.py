"""The call of a round: criteria, quotas, closing times; what stands before it opens."""

import datetime
from collections.abc import Collection, Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.accounts.models import User
from catalogue.places.models import Division, Province
from catalogue.rounds.missing import Missing
from catalogue.rounds.models import Criterion, MarkMeaning, Quota, SelectionRound
from catalogue.rounds.six_characteristics import MARKS, SIX
from catalogue.rounds.submitting import is_judged

RUN = "rounds.run_round"
State = SelectionRound.State
MOMENT = "Y-m-d H:i:s"

Body = Province | Division


def missing_to_open(
    selection_round: SelectionRound, at: datetime.datetime
) -> list[Missing]:
    """What the call lacks: places, a closing time to come, criteria and quotas."""
    form = reverse("admin:rounds_selectionround_change", args=[selection_round.pk])
    found = []
    if not selection_round.places:
        words = _("Say how many methods are to be selected in all.")
        found.append(Missing(words, f"{form}#id_places"))
    if selection_round.closes_at is None:
        words = _("Set the time at which submission closes.")
        found.append(Missing(words, f"{form}#id_closes_at_0"))
    elif selection_round.closes_at <= at:
        words = _("The time at which submission closes is over: set a later one.")
        found.append(Missing(words, f"{form}#id_closes_at_0"))
    if not selection_round.criteria.exists():
        words = _("Set the criteria by which submissions are judged.")
        found.append(Missing(words, f"{form}#criteria-group"))
    if not selection_round.quotas.exists():
        quotas = reverse("admin:rounds_quotas", args=[selection_round.pk])
        found.append(Missing(_("Give the reporting bodies their quotas."), quotas))
    return found


def bodies_of(
    selection_round: SelectionRound,
) -> QuerySet[Province] | QuerySet[Division]:
    """Who may have a quota, in official order.

    The reporting bodies, or what stands right below the province of a provincial round.
    """
    if selection_round.province_id is None:
        return Province.objects.reporting_bodies().order_by("sort_order")
    below = Division.objects.filter(province=selection_round.province_id, parent=None)
    return below.filter(in_mca_2026=True).order_by("code")


def criteria_are_open(selection_round: SelectionRound) -> bool:
    """Whether the criteria may be changed: until review begins for the first time."""
    if selection_round.state in (State.PREPARING, State.OPEN):
        return True
    # After a step back there may be reviews already.
    return selection_round.state == State.CLOSED and not is_judged(selection_round)


@transaction.atomic
def put_in_six_characteristics(selection_round: SelectionRound, *, by: User) -> None:
    """Give a round without criteria the six characteristics, each with five marks.

    Raises PermissionDenied, or ValidationError where the round has criteria or its
    review has begun.
    """
    locked = _locked(selection_round, by)
    if not criteria_are_open(locked):
        raise ValidationError(_("The criteria stay as they are once review begins."))
    if locked.criteria.exists():
        raise ValidationError(_("The round has criteria already."))
    for position, six in enumerate(SIX, 1):
        criterion = Criterion.objects.create(
            selection_round=locked,
            position=position,
            characteristic=six.characteristic,
            name_zh=six.name_zh,
            name_en=six.name_en,
            meaning_zh=six.meaning_zh,
            meaning_en=six.meaning_en,
        )
        for mark, (chinese, english) in enumerate(MARKS, 1):
            MarkMeaning.objects.create(
                criterion=criterion, mark=mark, meaning_zh=chinese, meaning_en=english
            )


@transaction.atomic
def set_quotas(
    selection_round: SelectionRound, places: Mapping[str, int | None], *, by: User
) -> None:
    """Give each body, by its code, so many places; none takes the quota away.

    Raises PermissionDenied, or ValidationError with a sentence for each body that
    submitted more, and where the round takes no submissions any more.
    """
    locked = _locked(selection_round, by)
    if locked.state not in (State.PREPARING, State.OPEN):
        raise ValidationError(_("Quotas stay as they are once submission is closed."))
    bodies: dict[str, Body] = {each.pk: each for each in bodies_of(locked)}
    there = {code_of(each): each for each in _locked_quotas(locked)}
    faults = [
        _("%(body)s submitted %(count)d: its quota cannot be less.")
        % {"body": bodies.get(code, code), "count": used}
        for code, used in _used(locked).items()
        if code in places and (places[code] or 0) < used
    ]
    if faults:
        raise ValidationError(faults)
    for code, number in places.items():
        if code in bodies:
            _set_quota(locked, bodies[code], there.get(code), number)


@transaction.atomic
def extend(
    selection_round: SelectionRound,
    codes: Collection[str],
    to: datetime.datetime,
    *,
    reason: str,
    by: User,
    at: datetime.datetime | None = None,
) -> int:
    """Give bodies more time, with the reason on record; answer how many.

    Raises PermissionDenied, or ValidationError: time is never cut short, and only an
    open round is extended.
    """
    at = at or timezone.now()
    locked = _locked(selection_round, by)
    chosen = [each for each in _locked_quotas(locked) if code_of(each) in codes]
    faults = []
    if locked.state != State.OPEN:
        faults.append(_("Only an open round is extended."))
    if not chosen:
        faults.append(_("Choose the bodies that get more time."))
    if not reason.strip():
        faults.append(_("Give the reason of the extension; it is on record."))
    if to <= at:
        faults.append(_("The new closing time must be still to come."))
    faults += [
        _("%(body)s has until %(moment)s: time is never cut short.")
        % {"body": name_of(each), "moment": _moment(each.closes_at)}
        for each in chosen
        if each.closes_at is not None and to <= each.closes_at
    ]
    if faults:
        raise ValidationError(faults)
    for quota in chosen:
        quota.extended_to, quota.extended_by = to, by
        quota.extension_reason = reason.strip()
        quota.save()
    return len(chosen)


def code_of(quota: Quota) -> str:
    """The code of the body whose quota it is."""
    return quota.division_id or quota.reporting_body_id


def name_of(quota: Quota) -> str:
    """The name of the body whose quota it is."""
    return str(quota.division or quota.reporting_body)


def _locked(selection_round: SelectionRound, by: User) -> SelectionRound:
    if not by.has_perm(RUN):
        raise PermissionDenied
    rounds = SelectionRound.objects.select_for_update()
    return rounds.get(pk=selection_round.pk, is_held_here=True)


def _locked_quotas(selection_round: SelectionRound) -> list[Quota]:
    quotas = selection_round.quotas.select_for_update(of=["self"])
    found = list(quotas.select_related("reporting_body", "division"))
    for quota in found:
        quota.selection_round = selection_round
    return found


def _used(selection_round: SelectionRound) -> dict[str, int]:
    used: dict[str, int] = {}
    submitted = selection_round.submissions.filter(state="submitted")
    for body, division in submitted.values_list("reporting_body_id", "division_id"):
        code = division or body
        used[code] = used.get(code, 0) + 1
    return used


def _set_quota(
    selection_round: SelectionRound, body: Body, quota: Quota | None, places: int | None
) -> None:
    if not places:
        if quota is not None:
            quota.delete()
        return
    if quota is None:
        quota = Quota(selection_round=selection_round)
        if isinstance(body, Division):
            quota.division, quota.reporting_body_id = body, body.province_id
        else:
            quota.reporting_body = body
    if quota.places != places:
        quota.places = places
        quota.save()


def _moment(time: datetime.datetime) -> str:
    return date_format(timezone.localtime(time), MOMENT)
