"""The life of an adoption from report to end; its state changes here only."""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.models import User
from catalogue.partial_dates import first_day, validate_partial_date
from catalogue.places.models import Community
from catalogue.practice.models import Adoption, AdoptionContact

State = Adoption.State

REPORT = "practice.add_adoption"
DECIDE = "practice.decide_adoption"


@transaction.atomic
def report_adoption(adoption: Adoption, *, by: User | None) -> Adoption:
    """Keep a new report: of a member of staff, or of nobody, by the public form.

    The reporting body is that of the community. Raises PermissionDenied where the
    community is none of the person's, or ValidationError with a sentence.
    """
    if by is not None and not (by.has_perm(REPORT) and is_own(adoption.community, by)):
        raise PermissionDenied
    require_adoptable(adoption)
    require_dates(adoption)
    adoption.state, adoption.reported_by = State.REPORTED, by
    adoption.came_by_form = by is None
    adoption.save(force_insert=True)
    return adoption


@transaction.atomic
def confirm_adoption(adoption: Adoption, *, by: User) -> Adoption:
    """Confirm a report: from now on the public reads it.

    Raises PermissionDenied, or ValidationError with a sentence for the person.
    """
    adoption = _locked(adoption, State.REPORTED, by)
    if _is_confirmed_already(adoption):
        raise _already()
    adoption.state = State.CONFIRMED
    adoption.decided_by, adoption.decided_at = by, timezone.now()
    try:
        with transaction.atomic():
            adoption.save()
    except IntegrityError:
        # Another person confirmed another report of the same a moment ago.
        raise _already() from None
    return adoption


@transaction.atomic
def refuse_adoption(adoption: Adoption, *, by: User, reason: str) -> Adoption:
    """Refuse a report that is not true; whom to ask about it is forgotten at once.

    Raises PermissionDenied, or ValidationError with a sentence for the person.
    """
    adoption = _locked(adoption, State.REPORTED, by)
    if not reason.strip():
        raise ValidationError(_("Give the reason: it stands in the record."))
    adoption.state, adoption.refusal_reason = State.REFUSED, reason.strip()
    adoption.decided_by, adoption.decided_at = by, timezone.now()
    adoption.save()
    AdoptionContact.objects.filter(adoption=adoption).delete()
    return adoption


@transaction.atomic
def end_adoption(
    adoption: Adoption, *, by: User, ended_on: str, reason: str
) -> Adoption:
    """Record that the community no longer works by the method; the public reads it so.

    Raises PermissionDenied, or ValidationError with a sentence for the person.
    """
    adoption = _locked(adoption, State.CONFIRMED, by)
    if not (ended_on and reason.strip()):
        raise ValidationError(_("Give the date and the reason: the public reads both."))
    adoption.state = State.ENDED
    adoption.ended_on, adoption.end_reason = ended_on, reason.strip()
    adoption.end_recorded_by, adoption.end_recorded_at = by, timezone.now()
    require_dates(adoption)
    adoption.save()
    return adoption


def require_adoptable(adoption: Adoption) -> None:
    """Raise ValidationError unless this community can take over this method."""
    method, community = adoption.method, adoption.community
    if not method.is_published:
        raise ValidationError(_("Only a published method can be adopted."))
    if not Community.objects.findable().filter(pk=community.pk).exists():
        raise ValidationError(_("Choose a community that exists."))
    if method.community_id == community.pk:
        raise ValidationError(_("This community is where the method comes from."))
    if _is_confirmed_already(adoption):
        raise _already()


def require_dates(adoption: Adoption, *, today: datetime.date | None = None) -> None:
    """Raise ValidationError for dates to come, and for an end before the beginning."""
    today = today or timezone.localdate()
    for day in filter(None, (adoption.since, adoption.ended_on)):
        validate_partial_date(day)
        if first_day(day) > today:
            raise ValidationError(_("The date is still to come."))
    since, ended_on = adoption.since, adoption.ended_on
    # As precise as the less precise of the two.
    shared = min(len(since), len(ended_on))
    if shared and ended_on[:shared] < since[:shared]:
        raise ValidationError(_("It cannot end before it began."))


def is_own(community: Community, person: User) -> bool:
    """Whether the person's reporting body answers for the community."""
    of_body = community.reporting_body_id == person.reporting_body_id
    return person.sees_all_reporting_bodies or of_body


def _locked(adoption: Adoption, state: State, by: User) -> Adoption:
    """The adoption as it is now, in this state, for a person who may decide on it."""
    if not by.has_perm(DECIDE):
        raise PermissionDenied
    rows = Adoption.objects.visible_to(by).select_for_update(of=["self"])
    try:
        found = rows.get(pk=adoption.pk)
    except Adoption.DoesNotExist:
        raise PermissionDenied from None
    if found.state != state:
        raise ValidationError(
            _("An adoption in the state “%(now)s” cannot be changed like this."),
            params={"now": found.get_state_display()},
        )
    return found


def _is_confirmed_already(adoption: Adoption) -> bool:
    same = Adoption.objects.in_use().filter(
        method=adoption.method, community=adoption.community
    )
    return same.exclude(pk=adoption.pk).exists()


def _already() -> ValidationError:
    return ValidationError(
        _("It is recorded already that this community works by this method.")
    )
