"""The desk's pages that merge two communities and undo it."""

import pytest
from django.urls import reverse

from catalogue.accounts.roles import Role
from catalogue.places.models import CommunityMerge
from tests.accounts.factories import holder_of
from tests.methods.factories import WorkMethodFactory
from tests.places.factories import CommunityFactory, StreetFactory

pytestmark = pytest.mark.django_db
LIST = reverse("admin:places_community_changelist")
MERGE = reverse("admin:places_community_merge")


@pytest.fixture
def two():
    street = StreetFactory()
    return [
        CommunityFactory(street=street, name="军门社区"),
        CommunityFactory(street=street, name="军门社区居委会", name_en="Old Junmen"),
    ]


def page_for(stays, goes):
    return f"{MERGE}?stays={stays.pk}&goes={goes.pk}"


def page_of(row):
    return reverse("admin:places_community_change", args=[row.pk])


def confirm(client, stays, goes, **values):
    """Take the defaults of the page, and press the button of the confirmation."""
    page = client.get(page_for(stays, goes))
    given = {"seen": page.context["seen"], "reason": "撤并", "_merge": "Merge"}
    return client.post(page_for(stays, goes), {**given, **values})


def test_two_rows_of_the_list_lead_to_the_page(client, editor, two):
    chosen = {"action": "merge_selected", "_selected_action": [each.pk for each in two]}

    response = client.post(LIST, chosen)

    assert response.url == page_for(*two)


@pytest.mark.parametrize("count", [1, 3])
def test_other_numbers_of_rows_are_refused(client, editor, count):
    rows = CommunityFactory.create_batch(count)
    chosen = {"action": "merge_selected", "_selected_action": [r.pk for r in rows]}

    response = client.post(LIST, chosen, follow=True)

    assert [str(message) for message in response.context["messages"]] == [
        "Choose exactly two rows: one of them goes into the other."
    ]


def test_page_of_a_community_leads_there_and_names_namesakes(client, editor, two):
    page = client.get(page_of(two[0]))
    choose = client.get(page.context["merge_address"])

    assert page.context["merge_address"] in page.content.decode()
    assert [each[2] for each in choose.context["found"]] == [page_for(*two)]


def test_the_other_one_is_searched_for(client, editor, two):
    other = CommunityFactory(name="牡丹社区")

    choose = client.get(f"{MERGE}?stays={two[0].pk}&q=牡丹")

    assert [each[0] for each in choose.context["found"]] == [other]


def test_both_stand_side_by_side_before_anything_happens(client, editor, two):
    WorkMethodFactory(community=two[1], title_zh="板凳课堂")

    page = client.get(page_for(*two))

    sides = {side.name: (side, chosen) for side, chosen in page.context["sides"]}
    assert sides["name"][0].stays == "军门社区"
    assert sides["name"][0].goes == "军门社区居委会"
    assert (sides["name"][1], sides["name_en"][1]) == ("stays", "goes")
    [moving] = page.context["moves"]
    assert moving.attached.count == 1
    listed = client.get(moving.address)
    assert [str(each) for each in listed.context["cl"].result_list] == ["板凳课堂"]
    assert not CommunityMerge.objects.exists()


def test_the_confirmation_says_what_is_taken_and_asks_for_the_reason(
    client, editor, two
):
    seen = client.get(page_for(*two)).context["seen"]

    page = client.post(page_for(*two), {"seen": seen, "take_name": "goes"})
    empty = confirm(client, *two, reason=" ")

    assert [side.name for side in page.context["taken"]] == ["name", "name_en"]
    assert empty.context["form"].errors == {"reason": ["This field is required."]}
    assert not CommunityMerge.objects.exists()


def test_merged_with_the_choices_of_the_page(client, editor, two):
    response = confirm(client, *two, take_name="goes")

    two[0].refresh_from_db()
    merge = CommunityMerge.objects.get()
    assert response.url == page_of(two[0])
    assert (two[0].name, two[0].name_en) == ("军门社区居委会", "Old Junmen")
    assert (merge.merged_by, merge.reason) == (editor, "撤并")


