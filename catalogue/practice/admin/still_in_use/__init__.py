"""The desk's pages for the yearly call "still in use?" and its answers."""

from catalogue.practice.admin.still_in_use.calls import (
    StillInUseAnswerAdmin,
    StillInUseCallAdmin,
)

__all__ = ["StillInUseAnswerAdmin", "StillInUseCallAdmin"]
