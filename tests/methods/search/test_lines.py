import time
from threading import Event, Thread

import pytest

from catalogue.methods.search.lines import Line, Turns


@pytest.fixture
def line():
    line = Line(most_waiting=2)
    yield line
    line.stop()
    line.end()


def test_work_is_done_in_the_order_in_which_it_was_given(line):
    done = []

    for number in range(20):
        line.give(lambda number=number: done.append(number))
    line.end()

    assert done == list(range(20))


def test_whoever_gives_work_waits_when_the_line_is_long(line):
    begun, go_on, all_given = Event(), Event(), Event()
    line.give(lambda: (begun.set(), go_on.wait()))
    begun.wait()

    def give_more():
        for _ in range(2):
            line.give(lambda: None)
        all_given.set()

    giver = Thread(target=give_more)
    giver.start()

    assert not all_given.wait(0.05)
    go_on.set()
    assert all_given.wait(10)
    giver.join()


def test_nothing_is_done_after_a_failure(line):
    done = []

    def fail():
        raise LookupError

    for work in (fail, lambda: done.append(1)):
        line.give(work)
    line.end()

    assert isinstance(line.failure, LookupError)
    assert not done


def test_what_has_not_begun_is_left_out_of_a_line_that_stops(line):
    begun, go_on, done = Event(), Event(), []
    line.give(lambda: (begun.set(), go_on.wait(), done.append("first")))
    line.give(lambda: done.append("second"))
    begun.wait()

    line.stop()
    go_on.set()
    line.end()

    assert done == ["first"]


def test_who_waits_has_the_next_turn():
    turns, order = Turns(), []

    def other():
        with turns.one():
            order.append("other")

    thread = Thread(target=other)
    with turns.one():
        thread.start()
        while not turns._is_next.locked():
            time.sleep(0.001)
        order.append("first")
    with turns.one():
        order.append("first again")
    thread.join()

    assert order == ["first", "other", "first again"]


def test_a_turn_ends_with_an_error():
    turns = Turns()

    with pytest.raises(LookupError), turns.one():
        raise LookupError

    with turns.one():
        pass
