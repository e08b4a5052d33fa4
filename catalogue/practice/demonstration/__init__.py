"""Demonstration records of what came of the methods, taken out by `remove_demo`."""

import pghistory
from django.db import transaction

from catalogue.practice.demonstration.adoptions import (
    add_adoptions,
    delete_adoptions,
)
from catalogue.practice.demonstration.pilots import add_pilots, delete_pilots
from catalogue.practice.demonstration.promotions import add_events, delete_events
from catalogue.practice.demonstration.still_in_use import add_call, delete_calls


@transaction.atomic
def add_demonstration_practice() -> int:
    """Add what shows how methods are made known, unless it is there; how many.

    Without demonstration rounds there is none.
    """
    with pghistory.context(reason="load_demo"):
        return add_events()


@transaction.atomic
def add_demonstration_adoptions() -> int:
    """Add adoptions of demonstration methods, unless there are any; how many."""
    with pghistory.context(reason="load_demo"):
        return add_adoptions()


@transaction.atomic
def add_demonstration_call() -> int:
    """Add a call "still in use?", unless it is there; how many methods it asks after.

    Without demonstration rounds there is none.
    """
    with pghistory.context(reason="load_demo"):
        return add_call()


@transaction.atomic
def add_demonstration_pilots() -> int:
    """Add a pilot programme with its sites, unless it is there; how many programmes."""
    with pghistory.context(reason="load_demo"):
        return add_pilots()


@transaction.atomic
def remove_demonstration_practice() -> None:
    """Remove all demonstration records of this floor, and what hangs on those below.

    Methods and rounds that are demonstrations can go only afterwards.
    """
    with pghistory.context(reason="remove_demo"):
        delete_adoptions()
        delete_events()
        delete_calls()
        delete_pilots()
