"""The Chromium that browser tests drive: found on this machine, or installed."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from catalogue.local.problems import Problem
from catalogue.local.progress import say

# The shell without windows goes first: a page opens in a third of the time there.
NAMES = (
    *("chromium-headless-shell", "chrome-headless-shell"),
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
)
APPLICATIONS = ("Google Chrome", "Chromium")
PLAYWRIGHT_PATTERNS = (
    "chromium_headless_shell-*/*/headless_shell",
    "chromium_headless_shell-*/*/chrome-headless-shell",
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-mac*/*.app",
)
DEBIAN_PACKAGES = ("chromium-headless-shell", "chromium")
PLAYWRIGHT_SECONDS = 600
APT_SECONDS = 1200


def browser_is_required() -> bool:
    """Say whether a missing browser is a failure (REQUIRE_BROWSER=1)."""
    return os.environ.get("REQUIRE_BROWSER", "") == "1"


def find_chromium() -> str | None:
    """Return the path of a Chromium; CHROMIUM, when set, is the only candidate.

    Raises Problem when CHROMIUM names no program.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        found = shutil.which(named)
        if found is None:
            raise Problem(f"CHROMIUM names {named}, which is no program.")
        return found
    return next(_candidates(), None)


def install_chromium() -> str | None:
    """Install a Chromium by Playwright, else by apt-get; return its path, if any."""
    say("No Chromium found; asking Playwright for one")
    playwright = [sys.executable, "-m", "playwright", "install", "chromium"]
    _succeeds(playwright, PLAYWRIGHT_SECONDS)
    found = find_chromium()
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        say("Playwright has none for this machine; installing Debian's (a minute)")
        _succeeds(["apt-get", "update", "-qq"], APT_SECONDS)
        apt_get = ["apt-get", "install", "-qq", "--no-install-recommends", "-y"]
        for package in DEBIAN_PACKAGES:
            if _succeeds([*apt_get, package], APT_SECONDS):
                break
        found = find_chromium()
    return found


def _candidates() -> Iterator[str]:
    for name in NAMES:
        found = shutil.which(name)
        if found:
            yield found
    for name in APPLICATIONS:
        application = Path(f"/Applications/{name}.app/Contents/MacOS/{name}")
        if application.exists():
            yield str(application)
    for browsers in _playwright_browsers():
        for pattern in PLAYWRIGHT_PATTERNS:
            for path in sorted(browsers.glob(pattern), reverse=True):
                yield str(path / "Contents/MacOS/Chromium" if path.is_dir() else path)


def _playwright_browsers() -> Iterator[Path]:
    named = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    if named:
        yield Path(named)
    yield Path.home() / ".cache" / "ms-playwright"
    yield Path.home() / "Library" / "Caches" / "ms-playwright"


def _succeeds(command: list[str], seconds: int) -> bool:
    quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command,
            check=False,
            timeout=seconds,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=quietly,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
