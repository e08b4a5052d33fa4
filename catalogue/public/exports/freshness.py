"""Whether a reader has the newest answer already."""

import datetime
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from pghistory.models import Event

from catalogue.methods.catalogue_triggers import WATCHED_TABLES
from catalogue.methods.models import CatalogueVersion
from catalogue.public.context import absolute

Response = TypeVar("Response", bound=HttpResponseBase)


@dataclass(frozen=True)
class Freshness:
    """What a reader is told of an answer, to ask later whether it is still the same.

    Known before the answer is made. Weak: a long file may be sent while the catalogue
    changes, and is then newer than its tag says, never older.
    """

    etag: str
    changed_at: datetime.datetime | None

    def known_answer(
        self, request: HttpRequest, response: HttpResponse | None = None
    ) -> HttpResponse | None:
        """304 where the reader has this already, else the response: RFC 9110, 13."""
        changed = int(self.changed_at.timestamp()) if self.changed_at else None
        return get_conditional_response(
            request, etag=self.etag, last_modified=changed, response=response
        )

    def known_by_tag(self, request: HttpRequest) -> HttpResponse | None:
        """304 where the reader names this tag, whatever the address asks for.

        Only a good answer ever had the tag; a date could be anybody's.
        """
        if "If-None-Match" not in request.headers:
            return None
        known = self.known_answer(request)
        return self.marked(known) if known is not None else None

    def marked(self, response: Response) -> Response:
        """The response with what it takes to ask again."""
        response["ETag"] = self.etag
        if self.changed_at:
            response["Last-Modified"] = http_date(self.changed_at.timestamp())
        patch_cache_control(response, public=True, no_cache=True)
        return response


def freshness(request: HttpRequest, version: int) -> Freshness:
    """How fresh the answer to this request is, made of this version or a newer one."""
    try:
        changed = _last_change_of(version)
    except _NewerVersion:
        changed = None
    address = absolute(request, request.get_full_path())
    named = f"{version} {changed} {_release()} {address}"
    return Freshness(f'W/"{hashlib.sha256(named.encode()).hexdigest()[:32]}"', changed)


def unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """304 instead of what the reader has already: RFC 9110, section 13.

    The ETag is made of the answer itself, so it is never true of another one.
    """
    tag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    fresh = Freshness(tag, last_changed_at())
    return fresh.known_answer(request, fresh.marked(response)) or response


class _NewerVersion(Exception):
    """The catalogue has changed since this version."""


@lru_cache(maxsize=1)
def _last_change_of(version: int) -> datetime.datetime | None:
    """When the catalogue became what it is; raises _NewerVersion if it no longer is."""
    changed = last_changed_at()
    if CatalogueVersion.objects.now() != version:
        raise _NewerVersion
    return changed


@lru_cache(maxsize=1)
def _release() -> str:
    """What the code and its texts are: another release may write other answers."""
    files = (
        file
        for pattern in ("**/*.py", "**/*.mo")
        for file in (settings.BASE_DIR / "catalogue").glob(pattern)
    )
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def last_changed_at() -> datetime.datetime | None:
    """The moment of the last change of what the public may read, published or not.

    Work on a round that nobody outside sees, such as a mark, changes nothing. Never
    earlier than an answer before it: what is withdrawn is a change too.
    """
    with connection.cursor() as cursor:
        cursor.execute(_newest_event())
        newest: datetime.datetime | None = cursor.fetchone()[0]
    return newest


@lru_cache(maxsize=1)
def _newest_event() -> str:
    """The newest row of each table of history by its key, and the newest of these."""
    rows = " UNION ALL ".join(
        f"(SELECT pgh_created_at FROM {connection.ops.quote_name(table)} "  # noqa: S608
        "ORDER BY pgh_id DESC LIMIT 1)"
        for table in _event_tables()
    )
    return f"SELECT max(pgh_created_at) FROM ({rows}) AS newest"  # noqa: S608


def _event_tables() -> list[str]:
    """The histories of the tables whose changes make a catalogue version."""
    with connection.cursor() as cursor:
        cursor.execute(WATCHED_TABLES)
        watched = {table for (table,) in cursor.fetchall()}
    histories: list[Any] = [
        each for each in apps.get_models() if issubclass(each, Event)
    ]
    return sorted(
        each._meta.db_table
        for each in histories
        if each.pgh_tracked_model._meta.db_table in watched
    )
