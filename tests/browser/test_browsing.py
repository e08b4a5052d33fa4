"""A reader types, chooses, narrows and goes back, with keys alone or a finger.

The fixtures fail a test when a page breaks the content security policy, throws, or
asks another host for anything.
"""

import gzip
import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import expect

from tests.methods.factories import StepFactory, ThemeFactory, WorkMethodFactory
from tests.places.factories import CommunityFactory, real_province

WIDTHS = [360, 1280]
LANGUAGES = ["en", "zh-hans"]
SCRIPTS = pytest.mark.parametrize(
    "java_script_enabled", [True, False], ids=["js", "no-js"]
)
BODIES = ("beijing", "fujian", "hainan")
FIRST_PAGE_BYTES = 100_000


@pytest.fixture
def catalogue(transactional_db):
    """A list of two pages in two themes; returns the method of Junmen."""
    for slug in BODIES:
        real_province(slug)
    culture = ThemeFactory(slug="culture", name_en="Culture", name_zh="社区文化")
    consultation = ThemeFactory(
        slug="consultation", name_en="Consultation", name_zh="社区协商"
    )
    for number in range(22):
        WorkMethodFactory(
            published=True,
            title_en=f"Method number {number}",
            title_zh=f"方法{number}",
            themes=[culture, consultation] if number < 3 else [culture],
            community__street__county__province=real_province("beijing"),
        )
    method = WorkMethodFactory(
        published=True,
        title_en="Junmen Community work method",
        title_zh="军门社区工作法",
        summary_en="Residents raise, discuss, decide, carry out and evaluate.",
        summary_zh="民事民提、民议、民决、民办、民评。",
        themes=[consultation],
        community=CommunityFactory(
            name="军门社区", street__county__province=real_province("fujian")
        ),
    )
    for position in (1, 2, 3):
        StepFactory(method=method, position=position, title_en=f"Part {position}")
    return method


def links_of_head(page):
    """What the head says of the page: its address, its languages, its feed."""
    return page.locator(
        "link[rel=canonical], link[hreflang], link[type='application/atom+xml']"
    ).evaluate_all("links => links.map(link => link.getAttribute('href'))")


def search_field(page):
    return page.locator("#search-field")


def suggestions(page):
    return page.get_by_role("option")


def query(page):
    return sorted(parse_qsl(urlsplit(page.url).query))


def open_filters(page):
    """On a small screen the filters are folded."""
    summary = page.locator(".filters > summary")
    if summary.is_visible() and not page.locator(".filters").get_attribute("open"):
        summary.click()


def mark_document(page):
    """A mark that a page opened anew does not have."""
    page.evaluate("document.documentElement.dataset.same = 'yes'")


def is_same_document(page):
    return page.evaluate("document.documentElement.dataset.same") == "yes"


# Suggestions while typing


@pytest.mark.parametrize(
    ("width", "language", "path"),
    [
        (360, "en", "methods/"),
        (360, "zh-hans", ""),
        (1280, "en", ""),
        (1280, "zh-hans", "methods/"),
    ],
)
def test_a_suggestion_is_chosen_with_keys_alone(
    new_page, catalogue, width, language, path
):
    page = new_page(width=width, language=language)
    page.goto(f"/{language}/{path}")
    field = page.get_by_role("combobox")
    expect(field).to_have_attribute("aria-expanded", "false")

    field.focus()
    page.keyboard.type("junmen")
    expect(suggestions(page)).to_have_count(2)
    expect(field).to_have_attribute("aria-expanded", "true")
    assert page.get_by_role("group").count() >= 2
    page.keyboard.press("ArrowDown")
    option = suggestions(page).first
    expect(option).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", option.get_attribute("id"))
    expect(field).to_be_focused()
    page.keyboard.press("Enter")

    page.wait_for_url(f"**/{language}/methods/{catalogue.number}/**")


