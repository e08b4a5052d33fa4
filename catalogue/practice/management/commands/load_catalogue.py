from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from catalogue.data_files import DataFileError
from catalogue.practice.loading import load_practice
from catalogue.rounds.loading import DATA_FOLDER, load_catalogue


class Command(BaseCommand):
    """Load the real methods, rounds, notices, returns and what came of them."""

    help = (
        "Loads the real methods, rounds, notices and returns with their sources, and "
        "how methods were made known. "
        "Again and again: what staff changed since stays as it is."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--folder", type=Path, default=DATA_FOLDER, help="where the files are"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with transaction.atomic():
                load_catalogue(self._say, options["folder"])
                # What came of methods names methods of the catalogue's own files.
                if options["folder"] == DATA_FOLDER:
                    load_practice(self._say)
        except DataFileError as error:
            raise CommandError(f"{error} Nothing was loaded.") from None

    def _say(self, line: str) -> None:
        self.stdout.write(f"  {line}")
