"""Every page of the desk, in both languages, on a desk and on a phone, light and dark.

All roles' pages are asked of the site; which of them are opened in a browser,
`desk_sampling.py` says. axe looks at a page in two looks that are as unlike as they can
be: another language, width and colour. Each page is opened once for each visit; the
tests read what was found there.
"""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from catalogue.accounts.roles import Role
from tests.browser.gates.addresses import LANGUAGES, Address
from tests.browser.gates.desk_addresses import (
    desk_addresses,
    unknown_addresses,
)
from tests.browser.gates.desk_records import make_desk_records
from tests.browser.gates.desk_sampling import (
    ROLES,
    Sample,
    different_ones,
    first_ones,
    in_language,
)
from tests.browser.gates.test_every_page import faults
from tests.browser.gates.test_html import ask_for, faults_of_html
from tests.browser.gates.visiting import Visit, Visitor

pytestmark = pytest.mark.django_db

PHONE, DESK = 360, 1280
# In the language of the texts that are longest, further roles are looked at too.
ALL_ROLES_IN = "en"
LOOKED_AT_BY_AXE = {"en": (DESK, "light"), "zh-hans": (PHONE, "dark")}
# What Django writes itself, in widgets that no template of ours can mend.
STOCK = re.compile(
    # Select2 asks for its choices only when it is opened, and wants an empty one.
    "[aA] “select” element with a “required” attribute"
    "|Element “option” without attribute “label” must not be empty"
    # The password of an account, and what its help says, in a list inside a paragraph.
    "|Attribute “disabled” not allowed on element “div”"
    "|No “p” element in scope but a “p” end tag seen"
)


def _languages():
    for language in LANGUAGES:
        group = pytest.mark.xdist_group(f"gate-desk-{language}")
        yield pytest.param(language, marks=group)


@pytest.fixture(scope="module")
def desk_records(records, django_db_blocker):
    with django_db_blocker.unblock():
        return make_desk_records()


@pytest.fixture(scope="module")
def sessions(desk_records, site, django_db_blocker):
    """A session of somebody of each role, as a cookie."""
    with django_db_blocker.unblock():
        return {
            role: _session_of(person, site)
            for role, person in desk_records.people.items()
        }


@pytest.fixture(scope="module", params=_languages())
def language(request):
    return request.param


@pytest.fixture(scope="module")
def samples(desk_records, language, django_db_blocker):
    """Every page of every role."""
    with django_db_blocker.unblock(), override(language):
        return [
            Sample(role, address)
            for role in ROLES
            for address in desk_addresses(role, desk_records)
        ]


def test_no_address_is_left_out(samples, desk_records):
    assert sorted(unknown_addresses(desk_records)) == []


@pytest.fixture(scope="module")
def answers(samples, sessions, site, language):
    """What the server answers: for each role, or for each address alone."""
    wanted = samples if language == ALL_ROLES_IN else in_language(language, samples)
    return {
        sample: ask_for(
            site, sample.address, language, session=sessions[sample.role]["value"]
        )
        for sample in wanted
    }


@pytest.fixture(scope="module")
def sources(answers):
    """The pages that were answered as they should be."""
    return {
        sample: content
        for sample, (content, status) in answers.items()
        if status == sample.address.status
    }


def test_every_page_answers(answers):
    wrong = [
        (str(sample), status)
        for sample, (_content, status) in answers.items()
        if status != sample.address.status
    ]

    assert wrong == []


@pytest.fixture(scope="module")
def visits(language, samples, sources, sessions, browser, site, axe):
    """What was found on every page that is opened in the language."""
    elsewhere = set(first_ones(samples)) - set(in_language(language, samples))
    visited = []
    by_role = {}
    for sample in different_ones(sources):
        if sample not in elsewhere:
            by_role.setdefault(sample.role, []).append(sample)
    for role, opened in by_role.items():
        context = browser.new_context(
            base_url=site, locale=language, reduced_motion="reduce"
        )
        context.add_cookies([sessions[role]])
        visitor = Visitor(context.new_page(), axe)
        visited += [_visit(visitor, sample, language) for sample in opened]
        context.close()
    return visited


def _session_of(person, site):
    client = Client()
    client.force_login(person)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": site}


