"""Which addresses the catalogue may ask: those of the open network alone."""

import ipaddress
import socket

import pytest

from catalogue.methods.link_check.fetching import Fetcher, NoAnswer, is_public
from tests.methods.link_check.server import Server, running


@pytest.mark.parametrize("address", ["1.1.1.1", "114.114.114.114", "2400:3200::1"])
def test_open_network_is_public(address):
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fd00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "2002:7f00:1::",
        "2002:a00:1::",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    ],
)
def test_networks_of_ones_own_are_not(address):
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "0x7f000001"])
def test_in_operation_this_machine_is_never_asked(host):
    with running(Server()) as server:
        fetch = Fetcher("test")

        with pytest.raises(NoAnswer) as refusal:
            fetch("GET", f"http://{host}:{server.server_port}/200")

    assert refusal.value.problem == "not-public"
    assert server.asked == []


def test_name_that_leads_to_an_open_and_a_private_address_is_refused(monkeypatch):
    places = ["1.1.1.1", "10.0.0.1"]
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda *_args, **_more: [(0, 0, 0, "", (place, 80)) for place in places],
    )

    with pytest.raises(NoAnswer) as refusal:
        Fetcher("test")("GET", "http://mixed.example/")

    assert refusal.value.problem == "not-public"


def test_name_is_resolved_once_and_the_request_goes_just_there(monkeypatch, fetcher):
    asked = []

    def resolve(host, port, **_more):
        asked.append(host)
        return [(0, 0, 0, "", ("127.0.0.1" if len(asked) == 1 else "10.0.0.1", port))]

    with running(Server()) as server:
        port = server.server_port
        real = socket.getaddrinfo
        monkeypatch.setattr(
            socket,
            "getaddrinfo",
            lambda host, *rest, **more: (
                resolve(host, *rest, **more)
                if host == "rebinding.example"
                else real(host, *rest, **more)
            ),
        )

        answer = fetcher("GET", f"http://rebinding.example:{port}/200")

    assert (answer.status, asked) == (200, ["rebinding.example"])
    assert server.asked[0][2]["Host"] == f"rebinding.example:{port}"
