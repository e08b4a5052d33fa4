"""Parts of pages that a template draws once, with gaps that are filled each time."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

# Stands in no text: neither the database nor an address can hold it.
_BOUND = "\0"


def gap(name: str) -> SafeString:
    """What a template is given instead of a value that is filled in later."""
    return mark_safe(f"{_BOUND}{name}{_BOUND}")  # noqa: S308 - a name of ours


@dataclass(frozen=True)
class Pattern:
    """HTML with gaps: between two pieces stands the name of a gap."""

    pieces: tuple[str, ...]

    @classmethod
    def drawn(cls, template: str, **context: object) -> "Pattern":
        """Draw a template in the present language; its gaps stand in the context."""
        return cls(tuple(render_to_string(template, context).split(_BOUND)))

    def filled(self, **values: object) -> SafeString:
        """The HTML with its gaps filled; texts are escaped unless marked safe."""
        filled = list(self.pieces)
        filled[1::2] = [_html(values[name]) for name in filled[1::2]]
        return mark_safe("".join(filled))  # noqa: S308 - each value is escaped


def _html(value: object) -> str:
    return str(value) if type(value) is int else conditional_escape(str(value))
