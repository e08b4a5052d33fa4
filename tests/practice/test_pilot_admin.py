"""Pilots at the desk: who sees, enters and confirms what, and what the pages say."""

import pytest
from django.urls import reverse

from catalogue.accounts.roles import Role
from catalogue.methods.models import WorkMethod
from catalogue.practice.models import (
    Co,
    Consequence,
    PilotProgramme,
    PilotSite,
)
from tests.accounts.factories import EditorFactory, UserFactory
from tests.places.factories import CommunityFactory, StreetFactory
from tests.practice.pilot_factories import (
    PilotActFactory,
    PilotProgrammeFactory,
    PilotSiteFactory,
    PilotSourceFactory,
)

pytestmark = pytest.mark.django_db

State = PilotSite.State
PARTS = (*Co.values, "money", "photos", "assessments", "inquiries", "sources")


def page(name, *args):
    return reverse(f"admin:{name}", args=args)


def change_page(site):
    return page("practice_pilotsite_change", site.pk)


def formset(prefix, *rows, initial=0):
    data = {
        f"{prefix}-TOTAL_FORMS": len(rows),
        f"{prefix}-INITIAL_FORMS": initial,
        f"{prefix}-MIN_NUM_FORMS": 0,
        f"{prefix}-MAX_NUM_FORMS": 1000,
    }
    for place, row in enumerate(rows):
        data |= {f"{prefix}-{place}-{name}": value for name, value in row.items()}
    return data


def posted(programme, community, parts=None, **values):
    data = {"programme": programme.pk, "community": community.pk, **values}
    for prefix in PARTS:
        data |= formset(prefix, *(parts or {}).get(prefix, []))
    return data


def community_of(officer):
    return CommunityFactory(street__county__province=officer.reporting_body)


def test_an_officer_enters_a_site_with_acts_under_the_five_cos(client, officer):
    programme, community = PilotProgrammeFactory(), community_of(officer)
    parts = {
        Co.CONSULT: [{"what_zh": "召开湾子会", "people": "40", "dated": "2022-09"}],
        Co.SHARE: [{"what_zh": "共用广场"}],
        "money": [{"giver": "residents", "amount": "1200.50"}],
        "inquiries": [{"asked": "10", "answered": "9", "satisfied": "8"}],
    }

    client.post(
        page("practice_pilotsite_add"),
        posted(programme, community, parts, leader_zh="副县长"),
    )

    site = PilotSite.objects.get()
    assert (site.community, site.state, site.entered_by) == (
        community,
        State.DRAFT,
        officer,
    )
    assert {(act.co, act.what_zh, act.people) for act in site.acts.all()} == {
        (Co.CONSULT, "召开湾子会", 40),
        (Co.SHARE, "共用广场", None),
    }
    assert [str(each.amount) for each in site.money.all()] == ["1200.50"]


@pytest.mark.parametrize(
    ("prefix", "row", "sentence"),
    [
        (Co.BUILD, {"who_zh": "居民"}, "Write what was done."),
        ("money", {"giver": "society", "amount": "0"}, "above zero"),
        (
            "inquiries",
            {"asked": "5", "answered": "6", "satisfied": "1"},
            "No more can answer than were asked.",
        ),
        (
            "inquiries",
            {"asked": "6", "answered": "5", "satisfied": "6"},
            "No more can be satisfied than answered.",
        ),
    ],
)
def test_a_fault_of_a_part_is_explained(client, officer, prefix, row, sentence):
    data = posted(PilotProgrammeFactory(), community_of(officer), {prefix: [row]})

    response = client.post(page("practice_pilotsite_add"), data)

    assert response.status_code == 200
    errors = [
        str(error)
        for inline in response.context["inline_admin_formsets"]
        for errors in inline.formset.errors
        for error in errors.values()
    ]
    assert any(sentence in error for error in errors) or "0.01" in str(errors)
    assert not PilotSite.objects.exists()


