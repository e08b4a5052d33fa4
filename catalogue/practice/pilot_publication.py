"""The life of a pilot site and of a programme; their states change here only."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.accounts.models import User
from catalogue.practice.models import PilotProgramme, PilotSite, PilotSiteChange
from catalogue.practice.pilot_revisions import ENTER, apply_change, own_site
from catalogue.practice.pilot_rules import (
    faults_of_closing,
    faults_of_confirming,
    require_in_scope,
    require_none_blocks,
)

State = PilotSite.State
Course = PilotProgramme.State

CONFIRM = "practice.confirm_pilotsite"
RUN = "practice.run_pilotprogramme"

# From each state: the states it may change to, and the permission it takes.
MOVES: Mapping[str, Mapping[str, str]] = {
    State.DRAFT: {State.SENT: ENTER},
    State.SENT: {State.DRAFT: ENTER, State.RETURNED: CONFIRM, State.CONFIRMED: CONFIRM},
    State.RETURNED: {State.SENT: ENTER},
    State.CONFIRMED: {State.WITHDRAWN: CONFIRM},
    State.WITHDRAWN: {State.CONFIRMED: CONFIRM},
}
NEED_A_REASON = frozenset({State.RETURNED, State.WITHDRAWN})
PROGRAMME_MOVES: Mapping[str, tuple[str, ...]] = {
    Course.PREPARING: (Course.OPEN,),
    Course.OPEN: (Course.PREPARING, Course.CLOSED),
    Course.CLOSED: (Course.OPEN,),
}


def open_moves(site: PilotSite, by: User) -> list[str]:
    """The states that the person may give to a site that the person sees."""
    moves = MOVES[site.state]
    may = [state for state, permission in moves.items() if by.has_perm(permission)]
    return [state for state in may if not (site.revises_id and state in _NO_CHANGE)]


# A change that is being prepared is not public, so nothing can be withdrawn.
_NO_CHANGE = frozenset({State.WITHDRAWN})


@transaction.atomic
def move_site(site: PilotSite, to: str, *, by: User, reason: str = "") -> PilotSite:
    """Move a site to another state; raise when person, state or a rule forbids it.

    Confirming a change of a confirmed site brings it into that one, which is the
    answer. Raises PermissionDenied, or ValidationError with sentences for the person.
    """
    # All confirmations of a programme go one by one, or two would both be the tenth.
    programme = PilotProgramme.objects.select_for_update().get(pk=site.programme_id)
    site = own_site(site, by)
    site.programme = programme
    _require_move(site, to, by, reason)
    if to == State.CONFIRMED:
        _require_ready(site, by)
    PilotSiteChange.objects.create(
        site=site, from_state=site.state, to_state=to, changed_by=by, reason=reason
    )
    if to == State.CONFIRMED and site.revises_id is not None:
        original = PilotSite.objects.select_for_update().get(pk=site.revises_id)
        apply_change(site, original)
        return original
    if to == State.CONFIRMED:
        site.confirmed_at = site.confirmed_at or timezone.now()
    site.state = to
    site.save()
    return site


def _require_move(site: PilotSite, to: str, by: User, reason: str) -> None:
    permission = MOVES[site.state].get(to)
    if permission is None or (site.revises_id and to in _NO_CHANGE):
        raise ValidationError(
            _("A site in the state “%(now)s” cannot change to “%(next)s”.")
            % {"now": site.get_state_display(), "next": State(to).label}
        )
    if not by.has_perm(permission):
        raise PermissionDenied
    if to in NEED_A_REASON and not reason.strip():
        raise ValidationError(_("Give the reason."))
    joins_or_leaves = to in (State.CONFIRMED, State.WITHDRAWN) and not site.revises_id
    if joins_or_leaves and site.programme.state == Course.CLOSED:
        raise ValidationError(_("The list of sites of this programme is closed."))


def _require_ready(site: PilotSite, by: User) -> None:
    if site.programme.state == Course.PREPARING:
        raise ValidationError(_("Open the programme before confirming its sites."))
    if site.revises is not None and not site.revises.is_confirmed:
        raise ValidationError(
            _("The site itself is withdrawn: confirm it again, then its change.")
        )
    if by.pk in authors_of(site):
        raise ValidationError(
            _("You entered this site or sent it: another person must confirm it.")
        )
    require_in_scope(site)
    require_none_blocks(faults_of_confirming(site))


def authors_of(site: PilotSite) -> set[int]:
    """Who stands for the record: who entered it, and who sent it last."""
    last = site.state_changes.filter(to_state=State.SENT).last()
    authors = {site.entered_by_id, last.changed_by_id if last else None}
    return {author for author in authors if author is not None}


@transaction.atomic
def move_programme(programme: PilotProgramme, to: str, *, by: User) -> PilotProgramme:
    """Open a programme, close its list of sites, or take either step back.

    Raises PermissionDenied, or ValidationError with every rule that blocks.
    """
    if not by.has_perm(RUN):
        raise PermissionDenied
    programme = PilotProgramme.objects.select_for_update().get(pk=programme.pk)
    if to not in PROGRAMME_MOVES[programme.state]:
        raise ValidationError(
            _("A programme in the state “%(now)s” cannot change to “%(next)s”.")
            % {"now": programme.get_state_display(), "next": Course(to).label}
        )
    if to == Course.PREPARING and programme.sites.filter(state=State.CONFIRMED):
        raise ValidationError(
            _("Sites of it are confirmed and public: withdraw them first.")
        )
    if to == Course.CLOSED:
        require_none_blocks(faults_of_closing(programme))
    programme.state = to
    programme.save()
    return programme
