"""Loading the register: traps of its data, staff's corrections, newer registers."""

from datetime import date

import pytest

from catalogue.places.models import (
    Community,
    Division,
    Province,
    RegisterLoad,
    Street,
)
from catalogue.places.models.community import CORPS

pytestmark = pytest.mark.django_db
NEXT_YEAR = date(2024, 6, 30)


def community(code):
    return Community.objects.with_path().get(code=code)


def test_every_level_is_loaded(register):
    outcome = register.load()

    assert (Province.objects.count(), Division.objects.count()) == (35, 7)
    assert (Street.objects.count(), Community.objects.count()) == (4, 8)
    assert outcome.new == 8
    loads = RegisterLoad.objects.values_list("file", "rows", "register_on")
    assert list(loads) == [
        ("communities.csv.gz", 8, date(2023, 6, 30)),
        ("divisions.csv.gz", 7, date(2023, 6, 30)),
        ("provinces.csv", 35, date(2023, 6, 30)),
        ("streets.csv.gz", 4, date(2023, 6, 30)),
    ]


def test_slugs_of_provinces_come_from_their_english_names(register):
    register.load()

    slugs = set(Province.objects.values_list("slug", flat=True))
    assert {"shanxi", "shaanxi", "inner-mongolia", "xizang", "xpcc"} < slugs
    assert "hong-kong-sar" in slugs
    assert Province.objects.reporting_bodies().count() == 32


def test_community_has_name_key_pinyin_and_place(register):
    register.load()

    junmen = community("350102001001")

    assert junmen.name == "军门社区居民委员会"
    assert (junmen.key_stem, junmen.key_type) == ("军门", "社区")
    assert (junmen.pinyin, junmen.pinyin_initials) == ("junmen", "jm")
    assert (junmen.street_id, junmen.county_id) == ("350102001", "350102")
    assert junmen.province_id == junmen.reporting_body_id == "350000"
    assert junmen.path_text == (
        "Fujian › Fuzhou › Gulou District › Dongjie Street › Junmen Community"
    )


def test_tenth_digit_tells_the_kind_and_only_villages_a_settlement(register):
    register.load()

    kinds = Community.objects.values_list("code", "committee_kind", "settlement")

    assert list(kinds.filter(code__startswith="350102")) == [
        ("350102001001", "residents", ""),
        ("350102001002", "residents", ""),
        ("350102001498", "similar", ""),
    ]
    register.replace("communities", "350102001002", "350102001202")
    register.load()
    assert kinds.get(code="350102001202")[1:] == ("villagers", "village")


def test_fictions_of_the_register_are_marked(register):
    register.load()

    assert [c.code for c in Community.objects.filter(is_virtual=True)] == [
        "350102001498"
    ]
    assert not Community.objects.findable().filter(code="350102001498").exists()


def test_streets_of_dongguan_stand_under_the_prefecture(register):
    register.load()

    assert community("441900003001").path_text == (
        "Guangdong › Dongguan › Dongcheng Street › Gangbei Community"
    )


def test_counties_right_under_a_province_have_no_prefecture(register):
    register.load()

    assert Division.objects.get(code="110101").parent is None
    assert Division.objects.get(code="350102").parent_id == "350100"
    assert Division.objects.get(code="500105").replaced_by_id == "500157"


def test_the_shown_name_is_never_normalised(register):
    register.load()

    first = community("650104501002")
    assert (first.name, first.key_stem) == ("第１社区", "第1")


def test_same_register_is_not_loaded_twice(register, django_assert_max_num_queries):
    register.load()
    Community.objects.filter(code="350102001001").update(name="军门")

    with django_assert_max_num_queries(8):
        outcome = register.load()

    assert outcome.skipped == "The register of 2023-06-30 is loaded already."
    assert community("350102001001").name == "军门"


def test_newer_register_renames_and_adds_but_never_deletes(register):
    register.load()
    number = community("110101002001").number
    register.replace("communities", "草厂社区居委会", "草厂北社区居委会")
    register.replace("communities", "441900003001,岗贝社区", "441900003002,新岗社区")

    outcome = register.load(register_on=NEXT_YEAR)

    renamed = community("110101002001")
    assert (renamed.number, renamed.name) == (number, "草厂北社区居委会")
    assert (renamed.key_stem, renamed.pinyin) == ("草厂北", "caochangbei")
    gone, new = community("441900003001"), community("441900003002")
    assert (gone.last_seen_on, gone.withdrawn_on) == (date(2023, 6, 30), NEXT_YEAR)
    assert (new.last_seen_on, new.withdrawn_on) == (NEXT_YEAR, None)
    assert outcome.new == 1
    assert outcome.found == {
        ("community", "renamed"): 1,
        ("community", "new"): 1,
        ("community", "withdrawn"): 1,
    }


