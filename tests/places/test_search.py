import pytest
from django.db import connection

from catalogue.places.functions import NameTokens
from catalogue.places.models import Community
from catalogue.places.names import folded
from catalogue.places.search import tokens_of, words_of
from tests.places.factories import (
    CommunityFactory,
    DivisionFactory,
    StreetFactory,
    real_province,
)

pytestmark = pytest.mark.django_db


def found(text, rows=None):
    rows = Community.objects.all() if rows is None else rows
    return [community.name for community in rows.matching(text)]


@pytest.fixture
def communities():
    fujian = real_province("fujian")
    gulou = DivisionFactory(
        province=fujian, name_zh="鼓楼区", name_en="", code="350102"
    )
    dongcheng = DivisionFactory(
        province=real_province("beijing"), name_zh="东城区", name_en="", code="110101"
    )
    east = StreetFactory(county=gulou, name_zh="东街街道", name_en="", code="350102001")
    gate = StreetFactory(
        county=dongcheng, name_zh="前门街道", name_en="", code="110101002"
    )
    for street, name, code in [
        (gate, "草厂社区居委会", "110101002001"),
        (gate, "大草厂村", "110101002202"),
        (gate, "草厂北社区", "110101002003"),
        (east, "军门社区居民委员会", "350102001001"),
        (east, "草厂村委会", "350102001202"),
        (east, "和平新村", "350102001203"),
        (east, "㙟上𡐓村", "350102001204"),
        (east, "A区社区", "350102001005"),
    ]:
        CommunityFactory(street=street, name=name, code=code)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # The whole name first, then its beginning, then inside; the shorter first.
        ("草厂", ["草厂社区居委会", "草厂村委会", "草厂北社区", "大草厂村"]),
        ("草厂村", ["草厂村委会", "大草厂村"]),
        ("草厂社区居民委员会", ["草厂社区居委会"]),
        ("厂北", ["草厂北社区"]),
        ("军", ["军门社区居民委员会"]),
        ("𡐓", ["㙟上𡐓村"]),
        ("㙟上", ["㙟上𡐓村"]),
        ("Ａ区", ["A区社区"]),
        ("a区", ["A区社区"]),
        ("前门 草厂", ["草厂社区居委会", "草厂北社区", "大草厂村"]),
        ("草厂，前门", ["草厂社区居委会", "草厂北社区", "大草厂村"]),
        ("鼓楼 军门", ["军门社区居民委员会"]),
        ("福建 鼓楼区 东街 军门", ["军门社区居民委员会"]),
        ("福建 草厂 村", ["草厂村委会"]),
        ("caochang", ["草厂社区居委会", "草厂村委会", "草厂北社区"]),
        ("CaoChang", ["草厂社区居委会", "草厂村委会", "草厂北社区"]),
        ("cc", ["草厂社区居委会", "草厂村委会", "草厂北社区"]),
        ("jm", ["军门社区居民委员会"]),
        ("gulou junmen", ["军门社区居民委员会"]),
        ("鼓楼 jm", ["军门社区居民委员会"]),
        ("3501020010", ["军门社区居民委员会", "A区社区"]),
        ("350102001001", ["军门社区居民委员会"]),
        ("东城区", ["草厂社区居委会", "草厂北社区", "大草厂村"]),
        ("龘龘", []),
        ("龘 军门", []),
        ("xq", []),
    ],
)
def test_found_in_order(communities, text, names):
    assert found(text) == names


def test_no_text_finds_everything(communities):
    assert Community.objects.matching(" \0, \ud800").count() == 8


@pytest.mark.parametrize(
    "text",
    ["\0军门", "军门\x00", "军门 " + "\x1f" * 40, "   军门   ", "军门\n"],
)
def test_control_characters_are_harmless(communities, text):
    assert found(text) == ["军门社区居民委员会"]


@pytest.mark.parametrize(
    "text",
    ["军" * 10_000, "a" * 10_000, "1" * 10_000, "a b " * 3_000, "%_\\'\";--"],
)
def test_hostile_text_finds_nothing_and_costs_nothing(
    communities, text, django_assert_max_num_queries
):
    with django_assert_max_num_queries(25):
        assert found(text) == []


def test_wildcards_are_letters_like_others():
    CommunityFactory(name="百%社区")

    assert found("%") == ["百%社区"]
    assert found("_") == []


def test_fictions_ended_and_merged_ones_are_left_out():
    target = CommunityFactory(name="和平社区")
    CommunityFactory(name="和平虚拟社区", is_virtual=True)
    CommunityFactory(name="和平一社区", is_active=False)
    CommunityFactory(name="和平二社区", merged_into=target)

    assert found("和平") == ["和平社区"]


def test_communities_without_street_or_code_are_found():
    county = DivisionFactory(name_zh="麻城市")
    CommunityFactory(street=None, county=county, name="石桥村", code="")

    assert found("石桥") == found("麻城 石桥") == found("sq") == ["石桥村"]


def test_only_among_the_given_rows(communities):
    in_fujian = Community.objects.filter(province="350000")

    assert found("草厂", in_fujian) == ["草厂村委会"]


def test_at_most_five_words_of_a_hundred_characters():
    assert words_of("甲 乙 丙 丁 戊 己") == ["甲", "乙", "丙", "丁", "戊"]
    assert words_of("军" * 500) == ["军" * 100]
    assert words_of("村 村委会") == ["村"]
    assert words_of("军门 社区") == ["军门"]


@pytest.mark.parametrize(
    "name", ["军门社区", "㙟𡐓村", "Ａ区（一）", "第１社区", "村", "ＡBｃ-·〇"]
)
def test_python_and_sql_make_the_same_tokens(name):
    CommunityFactory(name=name)

    (tokens,) = Community.objects.values_list(NameTokens("name"), flat=True)

    text = folded(name)
    expected = {*map(ord, text)} | (set(tokens_of(text)) if len(text) > 1 else set())
    assert set(tokens) == expected


def test_the_function_does_not_depend_on_the_locale():
    with connection.cursor() as cursor:
        cursor.execute('SELECT places_name_tokens(%s COLLATE "C")', ["Ａ村"])

        assert cursor.fetchone() == ([97, 26449, 97 << 21 | 26449],)
