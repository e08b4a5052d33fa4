"""Promotion at the desk: entered by bodies, checked and published by editors."""

import pytest
from django.urls import reverse

from catalogue.practice.models import Promotion
from catalogue.rounds.models import SelectionRound
from tests.accounts.factories import (
    EditorFactory,
    OfficerFactory,
    RoundManagerFactory,
)
from tests.methods.factories import WorkMethodFactory
from tests.places.factories import CommunityFactory, DivisionFactory
from tests.practice.factories import PromotionFactory
from tests.rounds.factories import SelectionRoundFactory

pytestmark = pytest.mark.django_db

Status = Promotion.Status
Standing = Promotion.Standing
# A fixed number at any length: facets, choices of filters, the rows themselves.
QUERIES = 40
ADD = "admin:practice_promotion_add"


def form(**values):
    return {
        "kind": "training-class",
        "standing": "held",
        "title_zh": "社区工作者培训班",
        "begins_on": "2018-09",
        "sessions": "1",
        **values,
    }


def page(promotion):
    return reverse("admin:practice_promotion_change", args=[promotion.pk])


def move(client, promotion, to, **data):
    return client.post(
        reverse("admin:move_promotion", args=[promotion.pk, to]), data
    ).status_code


def test_an_officer_enters_for_the_own_body(client, officer):
    foreign = OfficerFactory().reporting_body
    published = WorkMethodFactory(published=True)
    own = WorkMethodFactory(community__street__county__province=officer.reporting_body)
    held = SelectionRoundFactory(announced=True)

    client.post(
        reverse(ADD),
        form(
            reporting_body=foreign.pk,
            of_methods=[published.pk, own.pk],
            of_rounds=[held.pk],
        ),
    )

    promotion = Promotion.objects.get()
    assert promotion.reporting_body == officer.reporting_body
    assert promotion.entered_by == officer
    assert promotion.status == Status.DRAFT
    assert set(promotion.methods.all()) == {published, own}
    assert list(promotion.rounds.all()) == [held]


def test_an_officer_names_no_draft_of_others(client, officer):
    foreign = WorkMethodFactory()

    response = client.post(reverse(ADD), form(of_methods=[foreign.pk]))

    assert response.context["adminform"].form.errors.keys() == {"of_methods"}
    assert not Promotion.objects.exists()


def test_suggestions_are_what_the_person_may_know_of(client, officer):
    own = WorkMethodFactory(
        community__street__county__province=officer.reporting_body, title_zh="议事甲"
    )
    published = WorkMethodFactory(published=True, title_zh="议事乙")
    WorkMethodFactory(title_zh="议事丙")

    asked = {
        "term": "议事",
        "app_label": "practice",
        "model_name": "promotion",
        "field_name": "methods",
    }
    answer = client.get(reverse("admin:known_methods"), asked).json()

    assert {each["id"] for each in answer["results"]} == {
        str(own.pk),
        str(published.pk),
    }


def test_suggestions_are_for_who_may_see_methods(client):
    client.force_login(OfficerFactory(roles=[]))
    asked = {
        "term": "",
        "app_label": "practice",
        "model_name": "promotion",
        "field_name": "methods",
    }

    assert client.get(reverse("admin:known_methods"), asked).status_code == 403


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title_zh": ""}, "title_zh"),
        ({"begins_on": "2018-09", "ends_on": "2018-08"}, "__all__"),
        ({"begins_on": "2999"}, "standing"),
        ({"begins_at": "09:00"}, "__all__"),
        ({"sessions": "0"}, "sessions"),
        ({"people_reached": "-1"}, "people_reached"),
        ({"may_link": "on"}, "may_link"),
        ({"may_link_source": "on"}, "may_link_source"),
    ],
)
def test_what_the_database_refuses_is_said_in_the_form(client, editor, values, field):
    response = client.post(reverse(ADD), form(**values))

    assert field in response.context["adminform"].form.errors
    assert not Promotion.objects.exists()


def test_narrower_places_fill_the_wider(client, editor):
    community = CommunityFactory()

    client.post(reverse(ADD), form(community=community.pk))

    promotion = Promotion.objects.get()
    assert promotion.division == community.county
    assert promotion.province == community.province


def test_places_that_contradict_are_refused(client, editor):
    community, elsewhere = CommunityFactory(), DivisionFactory()

    response = client.post(
        reverse(ADD), form(community=community.pk, division=elsewhere.pk)
    )

    assert "community" in response.context["adminform"].form.errors


def test_page_offers_what_the_state_and_the_person_allow(client, editor):
    draft = PromotionFactory()
    published = PromotionFactory(published=True, standing=Standing.PLANNED)

    of_draft = client.get(page(draft)).context
    of_published = client.get(page(published)).context

    assert set(of_draft["state_buttons"]) == {"_move_checking", "_move_published"}
    assert of_published["state_buttons"] == {}
    assert [address for address, _words in of_published["move_links"]] == [
        reverse("admin:move_promotion", args=[published.pk, to])
        for to in ("withdrawn", "held", "cancelled")
    ]


