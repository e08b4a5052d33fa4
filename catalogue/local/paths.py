"""Where the checkout and what it keeps between runs lie."""

import os
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]


def var_directory() -> Path:
    """Return the directory of everything made at run time (CATALOGUE_VAR)."""
    return Path(os.environ.get("CATALOGUE_VAR") or REPOSITORY / "var").absolute()
