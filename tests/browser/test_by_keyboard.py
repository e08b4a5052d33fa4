"""The main paths of the desk by the keyboard alone: every stop is seen, none holds."""

import pytest
from django.urls import reverse

from catalogue.methods.models import WorkMethod
from tests.accounts.factories import EditorFactory, OfficerFactory
from tests.browser.desk import sign_in
from tests.desk.exchange.files import workbook
from tests.methods.factories import WorkMethodFactory
from tests.places.factories import CommunityFactory, real_province

pytestmark = pytest.mark.django_db(transaction=True)

Status = WorkMethod.Status
MOST_STOPS = 400
HAS_FOCUS = "selector => document.activeElement.matches(selector)"
SHOWS_FOCUS = """() => {
    const style = getComputedStyle(document.activeElement);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
}"""


def tab_to(page, selector, key="Tab"):
    """Press the key until the focus stands there, and is seen."""
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        if page.evaluate(HAS_FOCUS, selector):
            assert page.evaluate(SHOWS_FOCUS), f"no focus is seen on {selector}"
            return
    pytest.fail(f"the tab key does not lead to {selector}")


def press(page, selector, key="Tab"):
    tab_to(page, selector, key)
    page.keyboard.press("Enter")


@pytest.fixture
def desk(page):
    return sign_in(page, EditorFactory())


def test_a_method_is_entered(desk):
    community = CommunityFactory(name="军门社区")
    desk.goto(reverse("admin:methods_workmethod_add"))

    tab_to(desk, "#id_title_zh")
    desk.keyboard.type("一院三会")
    tab_to(desk, ".field-community .select2-selection")
    desk.keyboard.press("Enter")
    desk.keyboard.type("军门")
    desk.locator(".select2-results__option--highlighted", has_text="Junmen").wait_for()
    desk.keyboard.press("Enter")
    tab_to(desk, ".field-problem_zh .mark-buttons button")
    desk.keyboard.press("Enter")
    desk.keyboard.type("停车难")
    for number, title in enumerate(("入户", "议事")):
        press(desk, "#steps-group .add-row a")
        tab_to(desk, f"#id_steps-{number}-title_zh", "Shift+Tab")
        desk.keyboard.type(title)
    press(desk, "#steps-1 [data-move='-1']", "Shift+Tab")
    press(desk, "input[name=_save]")
    desk.locator(".messagelist .success").wait_for()

    method = WorkMethod.objects.get()
    assert (method.title_zh, method.community) == ("一院三会", community)
    assert method.problem_zh == "**停车难**"
    assert list(method.steps.values_list("title_zh", flat=True)) == ["议事", "入户"]


def test_methods_are_chosen_in_the_list_and_sent(desk):
    sent = WorkMethodFactory(title_zh="板凳课堂")
    left = WorkMethodFactory(title_zh="一院三会")
    desk.goto(reverse("admin:methods_workmethod_changelist"))

    tab_to(desk, "#searchbar")
    desk.keyboard.type("板凳")
    with desk.expect_navigation():
        desk.keyboard.press("Enter")
    tab_to(desk, "#result_list .action-select")
    desk.keyboard.press("Space")
    tab_to(desk, "select[name=action]", "Shift+Tab")
    desk.keyboard.type("Send")
    press(desk, "button[name=index]")
    desk.locator(".messagelist .success").wait_for()

    states = [WorkMethod.objects.get(pk=each.pk).status for each in (sent, left)]
    assert states == [Status.CHECKING, Status.DRAFT]


def test_a_file_is_imported(page):
    fujian = real_province("fujian")
    sign_in(page, OfficerFactory(reporting_body=fujian))
    content = workbook([["工作法名称", "简介"], ["板凳课堂", "一"]])
    kind = "application/octet-stream"
    # The browser has to know that somebody listens before the key is pressed.
    page.on("filechooser", lambda _chooser: None)
    page.goto(reverse("admin:exchange_imports"))

    tab_to(page, "input[type=file]")
    with page.expect_file_chooser() as chosen:
        page.keyboard.press("Enter")
    chosen.value.set_files({"name": "a.xlsx", "mimeType": kind, "buffer": content})
    press(page, "#content form [type=submit]")
    page.wait_for_url("**/exchange/methods/*/")
    press(page, "form[action$='save/'] [type=submit]")
    page.get_by_text("Saved at").wait_for()

    assert WorkMethod.objects.filter(title_zh="板凳课堂").exists()


def test_a_method_is_returned_with_a_reason(desk):
    method = WorkMethodFactory(status=Status.CHECKING)
    page = reverse("admin:state_of_methods", args=["returned"])
    desk.goto(f"{page}?number={method.pk}")

    tab_to(desk, "#id_reason_zh")
    desk.keyboard.type("请补充材料")
    press(desk, "#content form [type=submit]")
    desk.locator(".messagelist .success", has_text="“Returned”").wait_for()

    method.refresh_from_db()
    assert method.status == Status.RETURNED


def test_nothing_holds_the_focus(desk):
    method = WorkMethodFactory()
    desk.goto(reverse("admin:methods_workmethod_change", args=[method.pk]))

    press(desk, ".skip-to-content-link")
    tab_to(desk, "input[name=_save]")
    # Round by the browser and back to where the page begins.
    tab_to(desk, ".skip-to-content-link")
