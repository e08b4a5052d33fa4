"""Demonstration records: the round of 2018 filled up, and two rounds held here.

Every record is made from a fixed seed, marked as a demonstration record, and taken
out again by `remove_demo`. docs/demonstration.md tells the rest.
"""

import pghistory
from django.db import transaction

from catalogue.methods.models import WorkMethod
from catalogue.methods.search.index import index_methods
from catalogue.rounds.demonstration.drafting import drafts
from catalogue.rounds.demonstration.errors import DemonstrationError
from catalogue.rounds.demonstration.held_removal import remove_rounds
from catalogue.rounds.demonstration.held_rounds import add_rounds
from catalogue.rounds.demonstration.records import save_drafts
from catalogue.rounds.demonstration.removal import delete_records
from catalogue.rounds.demonstration.spread import missing_records
from catalogue.rounds.demonstration.stock_files import read_stock
from catalogue.rounds.models import SelectionRound

ROUND = "national-2018"


@transaction.atomic
def add_demonstration() -> int:
    """Add the demonstration records unless there are any; how many were added.

    Raises DemonstrationError or DataFileError, and then adds nothing.
    """
    # Two who start at the same time must not both find that there are none.
    found = SelectionRound.objects.select_for_update().filter(slug=ROUND).first()
    if found is None:
        raise DemonstrationError(
            f"There is no round {ROUND}: run load_catalogue first."
        )
    if WorkMethod.objects.filter(is_demo=True).exists():
        return 0
    with pghistory.context(reason="load_demo"):
        numbers = save_drafts(found, drafts(read_stock(), missing_records(found)))
    return index_methods(numbers)


@transaction.atomic
def add_demonstration_rounds() -> int:
    """Add a finished round and one under review, unless they are there; how many.

    Their submissions are the demonstration records; without any there is no round.
    """
    with pghistory.context(reason="load_demo"):
        return add_rounds()


@transaction.atomic
def remove_demonstration() -> int:
    """Remove demonstration rounds and records, nothing else; how many records."""
    with pghistory.context(reason="remove_demo"):
        remove_rounds()
        return delete_records()
