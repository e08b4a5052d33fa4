"""A few dozen demonstration adoptions: most at work, some ended, some that wait."""

import datetime
from collections.abc import Iterator
from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from catalogue.methods.models import MethodParent, WorkMethod
from catalogue.places.models import Community
from catalogue.practice.models import Adoption, AdoptionEvidence

State = Adoption.State
_METHODS = 8
# How many communities take over the first method, the second, and so on.
_ADOPTERS = (12, 8, 6, 5, 3, 2, 1, 1)
# Every so many of them ended, or wait to be confirmed.
_ENDED, _WAITING = 7, 6
_SOURCE = "演示记录：由一条命令删除。"
_TEXTS = (
    ("演示：增加一名物业代表。", "Demonstration: a seat for the property manager."),
    ("演示：在外工作的居民电话投票。", "Demonstration: votes by telephone."),
    ("演示：两步并作一次会议。", "Demonstration: two steps in one meeting."),
    ("", ""),
)
_RESULTS = (
    (
        "演示：反映到街道的事情少了三分之一。",
        "Demonstration: a third fewer complaints.",
    ),
    ("演示：半数居民参加过一次。", "Demonstration: half of all took part once."),
    ("", ""),
)


def add_adoptions(today: datetime.date | None = None) -> int:
    """Add the adoptions unless there are any; how many were added.

    Demonstration methods alone are adopted; without any there are none.
    """
    methods = list(
        WorkMethod.objects.published()
        .filter(is_demo=True)
        .order_by("number")[:_METHODS]
    )
    if not methods or Adoption.objects.filter(is_demo=True).exists():
        return 0
    today = today or timezone.localdate()
    rows = list(_rows(methods, today))
    for row in rows:
        row.save()
    _relate(methods)
    return len(rows)


def delete_adoptions() -> None:
    """Delete them, and every other that a demonstration method has."""
    doomed = Adoption.objects.filter(Q(is_demo=True) | Q(method__is_demo=True))
    evidence = AdoptionEvidence.objects.filter(adoption__in=doomed)
    names = [name for pair in evidence.values_list("image", "file") for name in pair]
    doomed.delete()
    for name in filter(None, names):
        transaction.on_commit(partial(default_storage.delete, name))


def _rows(methods: list[WorkMethod], today: datetime.date) -> Iterator[Adoption]:
    places = iter(_communities(methods))
    count = 0
    for method, adopters in zip(methods, _ADOPTERS, strict=False):
        for _place in range(adopters):
            community = next(places, None)
            if community is None:
                return
            yield _row(method, community, count, today)
            count += 1


def _communities(methods: list[WorkMethod]) -> list[Community]:
    """Of other demonstration methods, so that they lie all over the country."""
    own = [method.pk for method in methods]
    others = WorkMethod.objects.filter(is_demo=True).exclude(pk__in=own)
    taken = [each.community_id for each in methods if each.community_id]
    rows = Community.objects.findable().filter(work_methods__in=others)
    # Neighbours in this order belong to different bodies.
    return list(rows.exclude(pk__in=taken).distinct().order_by("name", "pk"))


def _row(
    method: WorkMethod, community: Community, place: int, today: datetime.date
) -> Adoption:
    adapted, result = _TEXTS[place % len(_TEXTS)], _RESULTS[place % len(_RESULTS)]
    began = today.year - 1 - place % 5
    row = Adoption(
        method=method,
        community=community,
        since=f"{began}-{1 + place % 12:02}" if place % 3 else str(began),
        adapted_zh=adapted[0],
        adapted_en=adapted[1],
        result_zh=result[0],
        result_en=result[1],
        source=_SOURCE,
        is_demo=True,
    )
    if place % _WAITING == _WAITING - 1:
        return row
    row.state, row.decided_at = State.CONFIRMED, timezone.now()
    if place % _ENDED == _ENDED - 1:
        row.state = State.ENDED
        row.ended_on, row.end_reason = str(today.year - 1), "演示：社区撤并。"
    return row


def _relate(methods: list[WorkMethod]) -> None:
    """The second and third were learnt from the first, the fourth from the third."""
    for child, parent in ((1, 0), (2, 0), (3, 2)):
        if child < len(methods):
            MethodParent.objects.get_or_create(
                child=methods[child], parent=methods[parent]
            )
