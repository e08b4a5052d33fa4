from io import StringIO

from catalogue.places import progress
from catalogue.places.progress import Progress


class Terminal(StringIO):
    def isatty(self):
        return True


def test_short_work_leaves_no_line_in_a_log():
    log = StringIO()

    with Progress(log).during("Reading"):
        pass

    assert log.getvalue() == ""


def test_long_work_tells_a_log_how_far_it_is(monkeypatch):
    monkeypatch.setattr(progress, "PATIENCE_SECONDS", 0.0)
    log = StringIO()

    with Progress(log).during("Reading", 200) as advance:
        advance(50)

    assert "Reading … 25%\n" in log.getvalue()
    assert log.getvalue().endswith("Reading: 0.0 s\n")


def test_terminal_shows_a_bar(monkeypatch):
    monkeypatch.setattr(progress.time, "monotonic", iter([0.0, 1.0, 2.5]).__next__)
    terminal = Terminal()

    with Progress(terminal).during("Reading", 10) as advance:
        advance(5)

    assert "Reading [###############...............]  50%" in terminal.getvalue()
    assert terminal.getvalue().endswith("Reading: 2.5 s\n")
