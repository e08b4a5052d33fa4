"""Somebody with a problem finds a method: on a phone, at a desk, without script."""

import re

import pytest
from django.utils.translation import gettext, ngettext, override, pgettext
from playwright.sync_api import expect

from tests.methods.factories import StepFactory, WorkMethodFactory
from tests.places.factories import CommunityFactory
from tests.practice.factories import AdoptionFactory

WORDS = {
    "find": ("", "Find a method for my community"),
    "problem": ("", "Nowhere to park, cars in the way"),
    "other problem": ("", "Rubbish and dirt"),
    "own": ("", "In your own words"),
    "place": ("", "Old estate"),
    "means": ("find a method", "Money"),
    "little": ("find a method", "little"),
    "submit": ("", "Find methods"),
    "compare": ("", "Compare them"),
    "change": ("", "Change the question"),
}


@pytest.fixture
def words():
    """What stands on the page, by language."""

    def in_language(language):
        with override(language):
            return {
                name: pgettext(context, text) if context else gettext(text)
                for name, (context, text) in WORDS.items()
            }

    return in_language


@pytest.fixture
def methods(transactional_db):
    """The one that fits best, and one that has only the problem in common."""
    best = WorkMethodFactory(
        published=True,
        title_en="Shared parking",
        title_zh="错时停车工作法",
        summary_zh="老旧小区与单位共用车位。",
        conditions_zh="一份协议",
        community=CommunityFactory(name="育才社区"),
    )
    StepFactory(method=best)
    AdoptionFactory.create_batch(2, method=best, confirmed=True)
    other = WorkMethodFactory(
        published=True, title_zh="管车工作法", summary_zh="乱停有人管"
    )
    return best, other


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize(
    ("language", "width"), [("en", 360), ("zh-hans", 360), ("en", 1280)]
)
def test_a_method_is_found_step_by_step(
    new_page, methods, words, language, width, script
):
    said = words(language)
    page = new_page(width=width, language=language, java_script_enabled=script)
    page.goto(f"/{language}/")
    page.get_by_role("main").get_by_role("link", name=said["find"]).click()
    page.get_by_label(said["problem"]).check()
    page.get_by_label(said["place"]).check()
    page.get_by_role("group", name=said["means"]).get_by_label(said["little"]).check()
    page.get_by_role("button", name=said["submit"]).click()

    path = page.url.partition(f"/{language}")[2]
    assert path == "/find/?problem=parking&place=old-estate&money=little"
    answers = page.locator(".answer")
    expect(answers).to_have_count(2)
    first = answers.first
    expect(first.locator(".reasons")).to_contain_text(said["problem"])
    expect(first.locator(".reasons")).to_contain_text(adopted_by_two(language))
    expect(first.get_by_role("table")).to_be_hidden()
    first.locator(".answer-points summary").click()
    expect(first.get_by_role("table")).to_be_visible()
    expect(first.locator("tbody td")).to_have_text(["50", "12", "4", "4", "3"])
    expect(first.locator("tfoot td")).to_have_text("73")
    assert page.context.cookies() == []
    assert page.locator("html").evaluate("page => page.scrollWidth") <= width


def adopted_by_two(language):
    with override(language):
        return ngettext(
            "Already adopted by %(number)d community",
            "Already adopted by %(number)d communities",
            2,
        ) % {"number": 2}


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_address_gives_the_same_answer_to_whoever_gets_it(
    new_page, methods, words, language
):
    said = words(language)
    page = new_page(language=language, width=360)
    page.goto(f"/{language}/find/")
    page.get_by_label(said["own"]).fill("楼下\n停车")
    page.get_by_role("button", name=said["submit"]).click()
    asked = page.locator(".answer .card-title").all_inner_texts()

    somebody_else = new_page(language=language, java_script_enabled=False)
    somebody_else.goto(page.url)

    assert somebody_else.locator(".answer .card-title").all_inner_texts() == asked
    assert len(asked) == 2


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_question_is_changed_and_its_answers_are_compared(
    new_page, methods, words, language
):
    said = words(language)
    page = new_page(width=360, language=language, java_script_enabled=False)
    page.goto(f"/{language}/find/?problem=rubbish&place=village")
    expect(page.locator(".answer")).to_have_count(0)

    page.locator("summary", has_text=said["change"]).click()
    page.get_by_role("checkbox", name=said["other problem"]).uncheck()
    page.get_by_role("checkbox", name=said["problem"]).check()
    page.get_by_role("button", name=said["submit"]).click()
    expect(page.locator(".answer")).to_have_count(2)
    page.get_by_role("link", name=said["compare"]).click()

    assert "/methods/compare/" in page.url
    assert len(re.findall("method=", page.url)) == 2


def test_the_answers_are_printed_without_the_form(new_page, methods):
    page = new_page()
    page.goto("/en/find/?problem=parking")
    page.emulate_media(media="print")

    expect(page.locator(".answer")).to_have_count(2)
    expect(page.locator(".find-change")).to_be_hidden()
    expect(page.locator(".reasons").first).to_be_visible()
