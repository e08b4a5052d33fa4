"""What the register and its mergers let one expect of a method that is asked after.

Suggestions only: nobody is answered for.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.places.models import Community, CommunityMerge, RegisterChange
from catalogue.practice.models import StillInUseAnswer

Answer = StillInUseAnswer.Answer
_OF_METHODS = "methods.WorkMethod.community"
_GONE = (RegisterChange.Kind.WITHDRAWN, RegisterChange.Kind.MERGED)
# What of it was settled otherwise is no news of the community any more.
_STILL_TRUE = ("", RegisterChange.Settlement.WITHDRAWN)


@dataclass(frozen=True)
class Hint:
    """What is known, and the answer that it suggests, if any."""

    words: str
    answer: str = ""
    community: Community | None = None


def hints(rows: Iterable[StillInUseAnswer]) -> dict[int, Hint]:
    """By the number of the row, what speaks for another answer; two queries."""
    rows = list(rows)
    moved = _moved_by_mergers(rows)
    gone = _gone_from_the_register(rows)
    found = {}
    for row in rows:
        merge = moved.get(row.method_id) or moved.get(row.counts_for_id)
        change = gone.get(row.counts_for.community_id or 0)
        if merge is not None:
            found[row.pk] = _of_merge(merge)
        elif change is not None:
            found[row.pk] = _of_change(change)
    return found


def _moved_by_mergers(rows: list[StillInUseAnswer]) -> dict[int, CommunityMerge]:
    """The last merger, not undone, that brought each method to its community."""
    communities = {row.counts_for.community_id for row in rows}
    merges = CommunityMerge.objects.filter(stays__in=communities, undone_at=None)
    return {
        number: merge
        for merge in merges.select_related("stays", "goes").order_by("merged_at", "pk")
        for number in merge.moved.get(_OF_METHODS, [])
    }


def _gone_from_the_register(rows: list[StillInUseAnswer]) -> dict[int, RegisterChange]:
    communities = {row.counts_for.community_id for row in rows}
    changes = RegisterChange.objects.filter(
        community__in=communities, kind__in=_GONE, settlement__in=_STILL_TRUE
    )
    ordered = changes.select_related("other").order_by("register_on", "pk")
    return {each.community_id or 0: each for each in ordered}


def _of_merge(merge: CommunityMerge) -> Hint:
    words = _("“%(old)s” was merged into “%(new)s” in the catalogue on %(day)s.") % {
        "old": merge.goes.name,
        "new": merge.stays.name,
        "day": date_format(timezone.localdate(merge.merged_at), "Y-m-d"),
    }
    return Hint(words, Answer.COMMUNITY_MERGED, merge.stays)


def _of_change(change: RegisterChange) -> Hint:
    names = {
        "day": date_format(change.register_on, "Y-m-d"),
        "old": change.name_before,
        "new": change.name_after,
    }
    if change.kind == RegisterChange.Kind.MERGED and change.other is not None:
        words = _(
            "The register of %(day)s no longer has “%(old)s”; presumably it went into "
            "“%(new)s”."
        )
        names["new"] = change.other.name
        return Hint(words % names, Answer.COMMUNITY_MERGED, change.other)
    return Hint(_("The register of %(day)s no longer has “%(old)s”.") % names)
