"""Steps have their places; what is entered next begins where the last one was."""

import pytest
from django.urls import reverse

from catalogue.methods.models import WorkMethod
from catalogue.rounds.models import SelectionRound
from tests.accounts.factories import OfficerFactory
from tests.methods.editing.test_two_versions import opened, page_of, shown
from tests.methods.factories import StepFactory, WorkMethodFactory
from tests.methods.test_admin import form, messages_of
from tests.places.factories import CommunityFactory
from tests.rounds.factories import SelectionRoundFactory

pytestmark = pytest.mark.django_db

ADD = reverse("admin:methods_workmethod_add")


def titles(method):
    return list(method.steps.values_list("position", "title_zh"))


def test_step_without_a_number_comes_after_the_others(client, editor):
    method = WorkMethodFactory()
    StepFactory(method=method, position=4, title_zh="一")
    new = {
        "steps-TOTAL_FORMS": 3,
        "steps-1-position": "",
        "steps-1-title_zh": "二",
        "steps-2-title_zh": "三",
    }

    client.post(page_of(method), opened(client, method) | new)

    assert titles(method) == [(4, "一"), (5, "二"), (6, "三")]


def test_step_without_a_number_takes_the_place_of_none_that_is_removed(client, editor):
    method = WorkMethodFactory()
    StepFactory(method=method, position=1, title_zh="一")
    new = {"steps-TOTAL_FORMS": 2, "steps-0-DELETE": "on", "steps-1-title_zh": "二"}

    client.post(page_of(method), opened(client, method) | new)

    assert [title for _number, title in titles(method)] == ["二"]


def test_steps_change_places_in_one_save(client, editor):
    method = WorkMethodFactory()
    StepFactory(method=method, position=1, title_zh="一")
    StepFactory(method=method, position=2, title_zh="二")

    client.post(
        page_of(method),
        opened(client, method) | {"steps-0-position": 2, "steps-1-position": 1},
    )

    assert titles(method) == [(1, "二"), (2, "一")]


def test_steps_stand_between_the_conditions_and_the_results(client, editor):
    page = client.get(ADD).content.decode()

    places = [
        page.index(f'id="{each}"')
        for each in (
            "id_conditions_zh",
            "steps-group",
            "id_results_zh",
            "sources-group",
        )
    ]
    assert places == sorted(places)
    assert page.count('id="steps-group"') == 1


def test_fields_follow_the_table_of_methods(client, editor):
    from catalogue.desk.exchange.headings import METHOD_COLUMNS

    page = client.get(ADD).content.decode()

    places = [
        page.index(f'name="{column.key}"')
        for column in METHOD_COLUMNS
        if f'name="{column.key}"' in page
    ]
    assert len(places) > 15
    assert places == sorted(places)


# The next one


def test_next_method_begins_with_place_and_round(client):
    officer = OfficerFactory()
    client.force_login(officer)
    community = CommunityFactory(street__county__province=officer.reporting_body)
    now_open = SelectionRoundFactory(state=SelectionRound.State.OPEN)
    submission = {
        "submissions-TOTAL_FORMS": 1,
        "submissions-0-selection_round": now_open.pk,
    }
    sent = form(title_zh="甲", community=community.pk, **submission)

    page = client.post(ADD, sent | {"_addanother": "1"}, follow=True)
    client.post(ADD, shown(page) | {"title_zh": "乙"})

    assert messages_of(page)[-1].startswith("The place and the round of the last one")
    second = WorkMethod.objects.get(title_zh="乙")
    assert second.community == community
    assert second.submissions.get().selection_round == now_open


def test_editor_goes_on_with_the_body_after_a_change_too(client, editor):
    method = WorkMethodFactory()

    answer = client.post(page_of(method), opened(client, method) | {"_addanother": "1"})

    assert answer.url == (
        f"{ADD}?community={method.community_id}"
        f"&reporting_body={method.reporting_body_id}"
    )


@pytest.mark.parametrize(
    "asked",
    [
        {"community": "x"},
        {"community": "9" * 30},
        {"reporting_body": "'"},
        {"round": "x"},
        {"round": "99999999"},
        {"community": "99999999", "reporting_body": "99999999"},
    ],
)
def test_addresses_of_ones_own_making_open_an_empty_form(client, editor, asked):
    assert client.get(ADD, asked).status_code == 200


def test_officer_does_not_see_a_foreign_place_by_its_number(client):
    client.force_login(OfficerFactory())
    foreign = CommunityFactory(name="别处社区")

    page = client.get(ADD, {"community": foreign.pk}).content.decode()

    assert "别处社区" not in page


def test_draft_is_saved_with_nothing_filled_in(client):
    officer = OfficerFactory()
    client.force_login(officer)

    client.post(ADD, form())

    assert WorkMethod.objects.get().reporting_body == officer.reporting_body
