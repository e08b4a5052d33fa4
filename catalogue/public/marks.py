"""A text of which some pieces were searched for, in HTML."""

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from catalogue.methods.search.marking import Piece


def with_marks(pieces: Iterable[Piece]) -> SafeString:
    """The pieces as one text, escaped, each hit marked; nothing without pieces."""
    html = "".join(
        f"<mark>{escape(piece.text)}</mark>" if piece.is_hit else escape(piece.text)
        for piece in pieces
    )
    return mark_safe(html)  # noqa: S308 - every piece is escaped
