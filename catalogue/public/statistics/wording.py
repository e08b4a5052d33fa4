"""Findings in words: true for none, one and many, made of the figures alone."""

from collections.abc import Mapping

from django.utils.translation import gettext, ngettext, pgettext

# More names than these say less than their number.
_MOST_NAMES = 3


def listed(names: list[str]) -> str:
    """The names as one part of a sentence."""
    if len(names) < 2:
        return "".join(names)
    separator = pgettext("between names in a list", ", ")
    return gettext("%(names)s and %(last)s") % {
        "names": separator.join(names[:-1]),
        "last": names[-1],
    }


def recorded_most(
    counts: Mapping[str, int], total: int, *, subject: str, missing: int = 0
) -> str:
    """Which name most of the recorded methods have, or of how few one is recorded."""
    if not total:
        return nothing_recorded()
    largest = max(counts.values(), default=0)
    if not largest:
        return ngettext(
            "%(subject)s: not yet recorded for the %(total)d method here",
            "%(subject)s: not yet recorded for any of the %(total)d methods here",
            total,
        ) % {"subject": subject, "total": total}
    if 2 * missing > total:
        return gettext(
            "%(subject)s: recorded for only %(known)d of %(total)d methods"
        ) % {"subject": subject, "known": total - missing, "total": total}
    leading = [name for name, count in counts.items() if count == largest]
    values = {"names": _few(leading), "count": largest, "total": total}
    if len(leading) == 1:
        return (
            ngettext(
                "%(names)s: %(count)d of %(total)d recorded method",
                "%(names)s leads with %(count)d of %(total)d recorded methods",
                total,
            )
            % values
        )
    return (
        ngettext(
            "%(names)s: %(count)d of %(total)d recorded method each",
            "%(names)s have most: %(count)d each of %(total)d recorded methods",
            total,
        )
        % values
    )


def nothing_recorded() -> str:
    return gettext("No method is recorded yet")


def not_published() -> str:
    return gettext("Not published")


def not_recorded() -> str:
    return gettext("Not recorded")


def some_of(part: int, whole: int) -> str:
    """A part with its whole, as a label."""
    return gettext("%(part)d of %(whole)d") % {"part": part, "whole": whole}


def _few(names: list[str]) -> str:
    if len(names) <= _MOST_NAMES:
        return listed(names)
    return ngettext("%(number)d name", "%(number)d names", len(names)) % {
        "number": len(names)
    }