def test_keys_move_as_the_pattern_says(page, catalogue):
    page.goto("/en/")
    field = search_field(page)
    field.focus()
    page.keyboard.type("junmen")
    expect(suggestions(page)).to_have_count(2)

    def chosen():
        return [each.get_attribute("aria-selected") for each in suggestions(page).all()]

    page.keyboard.press("ArrowUp")
    assert chosen() == ["false", "true"]
    page.keyboard.press("ArrowDown")
    assert chosen() == ["true", "false"]
    page.keyboard.press("ArrowDown")
    assert chosen() == ["false", "true"]
    page.keyboard.press("Home")
    assert chosen() == ["false", "false"]
    assert field.evaluate("field => field.selectionStart") == 0
    page.keyboard.press("End")
    assert field.evaluate("field => field.selectionStart") == len("junmen")

    page.keyboard.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("junmen")
    page.keyboard.press("Alt+ArrowDown")
    expect(field).to_have_attribute("aria-expanded", "true")
    assert chosen() == ["false", "false"]
    page.keyboard.press("Alt+ArrowUp")
    expect(field).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(page.get_by_role("button", name="Search", exact=True)).to_be_focused()
    expect(field).to_have_value("junmen")


@SCRIPTS
@pytest.mark.parametrize("path", ["", "methods/"])
def test_enter_without_a_choice_searches(
    new_page, catalogue, java_script_enabled, path
):
    page = new_page(java_script_enabled=java_script_enabled)
    page.goto(f"/en/{path}")

    search_field(page).focus()
    page.keyboard.type("junmen")
    if java_script_enabled:
        expect(suggestions(page)).to_have_count(2)
    page.keyboard.press("Enter")

    page.wait_for_url("**/en/methods/?*q=junmen*")
    expect(page.locator("#results-title")).to_have_text("1 method")
    expect(suggestions(page)).to_have_count(0)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_suggestion_is_chosen_with_a_finger_or_mouse(new_page, catalogue, width):
    page = new_page(width=width)
    page.goto("/en/")

    search_field(page).fill("军门")
    expect(suggestions(page)).to_have_count(2)
    heights = [each.bounding_box()["height"] for each in suggestions(page).all()]
    assert min(heights) >= 44
    suggestions(page).nth(1).click()

    page.wait_for_url(f"**/en/communities/{catalogue.community.number}/")


def test_suggestions_are_announced_and_go_when_the_field_is_left(page, catalogue):
    page.goto("/en/")
    announcement = page.locator(".search [aria-live=polite]")
    expect(announcement).to_have_text("")

    search_field(page).fill("junmen")
    expect(announcement).to_have_text("2 suggestions. Choose with the arrow keys.")
    search_field(page).fill("zzzz")
    expect(announcement).to_have_text("No suggestions.")
    expect(search_field(page)).to_have_attribute("aria-expanded", "false")
    search_field(page).fill("junmen")
    expect(suggestions(page)).to_have_count(2)
    page.get_by_role("heading", level=1).click()

    expect(page.get_by_role("listbox")).to_be_hidden()


def test_hits_are_marked_and_markup_is_only_text(page, catalogue):
    WorkMethodFactory(published=True, title_en="<img src=x> courtyard <b>")
    page.goto("/en/")

    search_field(page).fill("courtyard")
    expect(suggestions(page)).to_have_count(1)

    name = suggestions(page).locator(".suggestion-name")
    expect(name).to_have_text("<img src=x> courtyard <b>")
    assert name.locator("mark").all_inner_texts() == ["courtyard"]
    assert suggestions(page).locator("img, b").count() == 0


COMPOSE = """(field, [type, text, key]) => {
  if (type === "keydown") {
    const event = new KeyboardEvent(type, {key, isComposing: true, cancelable: true,
      bubbles: true});
    return field.dispatchEvent(event);
  }
  if (text !== null) field.value = text;
  field.dispatchEvent(new CompositionEvent(type, {data: text, bubbles: true}));
  field.dispatchEvent(new InputEvent("input", {isComposing: type !== "compositionend",
    bubbles: true}));
}"""


