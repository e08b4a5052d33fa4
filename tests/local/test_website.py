import socket

import pytest

from catalogue.local.problems import Problem
from catalogue.local.website import check_port_is_free, wanted_port


@pytest.mark.parametrize(("text", "port"), [("", 8000), ("8123", 8123), (" 80 ", 80)])
def test_the_port_comes_from_the_environment(monkeypatch, text, port):
    monkeypatch.setenv("PORT", text)

    assert wanted_port() == port


@pytest.mark.parametrize("text", ["abc", "0", "65536", "-1", "8000.0", "８０００"])
def test_a_port_that_is_none_is_refused(monkeypatch, text):
    monkeypatch.setenv("PORT", text)

    with pytest.raises(Problem, match="write a number from 1 to 65535"):
        wanted_port()


def test_a_port_in_use_is_refused():
    with socket.create_server(("127.0.0.1", 0)) as other_program:
        port = other_program.getsockname()[1]

        with pytest.raises(Problem, match=f"Port {port} is in use"):
            check_port_is_free(port)


def test_a_port_that_was_just_left_is_free():
    with socket.create_server(("127.0.0.1", 0)) as other_program:
        port = other_program.getsockname()[1]

    check_port_is_free(port)
