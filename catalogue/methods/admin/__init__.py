"""The desk's pages for methods and themes."""

from catalogue.methods.admin.method_parent import MethodParentAdmin
from catalogue.methods.admin.source_link import SourceLinkAdmin
from catalogue.methods.admin.theme import ThemeAdmin
from catalogue.methods.admin.work_method import WorkMethodAdmin

__all__ = ["MethodParentAdmin", "SourceLinkAdmin", "ThemeAdmin", "WorkMethodAdmin"]
