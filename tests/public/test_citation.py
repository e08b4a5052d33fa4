import datetime
from dataclasses import replace

import pytest
from django.utils.translation import override

from catalogue.public.citation import Cited, apa_7, citations, gb_t_7714

CITED = Cited(
    title_zh="军门社区“13335”工作法",
    title_en="Junmen Community “13335” work method",
    address_zh="https://example.cn/zh-hans/methods/1/",
    address_en="https://example.cn/en/methods/1/",
    changed_on=datetime.date(2026, 3, 2),
    read_on=datetime.date(2026, 11, 22),
)


def test_gb_t_7714():
    assert gb_t_7714(CITED) == (
        "社区工作法名录. 军门社区“13335”工作法[EB/OL]. (2026-03-02)[2026-11-22]. "
        "https://example.cn/zh-hans/methods/1/."
    )


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_apa_is_english_on_every_page(language):
    with override(language):
        reference = apa_7(CITED)

    assert reference == (
        "Community Work Methods Catalogue. (2026, March 2). Junmen Community “13335” "
        "work method. Retrieved November 22, 2026, from "
        "https://example.cn/en/methods/1/"
    )


def test_a_title_that_is_missing_is_given_in_the_other_language():
    only_chinese = replace(CITED, title_en="")
    only_english = replace(CITED, title_zh="")

    assert "(2026, March 2). 军门社区“13335”工作法. Retrieved" in apa_7(only_chinese)
    assert "名录. Junmen Community “13335” work method[EB" in gb_t_7714(only_english)


def test_a_title_on_two_lines_is_cited_on_one():
    assert "五民 工作法[EB/OL]" in gb_t_7714(replace(CITED, title_zh=" 五民\n 工作法 "))


def test_both_standards_stand_on_either_page():
    shown = [(each.standard, each.text.lang) for each in citations(CITED)]

    assert shown == [("GB/T 7714—2015", "zh-Hans"), ("APA, 7th edition", "en")]
