"""Whether a reader has the newest answer already."""

import datetime
import hashlib
from functools import lru_cache

from django.apps import apps
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from pghistory.models import Event

_ROOMS = ("places", "methods", "rounds")


def unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """304 instead of what the reader has already: RFC 9110, section 13.

    The ETag is made of the answer itself, so it is never true of another one.
    """
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    changed = last_changed_at()
    response["ETag"] = etag
    if changed:
        response["Last-Modified"] = http_date(changed.timestamp())
    patch_cache_control(response, public=True, no_cache=True)
    return get_conditional_response(  # type: ignore[return-value]
        request,
        etag=etag,
        last_modified=int(changed.timestamp()) if changed else None,
        response=response,
    )


def last_changed_at() -> datetime.datetime | None:
    """The moment of the last change of a place, method or round, published or not.

    Never earlier than an answer before it: what is withdrawn is a change too.
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
    return sorted(
        model._meta.db_table
        for room in _ROOMS
        for model in apps.get_app_config(room).get_models()
        if issubclass(model, Event)
    )
