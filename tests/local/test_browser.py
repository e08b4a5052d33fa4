import pytest

from catalogue.local import browser
from catalogue.local.browser import find_chromium
from catalogue.local.problems import Problem


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine with no browser, and a directory on its PATH."""
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "playwright"))
    monkeypatch.setattr(browser, "APPLICATIONS", ())
    return tmp_path


def put_program(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o755)
    return str(path)


def test_no_browser_is_found_where_there_is_none(machine):
    assert find_chromium() is None


@pytest.mark.parametrize("name", ["chromium", "chromium-browser", "google-chrome"])
def test_a_browser_of_the_machine_is_found(machine, name):
    path = put_program(machine / name)

    assert find_chromium() == path


def test_the_newest_browser_of_playwright_is_found(machine):
    put_program(machine / "playwright" / "chromium-1100" / "chrome-linux" / "chrome")
    newest = machine / "playwright" / "chromium-1200" / "chrome-linux64" / "chrome"
    path = put_program(newest)

    assert find_chromium() == path


def test_the_shell_without_windows_goes_before_the_whole_browser(machine):
    put_program(machine / "chromium")
    shell = put_program(machine / "chromium-headless-shell")

    assert find_chromium() == shell


@pytest.mark.parametrize(
    "program",
    [
        "chrome-linux/headless_shell",
        "chrome-headless-shell-linux64/chrome-headless-shell",
    ],
)
def test_the_shell_of_playwright_goes_before_its_whole_browser(machine, program):
    browsers = machine / "playwright"
    put_program(browsers / "chromium-1200" / "chrome-linux" / "chrome")
    shell = put_program(browsers / "chromium_headless_shell-1200" / program)

    assert find_chromium() == shell


def test_the_named_browser_goes_first(machine, monkeypatch):
    put_program(machine / "chromium")
    mine = put_program(machine / "mine")
    monkeypatch.setenv("CHROMIUM", mine)

    assert find_chromium() == mine


def test_a_named_browser_that_is_none_is_refused(machine, monkeypatch):
    put_program(machine / "chromium")
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")

    with pytest.raises(Problem, match="CHROMIUM names /nowhere/chromium"):
        find_chromium()