def test_an_officer_enters_no_site_of_another_body(client, officer):
    data = posted(PilotProgrammeFactory(), CommunityFactory())

    response = client.post(page("practice_pilotsite_add"), data)

    assert response.context["adminform"].form.errors["community"] == [
        "This community reports through another body."
    ]
    assert not PilotSite.objects.exists()


def test_an_officer_chooses_no_programme_of_another_province(client, officer):
    foreign = PilotProgrammeFactory(province=CommunityFactory().province)

    response = client.post(
        page("practice_pilotsite_add"), posted(foreign, community_of(officer))
    )

    assert "programme" in response.context["adminform"].form.errors
    assert not PilotSite.objects.exists()


def test_a_site_outside_the_scope_is_an_example_or_nothing(client, editor):
    programme = PilotProgrammeFactory(province=CommunityFactory().province)
    elsewhere = CommunityFactory()

    response = client.post(page("practice_pilotsite_add"), posted(programme, elsewhere))
    assert "outside the scope" in str(response.context["adminform"].form.errors)

    client.post(
        page("practice_pilotsite_add"), posted(programme, elsewhere, is_example="on")
    )
    assert PilotSite.objects.get().is_example


def test_a_foreign_site_answers_like_a_missing_one(client, officer):
    foreign = PilotSiteFactory()

    listed = client.get(page("practice_pilotsite_changelist"))

    assert list(listed.context["cl"].queryset) == []
    for name in ("change_of_site", "method_of_site"):
        assert client.post(page(name, foreign.pk)).status_code == 404
    assert client.get(page("state_of_site", foreign.pk, "sent")).status_code == 404
    assert client.get(change_page(foreign)).status_code == 302


def test_from_the_draft_to_the_public_site(client, officer):
    site = PilotSiteFactory(community=community_of(officer))
    client.post(page("state_of_site", site.pk, State.SENT))
    site.refresh_from_db()
    assert site.state == State.SENT
    assert client.get(change_page(site)).context["has_change_permission"] is False
    confirming = page("state_of_site", site.pk, State.CONFIRMED)
    assert client.post(confirming).status_code == 403

    client.force_login(EditorFactory())
    client.post(confirming)

    assert list(PilotSite.objects.public()) == [site]


def test_a_site_is_returned_with_the_reason_at_its_head(client, officer):
    site = PilotSiteFactory(community=community_of(officer), state=State.SENT)
    client.force_login(EditorFactory())
    returning = page("state_of_site", site.pk, State.RETURNED)

    assert client.post(returning, {"reason": ""}).status_code == 200
    client.post(returning, {"reason": "请补充责任部门"})

    client.force_login(officer)
    response = client.get(change_page(site))
    assert "请补充责任部门" in response.content.decode()


def test_confirming_says_what_blocks_and_what_warns(client, editor):
    programme = PilotProgrammeFactory(
        no_leader=Consequence.BLOCK, no_plan=Consequence.WARN
    )
    site = PilotSiteFactory(
        programme=programme, leader_zh="", plan_zh="", state=State.SENT
    )
    address = page("state_of_site", site.pk, State.CONFIRMED)

    shown = client.get(address)
    answer = client.post(address, follow=True)

    assert [(str(each), each.blocks) for each in shown.context["faults"]] == [
        (f"{site}: the county leader is missing.", True),
        (f"{site}: the plan is missing.", False),
    ]
    assert [str(each) for each in answer.context["messages"]] == [
        f"{site}: the county leader is missing."
    ]
    assert not PilotSite.objects.public()


