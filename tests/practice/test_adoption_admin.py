"""The desk's pages of adoptions: entering, deciding, and making a method of one."""

import datetime
import json

import pytest
from django.test import Client
from django.urls import reverse

from catalogue.accounts.roles import Role
from catalogue.methods.models import MethodParent, WorkMethod
from catalogue.practice.models import Adoption, AdoptionContact
from tests.accounts.factories import EditorFactory, holder_of
from tests.methods.factories import MethodParentFactory, ThemeFactory, WorkMethodFactory
from tests.places.factories import CommunityFactory
from tests.practice.factories import AdoptionFactory, adoption_of

pytestmark = pytest.mark.django_db
State = Adoption.State
LIST = "admin:practice_adoption_changelist"
NO_EVIDENCE = {"evidence-TOTAL_FORMS": "0", "evidence-INITIAL_FORMS": "0"}


def signed_in_editor():
    client = Client()
    client.force_login(EditorFactory())
    return client


def page_of(adoption):
    return reverse("admin:practice_adoption_change", args=[adoption.pk])


def decide(client, name, *adoptions, **given):
    numbers = "&".join(f"number={each.pk}" for each in adoptions)
    address = reverse("admin:decide_adoptions", args=[name])
    return client.post(f"{address}?{numbers}", given)


def enter(client, **given):
    address = reverse("admin:practice_adoption_add")
    return client.post(address, {**NO_EVIDENCE, "_save": "1", **given})


def states(*adoptions):
    return [Adoption.objects.get(pk=each.pk).state for each in adoptions]


def test_officer_enters_an_adoption_that_is_confirmed_at_once(client, officer):
    method = WorkMethodFactory(published=True)
    community = CommunityFactory(street__county__province=officer.reporting_body)

    response = enter(
        client,
        method=method.pk,
        community=community.pk,
        since="2021-05",
        adapted_zh="加了物业代表",
        confirmed="on",
    )

    assert response.status_code == 302
    adoption = Adoption.objects.get()
    assert (adoption.method, adoption.community) == (method, community)
    assert (adoption.state, adoption.since) == (State.CONFIRMED, "2021-05")
    assert adoption.reported_by == adoption.decided_by == officer
    assert adoption.came_by_form is False


