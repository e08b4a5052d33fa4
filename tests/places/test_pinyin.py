import pytest

from catalogue.places.pinyin import pinyin, syllables_of


@pytest.mark.parametrize(
    ("name", "full", "initials"),
    [
        ("草厂", "caochang", "cc"),
        ("军门", "junmen", "jm"),
        ("朝阳", "chaoyang", "cy"),
        ("长治", "changzhi", "cz"),
        ("六安", "luan", "la"),
        ("成都", "chengdu", "cd"),
        ("厦门", "xiamen", "xm"),
        ("重庆", "chongqing", "cq"),
        ("绿地", "lvdi", "ld"),
        ("曾厝垵", "zengcuoan", "zca"),
        ("一〇四团", "yilingsituan", "ylst"),
        ("第1", "di1", "d1"),
        ("A区", "aqu", "aq"),
        ("（氵甸）沽", "shuidiangu", "sdg"),
        ("", "", ""),
    ],
)
def test_pinyin(name, full, initials):
    assert pinyin(name) == (full, initials)


def test_a_character_without_reading_is_left_out():
    assert pinyin("\ue170东") == ("dong", "d")


def test_syllables_keep_the_umlaut():
    assert syllables_of("吕梁") == ["lü", "liang"]
