import pytest
from django.utils import translation

from catalogue.bilingual import Bilingual, as_written


class Page:
    title = Bilingual("title")
    other_title = Bilingual("title", other=True)

    def __init__(self, title_zh, title_en):
        self.title_zh = title_zh
        self.title_en = title_en


def read(page, language):
    with translation.override(language):
        return [(str(text), text.lang) for text in (page.title, page.other_title)]


def test_text_is_read_in_the_language_of_the_page_and_the_other_beside_it():
    page = Page("军门社区", "Junmen")

    assert read(page, "en") == [("Junmen", "en"), ("军门社区", "zh-Hans")]
    assert read(page, "zh-hans") == [("军门社区", "zh-Hans"), ("Junmen", "en")]


def test_missing_text_is_read_in_the_other_language_and_says_so():
    page = Page("军门社区", "")

    assert read(page, "en") == [("军门社区", "zh-Hans"), ("", "zh-Hans")]
    assert read(page, "zh-hans") == [("军门社区", "zh-Hans"), ("", "en")]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("民政部", "zh-Hans"),
        ("Notice of 民政部", "zh-Hans"),
        ("𡐓", "zh-Hans"),
        ("Ma’anshan press, 2018", "en"),
        ("", "en"),
    ],
)
def test_text_of_no_recorded_language_is_taken_for_what_it_is_written_in(
    text, language
):
    assert as_written(text).lang == language


def test_text_missing_in_both_languages_is_empty():
    assert read(Page("", ""), "en") == [("", "en"), ("", "zh-Hans")]
