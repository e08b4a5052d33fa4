"""What a reviewer of a blind round must not learn, and what stays readable."""

import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from catalogue.methods.models import MethodFile, MethodPhoto
from catalogue.rounds.life import missing
from catalogue.rounds.models import RedactedText, SelectionRound
from catalogue.rounds.names_to_hide import names_of
from catalogue.rounds.redacting import (
    hide_further,
    make_blind_copies,
    redacted,
    without_copy,
)
from catalogue.rounds.submitted_content import content_of
from tests.methods.factories import SourceFactory, StepFactory, WorkMethodFactory
from tests.places.factories import (
    CommunityFactory,
    DivisionFactory,
    StreetFactory,
    real_province,
)
from tests.rounds.course import Course

pytestmark = pytest.mark.django_db

State = SelectionRound.State


def junmen(**values):
    """A method of a community of which every level has a real name."""
    fujian = real_province("fujian")
    fuzhou = DivisionFactory(
        province=fujian, code="350100", name_zh="福州市", name_en="", level="prefecture"
    )
    gulou = DivisionFactory(
        province=fujian, parent=fuzhou, code="350102", name_zh="鼓楼区", name_en=""
    )
    street = StreetFactory(
        county=gulou, code="350102001", name_zh="东街街道", name_en=""
    )
    community = CommunityFactory(street=street, name="军门社区")
    return WorkMethodFactory(community=community, **values)


def hidden(text, *, english=False, further="", **values):
    """The text as it reads in a copy without names."""
    key = "summary_en" if english else "summary_zh"
    method = junmen(**{key: text, **values})
    return redacted(content_of(method), names_of(method, further))[key]


@pytest.mark.parametrize(
    ("text", "copy"),
    [
        ("军门社区居民委员会成立", "某社区成立"),
        ("军门社区的做法", "某社区的做法"),
        ("“军门工作法”源于军门", "“某社区工作法”源于某社区"),
        ("东街街道办事处与东街", "某街道与某街道"),
        ("福州市鼓楼区", "某市某区县"),
        ("福州鼓楼", "某市某区县"),
        ("福建省民政厅、福建", "某省民政厅、某省"),
        ("军 门　社区", "某社区"),
        ("junmen社区、Jun Men", "某社区、某社区"),
        ("居民议事会每月召开", "居民议事会每月召开"),
        ("林丹书记，林书记，林丹", "某同志书记，某同志，某同志"),
    ],
)
def test_names_are_hidden_in_chinese(text, copy):
    assert hidden(text, contact_name="林丹") == copy


@pytest.mark.parametrize(
    ("text", "copy"),
    [
        ("Junmen Community works", "[community] works"),
        ("the Junmen method, JUNMEN, jun-men", "the [community] method, "
         "[community], [community]"),
        ("in Dongjie Subdistrict", "in [street]"),
        ("Dongjie Street, Gulou District, Fuzhou", "[street], [county], [city]"),
        ("Fujian Province, Fújiàn", "[province], [province]"),
        ("in 军门社区", "in [community]"),
        ("Lin Dan and Dan Lin", "[person] and [person]"),
        ("a fuzhouite", "a fuzhouite"),
    ],
)  # fmt: skip
def test_names_are_hidden_in_english(text, copy):
    assert hidden(text, english=True, contact_name="林丹") == copy


def test_further_names_are_hidden():
    copy = hidden(
        "13335模式由陈阿姨提出，Uncle Wang参加", further="13335\n陈阿姨\nUncle Wang"
    )

    assert copy == "某某模式由某某提出，某某参加"


def test_former_names_of_the_community_are_hidden():
    method = junmen(summary_zh="原名旧军社区，旧军的老人")
    method.community.former_names.create(name="旧军社区")

    copy = redacted(content_of(method), names_of(method))

    assert copy["summary_zh"] == "原名某社区，某社区的老人"


def test_nothing_else_in_the_copy_tells_where_it_is_from():
    method = junmen(title_zh="军门社区工作法", title_en="The Junmen Way")
    StepFactory(method=method, who_zh="军门社区党委", position=1)
    SourceFactory(
        method=method,
        title="福建民政：军门社区",
        issuer="Fuzhou Daily",
        address="https://mzt.fujian.gov.cn/junmen",
        may_link=True,
    )
    MethodPhoto.objects.create(method=method, image="photos/a.jpg", caption_zh="一景")
    MethodFile.objects.create(method=method, file="documents/a.pdf", title_zh="表")

    copy = redacted(content_of(method), names_of(method))

    written = json.dumps(copy, ensure_ascii=False).lower()
    for name in (
        *("军门", "东街", "鼓楼", "福州", "福建", "junmen", "fuzhou", "fujian", "350"),
        *("photos", "documents", "http"),
    ):
        assert name not in written, name
    assert "number" not in copy
    assert copy["parts"]["step"][0]["who_zh"] == "某社区党委"
    assert copy["parts"]["source"][0]["title"] == "某省民政：某社区"
    assert copy["parts"]["source"][0]["issuer"] == "[city] Daily"


def test_a_blind_round_begins_only_with_all_copies():
    course = Course(is_blind=True).to(State.CLOSED)
    course.assign_all()
    assert [str(each) for each in missing(course.round, course.now)] == [
        "2 submissions have no copy without names yet."
    ]

    made = make_blind_copies(course.round, by=course.manager)

    assert made == 2
    assert make_blind_copies(course.round, by=course.manager) == 0
    assert without_copy(course.round) == []
    assert missing(course.round, course.now) == []


def test_further_names_are_kept_and_the_copy_is_made_again():
    course = Course(is_blind=True).to(State.CLOSED)
    make_blind_copies(course.round, by=course.manager)
    copy = RedactedText.objects.first()

    changed = hide_further(copy, " 工作法 \n\n", by=course.manager)

    assert changed.further_names == "工作法"
    assert changed.content["title_zh"].endswith("号某某")


def test_copies_are_for_the_round_manager_before_review_begins():
    course = Course(is_blind=True).to(State.CLOSED)
    with pytest.raises(PermissionDenied):
        make_blind_copies(course.round, by=course.officer)
    make_blind_copies(course.round, by=course.manager)
    course.to(State.INDEPENDENT_REVIEW)
    copy = RedactedText.objects.first()

    for act in (
        lambda: make_blind_copies(course.round, by=course.manager),
        lambda: hide_further(copy, "甲乙", by=course.manager),
    ):
        with pytest.raises(ValidationError, match="before review begins"):
            act()