def _visit(visitor, sample, language):
    visitor.open(sample.address)
    visit = Visit(str(sample))
    visit.found = {
        "language": visitor.page.evaluate("document.documentElement.lang"),
        "headings": visitor.ask("headings"),
        # Before axe, which writes styles into the page that the policy refuses.
        "complaints": _serious(visitor.complaints),
        "sideways": [],
    }
    width, colours = LOOKED_AT_BY_AXE[language]
    visitor.page.emulate_media(color_scheme=colours)
    for each in sorted((DESK, PHONE), key=lambda other: other == width):
        visitor.resize(each)
        visit.found["sideways"] += visitor.ask("sidewaysScrolling")
    visit.found["axe"] = visitor.ask_axe()
    # At last, for it leaves its traces in the page.
    visit.found["focus"] = visitor.ask("focus")
    return visit


def _serious(complaints):
    """Without what the browser merely advises, and of itself."""
    return [each for each in complaints if not each.startswith(("verbose:", "info:"))]


def test_axe_finds_nothing(visits):
    assert faults(visits, "axe") == []


def test_browser_has_nothing_to_complain_of(visits):
    assert faults(visits, "complaints") == []


def test_nothing_scrolls_sideways(visits):
    assert faults(visits, "sideways") == []


def test_headings_stand_in_order(visits):
    assert faults(visits, "headings") == []


def test_focus_is_seen(visits):
    assert faults(visits, "focus") == []


def test_pages_are_in_the_language_that_was_asked_for(visits, language):
    spoken = {visit.name: visit.found["language"].lower() for visit in visits}

    assert spoken == dict.fromkeys(spoken, language)


def test_every_page_is_valid_html(sources, page_checkers, tmp_path):
    files = [tmp_path / f"{number}.html" for number in range(len(sources))]
    names = {}
    for file, (sample, source) in zip(files, sources.items(), strict=True):
        file.write_bytes(source)
        names[file.name] = str(sample)

    found = faults_of_html(page_checkers, files)

    wrong = [fault.split(": ", 1) for fault in found if not STOCK.search(fault)]
    assert [(names[file], fault) for file, fault in wrong] == []


def _send(page):
    # Not stopped by the browser, for which the fields that are missing are marked.
    page.evaluate("for (const form of document.forms) form.noValidate = true")
    page.locator("#content form [type=submit]").first.click()


def _log_out(page):
    page.locator("#logout-form button").click()


def _delete_all(page):
    page.locator("#action-toggle").check()
    page.locator("select[name=action]").select_option("delete_selected")
    page.locator("[name=index]").click()


def _upload_a_text(page):
    file = {"name": "a.txt", "mimeType": "text/plain", "buffer": b"\x00"}
    page.locator("input[type=file]").set_input_files(file)
    _send(page)


# Pages that answer to a press, by their address.
PRESSED = {
    "methods_workmethod_add": _send,
    "methods_theme_add": _send,
    "methods, filtered": _delete_all,
    "exchange_imports": _upload_a_text,
    "state returned, two": _send,
    "state withdrawn, one": _send,
    "password_change": _send,
    "index": _log_out,
}


@pytest.fixture(scope="module")
def sessions_to_end(desk_records, site, django_db_blocker):
    """A session of an editor for each width, which the site can see: it is saved."""
    person = desk_records.people[Role.MINISTRY_EDITOR]
    with django_db_blocker.unblock():
        return {width: _session_of(person, site) for width in (PHONE, DESK)}


@pytest.mark.xdist_group("gate-desk-zh-hans")
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_axe_finds_nothing_in_what_answers_to_a_press(
    browser, site, axe, desk_records, sessions_to_end, width
):
    context = browser.new_context(base_url=site, reduced_motion="reduce")
    context.add_cookies([sessions_to_end[width]])
    visitor = Visitor(context.new_page(), axe)
    visitor.resize(width)
    pages = {
        page.name: page for page in desk_addresses(Role.MINISTRY_EDITOR, desk_records)
    }
    found = []
    for name, act in PRESSED.items():
        visitor.open(pages[name])
        with visitor.page.expect_navigation():
            act(visitor.page)
        found += [(name, fault) for fault in visitor.ask_axe()]
        found += [(name, fault) for fault in visitor.ask("sidewaysScrolling")]
    context.close()

    assert found == []


def test_axe_finds_nothing_where_staff_sign_in(browser, site, axe, language):
    context = browser.new_context(
        base_url=site, locale=language, reduced_motion="reduce"
    )
    visitor = Visitor(context.new_page(), axe)
    visitor.resize(PHONE)
    visitor.open(Address("login", reverse("admin:login")))
    asked = visitor.ask_axe()
    visitor.page.locator("[name=username]").fill("nobody")
    visitor.page.locator("[name=password]").fill("nothing")
    visitor.page.locator("#login-form [type=submit]").click()
    visitor.page.locator(".errornote").wait_for()
    refused = visitor.ask_axe()
    context.close()

    assert (asked, refused) == ([], [])
