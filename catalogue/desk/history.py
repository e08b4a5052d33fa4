"""What happened to a record and its parts, as the history tables wrote it down."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.contrib.admin.utils import display_for_value
from django.db import models
from django.db.models import CASCADE
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from pghistory.models import Event

from catalogue.accounts.models import User
from catalogue.accounts.scope import ScopedQuerySet
from catalogue.desk.origins import Origin, origins_of
from catalogue.methods.contacts import masked
from catalogue.rounds.kept_back import INSIDE, RESULTS, WRITTEN_BY_JUDGING, kept_back
from catalogue.rounds.models import Submission
from catalogue.rounds.outbox import RUN

# Fields that only follow from others, or that the reader sees in the first columns.
UNTOLD = {"updated_at", "slug", "key_stem", "key_type"}
ACTS = {
    "insert": pgettext_lazy("history", "entered"),
    "update": pgettext_lazy("history", "changed"),
    "delete": pgettext_lazy("history", "removed"),
}
NOTHING = "—"
# Who may see these whole is asked on the page of the record, not here.
MASKED = {"contact_phone"}


@dataclass(frozen=True)
class Change:
    """One field before and after."""

    label: str
    before: str
    after: str


@dataclass
class Entry:
    """One event: when, by whom, on which part, and what it changed."""

    event: Any
    tracked: type[models.Model]
    before: Any = None
    changes: list[Change] = field(default_factory=list)
    who: User | None = None
    part: str = ""
    # Whether judging wrote it, in a round that is not announced yet.
    is_kept_back: bool = False
    # The import that brought the change.
    origin: Origin | None = None

    @property
    def says_nothing(self) -> bool:
        """Whether all of it is kept back; a submission is its reporting body's own."""
        return self.is_kept_back and self.tracked is not Submission

    @property
    def when(self) -> datetime.datetime:
        return self.event.pgh_created_at  # type: ignore[no-any-return]

    @property
    def reason(self) -> str:
        """Why it was done, where the act asked for it: of a merger, for one."""
        context = self.event.pgh_context
        return str(context.metadata.get("reason", "")) if context else ""

    @property
    def act(self) -> Any:
        return ACTS[self.event.pgh_label]


def event_models() -> dict[type[models.Model], Any]:
    """The history table of each model that has one."""
    tables: list[Any] = [m for m in apps.get_models() if issubclass(m, Event)]
    return {
        table.pgh_tracked_model._meta.concrete_model: table
        for table in tables
        if table.pgh_tracked_model
    }


def has_history(row: models.Model) -> bool:
    """Whether changes of rows like this one are written down."""
    return type(row) in event_models()


def entries_of(row: models.Model, *, seen_by: User) -> list[Entry]:
    """All events of a record and its parts, newest first, not yet put into words."""
    kept = event_models()
    entries = _with_previous(kept[type(row)], {"pgh_obj": row.pk}, seen_by)
    for part, path in _parts(type(row)):
        if part in kept and (part not in INSIDE or seen_by.has_perm(RUN)):
            entries += _with_previous(kept[part], {path: row.pk}, seen_by)
    # One transaction has one time; sorting keeps its record before its parts.
    return sorted(entries, key=lambda entry: entry.when, reverse=True)


def put_into_words(
    entries: list[Entry], row: models.Model | None = None
) -> list[Entry]:
    """Say who and what; a fixed number of queries for each kind of related record.

    Without a row, every entry names the record that it is about.
    """
    related = _related_records(entries)
    users = related.get(User, {})
    origins = origins_of(entry.event for entry in entries)
    secret = kept_back((entry.tracked, entry.event) for entry in entries)
    for entry in entries:
        entry.is_kept_back = (entry.tracked, entry.event) in secret
        context = entry.event.pgh_context
        entry.who = users.get(context.metadata.get("user")) if context else None
        entry.origin = origins.get(entry.event)
        if entry.tracked is not type(row):
            entry.part = _part_in_words(entry, row, related)
        if entry.says_nothing:
            entry.part = str(entry.tracked._meta.verbose_name)
        elif entry.before is not None and entry.event.pgh_label == "update":
            entry.changes = list(_changes(entry, related))
    return entries