def test_history_of_both_tells_the_reason(client, editor, two):
    confirm(client, *two, reason="民政局批复")

    for row in two:
        address = reverse("admin:places_community_history", args=[row.pk])
        assert "民政局批复" in client.get(address).content.decode()


def test_what_changed_meanwhile_is_shown_before_merging(client, editor, two):
    seen = client.get(page_for(*two)).context["seen"]
    WorkMethodFactory(community=two[1])

    page = confirm(client, *two, seen=seen)

    assert "sides" in page.context
    assert not CommunityMerge.objects.exists()


def test_back_keeps_the_choices(client, editor, two):
    page = client.post(page_for(*two), {"_back": "Back", "take_name": "goes"})

    chosen = {side.name: choice for side, choice in page.context["sides"]}
    assert chosen["name"] == "goes"


def test_what_stands_against_it_is_told_and_cannot_be_passed_over(client, editor, two):
    other = CommunityFactory()

    page = client.get(page_for(two[0], other))
    response = confirm(client, two[0], other)

    assert "They lie in two provinces" in page.content.decode()
    assert "_go_on" not in page.content.decode()
    assert response.status_code == 200
    assert not CommunityMerge.objects.exists()


@pytest.mark.parametrize("query", ["stays=x&goes=1", "stays=99999999", "stays=-1"])
def test_addresses_that_name_nothing_are_not_found(client, editor, query):
    assert client.get(f"{MERGE}?{query}").status_code == 404


def test_merged_community_is_read_only_and_tells_where_it_is(client, editor, two):
    confirm(client, *two)

    page = client.get(page_of(two[1]))
    saved = client.post(page_of(two[1]), {"name": "甲社区"})

    assert page.context["has_change_permission"] is False
    assert f'href="{page_of(two[0])}"' in page.content.decode()
    assert "撤并" in page.content.decode()
    assert saved.status_code == 403


def test_undone_on_the_page_of_either(client, editor, two):
    confirm(client, *two)
    address = reverse(
        "admin:undo_merge_of_community", args=[CommunityMerge.objects.get().pk]
    )

    assert address in client.get(page_of(two[0])).content.decode()
    client.post(address, {"reason": ""})
    assert CommunityMerge.objects.get().undone_at is None
    response = client.post(address, {"reason": "误操作"})

    two[1].refresh_from_db()
    assert response.url == page_of(two[1])
    assert two[1].merged_into is None
    assert "误操作" in client.get(page_of(two[1])).content.decode()


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.MINISTRY_EDITOR}), ids=str)
def test_no_other_role_merges_by_any_door(client, editor, two, role):
    confirm(client, *two)
    merge = CommunityMerge.objects.get()
    others = CommunityFactory.create_batch(2, street=two[0].street)
    seen = client.get(page_for(*others)).context["seen"]
    client.force_login(holder_of(role))
    undo = reverse("admin:undo_merge_of_community", args=[merge.pk])
    action = {
        "action": "merge_selected",
        "_selected_action": [each.pk for each in others],
    }

    answers = [
        client.get(page_for(*others)).status_code,
        client.post(
            page_for(*others), {"seen": seen, "reason": "甲", "_merge": "Merge"}
        ).status_code,
        client.get(MERGE).status_code,
        client.get(undo).status_code,
        client.post(undo, {"reason": "甲"}).status_code,
    ]
    listed = client.post(LIST, action)

    assert answers == [403] * 5
    assert not (listed.status_code == 302 and "merge" in listed.url)
    assert list(CommunityMerge.objects.values_list("undone_at")) == [(None,)]


def test_list_of_communities_offers_no_deleting(client, editor, two):
    page = client.get(LIST)

    actions = dict(page.context["action_form"].fields["action"].choices)
    assert set(actions) == {"", "merge_selected"}
