"""Every page of the desk, for every role, on a desk and on a phone, light and dark.

Each page is opened once for each visit; the tests read what was found there. The pages
of methods and of the exchange are looked at in all four looks, those of rounds in two,
which are as unlike as they can be, and Django's own in one of the two by turns.
"""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from catalogue.accounts.roles import Role
from tests.browser.gates.addresses import LANGUAGES, Address
from tests.browser.gates.desk_addresses import desk_addresses, is_of_round, is_ours
from tests.browser.gates.desk_records import make_desk_records
from tests.browser.gates.test_every_page import faults
from tests.browser.gates.test_html import faults_of_html
from tests.browser.gates.visiting import Visit, Visitor

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("gate-desk")]

PHONE, DESK = 360, 1280
VISITS = [
    (Role.OFFICER, "zh-hans"),
    (Role.MINISTRY_EDITOR, "en"),
    (Role.ROUND_MANAGER, "zh-hans"),
    (Role.REVIEWER, "en"),
    (Role.SYSTEM_ADMINISTRATOR, "zh-hans"),
    (Role.SECURITY_ADMINISTRATOR, "en"),
    (Role.AUDIT_ADMINISTRATOR, "zh-hans"),
]
BOTH_WAYS = [(DESK, "light"), (PHONE, "dark")]
# What Django writes itself, in widgets that no template of ours can mend.
STOCK = re.compile(
    # Select2 asks for its choices only when it is opened, and wants an empty one.
    "[aA] “select” element with a “required” attribute"
    "|Element “option” without attribute “label” must not be empty"
    # The password of an account, and what its help says, in a list inside a paragraph.
    "|Attribute “disabled” not allowed on element “div”"
    "|No “p” element in scope but a “p” end tag seen"
)
ALL_WAYS = [*BOTH_WAYS, (DESK, "dark"), (PHONE, "light")]


@pytest.fixture(scope="module")
def desk_records(records, django_db_blocker):
    with django_db_blocker.unblock():
        return make_desk_records()


@pytest.fixture(scope="module", params=VISITS, ids="-".join)
def visitor_of(request):
    """The role and the language of a visit."""
    return request.param


@pytest.fixture(scope="module")
def sources(visitor_of, tmp_path_factory):
    """Where the pages are as the server sent them."""
    return tmp_path_factory.mktemp("sources")


@pytest.fixture(scope="module")
def visits(visitor_of, sources, browser, site, axe, desk_records, django_db_blocker):
    """What was found on every page that the role opens."""
    role, language = visitor_of
    context = browser.new_context(
        base_url=site, locale=language, reduced_motion="reduce"
    )
    with django_db_blocker.unblock(), override(language):
        context.add_cookies([_session_of(desk_records.people[role], site)])
        visitor = Visitor(context.new_page(), axe)
        try:
            yield [
                _visit(visitor, address, sources, _looks(address.name, turn))
                for turn, address in enumerate(desk_addresses(role, desk_records))
            ]
        finally:
            context.close()


def _session_of(person, site):
    client = Client()
    client.force_login(person)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": site}


def _looks(name, turn):
    """The widths and colours in which a page is looked at."""
    if is_ours(name):
        return ALL_WAYS
    return BOTH_WAYS if is_of_round(name) else [BOTH_WAYS[turn % 2]]


def _visit(visitor, address, sources, looks):
    answer = visitor.open(address)
    source = sources / f"{address.name.replace(', ', '-')}.html"
    source.write_bytes(answer.body())
    visit = Visit(address.name)
    visit.found = {
        "language": visitor.page.evaluate("document.documentElement.lang"),
        "complaints": _serious(visitor.complaints),
        "headings": visitor.ask("headings"),
        "axe": [],
        "sideways": [],
    }
    for width, colours in looks:
        visitor.resize(width)
        visitor.page.emulate_media(color_scheme=colours)
        visit.found["axe"] += visitor.ask_axe()
        visit.found["sideways"] += visitor.ask("sidewaysScrolling")
    # At last, for it leaves its traces in the page.
    visit.found["focus"] = visitor.ask("focus")
    visitor.page.goto("about:blank")
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


def test_pages_are_in_the_language_that_was_asked_for(visits, visitor_of):
    _role, language = visitor_of
    spoken = {visit.name: visit.found["language"].lower() for visit in visits}

    assert spoken == dict.fromkeys(spoken, language)


def test_every_page_is_valid_html(visits, sources, page_checkers):
    found = faults_of_html(page_checkers, sorted(sources.iterdir()))

    assert [fault for fault in found if not STOCK.search(fault)] == []


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
def sessions(desk_records, site, django_db_blocker):
    """A session of an editor for each width, which the site can see: it is saved."""
    person = desk_records.people[Role.MINISTRY_EDITOR]
    with django_db_blocker.unblock():
        return {width: _session_of(person, site) for width in (PHONE, DESK)}


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_axe_finds_nothing_in_what_answers_to_a_press(
    browser, site, axe, desk_records, sessions, width
):
    context = browser.new_context(base_url=site, reduced_motion="reduce")
    context.add_cookies([sessions[width]])
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


@pytest.mark.parametrize("language", LANGUAGES)
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
