"""What every list is made of, kept in this process by the version of the catalogue."""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from threading import Lock
from time import monotonic, time

from django.db import connection

from catalogue.methods.models import CatalogueVersion
from catalogue.public.facet_index import FacetIndex, load_facet_index
from catalogue.public.type_ahead.index import TypeAhead, load_type_ahead
from catalogue.public.vocabulary import Vocabulary, load_vocabulary

logger = logging.getLogger(__name__)

# How long a request waits for what is being made anew, before it takes the kept one.
_PATIENCE_SECONDS = 0.1
# Nobody gets what was true longer ago than this: then a request waits to the end.
_MOST_SECONDS_BEHIND = 3.0


@dataclass(frozen=True)
class Catalogue:
    """All published methods by their values, and the values with their names.

    Never older than its version. Rows that a page shows are read again through
    `published()`, so that a withdrawn method is not shown even by a kept list.
    """

    version: int
    index: FacetIndex
    vocabulary: Vocabulary
    type_ahead: TypeAhead


def load_catalogue() -> Catalogue:
    """Read the catalogue of this moment; its version first."""
    version = CatalogueVersion.objects.now()
    index, vocabulary = load_facet_index(), load_vocabulary()
    return Catalogue(version, index, vocabulary, load_type_ahead(index, vocabulary))


@dataclass(frozen=True)
class Settled:
    """A version that the catalogue had when it was last asked, and that is kept."""

    version: int
    # When this process first heard of it, in Unix seconds.
    since: float

    def seconds_ago(self) -> float:
        return time() - self.since


class Keeper:
    """Keeps one catalogue, asks for its version, and makes it anew when that changed.

    Made anew beside the requests, in a thread; only the first one waits for it.
    """

    def __init__(
        self,
        load: Callable[[], Catalogue] = load_catalogue,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self.seconds_between_questions = 1.0
        self.works_in_background = True
        self._load = load
        self._clock = clock
        self._kept: Catalogue | None = None
        self._heard: Settled | None = None
        self._asked_at = self._true_at = float("-inf")
        self._lock = Lock()
        self._maker: ThreadPoolExecutor | None = None
        self._making: Future[Catalogue] | None = None

    def current(self) -> Catalogue:
        """The catalogue as it is, or was a second ago."""
        kept, now = self._kept, self._clock()
        if kept is None:
            return self._first()
        if now - self._asked_at < self.seconds_between_questions:
            return kept
        self._asked_at = now
        if self._hear(CatalogueVersion.objects.now()) == kept.version:
            self._true_at = now
            return kept
        if self.works_in_background:
            return self._renewed(kept, now)
        with self._lock:
            return self._make()

    def settled(self) -> Settled | None:
        """The version of the moment; None while a new one is known and not yet made.

        What was made of it is true until a question is answered with another number,
        at most a second later.
        """
        kept = self.current()
        heard = self._heard
        return heard if heard and heard.version == kept.version else None

    def _hear(self, version: int) -> int:
        if self._heard is None or self._heard.version != version:
            self._heard = Settled(version, time())
        return version

    def _first(self) -> Catalogue:
        with self._lock:
            return self._kept or self._make()

    def _renewed(self, kept: Catalogue, now: float) -> Catalogue:
        """The new one if it is made soon, or if the kept one is too old to be shown."""
        making = self._begin()
        if now - self._true_at > _MOST_SECONDS_BEHIND:
            return making.result()
        wait([making], _PATIENCE_SECONDS)
        return self._kept or kept

    def _begin(self) -> Future[Catalogue]:
        with self._lock:
            if self._making is None or self._making.done():
                if self._maker is None:
                    self._maker = ThreadPoolExecutor(1, "catalogue")
                self._making = self._maker.submit(self._make_beside_requests)
            return self._making

    def _make_beside_requests(self) -> Catalogue:
        try:
            return self._make()
        except Exception:
            logger.exception("The kept catalogue could not be made anew.")
            raise
        finally:
            connection.close()

    def _make(self) -> Catalogue:
        begun = self._clock()
        made = self._load()
        if self._heard is None:
            self._hear(made.version)
        self._kept = made
        self._asked_at = self._true_at = begun
        return made


KEEPER = Keeper()


def current_catalogue() -> Catalogue:
    """The catalogue that this request works on; take it once for a page."""
    return KEEPER.current()
