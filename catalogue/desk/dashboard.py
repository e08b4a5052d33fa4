"""The first page of the desk: what waits, what comes due, what has happened."""

from typing import Any

from catalogue.accounts.models import User
from catalogue.desk.after_the_selection import (
    adoption_figures,
    pilot_figures,
    promotion_figures,
)
from catalogue.desk.audit_trail import entries_at
from catalogue.desk.deadlines import deadlines, texts_to_release, under_way
from catalogue.desk.history import put_into_words
from catalogue.desk.models import ImportedRow, MethodImport
from catalogue.desk.overview import bodies, other_places
from catalogue.desk.still_in_use import (
    call_deadlines,
    call_figures,
    calls_that_wait,
)
from catalogue.desk.upkeep import open_register_changes, upkeep_figures
from catalogue.desk.worklist import (
    figures,
    recent,
    sees_methods,
    waiting,
    waiting_states,
)

IMPORTS_SHOWN = 5


def dashboard(person: User) -> dict[str, Any]:
    """What the first page shows to this person; a fixed number of queries."""
    if not sees_methods(person):
        return {}
    sees_all = person.sees_all_reporting_bodies
    calls = calls_that_wait(person)
    return {
        "figures": figures(person),
        "upkeep": upkeep_figures(person),
        "releases": texts_to_release(person),
        "after_the_selection": [
            *adoption_figures(person),
            *promotion_figures(person),
            *pilot_figures(person),
        ],
        "register_changes": open_register_changes(person),
        "waits_for_person": bool(waiting_states(person)),
        "waiting": waiting(person),
        "bodies": bodies(person),
        "other_places": other_places() if sees_all else [],
        "still_in_use": call_figures(calls, person),
        "deadlines": deadlines(person, others=call_deadlines(calls, person)),
        "under_way": under_way(person),
        "recent_changes": put_into_words(list(entries_at(recent(person)))),
        "imports": _imports(person),
    }


def _imports(person: User) -> list[tuple[MethodImport, int]]:
    """The latest imports, each with the number of rows that could not be saved."""
    latest = list(MethodImport.objects.visible_to(person)[:IMPORTS_SHOWN])
    wrong = ImportedRow.objects.filter(
        method_import__in=latest, outcome=ImportedRow.Outcome.WRONG
    )
    owners = list(wrong.values_list("method_import", flat=True))
    return [(each, owners.count(each.pk)) for each in latest]
