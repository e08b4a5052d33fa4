"""The catalogue's real starting content: themes, rounds, notices, returns, methods."""

from collections.abc import Callable
from pathlib import Path

import pghistory
from django.db import transaction

from catalogue.methods.models import LoadedRow
from catalogue.methods.search.index import index_methods, index_missing_methods
from catalogue.rounds.loading.methods_file import METHODS_FILE, load_methods
from catalogue.rounds.loading.rounds_files import (
    load_notices,
    load_returns,
    load_rounds,
    load_themes,
)

DATA_FOLDER = Path(__file__).resolve().parent.parent / "data"


@transaction.atomic
def load_catalogue(say: Callable[[str], None], folder: Path = DATA_FOLDER) -> None:
    """Load every file of the folder, or nothing of it.

    Raises DataFileError with the file, line and column at fault.
    """
    with pghistory.context(reason="load_catalogue"):
        for what, load in (
            ("themes", load_themes),
            ("rounds", load_rounds),
            ("notices", load_notices),
            ("returns of reporting bodies", load_returns),
            ("work methods", load_methods),
        ):
            say(f"{load(folder)} {what}")
    loaded = LoadedRow.objects.filter(file=METHODS_FILE)
    index_methods(loaded.values_list("record_id", flat=True))
    index_missing_methods()
