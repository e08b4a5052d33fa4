"""The desk's pages that merge two methods and undo it."""

import pytest
from django.urls import reverse

from catalogue.accounts.roles import Role
from catalogue.methods.models import MethodMerge, UnsavedText, WorkMethod
from tests.accounts.factories import EditorFactory, OfficerFactory, holder_of
from tests.methods.factories import StepFactory, WorkMethodFactory
from tests.methods.test_admin import page_of
from tests.places.factories import CommunityFactory
from tests.rounds.factories import SubmissionFactory

pytestmark = pytest.mark.django_db
LIST = reverse("admin:methods_workmethod_changelist")
MERGE = reverse("admin:methods_workmethod_merge")


@pytest.fixture
def two():
    community = CommunityFactory()
    return [
        WorkMethodFactory(community=community, title_zh="板凳课堂"),
        WorkMethodFactory(community=community, title_zh="板凳课堂工作法"),
    ]


def page_for(stays, goes):
    return f"{MERGE}?stays={stays.pk}&goes={goes.pk}"


def confirm(client, stays, goes, **values):
    page = client.get(page_for(stays, goes))
    given = {"seen": page.context["seen"], "reason": "重复", "_merge": "Merge"}
    return client.post(page_for(stays, goes), {**given, **values})


def test_two_rows_of_the_list_lead_to_the_page(client, editor, two):
    chosen = {"action": "merge_selected", "_selected_action": [each.pk for each in two]}

    assert client.post(LIST, chosen).url == page_for(*two)


def test_page_of_a_method_leads_there_and_names_what_resembles_it(client, editor, two):
    page = client.get(page_of(two[0]))
    choose = client.get(page.context["merge_address"])

    assert page.context["merge_address"] in page.content.decode()
    assert [each[2] for each in choose.context["found"]] == [page_for(*two)]


def test_both_stand_side_by_side_with_all_that_moves(client, editor, two):
    StepFactory(method=two[0], position=1, title_zh="甲")
    StepFactory(method=two[1], position=1, title_zh="乙")
    SubmissionFactory(method=two[1])

    page = client.get(page_for(*two))

    sides = {side.name: (side, chosen) for side, chosen in page.context["sides"]}
    assert sides["title_zh"][0].choices == ("stays", "goes")
    assert sides["steps"][0].choices == ("stays", "goes", "both")
    assert sides["steps"][1] == "stays"
    [moving] = page.context["moves"]
    assert (moving.attached.count, moving.attached.label) == (1, "submission")
    assert client.get(moving.address).context["cl"].result_count == 1


def test_no_telephone_number_is_shown_whole(client, editor, two):
    WorkMethod.objects.filter(pk=two[1].pk).update(contact_phone="13800138000")

    page = client.get(page_for(*two)).content.decode()

    assert "13800138000" not in page


def test_merged_with_the_choices_of_the_page(client, editor, two):
    response = confirm(client, *two, take_title_zh="goes")

    merge = MethodMerge.objects.get()
    two[0].refresh_from_db()
    assert response.url == page_of(two[0])
    assert two[0].title_zh == "板凳课堂工作法"
    assert (merge.merged_by, merge.reason) == (editor, "重复")


def test_merged_method_is_readable_and_read_only(client, editor, two):
    confirm(client, *two)
    before = WorkMethod.objects.values().get(pk=two[1].pk)

    page = client.get(page_of(two[1]))
    saved = client.post(page_of(two[1]), {"title_zh": "甲", "_save": "Save"})
    deleted = client.post(
        reverse("admin:methods_workmethod_delete", args=[two[1].pk]), {"post": "yes"}
    )

    assert page.context["has_change_permission"] is False
    assert "板凳课堂工作法" in page.content.decode()
    assert f'href="{page_of(two[0])}"' in page.content.decode()
    assert page.context["state_links"] == {}
    assert (saved.status_code, deleted.status_code) == (403, 403)
    assert WorkMethod.objects.values().get(pk=two[1].pk) == before


def test_unsaved_text_is_named_on_the_page_of_the_one_that_stays(client, editor, two):
    UnsavedText.objects.create(
        person=editor, method=two[1], values={"title_zh": ["甲"]}
    )
    UnsavedText.objects.create(person=EditorFactory(), method=two[1], values={})

    confirm(client, *two)
    page = client.get(page_of(two[0]))

    [text] = page.context["unsaved_elsewhere"]
    assert (text.person, text.method) == (editor, two[1])
    assert client.get(page_of(two[1])).context["unsaved"] == text


