"""The audit trail: what everybody did to every kind of record, newest first."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import merge, nlargest
from itertools import islice
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from catalogue.accounts.models import User
from catalogue.desk.history import ACTS, Entry, event_models, put_into_words

# When an event was, the kind of its record, and its number.
Place = tuple[datetime.datetime, str, int]

PER_PAGE = 50
MOST_PAGES = 200
_PLACES_AT_ONCE = 2_000
_ENTRIES_AT_ONCE = 500


@dataclass(frozen=True)
class Asked:
    """Which entries: from and until a day, by whom, on what kind, which act."""

    since: datetime.date | None = None
    until: datetime.date | None = None
    person: int | None = None
    # "app.model" of the records, and the label of the act.
    kind: str = ""
    act: str = ""

    def __post_init__(self) -> None:
        if self.act and self.act not in ACTS:
            raise ValueError(self.act)


def kinds() -> list[tuple[str, str]]:
    """The kinds of records that are on record, by name, each with its words."""
    words = [
        (
            model._meta.label_lower,
            str(table.pgh_tracked_model._meta.verbose_name_plural),
        )
        for model, table in event_models().items()
    ]
    return sorted(words, key=lambda kind: kind[1])


def people() -> QuerySet[User]:
    """Whoever may have done something."""
    return User.objects.order_by("username")


def page_of_trail(asked: Asked, number: int) -> tuple[list[Entry], bool]:
    """One page of the trail, in words, and whether there is another one."""
    needed = number * PER_PAGE + 1
    newest = nlargest(needed, _places(asked, needed))
    shown = newest[(number - 1) * PER_PAGE : number * PER_PAGE]
    return put_into_words(list(entries_at(shown))), len(newest) == needed


def length_of_trail(asked: Asked) -> int:
    """How many entries there are."""
    return sum(events.count() for _kind, events in _asked_events(asked))


def batches_of_trail(asked: Asked) -> Iterator[list[Entry]]:
    """The whole trail in words, newest first; a batch at a time is in memory."""
    tables = (_newest_first(kind, events) for kind, events in _asked_events(asked))
    places = merge(*tables, reverse=True)
    while chunk := list(islice(places, _ENTRIES_AT_ONCE)):
        yield put_into_words(list(entries_at(chunk)))


def _newest_first(kind: str, events: Any) -> Iterator[Place]:
    newest = events.order_by("-pgh_created_at", "-pgh_id")
    places = newest.values_list("pgh_created_at", "pgh_id")
    for when, number in places.iterator(_PLACES_AT_ONCE):
        yield when, kind, number


def _asked_events(asked: Asked) -> Iterator[tuple[str, Any]]:
    """The kind of records and the events that are asked for, table by table."""
    for model, table in event_models().items():
        kind = model._meta.label_lower
        if asked.kind in ("", kind):
            yield kind, table._default_manager.filter(_wanted(asked))


def _places(asked: Asked, needed: int) -> Iterator[Place]:
    """Time, kind and number of the newest events of each table."""
    for kind, events in _asked_events(asked):
        newest = events.order_by("-pgh_created_at", "-pgh_id")
        for when, number in newest.values_list("pgh_created_at", "pgh_id")[:needed]:
            yield when, kind, number


def _wanted(asked: Asked) -> Q:
    wanted = Q()
    if asked.since:
        wanted &= Q(pgh_created_at__gte=_midnight(asked.since))
    if asked.until:
        after = asked.until + datetime.timedelta(days=1)
        wanted &= Q(pgh_created_at__lt=_midnight(after))
    if asked.person is not None:
        wanted &= Q(pgh_context__metadata__user=asked.person)
    if asked.act:
        wanted &= Q(pgh_label=asked.act)
    return wanted


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))


def entries_at(places: Iterable[Place]) -> Iterator[Entry]:
    """The events at these places in the same order, each with the one before it."""
    places = list(places)
    found: dict[tuple[str, int], Entry] = {}
    for model, table in event_models().items():
        kind = model._meta.label_lower
        numbers = [number for _when, which, number in places if which == kind]
        if not numbers:
            continue
        events = table._default_manager.filter(pk__in=numbers)
        befores = _befores(table, events)
        for event in events.select_related("pgh_context"):
            found[kind, event.pk] = Entry(event, model, befores.get(event.pk))
    for _when, kind, number in places:
        yield found[kind, number]


def _befores(table: Any, events: Any) -> dict[int, Any]:
    """By the number of an event, the one before it on the same record."""
    if not any(field.name == "pgh_obj" for field in table._meta.fields):
        return {}
    earlier = table._default_manager.filter(
        pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id")
    )
    last = Subquery(earlier.order_by("-pgh_id").values("pgh_id")[:1])
    # Named as no field of a record is: a merger has a field "before".
    events = events.annotate(earlier_event=last)
    pairs = dict(events.values_list("pgh_id", "earlier_event"))
    rows = table._default_manager.in_bulk([each for each in pairs.values() if each])
    return {number: rows.get(before) for number, before in pairs.items() if before}