def test_what_is_being_composed_is_left_to_the_input_method(page, catalogue):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/en/")
    field = search_field(page)
    field.focus()
    asked.clear()

    field.evaluate(COMPOSE, ["compositionstart", "", None])
    for text in ("j", "jun", "jun'men"):
        field.evaluate(COMPOSE, ["compositionupdate", text, None])
    page.wait_for_timeout(400)
    # The keys choose among the characters of the input method.
    kept = [
        field.evaluate(COMPOSE, ["keydown", None, key])
        for key in ("ArrowDown", "Enter", "Escape")
    ]
    assert kept == [True, True, True]
    assert asked == []
    field.evaluate(COMPOSE, ["compositionend", "军门", None])

    expect(suggestions(page)).to_have_count(2)
    assert len(asked) == 1
    assert page.url.endswith("/en/")


def test_a_late_answer_does_not_replace_a_newer_one(page, catalogue):
    page.goto("/en/")
    held = []

    def hold_the_first(route):
        if "q=jun&" in route.request.url + "&":
            held.append(route)
        else:
            route.continue_()

    page.route("**/suggestions/**", hold_the_first)
    search_field(page).fill("jun")
    page.wait_for_timeout(400)
    assert len(held) == 1
    search_field(page).fill("junm")
    expect(suggestions(page)).to_have_count(2)
    held[0].fulfill(json={"announcement": "late", "groups": []})
    page.wait_for_timeout(200)

    expect(suggestions(page)).to_have_count(2)
    expect(page.locator(".search [aria-live=polite]")).not_to_have_text("late")


def test_a_fault_of_the_suggestions_leaves_a_plain_field(page, catalogue):
    page.route("**/suggestions/**", lambda route: route.abort())
    page.goto("/en/")

    search_field(page).fill("junmen")
    page.wait_for_timeout(400)
    expect(suggestions(page)).to_have_count(0)
    search_field(page).press("Enter")

    expect(page.locator("#results-title")).to_have_text("1 method")


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_suggestions_fit_the_window(new_page, catalogue, width):
    page = new_page(width=width)

    for path in ("/en/", "/zh-hans/methods/"):
        page.goto(path)
        search_field(page).fill("junmen")
        expect(suggestions(page)).to_have_count(2)

        root = "document.documentElement"
        assert page.evaluate(f"{root}.scrollWidth - {root}.clientWidth") <= 0
        box = page.get_by_role("listbox").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


def test_the_choice_to_compare_goes_along_with_a_suggestion(page, catalogue):
    page.goto("/en/methods/?compare=7&compare=8")

    search_field(page).fill("junmen")
    expect(suggestions(page)).to_have_count(2)

    address = suggestions(page).first.get_attribute("href")
    assert address == f"{catalogue.get_absolute_url()}?compare=7&compare=8"


# The list, renewed in place


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_choice_renews_the_list_in_place(new_page, catalogue, width, language):
    page = new_page(width=width, language=language)
    page.goto(f"/{language}/methods/")
    mark_document(page)
    open_filters(page)
    choice = page.locator("#filter-theme-consultation")

    choice.focus()
    page.keyboard.press("Space")

    expect(page.locator("#results-title")).to_have_text(re.compile(r"^4\D"))
    assert is_same_document(page)
    assert query(page) == [("theme", "consultation")]
    expect(choice).to_be_checked()
    expect(choice).to_be_focused()
    expect(page.locator(".chip")).to_have_count(1)
    expect(page.locator("#browse-status")).to_have_text(re.compile(r"^4\D"))
    switch = page.locator(".language-switch").get_attribute("href")
    assert switch.endswith("/methods/?theme=consultation")

    page.locator("#filter-province-fujian").evaluate("box => box.click()")
    expect(page.locator("#results-title")).to_have_text(re.compile(r"^1\D"))
    assert query(page) == [("province", "fujian"), ("theme", "consultation")]
    assert is_same_document(page)


def test_the_filters_of_a_phone_stay_open_and_keep_their_place(new_page, catalogue):
    page = new_page(width=360)
    page.goto("/en/methods/")
    open_filters(page)
    page.locator("#facet-settlement > summary").click()
    choice = page.locator("#filter-theme-consultation")
    choice.scroll_into_view_if_needed()
    place = page.evaluate("scrollY")
    top = choice.bounding_box()["y"]

    choice.check()
    show = page.locator(".filters-foot button")
    expect(show).to_have_text("Show 4 methods")

    assert page.locator(".filters").get_attribute("open") is not None
    assert page.locator("#facet-settlement").get_attribute("open") is not None
    assert page.evaluate("scrollY") == place
    assert choice.bounding_box()["y"] == top
    # The foot sticks to the bottom of the window.
    foot = page.locator(".filters-foot").bounding_box()
    assert round(foot["y"] + foot["height"]) <= 740

    show.click()
    expect(page.locator(".filters")).not_to_have_attribute("open", "")
    expect(page.locator("#results-title")).to_be_focused()
    expect(page.locator("#results-title")).to_be_in_viewport()