def test_without_the_tick_it_waits_among_the_reports(client, officer):
    community = CommunityFactory(street__county__province=officer.reporting_body)
    method = WorkMethodFactory(published=True)

    enter(client, method=method.pk, community=community.pk)

    assert Adoption.objects.get().state == State.REPORTED


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"since": "2999"}, "still to come"),
        ({"since": "May"}, "Write the date"),
        ({"method": ""}, "This field is required"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(client, officer, fault, words):
    community = CommunityFactory(street__county__province=officer.reporting_body)
    method = WorkMethodFactory(published=True)

    response = enter(
        client, **{"method": method.pk, "community": community.pk, **fault}
    )

    assert words in response.content.decode()
    assert Adoption.objects.count() == 0


def test_community_of_another_body_is_refused(client, officer):
    method = WorkMethodFactory(published=True)

    response = enter(client, method=method.pk, community=CommunityFactory().pk)

    assert "not one of the available choices" in response.content.decode()
    assert Adoption.objects.count() == 0


def suggestions(client, field, term=""):
    asked = {
        "app_label": "practice",
        "model_name": "adoption",
        "field_name": field,
        "term": term,
    }
    response = client.get(reverse("admin:autocomplete"), asked)
    return {row["id"] for row in json.loads(response.content)["results"]}


def test_officer_is_offered_every_published_method_and_own_communities(client, officer):
    own = CommunityFactory(
        street__county__province=officer.reporting_body, name="军门社区"
    )
    CommunityFactory(name="军门社区")
    published = WorkMethodFactory(published=True)
    WorkMethodFactory()

    assert suggestions(client, "method") == {str(published.pk)}
    assert suggestions(client, "community", "军门") == {str(own.pk)}


def test_list_of_methods_stays_that_of_the_own_body(client, officer):
    WorkMethodFactory(published=True)
    asked = {
        "app_label": "rounds",
        "model_name": "submission",
        "field_name": "method",
    }

    response = client.get(reverse("admin:autocomplete"), asked)

    assert json.loads(response.content)["results"] == []


def test_reports_are_confirmed_and_refused_from_the_list(client, officer):
    kept, other, third = (adoption_of(officer.reporting_body) for _ in range(3))

    response = client.post(
        reverse(LIST), {"action": "confirm_selected", "_selected_action": [kept.pk]}
    )
    asked = client.get(response.url)
    decide(client, "confirm", kept, other)
    decide(client, "refuse", third, reason="广告")

    assert asked.context["chosen"] == [kept]
    assert states(kept, other, third) == [
        State.CONFIRMED,
        State.CONFIRMED,
        State.REFUSED,
    ]


def test_end_needs_its_date_and_reason(client, officer):
    adoption = adoption_of(officer.reporting_body, confirmed=True)

    again = decide(client, "end", adoption, ended_on="yesterday", reason="")
    before = states(adoption)
    decide(client, "end", adoption, ended_on="2023-04", reason="社区撤并")

    assert set(again.context["form"].errors) == {"ended_on", "reason"}
    assert before == [State.CONFIRMED]
    assert states(adoption) == [State.ENDED]


def test_foreign_adoptions_answer_like_missing_ones(client, officer):
    foreign = AdoptionFactory(confirmed=True)

    answers = [
        client.get(page_of(foreign)).status_code,
        decide(client, "end", foreign, ended_on="2023", reason="x").status_code,
        client.post(
            reverse("admin:variation_of_adoption", args=[foreign.pk])
        ).status_code,
    ]

    assert answers == [302, 404, 404]
    assert states(foreign) == [State.CONFIRMED]
    assert WorkMethod.objects.count() == 1


def test_of_own_and_foreign_chosen_together_only_the_own_changes(client, officer):
    own, foreign = adoption_of(officer.reporting_body), AdoptionFactory()

    decide(client, "confirm", own, foreign)

    assert states(own, foreign) == [State.CONFIRMED, State.REPORTED]


def test_round_manager_sees_and_decides_nothing(client):
    adoption = AdoptionFactory()
    client.force_login(holder_of(Role.ROUND_MANAGER))

    page = client.get(page_of(adoption))
    answer = decide(client, "confirm", adoption)

    assert page.status_code == 200
    assert "Confirm …" not in page.content.decode()
    assert answer.status_code == 403
    assert states(adoption) == [State.REPORTED]


@pytest.mark.parametrize("name", ["confirm", "refuse", "end"])
def test_looking_at_a_decision_changes_nothing(client, officer, name):
    adoption = adoption_of(officer.reporting_body, confirmed=name == "end")
    before = states(adoption)

    address = reverse("admin:decide_adoptions", args=[name])
    response = client.get(f"{address}?number={adoption.pk}")

    assert response.status_code == 200
    assert states(adoption) == before


@pytest.mark.parametrize(
    "query", ["", "?number=x", "?number=99999999", "?number=9" * 9]
)
def test_decision_on_nothing_is_missing(client, officer, query):
    address = reverse("admin:decide_adoptions", args=["confirm"])

    assert client.get(f"{address}{query}").status_code == 404
    assert client.get(reverse("admin:decide_adoptions", args=["sell"])).status_code == (
        404
    )


def test_method_and_community_stay_and_texts_are_corrected(client, officer):
    adoption = adoption_of(officer.reporting_body, confirmed=True)
    method, community = adoption.method, adoption.community

    response = client.post(
        page_of(adoption),
        {
            **NO_EVIDENCE,
            "method": WorkMethodFactory(published=True).pk,
            "community": CommunityFactory().pk,
            "since": "2020",
            "result_zh": "投诉少了一半",
            "_save": "1",
        },
    )

    adoption.refresh_from_db()
    assert response.status_code == 302
    assert (adoption.method, adoption.community) == (method, community)
    assert (adoption.since, adoption.result_zh) == ("2020", "投诉少了一半")
    assert adoption.state == State.CONFIRMED


def test_what_was_refused_is_read_only(client, officer):
    adoption = adoption_of(
        officer.reporting_body,
        state=State.REFUSED,
        refusal_reason="广告",
        decided_at=datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC),
    )

    page = client.get(page_of(adoption)).content.decode()
    answer = client.post(page_of(adoption), {**NO_EVIDENCE, "since": "2020"})

    assert "广告" in page
    assert 'name="_save"' not in page
    assert answer.status_code == 403


def with_contact(body):
    adoption = adoption_of(body, came_by_form=True)
    AdoptionContact.objects.create(
        adoption=adoption,
        name="王芳",
        reach="13812345678",
        delete_on=datetime.date(2030, 1, 2),
    )
    return adoption