def test_newer_register_changes_divisions_and_streets(register):
    register.load()
    register.replace("streets", "东街街道", "新东街街道")
    register.replace("divisions", "鼓楼区", "鼓山区")

    register.load(register_on=NEXT_YEAR)

    assert Street.objects.get(code="350102001").name_en == "Xindongjie Street"
    division = Division.objects.get(code="350102")
    assert (division.name_zh, division.name_en) == ("鼓山区", "Gushan District")
    assert division.pinyin == "gushan"


def test_communities_follow_their_street_to_another_county(register):
    register.load()
    register.replace("streets", "前门街道,110101", "前门街道,350102")

    register.load(register_on=NEXT_YEAR)

    moved = community("110101002001")
    assert (moved.county_id, moved.province_id) == ("350102", "350000")
    assert moved.reporting_body_id == "350000"


def test_names_that_staff_put_right_stay(register):
    register.load()
    junmen = community("350102001001")
    junmen.name = "军门社区"
    junmen.name_en = "Junmen"
    junmen.save()
    street = Street.objects.get(code="350102001")
    street.name_zh, street.name_en = "东大街街道", "East Street"
    street.save()
    register.replace("communities", "岗贝社区", "岗贝新社区")

    register.load()
    register.replace("communities", "军门社区居民委员会", "军门东社区居民委员会")
    register.replace("streets", "东街街道", "东街新街道")
    register.load(register_on=NEXT_YEAR)

    junmen, street = community("350102001001"), Street.objects.get(code="350102001")
    assert (junmen.name, junmen.name_en) == ("军门社区", "Junmen")
    assert junmen.register_name == "军门东社区居民委员会"
    assert (street.name_zh, street.name_en) == ("东大街街道", "East Street")
    assert community("441900003001").name == "岗贝新社区"


def test_english_name_that_staff_put_right_stays_when_the_chinese_changes(register):
    register.load()
    Street.objects.filter(code="350102001").update(name_en="East Street")
    register.replace("streets", "东街街道", "东街新街道")

    register.load(register_on=NEXT_YEAR)

    street = Street.objects.get(code="350102001")
    assert (street.name_zh, street.name_en) == ("东街新街道", "East Street")


def test_staffs_own_communities_and_the_corps_stay(register):
    register.load()
    own = community("350102001001")
    own.pk, own.code, own.name, own.register_on = None, "", "新军门社区", None
    own._state.adding = True
    own.save()
    Community.objects.filter(code="650104501001").update(reporting_body=CORPS)
    register.replace("communities", "岗贝社区", "岗贝新社区")

    register.load(register_on=NEXT_YEAR)

    assert Community.objects.get(code="").name == "新军门社区"
    assert community("650104501001").reporting_body_id == CORPS


def test_provinces_that_staff_changed_stay_while_their_file_does(register):
    register.load()
    Province.objects.filter(pk="350000").update(name_en="Fujian, the province")
    register.replace("communities", "岗贝社区", "岗贝新社区")

    register.load(register_on=NEXT_YEAR)

    assert Province.objects.get(pk="350000").name_en == "Fujian, the province"


def test_older_register_is_not_loaded_over_a_newer_one(register):
    register.load(register_on=NEXT_YEAR)
    register.replace("communities", "岗贝社区", "岗贝旧社区")

    outcome = register.load()

    assert "The register of 2024-06-30 is loaded" in outcome.skipped
    assert community("441900003001").name == "岗贝社区"


def test_being_seen_again_is_no_event_of_history(register):
    register.load()
    register.replace("communities", "岗贝社区", "岗贝新社区")

    register.load(register_on=NEXT_YEAR)

    assert community("110101002001").last_seen_on == NEXT_YEAR
    events = Community.objects.get(code="441900003001").events.all()
    assert [event.name for event in events] == ["岗贝新社区"]
    assert events[0].pgh_context.metadata == {"command": "load_places"}
    assert not community("110101002001").events.exists()


def test_table_has_its_indexes_and_keys_again(register):
    from django.db import connection

    def constraints():
        with connection.cursor() as cursor:
            return connection.introspection.get_constraints(cursor, "places_community")

    before = constraints()

    register.load()

    assert constraints() == before
