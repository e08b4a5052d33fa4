import os
import signal
import subprocess
import sys

import pytest

from catalogue.local.stopping import (
    STOP_SIGNALS,
    Stopped,
    stop_signals_raise,
    stop_signals_wait,
    wait_for,
)


@pytest.mark.parametrize("number", STOP_SIGNALS)
def test_every_stop_signal_stops(number):
    with pytest.raises(Stopped), stop_signals_raise():
        signal.raise_signal(number)


def test_a_hang_up_that_nohup_ignores_stays_ignored():
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with stop_signals_raise():
            signal.raise_signal(signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_second_signal_does_not_disturb_the_clearing_up():
    steps = []

    def stop_and_clear_up():
        try:
            signal.raise_signal(signal.SIGINT)
        finally:
            signal.raise_signal(signal.SIGTERM)
            steps.append("cleared up")

    with pytest.raises(Stopped), stop_signals_raise():
        stop_and_clear_up()

    assert steps == ["cleared up"]


def test_handlers_are_as_before_afterwards():
    before = [signal.getsignal(number) for number in STOP_SIGNALS]

    with stop_signals_raise(), stop_signals_wait():
        pass

    assert [signal.getsignal(number) for number in STOP_SIGNALS] == before


def test_a_stop_waits_for_the_end_of_what_is_done_as_a_whole():
    steps = []

    def work_while_being_stopped():
        with stop_signals_wait():
            signal.raise_signal(signal.SIGINT)
            steps.append("done as a whole")
        steps.append("not reached")

    with pytest.raises(Stopped), stop_signals_raise():
        work_while_being_stopped()

    assert steps == ["done as a whole"]


def test_the_end_of_make_stops_what_it_started(monkeypatch):
    monkeypatch.setenv("MAKELEVEL", "1")
    parents = iter([100, 1])
    monkeypatch.setattr(os, "getppid", lambda: next(parents))

    with subprocess.Popen(
        [sys.executable, "-c", "import time; time.sleep(60)"]
    ) as process:
        with pytest.raises(Stopped):
            wait_for(process)
        process.kill()
