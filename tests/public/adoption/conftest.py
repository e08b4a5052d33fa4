import pytest

from catalogue.public.adoption import limits


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still, so that a test never sees the minute change."""

    class Clock:
        now = 1_800_000_000.0

        def time(self):
            return self.now

    clock = Clock()
    monkeypatch.setattr(limits, "time", clock)
    return clock