def test_many_are_confirmed_at_once_and_each_refusal_is_named(client, editor):
    programme = PilotProgrammeFactory(no_team=Consequence.BLOCK)
    good = PilotSiteFactory(programme=programme, state=State.SENT)
    bad = PilotSiteFactory(programme=programme, state=State.SENT, team_zh="")

    answer = client.post(
        page("practice_pilotsite_changelist"),
        {"action": "confirm_selected", "_selected_action": [good.pk, bad.pk]},
        follow=True,
    )

    assert list(PilotSite.objects.public()) == [good]
    assert [str(each) for each in answer.context["messages"]] == [
        f"Not changed: № {bad.pk} {bad}. {bad}: the task team is missing.",
        "1 site is now in the state “Confirmed”.",
    ]


def test_nobody_writes_into_a_confirmed_site(client, editor):
    site = PilotSiteFactory(confirmed=True)
    data = posted(site.programme, site.community, leader_zh="另一人")

    assert client.post(change_page(site), data).status_code == 403

    client.post(page("change_of_site", site.pk))
    change = PilotSite.objects.get(revises=site)
    client.post(change_page(change), {**data, "leader_zh": "另一人"})
    change.refresh_from_db()
    site.refresh_from_db()
    assert (change.leader_zh, site.leader_zh) == ("另一人", "副县长")


def test_a_change_keeps_its_community(client, editor):
    site = PilotSiteFactory(confirmed=True)
    client.post(page("change_of_site", site.pk))
    change = PilotSite.objects.get(revises=site)

    client.post(change_page(change), posted(site.programme, CommunityFactory()))

    change.refresh_from_db()
    assert change.community == site.community


def test_a_round_manager_confirms_and_enters_nothing(client):
    client.force_login(UserFactory(roles=[Role.ROUND_MANAGER]))
    site = PilotSiteFactory(state=State.SENT)

    assert client.get(page("practice_pilotsite_add")).status_code == 403
    client.post(page("state_of_site", site.pk, State.CONFIRMED))

    assert list(PilotSite.objects.public()) == [site]


class TestProgramme:
    def test_its_page_shows_what_is_wrong_in_each_county(self, client, editor):
        programme = PilotProgrammeFactory(too_few_sites=Consequence.BLOCK)
        street = StreetFactory()
        for _place in range(4):
            PilotSiteFactory(
                programme=programme, community=CommunityFactory(street=street)
            )

        response = client.get(page("practice_pilotprogramme_change", programme.pk))

        [check] = response.context["counties"]
        assert [(str(each), each.blocks) for each in check.faults] == [
            (f"{street.county}: 4 of at least 5 sites.", True),
            (f"{street.county} has no model point.", False),
        ]
        assert f"{street.county}: 4 of at least 5 sites" in response.content.decode()

    def test_an_officer_reads_it_and_changes_nothing(self, client, officer):
        programme = PilotProgrammeFactory(province=officer.reporting_body)

        response = client.get(page("practice_pilotprogramme_change", programme.pk))
        closing = page("state_of_programme", programme.pk, "closed")

        assert response.status_code == 200
        assert response.context["has_change_permission"] is False
        assert response.context["steps"] == {}
        assert client.post(closing).status_code == 403

    def test_an_officer_reads_a_national_one_with_own_sites_alone(
        self, client, officer
    ):
        programme = PilotProgrammeFactory(province=None)
        own = PilotSiteFactory(programme=programme, community=community_of(officer))
        PilotSiteFactory(programme=programme)

        response = client.get(page("practice_pilotprogramme_change", programme.pk))

        assert [each.county for each in response.context["counties"]] == [
            own.community.county
        ]

    def test_closing_names_what_blocks_and_then_is_done(self, client, editor):
        programme = PilotProgrammeFactory(too_few_sites=Consequence.BLOCK)
        site = PilotSiteFactory(programme=programme, confirmed=True)
        closing = page("state_of_programme", programme.pk, "closed")

        assert "Blocks:" in client.get(closing).content.decode()
        answer = client.post(closing, follow=True)
        assert [str(each) for each in answer.context["messages"]] == [
            f"{site.community.county}: 1 of at least 5 sites."
        ]

        PilotProgramme.objects.update(too_few_sites=Consequence.WARN)
        client.post(closing)
        programme.refresh_from_db()
        assert programme.state == PilotProgramme.State.CLOSED

    def test_a_step_that_does_not_follow_is_no_page(self, client, editor):
        programme = PilotProgrammeFactory(state=PilotProgramme.State.PREPARING)

        closing = page("state_of_programme", programme.pk, "closed")

        assert client.get(closing).status_code == 404

    @pytest.mark.parametrize("kind", ["csv", "xlsx"])
    def test_lists_are_taken_out_as_files(self, client, editor, kind):
        PilotSiteFactory(is_model_point=True)

        for name in ("pilotsite", "pilotprogramme"):
            address = reverse("admin:exchange_list", args=["practice", name, kind])
            response = client.get(address)
            assert response.status_code == 200
            assert b"".join(response.streaming_content)


