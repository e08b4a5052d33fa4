"""What can be named on the form, and by which words a record speaks of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise

from catalogue.methods.search.lexemes import Unit

Label = str | Promise


@dataclass(frozen=True)
class Subject:
    """A problem, a kind of place or people, or a thing that is needed.

    Its words are tokens of the search: two Chinese characters, or an English word.
    """

    key: str
    label: Label
    words: str
    # Slugs of the themes that are near to it.
    themes: tuple[str, ...] = ()
    # A value of the settlement of a community that says the same.
    settlement: str = ""
    # What it is about, of what one has or lacks: a lack of that is no objection to it.
    resource: str = ""

    @cached_property
    def units(self) -> Sequence[Unit]:
        """Its words as the index is asked for them: these and no other forms."""
        return [Unit(word) for word in self.words.split()]


@dataclass(frozen=True)
class Group:
    """Subjects that stand together on the form."""

    label: Label
    subjects: tuple[Subject, ...]
