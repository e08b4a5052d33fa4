from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from catalogue.public.finding.benchmark import HELD, TUNING, Measured, measure, score
from catalogue.public.kept import current_catalogue


class Command(BaseCommand):
    """Score the answers of “Find a method” by its benchmark."""

    help = (
        "Asks the questions of the benchmark of “Find a method” and prints the score "
        "of those it was tuned by, of those held aside, and of all. Needs the real "
        "records of the catalogue."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--each", action="store_true", help="every question too")
        parser.add_argument("--part", choices=(TUNING, HELD), help="only this part")

    def handle(self, *, each: bool, part: str | None, **options: Any) -> None:
        measured = measure(current_catalogue().index)
        if each:
            for one in measured:
                if part in (None, one.part):
                    self.stdout.write(_line(one))
        for name in (TUNING, HELD):
            if part in (None, name):
                chosen = [one for one in measured if one.part == name]
                self.stdout.write(f"{name}\t{score(chosen)}")
        if part is None:
            self.stdout.write(f"all\t{score(measured)}")


def _line(one: Measured) -> str:
    places = ", ".join(map(str, one.places)) or "none"
    return f"{one.number}\t{one.part}\t{one.question}\t{places} of {one.expected}"
