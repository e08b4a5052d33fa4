"""What came of methods, as far as it waits for a member of staff."""

from django.urls import reverse
from django.utils.translation import ngettext

from catalogue.accounts.models import User
from catalogue.desk.worklist import Figure
from catalogue.practice.adopting import DECIDE
from catalogue.practice.models import Adoption, PilotSite
from catalogue.practice.pilot_publication import CONFIRM
from catalogue.practice.pilot_revisions import ENTER

_ADOPTIONS = "admin:practice_adoption_changelist"
_SITES = "admin:practice_pilotsite_changelist"


def adoption_figures(person: User) -> list[Figure]:
    """How many reports of adoptions wait for who may confirm them; one query."""
    if not person.has_perm(DECIDE):
        return []
    count = Adoption.objects.visible_to(person).waiting().count()
    words = ngettext(
        "report of an adoption waits for confirmation",
        "reports of adoptions wait for confirmation",
        count,
    )
    return [Figure(words, count, f"{reverse(_ADOPTIONS)}?state__exact=reported")]


def pilot_figures(person: User) -> list[Figure]:
    """Pilot sites to confirm, or returned ones to correct; one query at most."""
    if person.has_perm(CONFIRM):
        state = PilotSite.State.SENT
    elif person.has_perm(ENTER):
        state = PilotSite.State.RETURNED
    else:
        return []
    count = PilotSite.objects.visible_to(person).filter(state=state).count()
    if state == PilotSite.State.SENT:
        words = ngettext(
            "pilot site waits for confirmation",
            "pilot sites wait for confirmation",
            count,
        )
    else:
        words = ngettext(
            "returned pilot site to correct", "returned pilot sites to correct", count
        )
    return [Figure(words, count, f"{reverse(_SITES)}?state__exact={state}")]
