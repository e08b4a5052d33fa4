"""The real records are found as their readers write: a table of questions."""

import io

import pytest
from django.core.management import call_command

from catalogue.methods.models import WorkMethod
from catalogue.methods.search.finding import search
from catalogue.methods.search.nearest import nearest_questions
from catalogue.places.models import Division, Street

JUNMEN = "军门社区“13335”工作法"
CAOCHANG = "草厂社区“五民”工作法"
ZENGCUOAN = "曾厝垵社区共同缔造案例"
MANAS = "“红石榴”工作法"
BAILINSI = "柏林寺村共同缔造案例"
FRONT_LINE = "“一线工作法”"
FIVE_HEARTS = "“五心”工作法"
SIX_WORDS = "六字工作法（讲、转、帮、调、联、聚）"
HONGCHU, RONG = "虹储居民区党支部工作法", "“融”国际社区工作法"

ONLY = {
    JUNMEN: [
        # Its name, in every writing.
        "军门", "軍門", "军门社区", "军门居委会", "军门社区居民委员会",
        "Junmen", "JUNMEN", "Junmen Community", "junmen", "jun men", "jūn mén", "jmsq",
        # Numbers inside names.
        "13335", "１３３３５", "333", "“13335”工作法",
        # Places with and without the words for their kind.
        "鼓楼", "鼓楼区", "鼓楼区 福建省", "东街街道", "东街街道办事处", "东街街道办",
        "Gulou", "Gulou District", "gulouqu", "gulou qu", "Fuzhou", "Fuzhou City",
        "fuzhou shi", "福州", "福州市", "福建 福州",
        # One after the other.
        "东街街道军门社区", "福州市鼓楼区军门", "福州鼓楼", "福建福州鼓楼东街军门",
        "福建省福州市鼓楼区东街街道军门社区居委会", "福建-福州", "福建省·福州市",
        "福州市鼓楼區軍門",
    ],
    CAOCHANG: [
        "草厂", "草廠", "caochang", "cǎochǎng", "cao chang", "东城区草厂",
        "北京市东城区",
    ],
    ZENGCUOAN: [
        "曾厝垵", "zengcuoan", "Zengcuo'an", "Zengcuo’an", "Zēngcuò'ān", "厦门思明",
        "思明区曾厝垵", "Xiamen", "xiamen siming",
    ],
    MANAS: [
        "新疆", "新疆自治区", "新疆维吾尔自治区", "Xinjiang", "玛纳斯县", "玛纳斯镇",
        "新疆玛纳斯",
    ],
    FRONT_LINE: ["宁夏", "宁夏自治区", "宁夏回族自治区", "宁夏利通区", "Ningxia Hui"],
    BAILINSI: [
        "七里坪", "七里坪镇", "七里坪镇柏林寺村", "柏林寺村委会", "红安县",
        "hongan", "Hongan",
    ],
}  # fmt: skip
SEVERAL = {
    "福建": {JUNMEN, ZENGCUOAN},
    "福建省": {JUNMEN, ZENGCUOAN},
    "Fujian": {JUNMEN, ZENGCUOAN},
    "Fujian Province": {JUNMEN, ZENGCUOAN},
    "闽": {JUNMEN, ZENGCUOAN},
    "内蒙古": {FIVE_HEARTS, SIX_WORDS},
    "内蒙古自治区": {FIVE_HEARTS, SIX_WORDS},
    "Inner Mongolia": {FIVE_HEARTS, SIX_WORDS},
    "长宁区虹桥街道": {HONGCHU, RONG},
    "上海长宁虹桥": {HONGCHU, RONG},
    # What is only somewhere in the name of a place is found too.
    "City": set(),
    "广西": set(),
    "福州市思明区": set(),
}
# English words and their forms find the same.
FORMS = [
    ("mediation", "mediating", "mediate"),
    ("committee", "committees"),
    ("neighbours", "Neighbors"),
    ("deliberation", "deliberating"),
]
BEST = {
    "junmen": JUNMEN,
    "军门": JUNMEN,
    "caochang": CAOCHANG,
    # 城东街道 holds 东街 too, but is not named so.
    "东街": JUNMEN,
    "石桥": "石桥村共同缔造案例",
    "Hong'an County": BAILINSI,
    "军": JUNMEN,
}
NEAREST = {
    "君门": "军门",
    "军们": "军门",
    "草场": "草厂",
    "曾错安": "曾厝垵",
    "junmeng": "junmen",
    "Fuzou": "fuzhou",
    "Xiemen": "xiamen",
    "13353": "13335",
    "commitee": "committee",
    "四邻工做法": "四邻工作法",
    "福建 君门": "福建 军门",
}


@pytest.fixture
def records(places_of_the_methods):
    for places in (Division, Street):
        for place in places.objects.all():
            place.name_en = place.pinyin = ""
            place.save()  # with the names that follow from the Chinese one
    call_command("load_catalogue", stdout=io.StringIO())
    published = WorkMethod.objects.published()
    return dict(published.values_list("number", "title_zh"))


def titles(records, question):
    """Of the published methods that are found, the best first."""
    numbers = [number for each in search(question).ranked for number in each]
    return [records[number] for number in dict.fromkeys(numbers) if number in records]


def test_readers_find_the_records_as_they_write(records):
    expected = {
        question: {title} for title, questions in ONLY.items() for question in questions
    }
    expected |= SEVERAL

    assert {each: set(titles(records, each)) for each in expected} == expected
    assert {each: titles(records, each)[0] for each in BEST} == BEST
    assert JUNMEN in titles(records, "jm")


def test_forms_of_an_english_word_find_the_same(records):
    for forms in FORMS:
        found = [set(titles(records, form)) for form in forms]
        assert found[0]
        assert found == [found[0]] * len(forms), forms


def test_question_that_finds_nothing_is_put_right(records):
    assert {each: (nearest_questions(each) or [""])[0] for each in NEAREST} == NEAREST
