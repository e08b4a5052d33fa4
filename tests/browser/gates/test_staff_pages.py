"""Pages in the look of the public ones that need an account: preview, and refusal."""

import pytest
from django.conf import settings

from tests.browser.gates.addresses import (
    LANGUAGES,
    forbidden_address,
    staff_addresses,
)
from tests.browser.gates.visiting import Visitor

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("gate-staff")]

LEAST_TARGET = {360: 44, 1280: 24}


@pytest.fixture
def opened(browser, site, axe):
    """Open pages with a session; what the gates find on them, by page and check."""
    contexts = []

    def open_all(addresses, session, language, width):
        viewport = {"width": width, "height": 800}
        context = browser.new_context(
            base_url=site, locale=language, viewport=viewport, reduced_motion="reduce"
        )
        contexts.append(context)
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site}
        context.add_cookies([cookie])
        visitor = Visitor(context.new_page(), axe)
        return [_faults(visitor, address, width) for address in addresses]

    yield open_all
    for context in contexts:
        context.close()


def _faults(visitor, address, width):
    visitor.open(address)
    found = {
        "axe": visitor.ask_axe(),
        "sideways": visitor.ask("sidewaysScrolling"),
        "headings": visitor.ask("headings"),
        "targets": visitor.ask("targets", LEAST_TARGET[width]),
        "languages": visitor.ask("languages"),
        "focus": visitor.ask("focus"),
        "complaints": visitor.complaints,
    }
    return address.name, {check: faults for check, faults in found.items() if faults}


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", LANGUAGES)
def test_preview_is_as_sound_as_the_public_page(opened, staff_session, language, width):
    addresses = staff_addresses(language)

    found = opened(addresses, staff_session, language, width)

    assert found == [(address.name, {}) for address in addresses]


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", LANGUAGES)
def test_refusal_is_as_sound_as_any_page(opened, newcomer_session, language, width):
    refusal = forbidden_address()

    found = opened([refusal], newcomer_session, language, width)

    assert found == [(refusal.name, {})]
