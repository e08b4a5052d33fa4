"""One request to another server: bounded, and never into a network of our own."""

import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException
from typing import Protocol
from urllib.parse import urljoin, urlsplit

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    LocationParseError,
    NewConnectionError,
    ReadTimeoutError,
)
from urllib3.exceptions import SSLError as CertificateError
from urllib3.util import parse_url

from catalogue.methods.models import SourceLink

Problem = SourceLink.Problem
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_PORTS = {"http": 80, "https": 443}
# IPv4 inside IPv6, of translators (RFC 6052).
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")


class NoAnswer(Exception):
    """There is no answer to judge, for this reason."""

    def __init__(self, problem: SourceLink.Problem) -> None:
        super().__init__(str(problem.label))
        self.problem = problem


@dataclass(frozen=True)
class Answer:
    """What a server said; of the body only what was asked for."""

    status: int
    location: str = ""
    body: bytes = b""


@dataclass(frozen=True)
class Target:
    """An address of the web in its parts."""

    scheme: str
    host: str
    port: int
    authority: str
    path: str

    @classmethod
    def of(cls, address: str) -> "Target":
        """The parts of an address; raises NoAnswer where it is none of the web."""
        try:
            parts = urlsplit(address)
            scheme, port = parts.scheme.lower(), parts.port
            host = (parts.hostname or "").encode("idna").decode("ascii")
            path = parse_url(
                parts._replace(scheme="http", netloc="host").geturl()
            ).request_uri
        except (ValueError, LocationParseError):
            raise NoAnswer(Problem.SCHEME) from None
        if scheme not in _PORTS or not host:
            raise NoAnswer(Problem.SCHEME)
        shown = f"[{host}]" if ":" in host else host
        authority = shown if port in (None, _PORTS[scheme]) else f"{shown}:{port}"
        return cls(scheme, host, port or _PORTS[scheme], authority, path)

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.authority}"


def led_to(address: str, location: str) -> str:
    """Where an answer leads; raises NoAnswer where it says nothing sensible."""
    try:
        return urljoin(address, location)
    except ValueError:
        raise NoAnswer(Problem.SCHEME) from None


class Fetches(Protocol):
    """Asks a server once."""

    def __call__(self, method: str, address: str, *, body_bytes: int = 0) -> Answer: ...


def is_public(address: Address) -> bool:
    """Whether an address lies in the open network, whatever it is wrapped in."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _TRANSLATED:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if address.teredo is not None:
            return False
    return address.is_global and not address.is_multicast


class Fetcher:
    """Sends requests under the catalogue's name; no proxy, no cookie, no redirect."""

    def __init__(
        self,
        agent: str,
        *,
        may_ask: Callable[[Address], bool] = is_public,
        patience_seconds: float = 10,
        longest_seconds: float = 30,
    ) -> None:
        self.agent = agent
        self.may_ask = may_ask
        self.patience_seconds = patience_seconds
        self.longest_seconds = longest_seconds
        self.certificates = ssl.create_default_context()

    def __call__(self, method: str, address: str, *, body_bytes: int = 0) -> Answer:
        """The answer of the server; raises NoAnswer where there is none."""
        target = Target.of(address)
        places = self._places(target)
        with _in_our_words():
            for place in places[:-1]:
                with suppress(NewConnectionError, ConnectTimeoutError):
                    return self._ask(method, target, place, body_bytes)
            return self._ask(method, target, places[-1], body_bytes)

    def _places(self, target: Target) -> list[str]:
        """Where the name leads, at most two; refused if any of it is not public.

        The connection is made to just these, so that no second answer of the name
        servers can lead elsewhere.
        """
        try:
            found = socket.getaddrinfo(
                target.host, target.port, type=socket.SOCK_STREAM
            )
        except (OSError, UnicodeError):
            raise NoAnswer(Problem.NO_HOST) from None
        places = list(dict.fromkeys(str(each[4][0]) for each in found))
        if not all(self.may_ask(ipaddress.ip_address(place)) for place in places):
            raise NoAnswer(Problem.NOT_PUBLIC)
        return places[:2]

    def _ask(self, method: str, target: Target, place: str, body_bytes: int) -> Answer:
        connection = self._connection(target, place)
        with _ending(connection, self.longest_seconds):
            headers = {
                "Host": target.authority,
                "User-Agent": self.agent,
                "Accept": "*/*",
                "Accept-Encoding": "identity",
                "Connection": "close",
            }
            if method == "GET":
                headers["Range"] = f"bytes=0-{max(body_bytes, 1024) - 1}"
            connection.request(
                method, target.path, headers=headers, preload_content=False
            )
            with closing(connection.getresponse()) as response:
                return Answer(
                    response.status,
                    response.headers.get("Location", ""),
                    response.read(body_bytes) if body_bytes else b"",
                )

    def _connection(self, target: Target, place: str) -> HTTPConnection:
        if target.scheme == "http":
            return HTTPConnection(place, target.port, timeout=self.patience_seconds)
        return HTTPSConnection(
            place,
            target.port,
            timeout=self.patience_seconds,
            ssl_context=self.certificates,
            server_hostname=target.host,
        )


@contextmanager
def _ending(connection: HTTPConnection, seconds: float) -> Iterator[None]:
    """Close the connection, at the latest when its time is up.

    A server that sends a byte now and then would hold it open otherwise.
    """
    is_late = threading.Event()

    def end() -> None:
        is_late.set()
        if connection.sock is not None:
            with suppress(OSError):
                connection.sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    except (HTTPError, HTTPException, OSError):
        if is_late.is_set():
            raise NoAnswer(Problem.TIMEOUT) from None
        raise
    finally:
        timer.cancel()
        connection.close()


@contextmanager
def _in_our_words() -> Iterator[None]:
    try:
        yield
    except (ssl.SSLError, CertificateError):
        raise NoAnswer(Problem.CERTIFICATE) from None
    # It is one of the next kind, but says that nobody listens there.
    except NewConnectionError:
        raise NoAnswer(Problem.NO_CONNECTION) from None
    except (ConnectTimeoutError, ReadTimeoutError, TimeoutError):
        raise NoAnswer(Problem.TIMEOUT) from None
    except (HTTPError, HTTPException, OSError):
        raise NoAnswer(Problem.NO_CONNECTION) from None
