"""Cells as staff write them."""

import pytest

from catalogue.desk.exchange.bodies import Bodies
from catalogue.desk.exchange.duplicates import is_similar
from catalogue.desk.exchange.values import Fault, Themes, kind, method_number, year
from tests.methods.factories import ThemeFactory
from tests.places.factories import real_province


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2018", 2018),
        ("２０１８年", 2018),
        ("2018年3月", 2018),
        ("2018 年 3 月 13 日", 2018),
        ("2018.3", 2018),
        ("2018-03-13", 2018),
        ("43172", 2018),
        ("", None),
    ],
)
def test_years_are_understood(text, value):
    assert year(text) == value


@pytest.mark.parametrize("text", ["18年", "去年", "1848", "20180313", "2018-2019", "3"])
def test_what_is_no_year_is_asked(text):
    with pytest.raises(Fault):
        year(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("综合性", "comprehensive"),
        ("单项", "single-aspect"),
        ("Single-aspect", "single-aspect"),
        ("single aspect", "single-aspect"),
        ("", ""),
    ],
)
def test_kinds_are_understood_in_both_languages(text, value):
    assert kind(text) == value


@pytest.mark.parametrize(
    ("text", "value"), [("12", 12), ("№ 12", 12), ("１２", 12), ("", None)]
)
def test_numbers_are_understood(text, value):
    assert method_number(text) == value


@pytest.mark.parametrize("text", ["十二", "0", "-1", "1.5", "99999999999"])
def test_what_is_no_number_is_asked(text):
    with pytest.raises(Fault):
        method_number(text)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["协商、自治", "自治;协商", "self, TALK", "协商\n自治"]
)
def test_themes_are_divided_by_what_staff_write(text):
    talk = ThemeFactory(name_zh="协商", name_en="Talk", sort_order=1)
    own = ThemeFactory(name_zh="自治", name_en="Self", sort_order=2)

    assert Themes([talk, own]).named(text) == [talk.slug, own.slug]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    ["福建", "福建省", "闽", "fujian", "Fujian Province", "350000", "福建省民政厅"],
)
def test_bodies_are_known_in_short_and_long_form(text):
    fujian = real_province("fujian")

    assert Bodies([fujian, real_province("hunan")]).named(text) == fujian


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["兵团", "新疆兵团", "新疆生产建设兵团民政局", "XPCC"])
def test_corps_is_not_taken_for_its_region(text):
    corps, xinjiang = real_province("xpcc"), real_province("xinjiang")

    bodies = Bodies([corps, xinjiang])

    assert (bodies.named(text), bodies.named("新疆")) == (corps, xinjiang)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("军门社区“13335”工作法", "13335工作法", True),
        ("“一三三三五”工作法", "军门一三三三五", True),
        ("一院三会工作法", "“一院三会”社区工作法", True),
        ("一院三会", "板凳课堂", False),
        ("甲", "甲", True),
        ("", "", False),
        ("社区工作法", "社区工作法", True),
    ],
)
def test_titles_that_may_name_one_method_are_similar(one, other, alike):
    assert is_similar(one, other) is alike
