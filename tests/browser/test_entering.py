"""Entering a method in a real browser: what the scripts of the form do."""

from pathlib import Path

import pytest
from django.urls import reverse

from catalogue.local.browser import browser_is_required
from catalogue.local.page_checkers import find_page_checkers
from catalogue.methods.models import UnsavedText, WorkMethod
from tests.accounts.factories import EditorFactory
from tests.browser.desk import sign_in
from tests.browser.gates.visiting import WCAG, Visitor
from tests.methods.factories import StepFactory, ThemeFactory, WorkMethodFactory

pytestmark = pytest.mark.django_db(transaction=True)


def wait_until_kept(page):
    """No request of the page is under way when the test ends."""
    page.locator("#unsaved-state", has_text="kept for you at").wait_for()


def page_of(method):
    return reverse("admin:methods_workmethod_change", args=[method.pk])


@pytest.fixture
def desk(page):
    return sign_in(page, EditorFactory())


def test_typed_text_is_kept_offered_and_taken(desk):
    method = WorkMethodFactory(title_zh="甲")
    desk.goto(page_of(method))
    desk.locator("#id_problem_zh").press_sequentially("停车难")
    wait_until_kept(desk)

    asked = []
    desk.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    desk.goto(page_of(method))
    desk.get_by_role("button", name="Take it").click()
    desk.locator(".unsaved", has_text="holds your unsaved text").wait_for()
    taken = desk.locator("#id_problem_zh").input_value()
    desk.get_by_role("button", name="Save", exact=True).click()
    desk.locator(".messagelist .success").wait_for()

    method.refresh_from_db()
    assert asked == ["beforeunload"]
    assert taken == method.problem_zh == "停车难"
    assert not UnsavedText.objects.exists()


def test_page_with_nothing_typed_is_left_without_a_question(desk):
    method = WorkMethodFactory()
    asked = []
    desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    desk.goto(page_of(method))
    desk.goto(reverse("admin:index"))

    assert asked == []


def test_text_that_nobody_changed_is_not_kept(desk):
    method = WorkMethodFactory(themes=[ThemeFactory()])
    kept = []
    desk.on("request", lambda request: kept.append(request.method == "POST"))
    desk.clock.install()
    desk.goto(page_of(method))
    desk.wait_for_load_state("networkidle")

    for _ in range(20):
        desk.keyboard.press("Tab")
    desk.evaluate("django.jQuery('#id_community').trigger('change')")
    desk.locator("#id_title_zh").press("x")
    desk.locator("#id_title_zh").press("Backspace")
    # Longer than the pause after which typed text is kept.
    desk.clock.run_for(4_000)

    assert True not in kept
    assert not UnsavedText.objects.exists()


def test_near_duplicates_are_told_while_the_title_is_typed(desk):
    there = WorkMethodFactory(title_zh="“13335”工作法")
    desk.goto(reverse("admin:methods_workmethod_add"))

    desk.locator("#id_title_zh").press_sequentially("一三三三五服务法")
    link = desk.locator("#resembling a")
    link.wait_for()
    wait_until_kept(desk)

    assert link.get_attribute("href") == page_of(there)
    assert desk.locator("#resembling").get_attribute("aria-live") == "polite"


def test_steps_are_moved_by_keyboard_and_their_numbers_follow(desk):
    method = WorkMethodFactory()
    for position, title in enumerate(["一", "二", "三"], start=1):
        StepFactory(method=method, position=position, title_zh=title)
    desk.goto(page_of(method))

    desk.locator("#steps-2").get_by_role("button", name="Move up").focus()
    desk.keyboard.press("Enter")
    told = desk.locator("#order-of-steps").inner_text()
    desk.keyboard.press("Enter")
    focused = desk.evaluate("document.activeElement.textContent")
    desk.locator("#steps-group .add-row a").click()
    desk.locator("#steps-3 [name$=title_zh]").fill("四")
    desk.locator("#steps-3").get_by_role("button", name="Move up").click()
    desk.locator("#id_steps-0-DELETE").check()
    desk.get_by_role("button", name="Save", exact=True).click()
    desk.locator(".messagelist .success").wait_for()

    assert told == "“三” is step 2 of 3 now."
    # There is nothing above the first: the focus goes on to the other button.
    assert focused == "Move down"
    assert list(method.steps.values_list("position", "title_zh")) == [
        (1, "三"),
        (2, "四"),
        (3, "二"),
    ]