class TestMethodOfASite:
    def test_a_draft_holds_what_the_site_tells(self, client, officer):
        community = community_of(officer)
        site = PilotSiteFactory(
            community=community, problem_zh="无人管事", results_zh="村民共管"
        )
        PilotSourceFactory(site=site, title="县民政局简报")
        PilotActFactory(site=site, co=Co.MANAGE, what_zh="村民轮流管护")
        PilotActFactory(site=site, co=Co.CONSULT, what_zh="召开湾子会", who_zh="村民")
        PilotActFactory(site=site, co=Co.CONSULT, what_zh="入户走访", who_zh="村民")

        client.post(page("method_of_site", site.pk))

        site.refresh_from_db()
        method = site.method
        assert (method.status, method.community, method.entered_by) == (
            WorkMethod.Status.DRAFT,
            community,
            officer,
        )
        assert method.reporting_body == officer.reporting_body
        assert (method.problem_zh, method.results_zh) == ("无人管事", "村民共管")
        assert method.title_zh == f"{community.name}共同缔造工作法"
        assert [
            (step.position, step.title_en, step.action_zh, step.who_zh)
            for step in method.steps.all()
        ] == [
            (1, "Co-consult", "- 召开湾子会\n- 入户走访", "村民"),
            (2, "Co-manage", "村民轮流管护", ""),
        ]
        assert [each.title for each in method.sources.all()] == ["县民政局简报"]

    def test_a_site_has_one_method(self, client, officer):
        site = PilotSiteFactory(community=community_of(officer))

        client.post(page("method_of_site", site.pk))
        client.post(page("method_of_site", site.pk))

        assert WorkMethod.objects.count() == 1

    def test_who_may_not_enter_methods_makes_none(self, client):
        client.force_login(UserFactory(roles=[Role.ROUND_MANAGER]))

        answer = client.post(page("method_of_site", PilotSiteFactory().pk))

        assert answer.status_code == 403
        assert not WorkMethod.objects.exists()

    def test_a_method_that_is_deleted_leaves_the_site(self, client, officer):
        site = PilotSiteFactory(community=community_of(officer))
        client.post(page("method_of_site", site.pk))

        WorkMethod.objects.all().delete()

        site.refresh_from_db()
        assert site.method is None


class TestFirstPage:
    def figures(self, client):
        shown = client.get(reverse("admin:index")).context["after_the_selection"]
        return [(each.count, each.address) for each in shown if "pilot" in each.address]

    def test_an_editor_reads_how_many_sites_wait(self, client, editor):
        site = PilotSiteFactory(state=State.SENT)
        PilotSiteFactory(state=State.RETURNED)

        [(count, address)] = self.figures(client)

        assert count == 1
        assert list(client.get(address).context["cl"].queryset) == [site]

    def test_an_officer_reads_how_many_own_ones_came_back(self, client, officer):
        own = PilotSiteFactory(community=community_of(officer), state=State.RETURNED)
        PilotSiteFactory(state=State.RETURNED)

        [(count, address)] = self.figures(client)

        assert count == 1
        assert list(client.get(address).context["cl"].queryset) == [own]