def test_merged_method_is_not_offered_as_the_same_again(client, editor, two):
    confirm(client, *two)

    choose = client.get(f"{MERGE}?stays={two[0].pk}")

    assert choose.context["found"] == []


def test_undone_on_the_page_of_either(client, editor, two):
    confirm(client, *two)
    address = reverse(
        "admin:undo_merge_of_workmethod", args=[MethodMerge.objects.get().pk]
    )

    assert address in client.get(page_of(two[1])).content.decode()
    response = client.post(address, {"reason": "误操作"})

    assert response.url == page_of(two[1])
    assert WorkMethod.objects.get(pk=two[1].pk).merged_into is None


def test_what_cannot_be_undone_says_why_and_has_no_button(client, editor, two):
    confirm(client, *two, take_title_zh="goes")
    WorkMethod.objects.filter(pk=two[0].pk).update(title_zh="新题目")
    address = reverse(
        "admin:undo_merge_of_workmethod", args=[MethodMerge.objects.get().pk]
    )

    page = client.get(address)
    client.post(address, {"reason": "误操作"})

    assert page.context["hindrances"] == [
        f"“Chinese title” of № {two[0].pk} was changed since."
    ]
    assert 'name="reason"' not in page.content.decode()
    assert MethodMerge.objects.get().undone_at is None


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.MINISTRY_EDITOR}), ids=str)
def test_no_other_role_merges_by_any_door(client, editor, two, role):
    confirm(client, *two)
    undo = reverse(
        "admin:undo_merge_of_workmethod", args=[MethodMerge.objects.get().pk]
    )
    body = two[0].reporting_body
    others = WorkMethodFactory.create_batch(2, community=two[0].community)
    seen = client.get(page_for(*others)).context["seen"]
    values = {"reporting_body": body} if role == Role.OFFICER else {}
    client.force_login(holder_of(role, **values))
    action = {
        "action": "merge_selected",
        "_selected_action": [each.pk for each in others],
    }
    merging = {"seen": seen, "reason": "甲", "_merge": "Merge"}

    answers = [
        client.get(page_for(*others)).status_code,
        client.post(page_for(*others), merging).status_code,
        client.get(MERGE).status_code,
        client.get(undo).status_code,
        client.post(undo, {"reason": "甲"}).status_code,
    ]
    listed = client.post(LIST, action)

    assert answers == [403] * 5
    assert not (listed.status_code == 302 and "merge" in listed.url)
    assert MethodMerge.objects.count() == 1
    assert MethodMerge.objects.get().undone_at is None


def test_who_may_merge_but_sees_one_body_reaches_no_other(client, two):
    other = WorkMethodFactory()
    person = OfficerFactory(
        reporting_body=two[0].reporting_body, may=["methods.merge_workmethod"]
    )
    client.force_login(person)

    assert client.get(page_for(*two)).status_code == 200
    foreign = client.get(page_for(two[0], other)).status_code
    missing = client.get(f"{MERGE}?stays={two[0].pk}&goes=99999999").status_code

    assert (foreign, missing) == (404, 404)


def test_a_merged_method_is_offered_to_nothing_new(client, editor, two):
    confirm(client, *two)
    selection_round = SubmissionFactory().selection_round

    suggestions = client.get(
        reverse("admin:autocomplete"),
        {
            "app_label": "rounds",
            "model_name": "submission",
            "field_name": "method",
            "term": "板凳课堂",
        },
    ).json()["results"]
    client.post(
        reverse("admin:rounds_submission_add"),
        {
            "method": two[1].pk,
            "selection_round": selection_round.pk,
            "outcome": "submitted",
        },
    )

    assert [each["id"] for each in suggestions] == [str(two[0].pk)]
    assert not two[1].submissions.exists()


def test_first_page_counts_a_merged_method_no_more(client, editor, two):
    confirm(client, *two)

    page = client.get(reverse("admin:index"))

    [body] = [
        each
        for each in page.context["bodies"]
        if each.province == two[0].reporting_body
    ]
    assert body.methods == 1
    assert client.get(body.address).context["cl"].result_count == 1
