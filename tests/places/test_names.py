from collections import Counter

import pytest

from catalogue.places.names import division_stem, folded, matching_key
from tests.places.register_files import real_rows


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("军门社区", ("军门", "社区")),
        ("军门社区居委会", ("军门", "社区")),
        ("军门社区居民委员会", ("军门", "社区")),
        ("军门居委会", ("军门", "社区")),
        ("和平村", ("和平", "村")),
        ("和平村委会", ("和平", "村")),
        ("和平村民委员会", ("和平", "村")),
        ("和平村村民委员会", ("和平", "村")),
        ("石角社区村民委员会", ("石角", "社区")),
        ("顾村居委会", ("顾村", "社区")),
        ("顾村村委会", ("顾", "村")),
        ("东城生活区", ("东城生活区", "")),
        ("第１社区", ("第1", "社区")),
        ("a区社区", ("a区", "社区")),
        ("Ａ区社区", ("a区", "社区")),
        ("𡐓上村委会", ("𡐓上", "村")),
        ("㙟上村", ("㙟上", "村")),
        ("社区", ("社区", "")),
        ("村", ("村", "")),
        ("村委会", ("村委会", "")),
        ("", ("", "")),
    ],
)
def test_matching_key(name, key):
    assert matching_key(name) == key


def test_the_type_tells_a_village_from_a_community():
    assert matching_key("和平社区") != matching_key("和平村")


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("鼓楼区", "鼓楼"),
        ("红安县", "红安"),
        ("蔚县", "蔚县"),
        ("恩施土家族苗族自治州", "恩施土家族苗族"),
        ("前门街道", "前门"),
        ("七里坪镇", "七里坪"),
    ],
)
def test_division_stem(name, stem):
    assert division_stem(name) == stem


def test_folding_joins_what_is_typed_apart():
    assert folded(" 军 门\u3000ＡB ") == "军门ab"


def test_collisions_of_keys_in_the_register():
    keys = [
        (matching_key(row["name"]), row["street_code"])
        for row in real_rows("communities")
    ]

    def sharing(of):
        return sum(count for count in Counter(map(of, keys)).values() if count > 1)

    assert len(keys) == 620_572
    # Nationwide, in a county and in a street; then in a street without the type.
    assert sharing(lambda row: row[0]) == 384_567
    assert sharing(lambda row: (row[0], row[1][:6])) == 19_989
    assert sharing(lambda row: row) == 58
    assert sharing(lambda row: (row[0].stem, row[1])) > 6_000
    assert Counter(key for key, _street in keys)["和平", "村"] == 542
