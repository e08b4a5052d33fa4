"""What a newer register has otherwise: told apart, written down, decided by nobody."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from catalogue.places.models import Community, Division, RegisterChange, Street

pytestmark = pytest.mark.django_db
FIRST, NEXT, LATER = date(2023, 6, 30), date(2024, 6, 30), date(2025, 6, 30)
JUNMEN = "350102001001,军门社区居民委员会,350102001\n"


def changes():
    """Every row in short: kind, name and code before and after, reason, settlement."""
    return {
        (
            each.kind,
            each.name_before,
            each.code_before,
            each.name_after,
            each.code_after,
            each.reason,
            each.settlement,
        )
        for each in RegisterChange.objects.all()
    }


def test_first_register_finds_no_changes(register):
    outcome = register.load()

    assert not RegisterChange.objects.exists()
    assert outcome.found == {}


def test_new_community_is_on_record_and_needs_nobody(register):
    register.load()
    register.replace(
        "communities", JUNMEN, JUNMEN + "350102001003,秀冶社区,350102001\n"
    )

    register.load(register_on=NEXT)

    assert changes() == {("new", "", "", "秀冶社区", "350102001003", "", "taken-over")}
    new = RegisterChange.objects.get()
    assert new.community == Community.objects.get(code="350102001003")
    assert new.place_after == "福建省 › 福州市 › 鼓楼区 › 东街街道"
    assert (new.place_before, new.register_on) == ("", NEXT)


def test_renamed_community_is_told_with_both_names(register):
    register.load()
    register.replace("communities", "军门社区居民委员会", "军门东社区居民委员会")

    register.load(register_on=NEXT)

    code = "350102001001"
    assert changes() == {
        ("renamed", "军门社区居民委员会", code, "军门东社区居民委员会", code, "", "")
    }


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("350102001009,军门社区居委会,350102001\n", "same-street"),
        ("350102002001,军门社区,350102002\n", "same-county"),
    ],
)
def test_same_name_under_another_code_has_moved(register, line, reason):
    register.load()
    register.write(
        "streets",
        "code,name,county_code\n110101002,前门街道,110101\n350102001,东街街道,350102\n"
        "350102002,南街街道,350102\n441900003,东城街道,441900\n"
        "650104501,乌鲁木齐经济技术开发区,650104\n",
    )
    register.replace("communities", JUNMEN, line)

    register.load(register_on=NEXT)

    code, name, _street = line.strip().split(",")
    assert (
        "moved",
        "军门社区居民委员会",
        "350102001001",
        name,
        code,
        reason,
        "",
    ) in changes()
    moved = RegisterChange.objects.get(kind="moved")
    assert moved.community == Community.objects.get(code="350102001001")
    assert moved.other == Community.objects.get(code=code)
    assert not RegisterChange.objects.filter(kind="new", community__code=code).exists()
    assert not RegisterChange.objects.filter(kind="withdrawn").exists()


def test_name_that_stands_twice_is_no_pair(register):
    register.load()
    register.replace(
        "communities",
        JUNMEN,
        "350102001008,军门社区,350102001\n350102001009,军门居委会,350102001\n",
    )

    register.load(register_on=NEXT)

    assert not RegisterChange.objects.filter(kind="moved").exists()


def test_street_with_a_new_code_takes_its_communities_along(register):
    register.load()
    register.replace("streets", "441900003,东城街道", "441900013,东城街道")
    register.write(
        "communities",
        "code,name,street_code\n"
        "110101002001,草厂社区居委会,110101002\n" + JUNMEN + ""
        "350102001002,东街村委会,350102001\n350102001498,东街虚拟社区,350102001\n"
        "441900013001,岗贝社区,441900013\n441900013500,东城生活区,441900013\n"
        "650104501001,一〇四团南通路东社区居民委员会,650104501\n"
        "650104501002,第１社区,650104501\n",
    )

    register.load(register_on=NEXT)

    assert {
        (each.kind, each.code_before, each.code_after, each.reason)
        for each in RegisterChange.objects.all()
    } == {
        ("moved", "441900003", "441900013", "same-county"),
        ("moved", "441900003001", "441900013001", "same-street"),
        ("moved", "441900003500", "441900013500", "same-street"),
    }
    assert Street.objects.get(code="441900003").withdrawn_on == NEXT


def test_street_in_another_county_is_one_row_and_its_communities_none(register):
    register.load()
    register.replace("streets", "前门街道,110101", "前门街道,350102")

    register.load(register_on=NEXT)

    moved = RegisterChange.objects.get()
    assert (moved.kind, moved.street_id) == ("moved", "110101002")
    assert moved.place_before == "北京市 › 东城区"
    assert moved.place_after == "福建省 › 福州市 › 鼓楼区"


@pytest.mark.parametrize(
    ("now", "reason", "neighbour"),
    [
        ("350102001009,军门村委会,350102001\n", "other-committee", ""),
        ("350102001009,大军门社区,350102001\n", "name-inside", ""),
        ("350102001009,军门口社区,350102001\n", "name-inside", ""),
        ("350102001009,军东社区,350102001\n", "two-names", "东街村委会"),
    ],
)
def test_withdrawn_one_whose_name_points_to_another_is_a_suggestion(
    register, now, reason, neighbour
):
    register.load()
    register.replace("communities", JUNMEN, now)
    if neighbour:
        register.replace("communities", "350102001002,东街村委会,350102001\n", "")

    register.load(register_on=NEXT)

    merged = RegisterChange.objects.get(community__code="350102001001")
    assert (merged.kind, merged.reason) == ("merged", reason)
    assert merged.neighbour == neighbour
    assert merged.other.code == "350102001009"
    assert merged.settlement == ""
    junmen = Community.objects.get(code="350102001001")
    assert (junmen.is_active, junmen.merged_into) == (True, None)
    assert (junmen.withdrawn_on, junmen.last_seen_on) == (NEXT, FIRST)


def test_first_characters_alone_point_only_to_a_new_name(register):
    register.load()
    register.replace(
        "communities", JUNMEN, "350102001005,军门里社区,350102001\n" + JUNMEN
    )
    register.load(register_on=NEXT)
    register.replace("communities", "350102001005,军门里社区,350102001\n", "")
    register.replace("communities", JUNMEN, "350102001001,军门外社区,350102001\n")

    register.load(register_on=LATER)

    merged = RegisterChange.objects.get(community__code="350102001005", kind="merged")
    assert (merged.reason, merged.name_after) == ("same-beginning", "军门外社区")


def test_withdrawn_one_without_any_sign_stays_and_is_marked(register):
    register.load()
    register.replace("communities", JUNMEN, "")

    register.load(register_on=NEXT)

    assert changes() == {
        ("withdrawn", "军门社区居民委员会", "350102001001", "", "", "", "")
    }
    junmen = Community.objects.get(code="350102001001")
    assert (junmen.is_active, junmen.withdrawn_on) == (True, NEXT)


def test_withdrawn_one_is_told_once_and_keeps_its_day(register):
    register.load()
    register.replace("communities", JUNMEN, "")
    register.load(register_on=NEXT)
    register.replace("communities", "岗贝社区", "岗贝新社区")

    register.load(register_on=LATER)

    junmen = Community.objects.get(code="350102001001")
    assert (junmen.withdrawn_on, junmen.last_seen_on) == (NEXT, FIRST)
    assert RegisterChange.objects.filter(community=junmen).count() == 1


def test_what_staff_merged_or_ended_before_is_settled_at_once(register):
    register.load()
    staffs = Community.objects.get(code="350102001001")
    staffs.merged_into = Community.objects.get(code="350102001002")
    staffs.save()
    Community.objects.filter(code="441900003001").update(is_active=False)
    register.replace("communities", JUNMEN, "")
    register.replace("communities", "441900003001,岗贝社区,441900003\n", "")

    register.load(register_on=NEXT)

    assert set(RegisterChange.objects.values_list("community__code", "settlement")) == {
        ("350102001001", "merged"),
        ("441900003001", "withdrawn"),
    }


def test_what_comes_back_is_unmarked_and_settles_its_withdrawal(register):
    register.load()
    register.replace("communities", JUNMEN, "")
    register.load(register_on=NEXT)
    register.replace(
        "communities", "350102001002,东街村委会", JUNMEN + "350102001002,东街村委会"
    )

    register.load(register_on=LATER)

    junmen = Community.objects.get(code="350102001001")
    assert (junmen.withdrawn_on, junmen.last_seen_on) == (None, LATER)
    assert set(RegisterChange.objects.values_list("kind", "settlement")) == {
        ("withdrawn", "returned"),
        ("back", "returned"),
    }


def test_what_comes_back_after_staff_ended_it_is_to_be_looked_at(register):
    register.load()
    register.replace("communities", JUNMEN, "")
    register.load(register_on=NEXT)
    Community.objects.filter(code="350102001001").update(is_active=False)
    register.replace(
        "communities", "350102001002,东街村委会", JUNMEN + "350102001002,东街村委会"
    )

    register.load(register_on=LATER)

    assert RegisterChange.objects.get(kind="back").settlement == ""
    assert not Community.objects.get(code="350102001001").is_active


def test_divisions_are_told_apart_too(register):
    register.load()
    register.replace("divisions", "鼓楼区", "鼓山区")
    register.replace(
        "divisions",
        "650104,新市区,county,district,650000,650000,1,1,",
        "650104,新市区,county,abolished,650000,650000,0,1,650105\n"
        "650105,高新区,county,district,650000,650000,1,0,",
    )

    register.load(register_on=NEXT)

    assert {
        (each.kind, each.division_id, each.code_after, each.reason)
        for each in RegisterChange.objects.all()
    } == {
        ("renamed", "350102", "350102", ""),
        ("merged", "650104", "650105", "replaced"),
        ("new", "650105", "650105", ""),
    }
    assert Division.objects.get(code="650104").withdrawn_on is None


def test_division_that_is_left_out_is_kept_and_marked(register):
    register.load()
    register.replace(
        "divisions", "500105,江北区,county,abolished,500000,500000,0,1,500157\n", ""
    )

    register.load(register_on=NEXT)

    assert Division.objects.get(code="500105").withdrawn_on == NEXT
    assert set(RegisterChange.objects.values_list("kind", "division")) == {
        ("withdrawn", "500105")
    }


def test_fault_in_a_newer_register_leaves_no_findings(register):
    from catalogue.data_files import DataFileError

    register.load()
    register.replace("communities", JUNMEN, "350102001001,,350102001\n")

    with pytest.raises(DataFileError):
        register.load(register_on=NEXT)

    assert not RegisterChange.objects.exists()
    assert Community.objects.filter(withdrawn_on__isnull=False).count() == 0


def test_command_says_in_words_what_it_found(register):
    register.load()
    register.replace("communities", JUNMEN, "350102001009,军门社区居委会,350102001\n")
    register.replace("communities", "岗贝社区", "岗贝新社区")
    register.replace("communities", "650104501002,第１社区,650104501\n", "")
    out = StringIO()

    call_command("load_places", folder=register.folder, register_on=NEXT, stdout=out)

    assert out.getvalue().endswith(
        "Communities: 1 renamed, 1 moved or with another code, 1 no longer in the "
        "register and kept. Nothing was merged or deleted; on the desk, changes of "
        "the register to be settled: 3.\n"
    )
