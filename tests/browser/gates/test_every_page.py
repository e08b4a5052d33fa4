"""Every public page, in both languages, on a phone and on a desk.

Each page is opened once for each width; the tests read what was found there. axe, which
takes most of the time, looks at each page twice, in another language at another width.
WCAG 2.2 AA is the measure, and GB/T 37668 in spirit.
"""

import pytest

from tests.browser.gates.addresses import LANGUAGES, public_addresses
from tests.browser.gates.visiting import Visit, Visitor

pytestmark = pytest.mark.django_db

PHONE, DESK = 360, 1280
# 320 px is the narrowest window of WCAG 1.4.10; 640 px a desk at twice the zoom.
NARROWER = {PHONE: 320, DESK: 640}
LEAST_TARGET = {PHONE: 44, DESK: 24}
OPEN_ALL_FOLDS = """
    for (const fold of document.querySelectorAll("details:not(.menu)"))
        fold.open = true;
"""


def _kinds():
    for language in LANGUAGES:
        for width in (PHONE, DESK):
            yield pytest.param(
                (language, width),
                id=f"{language}-{width}",
                marks=pytest.mark.xdist_group(f"gate-{language}"),
            )


@pytest.fixture(scope="module", params=_kinds())
def visits(request, browser, site, axe):
    """What was found on every page, in one language and at one width."""
    language, width = request.param
    context = browser.new_context(
        base_url=site,
        locale=language,
        viewport={"width": width, "height": 800},
        has_touch=width == PHONE,
        reduced_motion="reduce",
    )
    visitor = Visitor(context.new_page(), axe)
    try:
        turn = LANGUAGES.index(language) + (width == DESK)
        yield [
            _visit(visitor, address, width, is_for_axe=(number + turn) % 2 == 0)
            for number, address in enumerate(public_addresses(language))
        ]
        assert context.cookies() == []
    finally:
        context.close()


def _visit(visitor, address, width, *, is_for_axe):
    visitor.open(address)
    # At a desk the folds stay shut, so that each is seen both ways.
    if width == PHONE:
        visitor.page.evaluate(OPEN_ALL_FOLDS)
    visit = Visit(address.name)
    visit.found = {
        "sideways": visitor.ask("sidewaysScrolling"),
        "headings": visitor.ask("headings"),
        "targets": visitor.ask("targets", LEAST_TARGET[width]),
        "languages": visitor.ask("languages"),
        "motion": visitor.ask("motion"),
        "focus": visitor.ask("focus"),
        "axe": visitor.ask_axe() if is_for_axe else [],
    }
    visitor.resize(NARROWER[width])
    visit.found["narrower"] = visitor.ask("sidewaysScrolling")
    visitor.resize(width)
    visit.found["complaints"] = visitor.complaints
    return visit


def faults(visits, check):
    return [(visit.name, visit.found[check]) for visit in visits if visit.found[check]]


def test_axe_finds_nothing(visits):
    assert faults(visits, "axe") == []


def test_browser_has_nothing_to_complain_of(visits):
    assert faults(visits, "complaints") == []


def test_nothing_scrolls_sideways(visits):
    assert faults(visits, "sideways") == []


def test_nothing_scrolls_sideways_on_a_narrower_window(visits):
    assert faults(visits, "narrower") == []


def test_headings_stand_in_order(visits):
    assert faults(visits, "headings") == []


def test_targets_are_large_enough(visits):
    assert faults(visits, "targets") == []


def test_the_other_language_is_marked(visits):
    assert faults(visits, "languages") == []


def test_focus_is_seen(visits):
    assert faults(visits, "focus") == []


def test_nothing_moves(visits):
    assert faults(visits, "motion") == []