def test_whom_to_ask_is_read_by_the_own_body_alone(client, officer):
    adoption = with_contact(officer.reporting_body)

    own = client.get(page_of(adoption)).content.decode()
    of_editor = signed_in_editor().get(page_of(adoption)).content.decode()

    assert "王芳 · 13812345678" in own
    assert "2030-01-02" in own
    assert "13812345678" not in of_editor
    assert "王芳" not in of_editor
    assert "2030-01-02" in of_editor


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_export_holds_no_contact_and_no_foreign_row(client, officer, kind):
    adoption = with_contact(officer.reporting_body)
    foreign = AdoptionFactory()

    response = client.get(
        reverse("admin:exchange_list", args=["practice", "adoption", kind])
    )
    content = b"".join(response.streaming_content)

    assert response.status_code == 200
    assert b"13812345678" not in content
    if kind == "csv":
        assert adoption.reference in content.decode()
        assert foreign.reference not in content.decode()


def test_first_page_counts_the_reports_that_wait(client, officer):
    adoption_of(officer.reporting_body)
    adoption_of(officer.reporting_body, confirmed=True)
    AdoptionFactory()

    [figure] = client.get(reverse("admin:index")).context["after_the_selection"][:1]

    assert figure.count == 1
    rows = client.get(figure.address).context["cl"].result_list
    assert [row.state for row in rows] == [State.REPORTED]


@pytest.mark.parametrize("count", [1, 12])
def test_list_costs_the_same_number_of_queries(
    client, officer, django_assert_max_num_queries, count
):
    for _ in range(count):
        adoption_of(officer.reporting_body)

    with django_assert_max_num_queries(16):
        client.get(reverse(LIST))


def test_variation_becomes_a_draft_learnt_from_the_method(client, officer):
    theme = ThemeFactory()
    method = WorkMethodFactory(
        published=True,
        title_zh="小院议事厅",
        title_en="Courtyard council",
        kind="single-aspect",
        themes=[theme],
    )
    adoption = adoption_of(
        officer.reporting_body,
        confirmed=True,
        method=method,
        since="2021-05",
        adapted_zh="电话投票",
        result_zh="参与过半",
        source="社区年报",
    )
    address = reverse("admin:variation_of_adoption", args=[adoption.pk])

    first = client.post(address)
    again = client.post(address)

    draft = WorkMethod.objects.exclude(pk=method.pk).get()
    assert first.url == again.url
    assert first.url == reverse("admin:methods_workmethod_change", args=[draft.pk])
    assert draft.status == WorkMethod.Status.DRAFT
    assert draft.title_zh == f"小院议事厅（{adoption.community.name}）"
    assert (draft.community, draft.entered_by) == (adoption.community, officer)
    assert draft.reporting_body == officer.reporting_body
    assert (draft.summary_zh, draft.results_zh) == ("电话投票", "参与过半")
    assert (draft.kind, draft.year_begun) == ("single-aspect", 2021)
    assert list(draft.themes.all()) == [theme]
    assert [str(source) for source in draft.sources.all()] == ["社区年报"]
    assert [row.parent for row in draft.parents.all()] == [method]


def test_report_that_nobody_confirmed_makes_no_method(client, officer):
    adoption = adoption_of(officer.reporting_body)

    response = client.post(
        reverse("admin:variation_of_adoption", args=[adoption.pk]), follow=True
    )

    assert "Confirm the adoption first" in response.content.decode()
    assert WorkMethod.objects.count() == 1


def test_origin_is_entered_for_own_methods_from_published_ones(client, officer):
    body = officer.reporting_body
    own = WorkMethodFactory(community__street__county__province=body)
    parent, hidden = WorkMethodFactory(published=True), WorkMethodFactory()
    address = reverse("admin:methods_methodparent_add")

    client.post(address, {"child": own.pk, "parent": hidden.pk})
    client.post(address, {"child": parent.pk, "parent": own.pk})
    before = MethodParent.objects.count()
    client.post(address, {"child": own.pk, "parent": parent.pk})

    assert before == 0
    assert [(row.child, row.parent) for row in MethodParent.objects.all()] == [
        (own, parent)
    ]


def test_circle_is_refused_in_words(client, editor):
    row = MethodParentFactory()

    response = client.post(
        reverse("admin:methods_methodparent_add"),
        {"child": row.parent.pk, "parent": row.child.pk},
    )

    assert "nor from what came of it" in response.content.decode()
    assert MethodParent.objects.count() == 1
