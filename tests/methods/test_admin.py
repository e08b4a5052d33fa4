"""What staff see and may do on the desk's pages for methods."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from catalogue.methods.models import Step, Theme, WorkMethod
from tests.accounts.factories import OfficerFactory
from tests.methods.factories import (
    SourceFactory,
    StepFactory,
    ThemeFactory,
    WorkMethodFactory,
    method_of,
)
from tests.places.factories import CommunityFactory, ProvinceFactory, real_province
from tests.rounds.factories import SelectionRoundFactory

pytestmark = pytest.mark.django_db

Status = WorkMethod.Status
METHODS = reverse("admin:methods_workmethod_changelist")
ADD = reverse("admin:methods_workmethod_add")
PARTS = ["steps", "characteristics", "sources", "photos", "files", "submissions"]


def page_of(method, page="change"):
    return reverse(f"admin:methods_workmethod_{page}", args=[method.pk])


def form(method=None, **values):
    """What the browser sends for a method without parts."""
    empty = {}
    for part in PARTS:
        empty |= {f"{part}-TOTAL_FORMS": 0, f"{part}-INITIAL_FORMS": 0}
    kept = {}
    if method is not None:
        kept = {
            "title_zh": method.title_zh,
            "title_en": method.title_en,
            "community": method.community_id or "",
            "reporting_body": method.reporting_body_id,
        }
    return {**empty, **kept, **values}


def step(number, position, **values):
    names = {"title_zh": f"第{position}步", "position": position, **values}
    return {f"steps-{number}-{name}": value for name, value in names.items()}


def errors_of(response):
    return response.context["adminform"].form.errors.get_json_data()


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


# Lists


@pytest.mark.parametrize("count", [1, 20])
@pytest.mark.usefixtures("editor")
def test_list_costs_the_same_number_of_queries_at_any_length(
    client, count, django_assert_num_queries
):
    # Filters with a single choice are not shown and cost nothing.
    SelectionRoundFactory.create_batch(2)
    ThemeFactory.create_batch(2)
    ProvinceFactory.create_batch(2)
    WorkMethodFactory.create_batch(count, themes=[ThemeFactory()])
    client.get(METHODS)

    with django_assert_num_queries(23):
        response = client.get(METHODS)

    assert len(response.context["cl"].result_list) == count


@pytest.mark.parametrize(
    "search", ["一院三会", "Courtyard", "湖滨", "{number}", "summary words"]
)
@pytest.mark.usefixtures("editor")
def test_search_finds_by_title_summary_community_and_number(client, search):
    method = WorkMethodFactory(
        title_zh="一院三会",
        title_en="Courtyard meetings",
        summary_en="Some summary words",
        community__name="湖滨社区",
    )
    WorkMethodFactory(title_zh="别的", community__name="别处社区")

    response = client.get(METHODS, {"q": search.format(number=method.pk)})

    assert list(response.context["cl"].result_list) == [method]


@pytest.mark.usefixtures("editor")
def test_list_filters_by_state_with_counts(client):
    WorkMethodFactory.create_batch(2)
    WorkMethodFactory(status=Status.CHECKING)

    response = client.get(METHODS, {"status__exact": "draft"})

    assert len(response.context["cl"].result_list) == 2
    assert "For checking (1)" in response.content.decode()


@pytest.mark.usefixtures("editor")
def test_demonstration_records_are_marked_in_the_list(client):
    WorkMethodFactory(is_demo=True)

    response = client.get(METHODS)

    assert "demonstration record" in response.content.decode()


# Scope


def test_officer_lists_the_own_methods_only(client, officer):
    own = method_of(officer.reporting_body)
    WorkMethodFactory()

    response = client.get(METHODS)

    assert list(response.context["cl"].result_list) == [own]


def test_officer_has_no_filter_by_reporting_body(client, officer):
    method_of(officer.reporting_body)
    method_of(officer.reporting_body, status=Status.CHECKING)
    foreign = WorkMethodFactory()

    content = client.get(METHODS).content.decode()

    assert "reporting_body" not in content
    assert str(foreign.reporting_body) not in content


@pytest.mark.parametrize("page", ["change", "history", "delete"])
@pytest.mark.usefixtures("officer")
def test_foreign_method_answers_like_a_missing_one(client, page):
    foreign = WorkMethodFactory()
    missing = WorkMethod(pk=foreign.pk + 1)

    answers = [client.get(page_of(m, page), follow=True) for m in (foreign, missing)]

    told = [
        [text.replace(str(m.pk), "…") for text in messages_of(answer)]
        for m, answer in zip((foreign, missing), answers, strict=True)
    ]
    assert told[0] == told[1]
    assert answers[0].redirect_chain == answers[1].redirect_chain


@pytest.mark.usefixtures("officer")
def test_foreign_method_is_not_changed_or_deleted_by_post(client):
    foreign = WorkMethodFactory(title_zh="甲")

    client.post(page_of(foreign), form(foreign, title_zh="乙"))
    client.post(page_of(foreign, "delete"), {"post": "yes"})

    foreign.refresh_from_db()
    assert foreign.title_zh == "甲"


@pytest.mark.parametrize("action", ["send_for_checking", "delete_selected"])
def test_actions_leave_foreign_methods_alone(client, officer, action):
    own, foreign = method_of(officer.reporting_body), WorkMethodFactory()
    chosen = {"action": action, "_selected_action": [own.pk, foreign.pk], "post": "yes"}

    client.post(METHODS, chosen)

    foreign.refresh_from_db()
    assert foreign.status == Status.DRAFT
    assert not WorkMethod.objects.filter(pk=own.pk, status=Status.DRAFT).exists()


def test_autocomplete_offers_the_own_methods_only(client, officer):
    own = method_of(officer.reporting_body, title_zh="共同缔造甲")
    WorkMethodFactory(title_zh="共同缔造乙")
    asked = {
        "term": "共同缔造",
        "app_label": "rounds",
        "model_name": "submission",
        "field_name": "method",
    }

    answer = client.get(reverse("admin:autocomplete"), asked).json()

    assert [row["id"] for row in answer["results"]] == [str(own.pk)]


def test_link_to_the_site_does_not_lead_to_foreign_methods(client, officer):
    from django.contrib.contenttypes.models import ContentType

    foreign = WorkMethodFactory()
    kind = ContentType.objects.get_for_model(WorkMethod)

    answer = client.get(f"/admin/r/{kind.pk}/{foreign.pk}/")

    assert answer.status_code == 404


def test_officer_enters_for_the_own_body_whatever_is_posted(client, officer):
    community = CommunityFactory(street__county__province=officer.reporting_body)
    another = ProvinceFactory()

    client.post(
        ADD, form(title_zh="甲", community=community.pk, reporting_body=another.pk)
    )

    assert WorkMethod.objects.get().reporting_body == officer.reporting_body


def test_officer_does_not_give_a_method_to_another_body(client, officer):
    own = method_of(officer.reporting_body, title_zh="甲")

    client.post(
        page_of(own), form(own, title_zh="乙", reporting_body=ProvinceFactory().pk)
    )

    own.refresh_from_db()
    assert (own.title_zh, own.reporting_body) == ("乙", officer.reporting_body)


def test_officer_does_not_enter_a_community_of_another_province(client, officer):
    elsewhere = CommunityFactory()

    response = client.post(ADD, form(title_zh="甲", community=elsewhere.pk))

    assert list(errors_of(response)) == ["community"]
    assert not WorkMethod.objects.exists()


def test_staff_without_a_body_see_and_enter_nothing(client):
    client.force_login(OfficerFactory(reporting_body=None))
    WorkMethodFactory()

    assert list(client.get(METHODS).context["cl"].result_list) == []
    assert client.get(ADD).status_code == 403


# Published methods


def test_officer_reads_but_does_not_change_a_published_method(client, officer):
    own = method_of(officer.reporting_body, title_zh="甲", published=True)

    page = client.get(page_of(own))
    answer = client.post(page_of(own), form(own, title_zh="乙"))

    own.refresh_from_db()
    assert page.status_code == 200
    assert page.context["has_change_permission"] is False
    assert answer.status_code == 403
    assert own.title_zh == "甲"


@pytest.mark.usefixtures("editor")
def test_published_method_is_withdrawn_before_it_is_deleted(client):
    method = WorkMethodFactory(published=True)

    answer = client.post(page_of(method, "delete"), {"post": "yes"})

    assert answer.status_code == 403
    assert WorkMethod.objects.filter(pk=method.pk).exists()


@pytest.mark.usefixtures("editor")
def test_nobody_writes_into_what_the_public_reads(client):
    method = WorkMethodFactory(title_zh="甲", published=True)

    answer = client.post(page_of(method), form(method, title_zh="乙"))

    method.refresh_from_db()
    assert (answer.status_code, method.title_zh) == (403, "甲")


# States


@pytest.mark.usefixtures("editor")
def test_publishing_from_the_list_tells_how_many_and_why_not(client):
    ready, untitled = WorkMethodFactory(), WorkMethodFactory(title_zh="")
    chosen = {"action": "publish", "_selected_action": [ready.pk, untitled.pk]}

    response = client.post(METHODS, chosen, follow=True)

    assert messages_of(response) == [
        f"Not changed: {untitled.pk} № {untitled.pk}. "
        "Give the method a title before publishing it.",
        "1 method is now in the state “Published”.",
    ]
    assert list(WorkMethod.objects.published()) == [ready]


def test_officer_is_not_offered_to_publish(client, officer):
    own = method_of(officer.reporting_body)
    chosen = {"action": "publish", "_selected_action": [own.pk]}

    response = client.get(METHODS)
    client.post(METHODS, chosen)

    own.refresh_from_db()
    offered = [
        name for name, _ in response.context["action_form"].fields["action"].choices
    ]
    assert offered == ["", "delete_selected", "send_for_checking"]
    assert own.status == Status.DRAFT


def test_officer_saves_and_sends_for_checking(client, officer):
    own = method_of(officer.reporting_body, title_zh="甲")

    page = client.get(page_of(own))
    client.post(page_of(own), form(own, title_zh="乙", _move_checking="1"))

    own.refresh_from_db()
    assert list(page.context["state_buttons"]) == ["_move_checking"]
    assert (own.title_zh, own.status) == ("乙", Status.CHECKING)


def test_officer_cannot_publish_by_a_crafted_button(client, officer):
    own = method_of(officer.reporting_body)

    client.post(page_of(own), form(own, _move_published="1"))

    own.refresh_from_db()
    assert own.status == Status.DRAFT


@pytest.mark.usefixtures("editor")
def test_state_is_never_a_field_of_the_form(client):
    method = WorkMethodFactory()

    client.post(page_of(method), form(method, status="published", is_demo="on"))

    method.refresh_from_db()
    assert (method.status, method.is_demo) == (Status.DRAFT, False)


@pytest.mark.usefixtures("editor")
def test_change_of_state_is_among_the_recent_actions(client):
    method = WorkMethodFactory()

    client.post(METHODS, {"action": "publish", "_selected_action": [method.pk]})

    assert LogEntry.objects.get().get_change_message() == "Changed state."


# Forms


@pytest.mark.usefixtures("editor")
def test_reporting_body_left_empty_is_that_of_the_community(client):
    community = CommunityFactory()

    client.post(ADD, form(title_zh="甲", community=community.pk))

    assert WorkMethod.objects.get().reporting_body == community.reporting_body


@pytest.mark.usefixtures("editor")
def test_method_without_community_needs_a_reporting_body(client):
    response = client.post(ADD, form(title_zh="甲"))

    assert list(errors_of(response)) == ["reporting_body"]


@pytest.mark.usefixtures("editor")
def test_corps_reports_for_a_community_in_xinjiang_only(client):
    corps = real_province("xpcc")
    in_xinjiang = CommunityFactory(
        street__county__province=real_province("xinjiang"), reporting_body=corps
    )
    elsewhere = CommunityFactory()

    refused = client.post(
        ADD, form(title_zh="甲", community=elsewhere.pk, reporting_body=corps.pk)
    )
    client.post(
        ADD, form(title_zh="乙", community=in_xinjiang.pk, reporting_body=corps.pk)
    )

    assert list(errors_of(refused)) == ["community"]
    assert WorkMethod.objects.get().reporting_body == corps


@pytest.mark.usefixtures("editor")
def test_year_begun_is_a_year_of_the_republic(client):
    method = WorkMethodFactory()

    response = client.post(page_of(method), form(method, year_begun=1234))

    assert errors_of(response) == {
        "year_begun": [
            {
                "message": "Write a year from 1949 to 2100, or leave it empty.",
                "code": "",
            }
        ]
    }


@pytest.mark.usefixtures("editor")
def test_steps_are_entered_with_the_method(client):
    method = WorkMethodFactory()

    client.post(
        page_of(method),
        form(method) | {"steps-TOTAL_FORMS": 2} | step(0, 1) | step(1, 2),
    )

    steps = method.steps.values_list("position", "title_zh")
    assert list(steps) == [(1, "第1步"), (2, "第2步")]


@pytest.mark.usefixtures("editor")
def test_steps_change_places(client):
    method = WorkMethodFactory()
    one = StepFactory(method=method, position=1)
    two = StepFactory(method=method, position=2)
    swapped = step(0, 2, id=one.pk) | step(1, 1, id=two.pk)

    client.post(
        page_of(method),
        form(method) | {"steps-TOTAL_FORMS": 2, "steps-INITIAL_FORMS": 2} | swapped,
    )

    assert [Step.objects.get(pk=s.pk).position for s in (one, two)] == [2, 1]


@pytest.mark.usefixtures("editor")
def test_two_steps_with_one_number_are_told_apart(client):
    method = WorkMethodFactory()

    response = client.post(
        page_of(method),
        form(method) | {"steps-TOTAL_FORMS": 2} | step(0, 1) | step(1, 1),
    )

    formset = response.context["inline_admin_formsets"][0].formset
    assert formset.non_form_errors() == [
        "Two rows have the same number of the step: change one of them."
    ]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"note": "by word of mouth"}, "title"),
        ({"title": "A notice", "may_link": "on"}, "may_link"),
        ({"title": "A notice", "dated": "2018-13"}, "dated"),
    ],
)
@pytest.mark.usefixtures("editor")
def test_source_says_what_it_lacks(client, values, field):
    method = WorkMethodFactory()
    row = {f"sources-0-{name}": value for name, value in values.items()}

    response = client.post(
        page_of(method),
        form(method) | {"sources-TOTAL_FORMS": 1, "sources-0-position": 1} | row,
    )

    formset = response.context["inline_admin_formsets"][2].formset
    assert list(formset.forms[0].errors) == [field]


def test_officer_does_not_move_parts_of_foreign_methods(client, officer):
    own, foreign = method_of(officer.reporting_body), SourceFactory(title="foreign")
    crafted = {
        "sources-TOTAL_FORMS": 1,
        "sources-INITIAL_FORMS": 1,
        "sources-0-id": foreign.pk,
        "sources-0-title": "taken",
        "sources-0-position": 1,
    }

    client.post(page_of(own), form(own) | crafted)

    foreign.refresh_from_db()
    assert foreign.title == "foreign"


def test_viewer_changes_neither_a_method_nor_its_parts(client):
    viewer = OfficerFactory(roles=[], may=["methods.view_workmethod"])
    client.force_login(viewer)
    method = method_of(viewer.reporting_body)
    StepFactory(method=method)

    page = client.get(page_of(method))

    assert page.status_code == 200
    assert all(
        not formset.has_change_permission
        for formset in page.context["inline_admin_formsets"]
    )


# Themes


@pytest.mark.parametrize("count", [1, 20])
@pytest.mark.usefixtures("editor")
def test_theme_list_counts_published_methods_in_flat_queries(
    client, count, django_assert_num_queries
):
    for theme in ThemeFactory.create_batch(count):
        WorkMethodFactory(themes=[theme], published=True)
        WorkMethodFactory(themes=[theme])
    themes = reverse("admin:methods_theme_changelist")
    client.get(themes)

    with django_assert_num_queries(7):
        response = client.get(themes)

    counts = [theme.published_count for theme in response.context["cl"].result_list]
    assert counts == [1] * count


@pytest.mark.parametrize("term", ["协商", "consult"])
@pytest.mark.usefixtures("editor")
def test_themes_are_offered_by_either_name(client, term):
    theme = ThemeFactory(name_zh="社区协商", name_en="Consultation")
    ThemeFactory()
    asked = {
        "term": term,
        "app_label": "methods",
        "model_name": "workmethod",
        "field_name": "themes",
    }

    answer = client.get(reverse("admin:autocomplete"), asked).json()

    assert [row["id"] for row in answer["results"]] == [str(theme.pk)]


def test_officer_does_not_add_themes(client):
    client.force_login(OfficerFactory())

    response = client.post(
        reverse("admin:methods_theme_add"),
        {"name_zh": "题", "name_en": "T", "slug": "t", "sort_order": 1},
    )

    assert response.status_code == 403
    assert not Theme.objects.exists()
