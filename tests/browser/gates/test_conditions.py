"""The pages under what readers ask of them: larger text, keys alone, paper, colours."""

import re

import pytest

from catalogue.public.views.text_size import COOKIE, LARGER
from tests.browser.gates.addresses import LANGUAGES, public_addresses
from tests.browser.gates.visiting import Visitor

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("gate-conditions")]

MAIN_PAGES = ("home", "list filtered", "method, submitted", "statistics")
A_PAGE = re.compile(rb"/Type\s*/Page\b")
MOST_PRINTED_PAGES = 12
# What stands where the focus is, and whether a reader sees it there.
FOCUSED = """() => {
    const element = document.activeElement;
    if (element === document.body) return null;
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const name = (element.ariaLabel || element.textContent || element.name).trim();
    return {
        place: [...document.querySelectorAll("*")].indexOf(element),
        name: `${element.tagName} ${name.slice(0, 40)}`,
        seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
            && box.bottom > 0 && box.top < innerHeight
            && box.right > 0 && box.left < innerWidth,
    };
}"""
# Marks that say something by their colour alone when colours are the reader's own.
INVISIBLE_MARKS = """() => {
    const ground = getComputedStyle(document.body).backgroundColor;
    const marks = ".bar-fill, .mark-selected, .mark-rest, .chart-picture rect";
    return [...document.querySelectorAll(marks)]
        .filter(mark => mark.checkVisibility())
        .filter(mark => getComputedStyle(mark).fill === ground
            && getComputedStyle(mark).stroke === "none"
            && !mark.classList.contains("bar-ground"))
        .map(mark => mark.outerHTML.slice(0, 80));
}"""


@pytest.fixture
def page_of_site(browser, site):
    context = browser.new_context(
        base_url=site, viewport={"width": 1280, "height": 800}
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def visitor(page_of_site):
    return Visitor(page_of_site)


@pytest.fixture
def visitor_with_axe(page_of_site, axe):
    return Visitor(page_of_site, axe)


def pages_named(names, language="en"):
    return [each for each in public_addresses(language) if each.name in names]


@pytest.mark.parametrize("language", LANGUAGES)
def test_larger_text_widens_no_page(visitor, site, language):
    cookie = {"name": COOKIE, "value": LARGER, "url": site}
    visitor.page.context.add_cookies([cookie])

    faults = []
    for address in public_addresses(language):
        visitor.open(address)
        for width in (320, 1280):
            visitor.resize(width)
            found = visitor.ask("sidewaysScrolling")
            faults += [(address.name, width, found)] if found else []

    assert visitor.page.evaluate("getComputedStyle(document.body).fontSize") > "20"
    assert faults == []


@pytest.mark.parametrize("width", [360, 1280])
def test_tab_goes_through_a_page_in_its_order_and_is_always_seen(visitor, width):
    visitor.resize(width)
    for address in pages_named(MAIN_PAGES):
        visitor.open(address)

        stops = list(_stops(visitor.page))

        places = [stop["place"] for stop in stops]
        assert len(stops) > 10
        assert places == sorted(places), address.name
        assert [stop["name"] for stop in stops if not stop["seen"]] == []


def _stops(page):
    """Where the Tab key leads, to the end of the page."""
    first = None
    while True:
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None or stop["place"] == first:
            return
        first = stop["place"] if first is None else first
        yield stop


def test_marks_are_seen_in_the_colours_of_the_reader(visitor):
    visitor.page.emulate_media(forced_colors="active")

    faults = []
    for address in pages_named(MAIN_PAGES):
        visitor.open(address)
        faults += [
            (address.name, mark) for mark in visitor.page.evaluate(INVISIBLE_MARKS)
        ]

    assert faults == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_has_the_content_and_not_the_way_about(visitor, language):
    visitor.page.emulate_media(media="print")
    for address in pages_named(MAIN_PAGES, language):
        visitor.open(address)
        # The width of A4 within margins of 12 mm.
        visitor.resize(703)

        shown = "nav, .masthead-tools, .menu, .search, .footer-links, form"
        ways = [each for each in visitor.page.locator(shown).all() if each.is_visible()]
        assert (address.name, [each.inner_text() for each in ways]) == (
            address.name,
            [],
        )
        assert visitor.page.get_by_role("heading", level=1).is_visible()
        assert visitor.ask("sidewaysScrolling") == []
        printed = len(A_PAGE.findall(visitor.page.pdf(format="A4")))
        assert 1 <= printed <= MOST_PRINTED_PAGES, address.name


def test_axe_finds_nothing_in_the_open_menu_of_a_phone(visitor_with_axe):
    visitor_with_axe.resize(360)
    visitor_with_axe.open(pages_named(["home"])[0])
    visitor_with_axe.page.locator(".menu summary").click()

    assert visitor_with_axe.ask_axe() == []
    assert visitor_with_axe.ask("targets", 44) == []


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_in_the_open_suggestions(visitor_with_axe, width):
    visitor_with_axe.resize(width)
    visitor_with_axe.open(pages_named(["list"])[0])
    visitor_with_axe.page.get_by_role("combobox").press_sequentially("jun")
    visitor_with_axe.page.get_by_role("option").first.wait_for()

    assert visitor_with_axe.ask_axe() == []
    assert visitor_with_axe.ask("targets", 24) == []
    assert visitor_with_axe.complaints == []
