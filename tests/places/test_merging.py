"""One community goes into another, with all that is attached to it."""

from datetime import date

import pghistory.models
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from catalogue.merging.relations import fields_that_point_at
from catalogue.places.matching import find_community
from catalogue.places.merging import (
    COMMUNITY_RELATIONS,
    CommunityMergePlan,
    merge_communities,
    standing,
    undo_community_merge,
)
from catalogue.places.models import Community, FormerName
from tests.accounts.factories import EditorFactory, OfficerFactory
from tests.methods.factories import WorkMethodFactory
from tests.places.factories import (
    CommunityFactory,
    ProvinceFactory,
    StreetFactory,
    real_province,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def street():
    return StreetFactory()


@pytest.fixture
def stays(street):
    return CommunityFactory(street=street, name="军门社区", code="900001001001")


@pytest.fixture
def goes(street):
    return CommunityFactory(street=street, name="旧门社区", code="900001001002")


def merge(stays, goes, **values):
    given = {"by": EditorFactory(), "reason": "撤并", **values}
    return merge_communities(stays, goes, **given)


def undo(record, **values):
    return undo_community_merge(
        record, **{"by": EditorFactory(), "reason": "误操作", **values}
    )


def state_of(*rows):
    return [Community.objects.values().get(pk=row.pk) for row in rows]


def test_every_relation_that_there_is_has_been_thought_about():
    """A new field that points at communities fails here.

    Say in the `ready` of its app what becomes of its rows when communities merge, test
    that it does, and then name it here.
    """
    names = {
        f"{field.model._meta.label}.{field.name}"
        for field in fields_that_point_at(Community)
    }

    assert names == {
        "methods.WorkMethod.community",
        "places.Community.merged_into",
        "places.CommunityMerge.goes",
        "places.CommunityMerge.stays",
        "places.FormerName.community",
        "places.RegisterChange.community",
        "places.RegisterChange.other",
        "practice.Adoption.community",
        "practice.PilotSite.community",
        "practice.StillInUseAnswer.merged_community",
        "practice.Promotion.community",
    }
    assert {each.name for each in COMMUNITY_RELATIONS.all(Community)} == names


def test_methods_come_to_the_one_that_stays(stays, goes):
    draft = WorkMethodFactory(community=goes)
    published = WorkMethodFactory(community=goes, published=True)
    own = WorkMethodFactory(community=stays)

    record = merge(stays, goes)

    assert set(stays.work_methods.all()) == {draft, published, own}
    assert not goes.work_methods.exists()
    assert record.moved == {"methods.WorkMethod.community": [draft.pk, published.pk]}


def test_search_of_methods_knows_the_new_place(stays, goes):
    method = WorkMethodFactory(community=goes)

    merge(stays, goes)

    method.refresh_from_db()
    assert "军门" in method.search_text.places


def test_the_one_that_goes_stays_on_record_with_its_number(stays, goes):
    merge(stays, goes)

    goes.refresh_from_db()
    assert (goes.merged_into, goes.is_active) == (stays, False)
    assert (goes.name, goes.code) == ("旧门社区", "900001001002")


@pytest.mark.parametrize(
    "text", ["旧门", "旧门社区", "jiumen", "jm", "900001001002", "旧门 第"]
)
def test_former_name_and_code_find_the_one_that_stays(stays, goes, text):
    merge(stays, goes)

    assert list(Community.objects.matching(text)) == [stays]


def test_nobody_is_found_by_a_name_that_nobody_had(stays, goes):
    merge(stays, goes)

    assert not Community.objects.matching("新门").exists()


def test_import_by_the_former_code_proposes_the_one_that_stays(stays, goes):
    merge(stays, goes)

    assert find_community(code="900001001002").candidates == [stays]


def test_empty_fields_are_filled_and_others_stay(street, stays):
    stays.settlement = "large-city"
    stays.save()
    goes = CommunityFactory(
        street=street, name="旧门社区", name_en="Old Gate", settlement="village"
    )

    merge(stays, goes)

    stays.refresh_from_db()
    assert (stays.name, stays.name_en, stays.settlement) == (
        "军门社区",
        "Old Gate",
        "large-city",
    )


def test_a_chosen_name_is_taken_and_the_old_one_still_finds(stays, goes):
    merge(stays, goes, take={"name": "goes"})

    stays.refresh_from_db()
    assert (stays.name, stays.key_stem, stays.pinyin) == ("旧门社区", "旧门", "jiumen")
    assert list(Community.objects.matching("军门")) == [stays]


def test_a_code_is_filled_from_the_row_of_the_register(street):
    stays = CommunityFactory(street=street, name="军门社区", code="")
    goes = CommunityFactory(
        street=street,
        name="军门社区居委会",
        code="900001001002",
        register_on="2023-06-30",
    )

    record = merge(stays, goes)

    stays.refresh_from_db()
    goes.refresh_from_db()
    assert (stays.code, str(stays.register_on)) == ("900001001002", "2023-06-30")
    assert stays.register_name == "军门社区居委会"
    assert (goes.code, goes.register_on) == ("", None)
    assert [name.code for name in record.former_names.all()] == ["", "900001001002"]


def test_the_code_that_the_register_has_now_is_proposed(street):
    stays = CommunityFactory(
        street=street,
        name="军门社区",
        register_on="2023-06-30",
        withdrawn_on="2024-06-30",
    )
    goes = CommunityFactory(street=street, name="军门新社区", register_on="2024-06-30")

    merge(stays, goes)

    before, code = stays.code, goes.code
    stays.refresh_from_db()
    goes.refresh_from_db()
    assert (stays.code, stays.withdrawn_on) == (code, None)
    assert (stays.name, stays.register_name) == ("军门社区", "军门新社区")
    assert (goes.code, str(goes.withdrawn_on)) == (before, "2024-06-30")


def test_two_codes_change_places(stays, goes):
    merge(stays, goes, take={"code": "goes"})

    stays.refresh_from_db()
    goes.refresh_from_db()
    assert (stays.code, goes.code) == ("900001001002", "900001001001")
    assert list(Community.objects.matching("900001001001")) == [stays]


def test_those_merged_earlier_follow_in_one_step(street, stays, goes):
    first = CommunityFactory(street=street, name="最早社区")
    merge(goes, first)

    merge(stays, goes)

    first.refresh_from_db()
    assert first.merged_into == stays
    assert standing(first) == stays
    assert list(Community.objects.matching("最早")) == [stays]


def test_history_tells_who_and_why(stays, goes):
    WorkMethodFactory(community=goes)
    editor = EditorFactory()

    record = merge(stays, goes, by=editor, reason="民政局批复")

    events = pghistory.models.Events.objects.tracks(record)
    assert [event.pgh_context["reason"] for event in events] == ["民政局批复"]
    assert [event.pgh_context["user"] for event in events] == [editor.pk]
    assert (record.merged_by, record.reason) == (editor, "民政局批复")


@pytest.mark.parametrize("reason", ["", " \n", "长" * 2_001])
def test_without_a_reason_nothing_happens(stays, goes, reason):
    before = state_of(stays, goes)

    with pytest.raises(ValidationError):
        merge(stays, goes, reason=reason)

    assert state_of(stays, goes) == before


def test_an_officer_merges_nothing(stays, goes):
    officer = OfficerFactory(reporting_body=stays.province)

    with pytest.raises(PermissionDenied):
        merge(stays, goes, by=officer)

    goes.refresh_from_db()
    assert goes.merged_into is None


def test_an_inactive_editor_merges_nothing(stays, goes):
    with pytest.raises(PermissionDenied):
        merge(stays, goes, by=EditorFactory(is_active=False))


def test_a_choice_that_there_is_not_is_refused(stays, goes):
    with pytest.raises(ValidationError):
        merge(stays, goes, take={"name": "both"})


def hindrances(stays, goes):
    return CommunityMergePlan(stays, goes).hindrances


def test_a_community_does_not_go_into_itself(stays):
    assert hindrances(stays, stays) == ["Choose two different records."]
    with pytest.raises(ValidationError):
        merge(stays, stays)


def test_a_community_goes_once(street, stays, goes):
    merge(stays, goes)
    goes.refresh_from_db()
    words = f"№ {goes.pk} 旧门社区 was merged into another one already."

    assert hindrances(stays, goes) == [words]
    assert hindrances(goes, CommunityFactory(street=street)) == [words]


def test_two_provinces_keep_their_communities(stays):
    other = CommunityFactory(street__county__province=ProvinceFactory())

    assert [each[:24] for each in hindrances(stays, other)] == [
        "They lie in two province"
    ]


def test_fictions_and_ended_ones_are_not_kept(street, stays):
    fiction = CommunityFactory(street=street, is_virtual=True)
    ended = CommunityFactory(street=street, is_active=False)

    assert "fiction" in hindrances(stays, fiction)[0]
    assert "no longer exists" in hindrances(ended, stays)[0]
    assert hindrances(stays, ended) == []


def test_two_bodies_of_one_province_are_told_of(street):
    corps = real_province("xpcc")
    county = StreetFactory(county__province=real_province("xinjiang"))
    stays = CommunityFactory(street=county)
    goes = CommunityFactory(street=county, reporting_body=corps, code="")
    method = WorkMethodFactory(community=goes)

    notes = list(CommunityMergePlan(stays, goes).notes())
    merge(stays, goes)

    assert len(notes) == 1
    method.refresh_from_db()
    assert method.reporting_body == corps


def test_undone_merger_leaves_both_as_they_were(street, stays, goes):
    first = CommunityFactory(street=street)
    merge(goes, first)
    method = WorkMethodFactory(community=goes)
    before = state_of(stays, goes, first)
    record = merge(stays, goes, take={"name": "goes", "code": "goes"})
    editor = EditorFactory()

    undo(record, by=editor, reason="误操作")

    method.refresh_from_db()
    record.refresh_from_db()
    assert state_of(stays, goes, first) == before
    assert method.community == goes
    assert (record.undone_by, record.undone_because) == (editor, "误操作")
    assert FormerName.objects.filter(community=stays).count() == 0
    assert list(Community.objects.matching("旧门")) == [goes]


def test_what_came_later_stays_when_a_merger_is_undone(stays, goes):
    record = merge(stays, goes)
    later = WorkMethodFactory(community=stays)

    undo(record)

    later.refresh_from_db()
    assert later.community == stays


def test_a_merger_is_undone_once(stays, goes):
    record = undo(merge(stays, goes))

    with pytest.raises(ValidationError, match="undone already"):
        undo(record)


def test_what_was_changed_since_keeps_a_merger(stays, goes):
    record = merge(stays, goes, take={"name": "goes"})
    stays.refresh_from_db()
    stays.name = "新门社区"
    stays.save()

    with pytest.raises(ValidationError) as refusal:
        undo(record)

    assert f"“name” of № {stays.pk} was changed since." in refusal.value.messages
    goes.refresh_from_db()
    assert goes.merged_into == stays


def test_a_later_merger_is_undone_first(street, stays, goes):
    record = merge(stays, goes)
    next_one = CommunityFactory(street=street)
    later = merge(next_one, stays)

    with pytest.raises(ValidationError, match="undo that merger first"):
        undo(record)
    undo(later)
    undo(record)

    goes.refresh_from_db()
    assert goes.merged_into is None


def test_a_method_that_was_moved_on_keeps_a_merger(street, stays, goes):
    method = WorkMethodFactory(community=goes)
    record = merge(stays, goes)
    method.refresh_from_db()
    method.community = CommunityFactory(street=street)
    method.save()

    with pytest.raises(ValidationError, match="put elsewhere"):
        undo(record)

    record.refresh_from_db()
    assert record.undone_at is None


def test_an_officer_undoes_nothing(stays, goes):
    record = merge(stays, goes)

    with pytest.raises(PermissionDenied):
        undo(record, by=OfficerFactory())


def test_what_the_database_refuses_is_told_and_changes_nothing(stays, goes):
    WorkMethodFactory(community=goes)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "ALTER TABLE methods_workmethod ADD CONSTRAINT closed "
            f"CHECK (community_id <> {stays.pk})"
        )

    with pytest.raises(ValidationError, match="The database does not let this move"):
        merge(stays, goes)

    goes.refresh_from_db()
    assert goes.merged_into is None


def test_loading_the_register_again_enters_no_merged_one_anew(register):
    register.load()
    stays, goes = (
        Community.objects.get(code=code) for code in ("350102001001", "350102001002")
    )
    merge(stays, goes)
    register.replace("communities", "岗贝社区", "岗贝新社区")

    outcome = register.load(register_on=date(2024, 6, 30))

    goes.refresh_from_db()
    assert outcome.new == 0
    assert Community.objects.count() == 8
    assert not Community.objects.findable().filter(name="东街村委会").exists()
    assert (goes.merged_into, goes.is_active) == (stays, False)
    assert Community.objects.filter(code="350102001002").count() <= 1
