"""The real records of what came of the methods: how they were made known."""

from collections.abc import Callable
from pathlib import Path

import pghistory
from django.db import transaction

from catalogue.practice.loading.pilots_files import load_pilots
from catalogue.practice.loading.promotions_file import load_promotions

DATA_FOLDER = Path(__file__).resolve().parent.parent / "data"


@transaction.atomic
def load_practice(say: Callable[[str], None], folder: Path = DATA_FOLDER) -> None:
    """Load every file of the folder, or nothing of it; after `load_catalogue`.

    Raises DataFileError with the file, line and column at fault.
    """
    with pghistory.context(reason="load_catalogue"):
        say(f"{load_promotions(folder)} records of promotion")
        say(f"{load_pilots(folder)} pilot sites")