def test_back_and_forward_show_what_was_there(page, catalogue):
    page.goto("/en/methods/")
    first_title = page.title()
    mark_document(page)
    page.locator("#filter-theme-consultation").check()
    expect(page.locator("#results-title")).to_have_text("4 methods")
    search_field(page).fill("junmen")
    search_field(page).press("Enter")
    expect(page.locator("#results-title")).to_have_text("1 method")
    assert page.title() != first_title

    page.go_back()
    expect(page.locator("#results-title")).to_have_text("4 methods")
    expect(page.locator("#filter-theme-consultation")).to_be_checked()
    expect(search_field(page)).to_have_value("")
    assert query(page) == [("theme", "consultation")]

    page.go_back()
    expect(page.locator("#results-title")).to_have_text("23 methods")
    expect(page.locator("#filter-theme-consultation")).not_to_be_checked()
    assert query(page) == []
    assert page.title() == first_title

    page.go_forward()
    page.go_forward()
    expect(page.locator("#results-title")).to_have_text("1 method")
    expect(search_field(page)).to_have_value("junmen")
    expect(page.locator("#filter-theme-consultation")).to_be_checked()
    assert is_same_document(page)


def test_the_head_follows_the_list_there_and_back(page, catalogue):
    as_loaded = {}
    for address in ("?theme=culture&page=2", "", "?theme=consultation"):
        page.goto(f"/en/methods/{address}")
        as_loaded[address] = links_of_head(page)
    page.goto("/en/methods/")
    mark_document(page)

    page.locator("#filter-theme-consultation").check()
    expect(page.locator("#results-title")).to_have_text("4 methods")
    assert links_of_head(page) == as_loaded["?theme=consultation"]

    page.go_back()
    expect(page.locator("#results-title")).to_have_text("23 methods")
    assert links_of_head(page) == as_loaded[""]

    page.locator("#filter-theme-culture").check()
    expect(page.locator("#results-title")).to_have_text("22 methods")
    page.get_by_role("link", name="Next").click()
    page.wait_for_url("**/?theme=culture&page=2")
    expect(page.locator("#results-title")).to_be_focused()
    assert links_of_head(page) == as_loaded["?theme=culture&page=2"]
    assert is_same_document(page)


