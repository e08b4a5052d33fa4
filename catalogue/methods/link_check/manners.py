"""How we behave on the servers of others: a pause between requests, robots.txt."""

import time
from collections.abc import Callable
from http import HTTPStatus

from protego import Protego

from catalogue.methods.link_check.fetching import (
    Answer,
    Fetches,
    NoAnswer,
    Problem,
    Target,
    led_to,
)

# By this name a robots.txt may speak to us.
NAME = "CommunityWorkMethodsCatalogue"
MOST_REDIRECTS = 5
REDIRECTS = (301, 302, 303, 307, 308)
# Of a longer robots.txt only the beginning counts.
_ROBOTS_BYTES = 64 * 1024
_LONGEST_PAUSE_SECONDS = 60.0


def agent(contact: str) -> str:
    """How we call ourselves in every request."""
    return f"{NAME}/1.0 (link check; contact: {contact})"


class Manners:
    """Asks through a fetcher, as slowly as each server wishes and only where we may."""

    def __init__(
        self,
        fetch: Fetches,
        *,
        pause_seconds: float,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.fetch = fetch
        self.pause_seconds = pause_seconds
        self.sleep = sleep
        self.clock = clock
        self._last: dict[str, float] = {}
        self._robots: dict[str, Protego] = {}
        self._pauses: dict[str, float] = {}

    def ask(self, method: str, address: str, *, body_bytes: int = 0) -> Answer:
        """The answer, after the pause that is due to the server."""
        host = Target.of(address).authority
        if host in self._last:
            pause = self._pauses.get(host, self.pause_seconds)
            self.sleep(max(0.0, self._last[host] + pause - self.clock()))
        try:
            return self.fetch(method, address, body_bytes=body_bytes)
        finally:
            self._last[host] = self.clock()

    def require_welcome(self, address: str) -> None:
        """Raise NoAnswer where the robots.txt of the server asks us to stay away."""
        target = Target.of(address)
        origin = target.origin
        if origin not in self._robots:
            self._robots[origin] = self._read(f"{origin}/robots.txt")
            delay = self._robots[origin].crawl_delay(NAME) or 0.0
            self._pauses[target.authority] = min(
                max(self.pause_seconds, delay), _LONGEST_PAUSE_SECONDS
            )
        if not self._robots[origin].can_fetch(address, NAME):
            raise NoAnswer(Problem.ROBOTS)

    def _read(self, address: str) -> Protego:
        """The rules of a server; none where it has no such file (RFC 9309)."""
        for _hop in range(MOST_REDIRECTS + 1):
            answer = self.ask("GET", address, body_bytes=_ROBOTS_BYTES)
            if answer.status not in REDIRECTS or not answer.location:
                break
            address = led_to(address, answer.location)
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise NoAnswer(Problem.SERVER)
        is_there = answer.status in (HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT)
        return Protego.parse(answer.body.decode("utf-8", "replace") if is_there else "")
