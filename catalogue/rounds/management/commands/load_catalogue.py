from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from catalogue.data_files import DataFileError
from catalogue.rounds.loading import DATA_FOLDER, load_catalogue


class Command(BaseCommand):
    """Load the real methods, rounds, notices and returns."""

    help = (
        "Loads the real methods, rounds, notices and returns with their sources. "
        "Again and again: what staff changed since stays as it is."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--folder", type=Path, default=DATA_FOLDER, help="where the files are"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            load_catalogue(self._say, options["folder"])
        except DataFileError as error:
            raise CommandError(f"{error} Nothing was loaded.") from None

    def _say(self, line: str) -> None:
        self.stdout.write(f"  {line}")
