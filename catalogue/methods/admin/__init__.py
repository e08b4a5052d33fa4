"""The desk's pages for methods and themes."""

from catalogue.methods.admin.theme import ThemeAdmin
from catalogue.methods.admin.work_method import WorkMethodAdmin

__all__ = ["ThemeAdmin", "WorkMethodAdmin"]
