"""Methods that one resembles: while it is typed, and after it is saved."""

import pytest
from django.urls import reverse

from catalogue.methods.duplicates import (
    SAME_COMMUNITY,
    SAME_NUMBER,
    SAME_TITLE,
    SIMILAR_HERE,
    is_similar,
    may_know_of,
    resembling,
)
from catalogue.methods.models import WorkMethod
from catalogue.methods.revisions import begin_revision
from tests.accounts.factories import EditorFactory, OfficerFactory, UserFactory
from tests.methods.factories import WorkMethodFactory
from tests.methods.test_admin import form, messages_of
from tests.places.factories import CommunityFactory

pytestmark = pytest.mark.django_db

RESEMBLING = reverse("admin:resembling")


def found(**asked):
    return [
        (each.method, each.reason)
        for each in resembling(WorkMethod.objects.all(), **asked)
    ]


def own_community(officer):
    return CommunityFactory(street__county__province=officer.reporting_body)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“一院三会”工作法", "一院三会社区工作法"),
        ("“13335”工作法", "一三三三五治理工作法"),
        ("Courtyard meetings", "COURTYARD  MEETINGS method"),
        ("工作法", "工作法"),
    ],
)
def test_titles_that_may_name_one_method_are_similar(one, other):
    assert is_similar(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("板凳课堂", "一院三会"),
        ("", ""),
        ("工作法", "社区"),
        ("13335网格", "246院落"),
    ],
)
def test_titles_of_different_methods_are_not(one, other):
    assert not is_similar(one, other)


def test_nearest_come_first_each_with_its_reason():
    here = WorkMethodFactory(title_zh="13335院落工作法")
    elsewhere = WorkMethodFactory(title_zh="一三三三五服务法")
    same = WorkMethodFactory(title_zh="13335 院落治理法")
    WorkMethodFactory(title_zh="板凳课堂")

    asked = {"title_zh": "13335院落治理法", "community": here.community_id}

    assert found(**asked) == [
        (here, SIMILAR_HERE),
        (same, SAME_TITLE),
        (elsewhere, SAME_NUMBER),
    ]


def test_without_a_title_those_of_the_community_are_told():
    method = WorkMethodFactory()
    WorkMethodFactory()

    assert found(community=method.community_id) == [(method, SAME_COMMUNITY)]


def test_another_method_of_the_community_is_not_like_it():
    method = WorkMethodFactory(title_zh="板凳课堂")

    assert found(title_zh="一院三会", community=method.community_id) == []


def test_number_of_another_length_or_of_things_is_not_the_same_number():
    WorkMethodFactory(title_zh="133356工作法")
    WorkMethodFactory(title_zh="五心工作法")

    assert found(title_zh="13335工作法") == []
    assert found(title_zh="五心服务") == []


def test_neither_the_method_itself_nor_its_change_is_told():
    method = WorkMethodFactory(title_zh="一院三会", published=True)
    change = begin_revision(method, by=EditorFactory())

    for number in (method.pk, change.pk):
        assert found(title_zh="一院三会", besides=number) == []


def test_no_more_than_five_are_told():
    WorkMethodFactory.create_batch(7, title_zh="一院三会")

    assert len(found(title_zh="一院三会")) == 5


def test_nothing_asked_is_nothing_found():
    WorkMethodFactory(community=None, reporting_body=CommunityFactory().province)

    assert found() == []


def test_officer_is_told_of_the_own_and_of_published_ones():
    officer = OfficerFactory()
    own = WorkMethodFactory(title_zh="甲", community=own_community(officer))
    public = WorkMethodFactory(title_zh="甲", published=True)
    WorkMethodFactory(title_zh="甲")

    assert set(may_know_of(officer)) == {own, public}


def test_page_leads_to_the_desk_or_to_the_public_page(client):
    officer = OfficerFactory()
    client.force_login(officer)
    own = WorkMethodFactory(title_zh="一院三会", community=own_community(officer))
    public = WorkMethodFactory(title_zh="一院三会", published=True)
    hidden = WorkMethodFactory(title_zh="一院三会")

    page = client.get(RESEMBLING, {"title_zh": "一院三会"}).content.decode()

    assert reverse("admin:methods_workmethod_change", args=[own.pk]) in page
    assert f'href="{public.get_absolute_url()}"' in page
    assert f"№ {hidden.pk}" not in page


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"community": "x", "besides": "-1"},
        {"community": "9" * 30},
        {"title_zh": "\x00", "title_en": "%_" * 500},
    ],
)
def test_page_takes_whatever_is_asked(client, asked):
    client.force_login(EditorFactory())
    WorkMethodFactory()

    answer = client.get(RESEMBLING, asked)

    assert (answer.status_code, answer.content.decode().strip()) == (200, "")


def test_page_is_for_who_enters_methods(client):
    client.force_login(UserFactory(may=["methods.view_workmethod"]))

    assert client.get(RESEMBLING).status_code == 403


def test_saving_tells_it_without_script_once(client):
    client.force_login(EditorFactory())
    there = WorkMethodFactory(title_zh="一院三会", title_en="<Courtyard>")
    sent = form(title_zh="一院三会", community=there.community_id)

    saved = client.post(
        reverse("admin:methods_workmethod_add"), sent | {"_continue": "1"}, follow=True
    )
    method = WorkMethod.objects.exclude(pk=there.pk).get()
    again = client.post(
        reverse("admin:methods_workmethod_change", args=[method.pk]),
        form(method, year_begun="2018"),
        follow=True,
    )

    assert f"№ {there.pk}" in messages_of(saved)[0]
    assert "&lt;Courtyard&gt;" in messages_of(saved)[0]
    assert len(messages_of(again)) == 1
