import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from catalogue.data_files import DataFileError
from catalogue.practice.demonstration import (
    add_demonstration_adoptions,
    add_demonstration_call,
    add_demonstration_pilots,
    add_demonstration_practice,
)
from catalogue.rounds.demonstration import (
    add_demonstration,
    add_demonstration_rounds,
)
from catalogue.rounds.demonstration.errors import DemonstrationError

PERMISSION = "CATALOGUE_ALLOW_DEMO"


class Command(BaseCommand):
    """Add demonstration records, where that is allowed."""

    help = (
        "Adds demonstration records that fill the round of 2018 to its official "
        "totals, two rounds that are held here, events, a yearly call, a pilot "
        f"programme and adoptions; only with {PERMISSION}=1. remove_demo takes them "
        "out again."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if os.environ.get(PERMISSION, "").strip() != "1":
            raise CommandError(
                "Demonstration records are never mixed into a real catalogue: set "
                f"{PERMISSION}=1 if this database is only for trying things out."
            )
        try:
            added = add_demonstration()
            rounds = add_demonstration_rounds()
            events = add_demonstration_practice()
            asked = add_demonstration_call()
            programmes = add_demonstration_pilots()
            adopted = add_demonstration_adoptions()
        except (DataFileError, DemonstrationError) as error:
            raise CommandError(f"{error} Nothing was added.") from None
        self.stdout.write(
            f"  {added} demonstration records"
            if added
            else "  The demonstration records are there already."
        )
        if rounds:
            self.stdout.write(f"  {rounds} demonstration rounds")
        if events:
            self.stdout.write(f"  {events} demonstration events")
        if asked:
            self.stdout.write(f"  {asked} demonstration methods asked after")
        if adopted:
            self.stdout.write(f"  {adopted} demonstration adoptions")
        if programmes:
            self.stdout.write(f"  {programmes} demonstration pilot programme")
