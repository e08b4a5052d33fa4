from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from catalogue.data_files import DataFileError
from catalogue.places.models import RegisterChange
from catalogue.places.progress import Progress
from catalogue.places.register import load_register
from catalogue.places.register.loading import DATA, DATA_REGISTER_ON, Outcome

Kind = RegisterChange.Kind
_LEVELS = {
    "division": "Prefectures and counties",
    "street": "Streets",
    "community": "Communities",
}
_KINDS = {
    Kind.NEW: "new",
    Kind.RENAMED: "renamed",
    Kind.MOVED: "moved or with another code",
    Kind.MERGED: "no longer in the register and perhaps merged",
    Kind.WITHDRAWN: "no longer in the register and kept",
    Kind.BACK: "in the register again",
}


class Command(BaseCommand):
    help = "Load the register of provinces, counties, streets and communities."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--folder",
            type=Path,
            default=DATA,
            help="the folder of a newer register; else the one that comes with us",
        )
        parser.add_argument(
            "--register-on",
            type=_day,
            default=DATA_REGISTER_ON,
            help="the day of which the register tells, such as 2023-06-30",
        )

    def handle(self, *, folder: Path, register_on: date, **options: Any) -> None:
        try:
            outcome = load_register(
                folder=folder, register_on=register_on, progress=Progress(self.stdout)
            )
        except DataFileError as error:
            raise CommandError(str(error)) from None
        except (OSError, DatabaseError) as error:
            sentence = " ".join(str(error).split())
            raise CommandError(f"The register was not loaded: {sentence}") from None
        self.stdout.write(_summary(outcome))


def _summary(outcome: Outcome) -> str:
    if outcome.skipped:
        return outcome.skipped
    counts = ", ".join(f"{rows:,} of {name}" for name, rows in outcome.rows.items())
    sentences = [f"Loaded {counts}."]
    for level, plural in _LEVELS.items():
        found = [
            f"{outcome.found[level, kind]:,} {words}"
            for kind, words in _KINDS.items()
            if outcome.found[level, kind]
        ]
        if found:
            sentences.append(f"{plural}: {', '.join(found)}.")
    if not outcome.found:
        sentences.append(f"{outcome.new:,} communities are new.")
    if outcome.to_settle:
        sentences.append(
            "Nothing was merged or deleted; on the desk, changes of the register to "
            f"be settled: {outcome.to_settle:,}."
        )
    return " ".join(sentences)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(
            f"--register-on: found “{text}”, expected a day such as 2023-06-30."
        ) from None