def test_back_from_a_method_returns_to_the_narrowed_list(page, catalogue):
    page.goto("/en/methods/")
    page.locator("#filter-theme-consultation").check()
    expect(page.locator("#results-title")).to_have_text("4 methods")

    page.get_by_role("link", name="Junmen Community work method", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Junmen")
    page.go_back()

    expect(page.locator("#results-title")).to_have_text("4 methods")
    expect(page.locator("#filter-theme-consultation")).to_be_checked()
    page.locator("#filter-theme-consultation").uncheck()
    expect(page.locator("#results-title")).to_have_text("23 methods")


def test_back_brings_back_the_place_in_the_page(page, catalogue):
    page.goto("/en/methods/")
    page.get_by_role("link", name="Next").scroll_into_view_if_needed()
    place = page.evaluate("scrollY")
    assert place > 0

    page.get_by_role("link", name="Next").click()
    page.wait_for_url("**/?page=2")
    expect(page.locator("#results-title")).to_be_in_viewport()
    page.go_back()
    expect(page.get_by_role("link", name="Next")).to_be_visible()

    page.wait_for_function("place => Math.abs(scrollY - place) < 2", arg=place)


def test_chips_orders_pages_and_tiles_renew_in_place(page, catalogue):
    page.goto("/en/methods/?theme=culture")
    mark_document(page)

    page.get_by_role("link", name="title", exact=True).click()
    page.wait_for_url("**/?theme=culture&order=title")
    expect(page.locator("#order-title")).to_be_focused()
    page.get_by_role("link", name="Next").click()
    page.wait_for_url("**/?theme=culture&order=title&page=2")
    expect(page.locator("#results-title")).to_be_focused()
    page.get_by_role("link", name="Remove filter Theme: Culture").click()
    page.wait_for_url("**/?order=title")
    expect(page.locator("#results-title")).to_have_text("23 methods")
    expect(page.locator("#results-title")).to_be_focused()
    expect(page.locator("#browse-status")).to_have_text("23 methods")
    page.locator("#tile-fujian").click()
    page.wait_for_url("**/?province=fujian&order=title")
    expect(page.locator("#tile-fujian")).to_be_focused()
    expect(page.locator("#filter-province-fujian")).to_be_checked()
    page.locator("#filter-theme-consultation").check()
    page.wait_for_url(lambda url: "consultation" in url)

    assert query(page) == [
        ("order", "title"),
        ("province", "fujian"),
        ("theme", "consultation"),
    ]
    assert is_same_document(page)


def test_the_last_of_several_quick_choices_is_shown(page, catalogue):
    page.goto("/en/methods/")

    # Sooner than the first answer, which puts other boxes in the place of these.
    page.evaluate(
        "choices => choices.forEach(id => document.getElementById(id).click())",
        [
            "filter-theme-consultation",
            "filter-theme-culture",
            "filter-province-beijing",
        ],
    )

    page.wait_for_url(lambda url: "beijing" in url)
    expect(page.locator("#results-title")).to_have_text("22 methods")
    assert [name for name, _value in query(page)] == ["province", "theme", "theme"]


def test_a_failed_request_becomes_an_ordinary_page(page, catalogue):
    page.goto("/en/methods/")
    mark_document(page)
    page.route(
        "**/methods/?theme=consultation",
        lambda route: (
            route.abort() if route.request.resource_type == "xhr" else route.continue_()
        ),
    )

    page.locator("#filter-theme-consultation").evaluate("box => box.click()")

    page.wait_for_url("**/?theme=consultation")
    expect(page.locator("#results-title")).to_have_text("4 methods")
    assert not is_same_document(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_without_script_the_button_sends_the_choices(new_page, catalogue, width):
    page = new_page(width=width, java_script_enabled=False)
    page.goto("/en/methods/")
    open_filters(page)

    page.locator("#filter-theme-consultation").check()
    expect(page.locator("#results-title")).to_have_text("23 methods")
    page.get_by_role("button", name="Show the methods").click()

    expect(page.locator("#results-title")).to_have_text("4 methods")
    expect(page.locator(".chip")).to_have_count(1)
    expect(search_field(page)).to_have_role("searchbox")


# What a page costs


WATCH_SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shifts.push(entry.value);
}).observe({type: "layout-shift", buffered: true});
"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_pages_are_small_and_nothing_moves(new_page, catalogue, width, language):
    page = new_page(width=width, language=language)
    # An observer of the test, not of the page: the policy does not speak of it.
    page.add_init_script(WATCH_SHIFTS)
    addresses = {
        "home": f"/{language}/",
        "list": f"/{language}/methods/",
        "method": f"/{language}/methods/{catalogue.number}/{catalogue.slug}/",
    }

    for name, address in addresses.items():
        sizes = {}
        page.on("response", lambda response, to=sizes: to.update(_sent(response)))
        page.goto(address, wait_until="networkidle")
        page.wait_for_timeout(200)

        assert (name, sum(page.evaluate("window.shifts"))) == (name, 0)
        assert len(sizes) > 3
        assert sum(sizes.values()) < FIRST_PAGE_BYTES, sizes


def _sent(response):
    """The bytes that a server sends for an answer: files as WhiteNoise packs them."""
    path = urlsplit(response.url).path
    if path.startswith("/static/"):
        with open(finders.find(path.removeprefix("/static/")), "rb") as file:
            return {path: len(gzip.compress(file.read()))}
    headers = response.headers
    assert "content-length" in headers, path
    return {path: int(headers["content-length"])}
