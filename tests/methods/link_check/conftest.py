import ipaddress

import pytest

from catalogue.methods.link_check.fetching import Fetcher
from catalogue.methods.link_check.manners import Manners, agent
from tests.methods.link_check.server import Server, running

LOOPBACK = ipaddress.ip_address("127.0.0.1")


@pytest.fixture
def server():
    with running(Server()) as server:
        yield server


@pytest.fixture
def fetcher():
    """May ask 127.0.0.1 and nothing else."""
    return Fetcher(
        agent("links@example.org"),
        may_ask=lambda address: address == LOOPBACK,
        patience_seconds=0.3,
        longest_seconds=0.6,
    )


@pytest.fixture
def slept():
    return []


@pytest.fixture
def manners(fetcher, slept):
    return Manners(fetcher, pause_seconds=5, sleep=slept.append, clock=lambda: 0.0)
