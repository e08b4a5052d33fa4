"""Staff work at the desk in a real browser, under the content security policy.

The fixtures fail a test when a page breaks the policy or a script throws.
"""

import pytest
from django.urls import reverse

from catalogue.accounts.models import User
from catalogue.methods.models import WorkMethod
from tests.accounts.factories import PASSWORD, EditorFactory
from tests.browser.desk import sign_in
from tests.methods.factories import ThemeFactory, WorkMethodFactory
from tests.places.factories import CommunityFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(page):
    """The desk as a superuser sees it."""
    return sign_in(page, User.objects.create_superuser("chief", password=PASSWORD))


@pytest.fixture
def editors_desk(page):
    return sign_in(page, EditorFactory())


def test_list_is_filtered_and_searched(editors_desk):
    WorkMethodFactory(title_zh="一院三会")
    WorkMethodFactory(title_zh="板凳课堂", status=WorkMethod.Status.CHECKING)

    page = editors_desk

    page.goto(reverse("admin:index"))
    page.get_by_role("link", name="1 For checking").click()
    page.wait_for_url("**status__exact=checking")
    filtered = page.locator("#result_list tbody tr").all_inner_texts()
    page.goto(reverse("admin:methods_workmethod_changelist"))
    page.locator("#searchbar").fill("一院三会")
    page.get_by_role("button", name="Search").click()
    page.wait_for_url("**q=*")
    found = page.locator("#result_list tbody tr").all_inner_texts()

    assert [("板凳课堂" in row) for row in filtered] == [True]
    assert [("一院三会" in row) for row in found] == [True]


def test_editor_enters_a_method_with_a_step_and_a_theme_and_publishes_it(
    editors_desk,
):
    theme = ThemeFactory(name_zh="社区协商", name_en="Consultation")
    method = WorkMethodFactory(title_zh="甲")
    page = editors_desk
    page.goto(reverse("admin:methods_workmethod_change", args=[method.pk]))

    page.get_by_label("Chinese title:").first.fill("一院三会")
    page.locator(".field-themes .select2-selection").click()
    page.locator(".field-themes .select2-search__field").fill("协商")
    page.locator(".select2-results__option", has_text="Consultation").click()
    page.locator("#steps-group .add-row a").click()
    page.locator("#id_steps-0-title_zh").fill("入户走访")
    page.get_by_role("button", name="Save and publish").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    page.locator(".messagelist .success", has_text="“Published”").wait_for()

    method.refresh_from_db()
    assert method.is_published
    assert method.title_zh == "一院三会"
    assert list(method.themes.all()) == [theme]
    assert list(method.steps.values_list("title_zh")) == [("入户走访",)]


def test_community_is_found_by_typing(editors_desk):
    community = CommunityFactory(name="军门社区")
    CommunityFactory(name="别处社区")
    page = editors_desk
    page.goto(reverse("admin:methods_workmethod_add"))

    page.locator("#id_title_zh").fill("一院三会")
    page.locator(".field-community .select2-selection").click()
    page.locator(".select2-search--dropdown .select2-search__field").fill("军门")
    page.locator(".select2-results__option", has_text="Junmen").click()
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator(".messagelist .success").wait_for()

    method = WorkMethod.objects.get()
    assert method.community == community
    assert method.reporting_body == community.reporting_body


def test_theme_is_added_in_a_window_of_its_own(editors_desk):
    page = editors_desk
    page.goto(reverse("admin:methods_workmethod_add"))

    with page.expect_popup() as opened:
        page.locator("#add_id_themes").click()
    window = opened.value
    window.locator("#id_name_zh").fill("社区协商")
    window.locator("#id_name_en").fill("Consultation")
    window.get_by_role("button", name="Save", exact=True).click()

    page.locator(".field-themes .select2-selection__choice").wait_for()
    chosen = page.locator(".field-themes .select2-selection__choice").inner_text()
    page.locator("#unsaved-state", has_text="kept for you at").wait_for()
    assert "Consultation" in chosen


def test_roles_are_ticked(desk):
    person = EditorFactory(roles=[])
    desk.goto(reverse("admin:accounts_user_change", args=[person.pk]))

    desk.get_by_label("ministry editor").check()
    desk.get_by_role("button", name="Save", exact=True).click()
    desk.locator(".messagelist .success").wait_for()

    person = User.objects.get(pk=person.pk)
    assert person.has_perm("methods.publish_workmethod")


def test_chosen_methods_are_sent_for_checking(editors_desk):
    WorkMethodFactory.create_batch(2)
    page = editors_desk
    page.goto(reverse("admin:methods_workmethod_changelist"))

    page.locator("#action-toggle").check()
    page.locator("select[name=action]").select_option("send_for_checking")
    page.get_by_role("button", name="Go").click()
    message = page.locator(".messagelist .success").inner_text()

    assert message == "2 methods are now in the state “For checking”."


def test_language_and_colours_are_changed_at_the_head(editors_desk):
    page = editors_desk

    page.get_by_role("button", name="简体中文").click()
    page.locator("html[lang=zh-hans]").wait_for()
    language = page.locator("html").get_attribute("lang")
    page.locator(".theme-toggle").click()
    colours = page.locator("html").get_attribute("data-theme")

    assert language == "zh-hans"
    assert colours == "dark"


@pytest.mark.parametrize("width", [360, 1280])
def test_desk_does_not_scroll_sideways(new_page, width):
    page = sign_in(new_page(width=width), EditorFactory())
    method = WorkMethodFactory()
    addresses = [
        reverse("admin:index"),
        reverse("admin:methods_workmethod_change", args=[method.pk]),
    ]

    for address in addresses:
        page.goto(address)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert (address, wide) == (address, width)