def test_saving_and_sending_is_one_press(client, officer):
    promotion = PromotionFactory(reporting_body=officer.reporting_body)

    client.post(page(promotion), form(_move_checking="1", title_zh="新"))

    promotion.refresh_from_db()
    assert (promotion.title_zh, promotion.status) == ("新", Status.CHECKING)


def test_nobody_writes_into_what_is_published(client, editor):
    promotion = PromotionFactory(published=True)

    assert client.post(page(promotion), form(title_zh="新")).status_code == 403
    delete = reverse("admin:practice_promotion_delete", args=[promotion.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403


def test_foreign_promotion_answers_like_a_missing_one(client, officer):
    foreign = PromotionFactory(
        published=True,
        standing=Standing.PLANNED,
        reporting_body=OfficerFactory().reporting_body,
    )
    for to in (*Status, *Standing):
        assert move(client, foreign, to) == 404
    foreign.refresh_from_db()
    assert (foreign.status, foreign.standing) == (Status.PUBLISHED, Standing.PLANNED)


def test_who_only_reads_moves_nothing(client):
    client.force_login(RoundManagerFactory())
    promotion = PromotionFactory()

    assert client.get(page(promotion)).status_code == 200
    assert move(client, promotion, "checking") == 403


def test_a_move_is_a_form_and_no_link(client, editor):
    promotion = PromotionFactory()
    address = reverse("admin:move_promotion", args=[promotion.pk, "published"])

    assert client.get(address).status_code == 404
    assert move(client, promotion, "nonsense") == 404


def test_an_editor_returns_with_the_reason(client, editor):
    promotion = PromotionFactory(status=Status.CHECKING)

    assert move(client, promotion, "returned") == 200
    assert move(client, promotion, "returned", because="日期不详") == 302

    promotion.refresh_from_db()
    assert promotion.status == Status.RETURNED
    assert "日期不详" in client.get(page(promotion)).content.decode()


def test_many_are_published_from_the_list_and_refusals_are_named(client, editor):
    ready = PromotionFactory.create_batch(2, status=Status.CHECKING)
    own = PromotionFactory(status=Status.CHECKING, entered_by=editor)

    response = client.post(
        reverse("admin:practice_promotion_changelist"),
        {
            "action": "publish",
            "_selected_action": [each.pk for each in [*ready, own]],
        },
        follow=True,
    )

    assert set(Promotion.objects.public()) == set(ready)
    assert len(response.context["messages"]) == 2


def test_list_is_filtered_by_year_and_by_missing_outcome(client, editor):
    old = PromotionFactory(begins_on="2018-12", standing=Standing.PLANNED)
    PromotionFactory(begins_on="2019")
    PromotionFactory(begins_on="2999", standing=Standing.PLANNED)
    address = reverse("admin:practice_promotion_changelist")

    by_year = client.get(address, {"year": "2018"}).context["cl"]
    missing = client.get(address, {"outcome_missing": "yes"}).context["cl"]

    assert list(by_year.queryset) == list(missing.queryset) == [old]


def test_an_officer_exports_the_own_rows_alone(client, officer):
    PromotionFactory(title_zh="自己的", reporting_body=officer.reporting_body)
    PromotionFactory(title_zh="别人的")

    response = client.get(
        reverse("admin:exchange_list", args=["practice", "promotion", "csv"])
    )

    text = b"".join(response.streaming_content).decode()
    assert "自己的" in text
    assert "别人的" not in text


@pytest.mark.parametrize("count", [1, 4])
def test_list_asks_the_same_number_of_queries(
    client, editor, count, django_assert_max_num_queries
):
    for _each in range(count):
        PromotionFactory(
            community=CommunityFactory(),
            serving=[WorkMethodFactory(), SelectionRoundFactory()],
        )
    SelectionRound.objects.update(state=SelectionRound.State.OPEN)

    with django_assert_max_num_queries(QUERIES):
        client.get(reverse("admin:practice_promotion_changelist"))


def test_history_tells_of_the_methods_once(client, editor):
    method = WorkMethodFactory(published=True, title_zh="议事")
    promotion = PromotionFactory()
    client.post(page(promotion), form(of_methods=[method.pk]))

    history = client.get(
        reverse("admin:practice_promotion_history", args=[promotion.pk])
    )

    parts = [entry.part for entry in history.context["entries"] if entry.part]
    assert len(parts) == 1


def test_first_page_counts_what_waits(client, officer):
    own = {"reporting_body": officer.reporting_body}
    PromotionFactory(status=Status.RETURNED, **own)
    PromotionFactory(status=Status.CHECKING, **own)
    PromotionFactory(standing=Standing.PLANNED, begins_on="2019", **own)
    PromotionFactory(standing=Standing.PLANNED, begins_on="2019")

    def counted():
        figures = client.get(reverse("admin:index")).context["after_the_selection"]
        return [
            (each.count, client.get(each.address).context["cl"].result_count)
            for each in figures
            if "promotion" in each.address
        ]

    assert counted() == [(1, 1), (1, 1)]
    client.force_login(EditorFactory())
    assert counted() == [(1, 1), (2, 2)]