WORD = Path(__file__).with_name("word_clipboard.html")
PASTE = """(area, html) => {
    const data = new DataTransfer();
    data.setData("text/html", html);
    data.setData("text/plain", "plain");
    const paste = { clipboardData: data, bubbles: true, cancelable: true };
    area.dispatchEvent(new ClipboardEvent("paste", paste));
}"""


def test_text_pasted_from_word_comes_out_in_our_marks(desk):
    method = WorkMethodFactory()
    desk.goto(page_of(method))
    area = desk.locator("#id_problem_zh")

    area.focus()
    area.evaluate(PASTE, WORD.read_text(encoding="utf-8"))
    pasted = area.input_value()
    desk.get_by_role("button", name="Save", exact=True).click()
    desk.locator(".messagelist .success").wait_for()

    method.refresh_from_db()
    assert pasted.split("\n") == [
        "**背景问题**",
        "",
        "小区建于1998年，**停车位 不足**。",
        "",
        "- 入户**走访**",
        "- 院落议事",
        "1. 划线",
        "2. 公示",
        "",
        "户数 · 1200",
        "",
        "结束",
        "",
        "第二行",
    ]
    assert method.problem_zh == pasted


def test_marks_are_set_by_buttons_and_keys(desk):
    method = WorkMethodFactory(problem_zh="入户\n议事", results_zh="有序停车")
    desk.goto(page_of(method))

    desk.locator("#id_problem_zh").press("Control+a")
    bar = desk.get_by_role("toolbar", name="Background problem in Chinese")
    bar.get_by_role("button", name="Bold").focus()
    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("Enter")
    desk.locator("#id_results_zh").press("Control+a")
    desk.keyboard.press("Control+b")
    desk.get_by_role("button", name="Save", exact=True).click()
    desk.locator(".messagelist .success").wait_for()

    method.refresh_from_db()
    assert method.problem_zh == "- 入户\n- 议事"
    assert method.results_zh == "**有序停车**"


def test_a_step_that_is_added_has_its_buttons(desk):
    desk.goto(page_of(WorkMethodFactory()))

    desk.locator("#steps-group .add-row a").click()

    assert desk.locator("#steps-0 .mark-buttons").count() == 2
    described = desk.locator("#id_steps-0-position").get_attribute("aria-describedby")
    assert desk.locator(f"#{described}").inner_text() == "Left empty: after the others."


@pytest.fixture
def axe():
    found = find_page_checkers()
    if found is None:
        if browser_is_required():
            pytest.fail("REQUIRE_BROWSER=1 and the page checkers are not installed.")
        pytest.skip("no page checkers are installed")
    return (found / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture
def page_for_axe(browser, live_server):
    """A page in which axe may set styles, which our policy forbids to everybody."""
    contexts = []

    def make(width):
        contexts.append(
            browser.new_context(
                base_url=live_server.url,
                bypass_csp=True,
                viewport={"width": width, "height": 900},
            )
        )
        return contexts[-1].new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_axe_finds_nothing_in_the_form_and_in_two_versions(
    page_for_axe, axe, width, language
):
    page = page_for_axe(width)
    sign_in(page, EditorFactory())
    if language != "en":
        page.get_by_role("button", name="简体中文").click()
        page.locator("html[lang=zh-hans]").wait_for()
    method = WorkMethodFactory(title_zh="甲", problem_zh="停车难")
    StepFactory(method=method, position=1)
    visitor = Visitor(page, axe)

    page.goto(page_of(method))
    named = page.locator(".select2-search__field[aria-label]")
    named.wait_for()
    of_form = visitor.ask_axe(WCAG)
    WorkMethod.objects.update(title_zh="他们的")
    page.locator("#id_title_zh").fill("我的")
    page.locator("input[name=_save]").click()
    page.locator(".held-back").wait_for()
    named.wait_for()
    of_versions = visitor.ask_axe(WCAG)
    wide = page.evaluate("document.documentElement.scrollWidth")
    # What was typed is kept a moment later: not while the database is emptied.
    page.route("**/*", lambda route: route.abort())

    assert (of_form, of_versions, wide) == ([], [], width)
