import pytest

from catalogue.public.adoption import limits


@pytest.fixture(autouse=True)
def _nobody_has_asked_yet():
    for window in (
        *(limits.POSTS, limits.PHOTOS, limits.SEARCHES),
        *(limits.POSTS_OF_CALLERS, limits.POSTS_IN_AN_HOUR),
    ):
        window.empty()


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
