"""Work methods: what a community has tried, written down so that others can copy it."""

from catalogue.methods.models.attachment import MethodFile, MethodPhoto
from catalogue.methods.models.catalogue_version import (
    CatalogueChange,
    CatalogueVersion,
)
from catalogue.methods.models.characteristic import MethodCharacteristic
from catalogue.methods.models.contact_reveal import ContactReveal
from catalogue.methods.models.loaded_row import LoadedRow
from catalogue.methods.models.method_merge import MethodMerge
from catalogue.methods.models.method_parent import MethodParent
from catalogue.methods.models.search_text import SearchText
from catalogue.methods.models.source import Source
from catalogue.methods.models.source_link import SourceLink
from catalogue.methods.models.state_change import StateChange
from catalogue.methods.models.step import Step
from catalogue.methods.models.theme import Theme
from catalogue.methods.models.unsaved_text import UnsavedText
from catalogue.methods.models.work_method import MethodTheme, WorkMethod

__all__ = [
    "CatalogueChange",
    "CatalogueVersion",
    "ContactReveal",
    "LoadedRow",
    "MethodCharacteristic",
    "MethodFile",
    "MethodMerge",
    "MethodParent",
    "MethodPhoto",
    "MethodTheme",
    "SearchText",
    "Source",
    "SourceLink",
    "StateChange",
    "Step",
    "Theme",
    "UnsavedText",
    "WorkMethod",
]
