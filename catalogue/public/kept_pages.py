"""Whole public pages, kept in this process as they were sent.

docs/decisions/kept-pages.md says why, and how old a page may be.
"""

import datetime
import gzip
import hashlib
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_header_parameters
from django.utils.timezone import localdate, make_aware

from catalogue.public.kept import KEEPER, Settled
from catalogue.public.memory import Memory

# What stands for an entry beside its bytes: objects, keys and their table.
_BYTES_OF_AN_ENTRY = 3_000
_UNPACKED_AT_ONCE = 32
# A moment is told in whole seconds: two versions must never share one.
_SECONDS_TO_BE_SURE = 2


@dataclass(frozen=True)
class Edition:
    """What a page is true of: the catalogue as it is known, on one day."""

    catalogue: Settled
    day: datetime.date

    @property
    def last_changed(self) -> int | None:
        """Since when pages are as they are, in Unix seconds; None: too new to tell."""
        if self.catalogue.seconds_ago() < _SECONDS_TO_BE_SURE:
            return None
        midnight = make_aware(datetime.datetime.combine(self.day, datetime.time()))
        return int(max(self.catalogue.since, midnight.timestamp()))


def present_edition() -> Edition | None:
    """The edition of this moment; None while the catalogue is made anew."""
    settled = KEEPER.settled()
    return Edition(settled, localdate()) if settled else None


@dataclass(frozen=True)
class KeptPage:
    """A page as it was made, compressed, with the headers that every reader gets."""

    packed: bytes
    headers: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, response: HttpResponse) -> "KeptPage":
        # Of the content itself: never true of another page, release or database.
        # Weak, for it stands for the page compressed and not.
        etag = f'W/"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        headers = {
            **{name: text for name, text in response.items() if name != _LENGTH},
            "ETag": etag,
            "Vary": "Accept-Encoding",
            "Cache-Control": "public, no-cache",
        }
        return cls(gzip.compress(response.content, 6, mtime=0), tuple(headers.items()))

    @property
    def size(self) -> int:
        return len(self.packed) + _BYTES_OF_AN_ENTRY

    def answer(self, request: HttpRequest, edition: Edition) -> HttpResponse:
        """The page for this reader, or 304 when they have it: RFC 9110, section 13."""
        headers = dict(self.headers)
        changed = edition.last_changed
        if changed is not None:
            headers["Last-Modified"] = http_date(changed)
        if _takes_gzip(request.META.get("HTTP_ACCEPT_ENCODING", "")):
            headers["Content-Encoding"] = "gzip"
            content = self.packed
        else:
            content = _unpacked(self.packed)
        headers[_LENGTH] = str(len(content))
        response = HttpResponse(content, headers=headers)
        return get_conditional_response(  # type: ignore[return-value]
            request, etag=headers["ETag"], last_modified=changed, response=response
        )


_LENGTH = "Content-Length"


@lru_cache(_UNPACKED_AT_ONCE)
def _unpacked(packed: bytes) -> bytes:
    return gzip.decompress(packed)


@lru_cache(1_000)
def _takes_gzip(accepted: str) -> bool:
    """Whether an Accept-Encoding names gzip and does not refuse it: `gzip;q=0`."""
    for coding in accepted.split(","):
        name, parameters = parse_header_parameters(coding)
        if name == "gzip":
            return parameters.get("q", "1").strip("0.") != ""
    return False


PAGES: Memory[str, KeptPage] = Memory(settings.KEPT_PAGES_MEGABYTES * 2**20)
