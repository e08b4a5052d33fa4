"""A real Chromium, driven by Playwright against pytest-django's live server.

`new_page(width=…, language=…, java_script_enabled=…)` gives a page of a fresh
session; `page` is the desktop one. A test fails when a page breaks the content
security policy, throws, or asks another host for anything.
"""

import os
import time
from pathlib import Path

import pytest
from django.db import connection

from catalogue.local.browser import browser_is_required, find_chromium

# Long enough for a machine that does other things besides.
PATIENCE = 30_000
HEIGHTS = {360: 740, 1280: 900}
CHROMIUM_FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


def chromium_flags():
    """How Chromium is started; its own sandbox refuses to run as root."""
    as_root = ("--no-sandbox",) if os.geteuid() == 0 else ()
    return [*CHROMIUM_FLAGS, *as_root]


@pytest.fixture(scope="session")
def browser():
    executable = find_chromium()
    if executable is None:
        if browser_is_required():
            pytest.fail("REQUIRE_BROWSER=1 and no Chromium was found.")
        pytest.skip("no Chromium was found")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)

    # Playwright's sync interface keeps an event loop in this thread to the end, and
    # Django refuses its database beside one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=executable, headless=True, args=chromium_flags()
        )
        yield chromium
        chromium.close()


@pytest.fixture
def new_page(browser, live_server):
    contexts = []
    faults = []

    def make(*, width=1280, language="en", java_script_enabled=True):
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": HEIGHTS.get(width, 900)},
            locale=language,
            java_script_enabled=java_script_enabled,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        _watch(context, live_server.url, faults)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()
    _wait_until_the_server_is_done()
    assert faults == []


@pytest.fixture
def page(new_page):
    return new_page()


def _wait_until_the_server_is_done():
    """What a closed page had asked for must not meet the emptying of the tables."""
    busy = (
        "SELECT FROM pg_stat_activity WHERE datname = current_database() "
        "AND backend_type = 'client backend' AND state <> 'idle' "
        "AND pid <> pg_backend_pid()"
    )
    give_up_at = time.monotonic() + PATIENCE / 1000
    with connection.cursor() as cursor:
        while True:
            cursor.execute(busy)
            if not cursor.rowcount or time.monotonic() > give_up_at:
                return
            time.sleep(0.01)


def _watch(context, home, faults):
    def note_console(message):
        if "Content Security Policy" in message.text:
            faults.append(message.text)

    def note_request(request):
        if not request.url.startswith((home, "data:", "blob:", "about:")):
            faults.append(f"asked another host: {request.url}")

    context.on("console", note_console)
    context.on("weberror", lambda error: faults.append(str(error.error)))
    context.on("request", note_request)
