import pytest

from catalogue.places.english import (
    english_community_name,
    english_name,
    english_street_name,
)


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("福州市", "Fuzhou"),
        ("鼓楼区", "Gulou District"),
        ("红安县", "Hong'an County"),
        ("西安市", "Xi'an"),
        ("吕梁市", "Lüliang"),
        ("浦东新区", "Pudong New Area"),
        ("蔚县", "Yuxian County"),
        ("长子县", "Zhangzi County"),
        ("恩施土家族苗族自治州", "Enshi Tujia and Miao Autonomous Prefecture"),
        (
            "双江拉祜族佤族布朗族傣族自治县",
            "Shuangjiang Lahu, Va, Blang and Dai Autonomous County",
        ),
        ("伊犁哈萨克自治州", "Ili Kazak Autonomous Prefecture"),
        ("东乡族自治县", "Dongxiang Autonomous County"),
        ("鄂伦春自治旗", "Oroqen Autonomous Banner"),
        ("科尔沁左翼中旗", "Horqin Left Wing Middle Banner"),
        ("阿里地区", "Ngari Prefecture"),
        ("兴安盟", "Hinggan League"),
        ("神农架林区", "Shennongjia Forestry District"),
        ("新林区", "Xinlin District"),
        ("苏州工业园区", "Suzhou Industrial Park"),
    ],
)
def test_divisions(chinese, english):
    assert english_name(chinese) == english


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("前门街道", "Qianmen Street"),
        ("七里坪镇", "Qiliping Town"),
        ("杨镇", "Yangzhen Town"),
        ("苏家坨地区", "Sujiatuo Area"),
        ("于家务回族乡", "Yujiawu Hui Township"),
        ("得力其尔鄂温克民族乡", "Deliqi'er Ewenki Township"),
        ("巴彦宝拉格苏木", "Bayanbaolage Sumu"),
        ("经济技术开发区", "Economic and Technological Development Zone"),
    ],
)
def test_streets(chinese, english):
    assert english_street_name(chinese) == english


def test_community_by_its_key():
    assert english_community_name("军门", "社区", "junmen") == "Junmen Community"
    assert english_community_name("石桥垸", "村", "") == "Shiqiaoyuan Village"
    assert english_community_name("东城生活区", "", "") == "Dongcheng Residential Area"


def test_pinyin_that_staff_put_right_is_used():
    assert english_community_name("会稽", "村", "kuaiji") == "Kuaiji Village"