def _parts(model: type[models.Model]) -> Iterator[tuple[Any, str]]:
    """The models whose rows mean nothing without a row of this one."""
    for relation in model._meta.related_objects:
        if relation.on_delete is CASCADE and relation.one_to_many:
            yield relation.related_model, relation.field.name
    for link in model._meta.many_to_many:
        table: Any = link.remote_field.through
        # One that is a model of its own is a part like any other.
        if table._meta.auto_created:
            yield table, link.m2m_field_name()


def _with_previous(history: Any, where: dict[str, Any], seen_by: User) -> list[Entry]:
    """The events of one table, newest first, each with the one before it."""
    events = history._default_manager.filter(**where).select_related("pgh_context")
    tracked = history.pgh_tracked_model._meta.concrete_model
    rows = tracked._default_manager.all()
    if isinstance(rows, ScopedQuerySet) and not seen_by.sees_all_reporting_bodies:
        own = {rows.reporting_body_path: seen_by.reporting_body_id}
        events = events.filter(**own)
    entries: list[Entry] = []
    latest: dict[Any, Any] = {}
    for event in events.order_by("pgh_id"):
        key = getattr(event, "pgh_obj_id", event.pgh_id)
        entries.append(Entry(event, tracked, latest.get(key)))
        latest[key] = event
    return entries[::-1]


def _told_fields(entry: Entry) -> Iterator[Any]:
    """The fields that may be told; of a submission under review not its result."""
    for told in _all_fields(entry):
        if not (entry.is_kept_back and told.name in WRITTEN_BY_JUDGING):
            yield told


def _all_fields(entry: Entry) -> Iterator[Any]:
    written = {field.attname for field in entry.event._meta.concrete_fields}
    for told in entry.tracked._meta.concrete_fields:
        if told.attname in written and told.name not in UNTOLD:
            yield told


def _changes(entry: Entry, related: dict[Any, Any]) -> Iterator[Change]:
    for told in _told_fields(entry):
        before = getattr(entry.before, told.attname)
        after = getattr(entry.event, told.attname)
        is_result = told.name == "state" and not {before, after}.isdisjoint(RESULTS)
        if before != after and not (entry.is_kept_back and is_result):
            label = str(told.verbose_name)
            words = [_value(told, value, related) for value in (before, after)]
            yield Change(label, *words)


def _value(told: Any, value: Any, related: dict[Any, Any]) -> str:
    if value in (None, ""):
        return NOTHING
    if told.name in MASKED:
        return masked(str(value))
    if told.is_relation:
        return str(related.get(told.related_model, {}).get(value, value))
    if told.choices:
        return str(dict(told.flatchoices).get(value, value))
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    return str(display_for_value(value, NOTHING))


def _part_in_words(
    entry: Entry, row: models.Model | None, related: dict[Any, Any]
) -> str:
    """The kind of the part, and its name as it was then."""
    links = [told for told in _told_fields(entry) if told.is_relation]
    if entry.tracked._meta.auto_created:
        others = [link for link in links if link.related_model is not type(row)]
        return ", ".join(
            f"{link.related_model._meta.verbose_name}: {_of_link(entry, link, related)}"
            for link in others
        )
    then = entry.tracked(
        **{
            told.attname: getattr(entry.event, told.attname)
            for told in _told_fields(entry)
        }
    )
    for link in links:
        target = related.get(link.related_model, {}).get(getattr(then, link.attname))
        if target is not None:
            setattr(then, link.name, target)
    return f"{entry.tracked._meta.verbose_name}: {then}"


def _of_link(entry: Entry, link: Any, related: dict[Any, Any]) -> str:
    return _value(link, getattr(entry.event, link.attname), related)


def _related_records(entries: Iterable[Entry]) -> dict[Any, dict[Any, Any]]:
    """The records that the events point to, one query a model."""
    wanted: dict[Any, set[Any]] = {User: set()}
    for entry in entries:
        if entry.event.pgh_context:
            wanted[User].add(entry.event.pgh_context.metadata.get("user"))
        for told in _told_fields(entry):
            if told.is_relation:
                keys = wanted.setdefault(told.related_model, set())
                for event in (entry.event, entry.before):
                    keys.add(getattr(event, told.attname, None))
    return {
        model: model._default_manager.in_bulk(keys - {None})
        for model, keys in wanted.items()
    }
