import pytest
from django.utils import translation

from catalogue.places.models import Community
from tests.places.factories import (
    CommunityFactory,
    DivisionFactory,
    StreetFactory,
    real_province,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def junmen():
    fujian = real_province("fujian")
    fuzhou = DivisionFactory(
        province=fujian, name_zh="福州市", name_en="", level="prefecture"
    )
    gulou = DivisionFactory(
        province=fujian, parent=fuzhou, name_zh="鼓楼区", name_en=""
    )
    street = StreetFactory(county=gulou, name_zh="东街街道", name_en="")
    return CommunityFactory(street=street, name="军门社区居民委员会")


@pytest.mark.parametrize(
    ("language", "path", "lang"),
    [
        (
            "en",
            "Fujian › Fuzhou › Gulou District › Dongjie Street › Junmen Community",
            "en",
        ),
        (
            "zh-hans",
            "福建 › 福州市 › 鼓楼区 › 东街街道 › 军门社区居民委员会",
            "zh-Hans",
        ),
    ],
)
def test_path_is_in_the_language_of_the_page(junmen, language, path, lang):
    with translation.override(language):
        assert junmen.path_text == path
        assert {level.label.lang for level in junmen.path()} == {lang}


def test_path_leads_to_the_places(junmen):
    places = [level.place for level in junmen.path()]

    assert places == [
        junmen.province,
        junmen.county.parent,
        junmen.county,
        junmen.street,
        junmen,
    ]


def test_path_without_prefecture_or_street():
    beijing = real_province("beijing")
    district = DivisionFactory(province=beijing, name_zh="东城区", name_en="")
    community = CommunityFactory(street=None, county=district, name="草厂社区")

    assert community.path_text == "Beijing › Dongcheng District › Caochang Community"
    assert district.path_text == "Beijing › Dongcheng District"


@pytest.mark.parametrize("count", [1, 5])
def test_paths_are_loaded_in_one_query(count, django_assert_num_queries):
    parent = DivisionFactory(level="prefecture")
    county = DivisionFactory(province=parent.province, parent=parent)
    CommunityFactory.create_batch(count, street__county=county)

    with django_assert_num_queries(1):
        texts = [c.path_text for c in Community.objects.with_path()]

    assert len(texts) == count


def test_names_of_a_community_in_both_languages(junmen):
    with translation.override("en"):
        assert (junmen.local_name, junmen.local_name.lang) == ("Junmen Community", "en")
        assert junmen.other_name == "军门社区居民委员会"
    with translation.override("zh-hans"):
        assert junmen.local_name == "军门社区居民委员会"
        assert (junmen.other_name, junmen.other_name.lang) == ("Junmen Community", "en")


def test_english_name_of_staff_goes_before_the_pinyin(junmen):
    junmen.name_en = "Military Gate Community"

    with translation.override("en"):
        assert junmen.local_name == "Military Gate Community"


def test_saving_a_new_name_renews_key_and_pinyin(junmen):
    junmen = Community.objects.get(pk=junmen.pk)

    junmen.name = "草厂村"
    junmen.save(update_fields=["name"])

    junmen.refresh_from_db()
    assert (junmen.key_stem, junmen.key_type) == ("草厂", "村")
    assert (junmen.pinyin, junmen.pinyin_initials) == ("caochang", "cc")


def test_pinyin_of_staff_stays_when_the_name_changes(junmen):
    junmen.pinyin, junmen.pinyin_initials = "jumen", "jm"
    junmen.save()
    junmen = Community.objects.get(pk=junmen.pk)

    junmen.name = "军门村"
    junmen.save()

    assert (junmen.pinyin, junmen.local_name_en) == ("jumen", "Jumen Village")
