"""Settling what a newer register has otherwise: by a person, never by itself."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from catalogue.accounts.roles import Role
from catalogue.desk.register_changes import (
    settle_as_it_is,
    settle_as_renamed,
    settle_as_same_place,
    settle_as_withdrawn,
)
from catalogue.methods.models import SearchText
from catalogue.places.merging import undo_community_merge
from catalogue.places.models import Community, CommunityMerge, RegisterChange, Street
from tests.accounts.factories import EditorFactory, holder_of
from tests.methods.factories import WorkMethodFactory
from tests.places.register_files import Register

pytestmark = pytest.mark.django_db
LIST = reverse("admin:places_registerchange_changelist")
NEXT = date(2024, 6, 30)
JUNMEN = "350102001001,军门社区居民委员会,350102001\n"


@pytest.fixture
def register(tmp_path):
    return Register(tmp_path)


@pytest.fixture
def editor():
    return EditorFactory()


def junmen():
    return Community.objects.get(code="350102001001")


def changed(register, now, file="communities", before=JUNMEN):
    """The register loaded, a method in Junmen, and the register loaded changed."""
    register.load()
    WorkMethodFactory(community=junmen())
    register.replace(file, before, now)
    register.load(register_on=NEXT)
    return RegisterChange.objects.exclude(kind="new").get()


def settled(change):
    change.refresh_from_db()
    return change.settlement, change.settled_by


def test_renamed_one_is_found_by_its_former_name(register, editor):
    change = changed(register, "350102001001,秀冶社区,350102001\n")
    assert not Community.objects.matching("军门").exists()

    settle_as_renamed(change, by=editor)

    assert settled(change) == ("renamed", editor)
    assert [each.name for each in Community.objects.matching("军门")] == ["秀冶社区"]
    assert "军门" in SearchText.objects.get().places
    with pytest.raises(ValidationError, match="settled already"):
        settle_as_renamed(change, by=editor)


def test_renamed_street_is_found_by_its_former_name(register, editor):
    change = changed(register, "秀冶街道", "streets", "东街街道")
    assert not Community.objects.matching("东街 军门").exists()

    settle_as_renamed(change, by=editor)

    assert list(Community.objects.matching("东街 军门")) == [junmen()]


def test_same_place_takes_the_code_over_and_keeps_its_number(register, editor):
    change = changed(register, "350102001009,军门社区居委会,350102001\n")
    number, new = junmen().number, Community.objects.get(code="350102001009")

    settle_as_same_place(change, by=editor)

    stays = Community.objects.get(code="350102001009")
    assert stays.number == number
    assert (stays.name, stays.withdrawn_on) == ("军门社区居委会", None)
    assert stays.work_methods.count() == 1
    new.refresh_from_db()
    assert (new.merged_into, new.is_active) == (stays, False)
    assert settled(change) == ("same-place", editor)
    register.replace("communities", "岗贝社区", "岗贝新社区")
    outcome = register.load(register_on=date(2025, 6, 30))
    assert outcome.found == {("community", "renamed"): 1}


def test_undone_merger_is_open_again(register, editor):
    change = changed(register, "350102001009,军门社区居委会,350102001\n")
    settle_as_same_place(change, by=editor)

    undo_community_merge(CommunityMerge.objects.get(), by=editor, reason="误")

    assert settled(change) == ("", None)
    assert junmen().withdrawn_on == NEXT


def test_really_withdrawn_one_no_longer_exists_and_keeps_its_methods(register, editor):
    change = changed(register, "")

    settle_as_withdrawn(change, by=editor)

    assert settled(change) == ("withdrawn", editor)
    assert not junmen().is_active
    assert junmen().work_methods.count() == 1


def test_withdrawn_street_is_settled_and_nothing_else(register, editor):
    register.load()
    change = RegisterChange.objects.create(
        street=Street.objects.get(code="441900003"),
        kind="withdrawn",
        register_on=NEXT,
    )
    Street.objects.filter(code="441900003").update(withdrawn_on=NEXT)

    settle_as_withdrawn(change, by=editor)

    assert settled(change) == ("withdrawn", editor)


@pytest.mark.parametrize(
    ("settles", "now"),
    [
        (settle_as_renamed, ""),
        (settle_as_same_place, ""),
        (settle_as_it_is, ""),
        (settle_as_withdrawn, "350102001001,秀冶社区,350102001\n"),
    ],
)
def test_what_does_not_fit_changes_nothing(register, editor, settles, now):
    change = changed(register, now)
    before = Community.objects.values().get(code="350102001001")

    with pytest.raises(ValidationError):
        settles(change, by=editor)

    assert settled(change) == ("", None)
    assert Community.objects.values().get(code="350102001001") == before


def test_list_shows_those_with_methods_first_and_settles_them(client, register, editor):
    register.load()
    WorkMethodFactory(community=junmen())
    register.replace("communities", JUNMEN, "350102001001,秀冶社区,350102001\n")
    register.replace("communities", "草厂社区居委会", "草厂北社区居委会")
    register.replace("communities", "650104501002,第１社区,650104501\n", "")
    register.load(register_on=NEXT)
    client.force_login(editor)

    page = client.get(LIST)

    shown = page.context["cl"].result_list
    assert shown[0].name_before == "军门社区居民委员会"
    assert [each.method_count for each in shown] == [1, 0, 0]
    counts = {
        "open=yes": 3,
        "open=no": 0,
        "methods=yes": 1,
        "kind__exact=withdrawn": 1,
        "level=street": 0,
        "province=350000": 1,
        "open=yes&methods=yes": 1,
    }
    for query, count in counts.items():
        listed = client.get(f"{LIST}?{query}")
        assert listed.context["cl"].result_count == count, query
    gone = RegisterChange.objects.get(kind="withdrawn")
    merge = reverse("admin:places_community_merge")
    assert f"{merge}?goes={gone.community_id}" in page.content.decode()
    form = {"action": "renamed", "_selected_action": [each.pk for each in shown]}
    answer = client.post(LIST, form, follow=True)
    assert RegisterChange.objects.filter(settlement="renamed").count() == 2
    told = [str(message) for message in answer.context["messages"]]
    assert told[0] == "2 settled."
    assert "withdrawn" in told[1]


@pytest.mark.parametrize("role", [r for r in Role if r != Role.MINISTRY_EDITOR])
def test_nobody_else_settles(client, register, role):
    change = changed(register, "350102001001,秀冶社区,350102001\n")
    client.force_login(holder_of(role))

    answer = client.post(LIST, {"action": "renamed", "_selected_action": [change.pk]})

    assert answer.status_code == 403
    assert settled(change) == ("", None)


def test_suggestion_leads_to_the_merger_of_both(client, register, editor):
    change = changed(register, "350102001009,大军门社区,350102001\n")
    client.force_login(editor)

    page = client.get(LIST)

    merge = reverse("admin:places_community_merge")
    query = f"stays={change.other_id}&amp;goes={change.community_id}"
    assert f'href="{merge}?{query}"' in page.content.decode()
    assert client.get(f"{merge}?{query.replace('&amp;', '&')}").status_code == 200


def test_first_page_names_them_for_who_settles(client, register, editor):
    changed(register, "")
    client.force_login(editor)

    page = client.get(reverse("admin:index"))

    (change,) = page.context["register_changes"]
    assert change.method_count == 1
    assert "军门社区居民委员会" in page.content.decode()
