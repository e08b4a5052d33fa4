"""What came of methods, as far as it waits for a member of staff."""

from django.urls import reverse
from django.utils.translation import ngettext

from catalogue.accounts.models import User
from catalogue.desk.worklist import Figure
from catalogue.practice.adopting import DECIDE
from catalogue.practice.models import Adoption

_ADOPTIONS = "admin:practice_adoption_changelist"


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
