"""Coming events as a calendar that programs subscribe to (RFC 5545)."""

import datetime
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext
from icalendar import Calendar, Event, vUri

from catalogue.bilingual import CHINESE, page_language
from catalogue.practice.models import Promotion
from catalogue.public.promotion.entries import Entry

# Length of a date that names a day.
_WHOLE = 10
_UTC = datetime.UTC
_ONE_DAY = datetime.timedelta(days=1)
# How often a program should look again.
_REFRESH = datetime.timedelta(hours=12)


def is_dated(promotion: Promotion) -> bool:
    """Whether a calendar has a place for it: on a day, not in some month."""
    return len(promotion.begins_on) == _WHOLE


def calendar(entries: Iterable[Entry], *, host: str, origin: str) -> bytes:
    """The dated ones of these entries as a calendar, in the page's language.

    The same event has the same UID for good, whatever becomes of it; one that is
    cancelled says so.
    """
    made = Calendar()
    made.add("prodid", f"-//Community Work Methods Catalogue//{host}//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    name = gettext("Promotion of community work methods")
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("x-wr-timezone", settings.TIME_ZONE)
    made.add("refresh-interval", _REFRESH, {"VALUE": "DURATION"})
    for entry in entries:
        if is_dated(entry.promotion):
            made.add_component(_event(entry, host, origin))
    return made.to_ical()  # type: ignore[no-any-return]


def _event(entry: Entry, host: str, origin: str) -> Event:
    promotion = entry.promotion
    event = Event()
    event.add("uid", f"promotion-{promotion.pk}@{host}")
    # When the event became what it says: the same file for the same events.
    event.add("dtstamp", promotion.updated_at.astimezone(_UTC))
    event.add("last-modified", promotion.updated_at.astimezone(_UTC))
    event.add("summary", _summary(promotion))
    begins, ends = _times(promotion)
    event.add("dtstart", begins)
    if ends is not None:
        event.add("dtend", ends)
    if place := _place(entry):
        event.add("location", place)
    if words := _description(entry):
        event.add("description", words)
    event.add("categories", [entry.kind])
    event.add("url", vUri(origin + entry.url))
    cancelled = promotion.standing == Promotion.Standing.CANCELLED
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    return event


def _times(
    promotion: Promotion,
) -> tuple[datetime.date, datetime.date | None]:
    """Beginning and end, the end of whole days being the day after (RFC 5545)."""
    first = datetime.date.fromisoformat(promotion.begins_on)
    is_whole = len(promotion.ends_on) == _WHOLE
    last = datetime.date.fromisoformat(promotion.ends_on) if is_whole else first
    if promotion.begins_at is None or (last > first and promotion.ends_at is None):
        return first, last + _ONE_DAY
    begins = _moment(first, promotion.begins_at)
    return begins, _moment(last, promotion.ends_at) if promotion.ends_at else None


def _moment(day: datetime.date, time: datetime.time) -> datetime.datetime:
    local = datetime.datetime.combine(day, time, ZoneInfo(settings.TIME_ZONE))
    # In UTC no description of the time zone is needed.
    return local.astimezone(_UTC)


def _summary(promotion: Promotion) -> str:
    title = str(promotion.title)
    if promotion.is_demo:
        return gettext("Demonstration record: %(title)s") % {"title": title}
    return title


def _place(entry: Entry) -> str:
    separator = "" if page_language() == CHINESE else ", "
    places = entry.places if page_language() == CHINESE else entry.places[::-1]
    return separator.join(map(str, places))


def _description(entry: Entry) -> str:
    promotion = entry.promotion
    parts = [str(promotion.summary), str(promotion.organiser)]
    parts += [str(method.label) for method in entry.methods]
    return "\n".join(part for part in parts if part)
