"""What came of methods, as far as it waits for a member of staff."""

from django.urls import reverse
from django.utils.translation import ngettext

from catalogue.accounts.models import User
from catalogue.desk.worklist import Figure
from catalogue.practice import promoting
from catalogue.practice.adopting import DECIDE
from catalogue.practice.models import Adoption, PilotSite, Promotion
from catalogue.practice.pilot_publication import CONFIRM
from catalogue.practice.pilot_revisions import ENTER

_ADOPTIONS = "admin:practice_adoption_changelist"
_SITES = "admin:practice_pilotsite_changelist"
_PROMOTION = "admin:practice_promotion_changelist"


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


def promotion_figures(person: User) -> list[Figure]:
    """Promotion to check, or returned; and plans whose day is over; two queries."""
    if not person.has_perm(promoting.ENTER):
        return []
    publishes = person.has_perm(promoting.PUBLISH)
    status = Promotion.Status.CHECKING if publishes else Promotion.Status.RETURNED
    own = Promotion.objects.visible_to(person)
    count = own.filter(status=status).count()
    if publishes:
        words = ngettext(
            "entry of promotion waits for checking",
            "entries of promotion wait for checking",
            count,
        )
    else:
        words = ngettext(
            "returned entry of promotion to correct",
            "returned entries of promotion to correct",
            count,
        )
    planned = own.filter(standing=Promotion.Standing.PLANNED, is_demo=False)
    over = planned.over().count()
    outcome = ngettext(
        "planned event is over: say whether it took place",
        "planned events are over: say whether they took place",
        over,
    )
    listed = reverse(_PROMOTION)
    return [
        Figure(words, count, f"{listed}?status__exact={status}"),
        Figure(outcome, over, f"{listed}?outcome_missing=yes&is_demo__exact=0"),
    ]
