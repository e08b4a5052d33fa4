import pytest

from catalogue.methods.search.place_names import kind_words, names, whole_names
from tests.places.factories import (
    CommunityFactory,
    DivisionFactory,
    StreetFactory,
    real_province,
)

pytestmark = pytest.mark.django_db


def test_residents_committee_is_found_under_every_form_of_its_name():
    community = CommunityFactory(name="军门社区居委会")

    assert whole_names(community) == {
        "军门", "军门社区", "军门居委会", "军门居民委员会", "军门社区居委会",
        "军门社区居民委员会",
    }  # fmt: skip


def test_villagers_committee_is_no_residents_committee():
    village = CommunityFactory(name="柏林寺村村民委员会")

    assert whole_names(village) == {
        "柏林寺", "柏林寺村", "柏林寺村委会", "柏林寺村民委员会", "柏林寺村村民委员会",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("鼓楼区", {"鼓楼区", "鼓楼"}),
        ("蔚县", {"蔚县"}),
        ("昌吉回族自治州", {"昌吉回族自治州", "昌吉回族", "昌吉", "昌吉州"}),
        ("鄂温克族自治旗", {"鄂温克族自治旗", "鄂温克族", "鄂温克", "鄂温克旗"}),
        ("玉屏侗族自治县", {"玉屏侗族自治县", "玉屏侗族", "玉屏", "玉屏县"}),
    ],
)
def test_division_is_found_without_the_word_for_its_kind(name, expected):
    assert whole_names(DivisionFactory(name_zh=name)) == expected


def test_street_has_an_office():
    street = StreetFactory(name_zh="东街街道")

    assert whole_names(street) == {"东街", "东街街道", "东街街道办", "东街街道办事处"}
    assert whole_names(StreetFactory(name_zh="七里坪镇")) == {"七里坪", "七里坪镇"}


@pytest.mark.parametrize(
    ("slug", "expected"),
    [
        ("fujian", {"福建", "福建省"}),
        ("xinjiang", {"新疆", "新疆自治区", "新疆维吾尔自治区"}),
        ("xpcc", {"兵团", "新疆兵团", "建设兵团", "生产建设兵团", "新疆生产建设兵团"}),
    ],
)
def test_province_is_found_by_its_short_name(slug, expected):
    assert whole_names(real_province(slug)) == expected


def test_names_are_written_in_both_languages():
    assert names(real_province("fujian")) == [
        "福建省", "Fujian Province", "福建", "Fujian", "闽",
    ]  # fmt: skip


def test_english_words_for_the_kind_follow_the_chinese_name():
    assert kind_words(DivisionFactory(name_zh="福州市")) == {"city", "municipality"}
    assert "committee" in kind_words(CommunityFactory(name="军门居委会"))
