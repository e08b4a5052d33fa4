"""What staff see and may do on the desk's pages for rounds."""

import pytest
from django.urls import reverse

from catalogue.rounds.models import ProvincialReturn, SelectionRound, Submission
from tests.accounts.factories import (
    OfficerFactory,
    RoundManagerFactory,
)
from tests.methods.factories import WorkMethodFactory, method_of
from tests.places.factories import CommunityFactory, ProvinceFactory
from tests.rounds.factories import (
    NoticeFactory,
    ProvincialReturnFactory,
    SelectionRoundFactory,
    SubmissionFactory,
)

pytestmark = pytest.mark.django_db

State = SelectionRound.State
Outcome = Submission.Outcome
PARTS_OF_METHOD = ["steps", "characteristics", "sources", "photos", "files"]


def address(model, page, *args):
    return reverse(f"admin:rounds_{model}_{page}", args=args)


def errors_of(response):
    form = response.context["adminform"].form
    return {name: list(texts) for name, texts in form.errors.items()}


def formsets(*parts):
    """What the browser sends for parts of which there are none."""
    counts = ("TOTAL_FORMS", "INITIAL_FORMS")
    return {f"{part}-{count}": 0 for part in parts for count in counts}


def round_form(selection_round, **values):
    return {
        **formsets("notices", "returns"),
        "title_zh": selection_round.title_zh,
        "title_en": selection_round.title_en,
        "slug": selection_round.slug,
        "kind": selection_round.kind,
        "organiser_zh": selection_round.organiser_zh,
        "organiser_en": selection_round.organiser_en,
        "state": selection_round.state,
        **values,
    }


# Lists


@pytest.mark.parametrize("count", [1, 20])
@pytest.mark.usefixtures("editor")
def test_round_list_costs_the_same_number_of_queries_at_any_length(
    client, count, django_assert_num_queries
):
    ProvinceFactory.create_batch(2)
    for selection_round in SelectionRoundFactory.create_batch(count):
        SubmissionFactory.create_batch(2, selection_round=selection_round)
    client.get(address("selectionround", "changelist"))

    with django_assert_num_queries(11):
        response = client.get(address("selectionround", "changelist"))

    assert len(response.context["cl"].result_list) == count


@pytest.mark.parametrize("count", [1, 20])
@pytest.mark.parametrize(
    ("factory", "model", "queries"),
    [
        (SubmissionFactory, "submission", 14),
        (ProvincialReturnFactory, "provincialreturn", 10),
        (NoticeFactory, "notice", 10),
    ],
)
@pytest.mark.usefixtures("editor")
def test_lists_cost_the_same_number_of_queries_at_any_length(
    client, count, factory, model, queries, django_assert_num_queries
):
    # Filters with a single choice are not shown and cost nothing.
    SelectionRoundFactory.create_batch(2)
    ProvinceFactory.create_batch(2)
    factory.create_batch(count)
    client.get(address(model, "changelist"))

    with django_assert_num_queries(queries):
        response = client.get(address(model, "changelist"))

    assert len(response.context["cl"].result_list) == count


@pytest.mark.usefixtures("editor")
def test_round_shows_official_totals_beside_the_records(client):
    selection_round = SelectionRoundFactory(official_submitted=209)
    for outcome in (Outcome.SELECTED, Outcome.SUBMITTED, Outcome.MODEL):
        SubmissionFactory(selection_round=selection_round, outcome=outcome)

    content = client.get(address("selectionround", "changelist")).content.decode()

    assert "209, 2 recorded" in content
    assert "?, 1 recorded" in content


@pytest.mark.usefixtures("editor")
def test_rounds_are_offered_by_title(client):
    selection_round = SelectionRoundFactory(title_zh="2018年征集展示")
    SelectionRoundFactory()
    asked = {
        "term": "2018",
        "app_label": "rounds",
        "model_name": "submission",
        "field_name": "selection_round",
    }

    answer = client.get(reverse("admin:autocomplete"), asked).json()

    assert [row["id"] for row in answer["results"]] == [str(selection_round.pk)]


# Scope


def test_officer_counts_the_own_submissions_only(client, officer):
    selection_round = SelectionRoundFactory(state=State.OPEN)
    SubmissionFactory(selection_round=selection_round)
    SubmissionFactory(
        selection_round=selection_round, method=method_of(officer.reporting_body)
    )

    response = client.get(address("selectionround", "changelist"))

    assert [r.recorded_count for r in response.context["cl"].result_list] == [1]


def test_officer_lists_the_own_submissions_and_returns_only(client, officer):
    own = SubmissionFactory(method=method_of(officer.reporting_body))
    own_return = ProvincialReturnFactory(reporting_body=officer.reporting_body)
    SubmissionFactory()
    ProvincialReturnFactory()

    submissions = client.get(address("submission", "changelist"))
    returns = client.get(address("provincialreturn", "changelist"))

    assert list(submissions.context["cl"].result_list) == [own]
    assert list(returns.context["cl"].result_list) == [own_return]


@pytest.mark.parametrize("page", ["change", "history", "delete"])
@pytest.mark.parametrize(
    ("factory", "model"),
    [(SubmissionFactory, "submission"), (ProvincialReturnFactory, "provincialreturn")],
)
@pytest.mark.usefixtures("officer")
def test_foreign_rows_are_not_found(client, factory, model, page):
    foreign = factory()

    response = client.get(address(model, page, foreign.pk))

    assert (response.status_code, response.url) == (302, reverse("admin:index"))


def test_round_page_shows_officers_their_own_return_only(client):
    officer = OfficerFactory()
    client.force_login(officer)
    selection_round = SelectionRoundFactory()
    own = ProvincialReturnFactory(
        selection_round=selection_round, reporting_body=officer.reporting_body
    )
    ProvincialReturnFactory(selection_round=selection_round)

    page = client.get(address("selectionround", "change", selection_round.pk))

    by_part = {
        inline.formset.prefix: inline.formset
        for inline in page.context["inline_admin_formsets"]
    }
    assert [form.instance for form in by_part["returns"].forms] == [own]


def test_officer_submits_the_own_method_to_an_open_round(client, officer):
    method, selection_round = (
        method_of(officer.reporting_body),
        SelectionRoundFactory(state=State.OPEN),
    )

    client.post(
        address("submission", "add"),
        {
            "method": method.pk,
            "selection_round": selection_round.pk,
            "outcome": "selected",
            "reporting_body": ProvinceFactory().pk,
        },
    )

    submission = Submission.objects.get()
    assert submission.reporting_body == officer.reporting_body
    assert submission.outcome == Outcome.SUBMITTED


def test_officer_does_not_submit_a_foreign_method(client, officer):
    selection_round = SelectionRoundFactory(state=State.OPEN)

    response = client.post(
        address("submission", "add"),
        {"method": WorkMethodFactory().pk, "selection_round": selection_round.pk},
    )

    assert list(errors_of(response)) == ["method"]


def test_officer_does_not_submit_to_a_closed_round(client, officer):
    method, closed = (
        method_of(officer.reporting_body),
        SelectionRoundFactory(state=State.JUDGING),
    )

    response = client.post(
        address("submission", "add"),
        {"method": method.pk, "selection_round": closed.pk},
    )

    assert list(errors_of(response)) == ["selection_round"]


def test_officer_leaves_the_rows_of_a_closed_round_alone(client, officer):
    submission = SubmissionFactory(
        method=method_of(officer.reporting_body), selection_round__state=State.JUDGING
    )

    deleted = client.post(
        address("submission", "delete", submission.pk), {"post": "yes"}
    )

    assert deleted.status_code == 403
    assert Submission.objects.get() == submission


def test_officer_does_not_report_for_another_body(client, officer):
    selection_round = SelectionRoundFactory(state=State.OPEN)

    response = client.post(
        address("provincialreturn", "add"),
        {"selection_round": selection_round.pk, "reporting_body": ProvinceFactory().pk},
    )

    assert list(errors_of(response)) == ["reporting_body"]
    assert not ProvincialReturn.objects.exists()


# Forms


@pytest.mark.usefixtures("editor")
def test_submission_takes_the_reporting_body_of_its_method(client):
    method, selection_round = WorkMethodFactory(), SelectionRoundFactory()

    client.post(
        address("submission", "add"),
        {
            "method": method.pk,
            "selection_round": selection_round.pk,
            "outcome": "selected",
        },
    )

    assert Submission.objects.get().reporting_body == method.reporting_body


@pytest.mark.usefixtures("editor")
def test_method_is_submitted_once_in_a_round(client):
    first = SubmissionFactory()

    response = client.post(
        address("submission", "add"),
        {
            "method": first.method.pk,
            "selection_round": first.selection_round.pk,
            "outcome": "submitted",
        },
    )

    assert response.status_code == 200
    assert Submission.objects.count() == 1


@pytest.mark.usefixtures("editor")
def test_sequence_number_is_used_once_by_a_body(client):
    first = SubmissionFactory(sequence_number=3)
    community = CommunityFactory(street__county__province=first.reporting_body)

    response = client.post(
        address("submission", "add"),
        {
            "method": WorkMethodFactory(community=community).pk,
            "selection_round": first.selection_round.pk,
            "sequence_number": 3,
            "outcome": "submitted",
        },
    )

    assert errors_of(response) == {
        "sequence_number": ["The list of this reporting body already has a number 3."]
    }


@pytest.mark.usefixtures("editor")
def test_round_of_one_province_takes_no_other(client):
    selection_round = SelectionRoundFactory(province=ProvinceFactory())

    response = client.post(
        address("submission", "add"),
        {
            "method": WorkMethodFactory().pk,
            "selection_round": selection_round.pk,
            "outcome": "submitted",
        },
    )

    assert list(errors_of(response)) == ["selection_round"]


def test_more_selected_than_submitted_is_explained(client):
    client.force_login(RoundManagerFactory())
    selection_round = SelectionRoundFactory()

    response = client.post(
        address("selectionround", "change", selection_round.pk),
        round_form(selection_round, official_submitted=3, official_selected=5),
    )

    assert errors_of(response) == {
        "official_selected": [
            "5 are more than the 3 of “Submitted, official total”: correct one of the "
            "two, or leave empty what is not known."
        ]
    }


@pytest.mark.usefixtures("editor")
def test_notice_number_is_used_once(client):
    NoticeFactory(number="民办函〔2018〕42号")
    selection_round = SelectionRoundFactory()

    response = client.post(
        address("notice", "add"),
        {
            "selection_round": selection_round.pk,
            "role": "opening",
            "issuer_zh": "民政部办公厅",
            "number": "民办函〔2018〕42号",
        },
    )

    assert errors_of(response) == {
        "number": ["Another notice already has the number 民办函〔2018〕42号."]
    }


@pytest.mark.usefixtures("editor")
def test_submitted_method_keeps_its_reporting_body(client):
    submission = SubmissionFactory()
    community = CommunityFactory()
    empty = {}
    for part in [
        "steps",
        "characteristics",
        "sources",
        "photos",
        "files",
        "submissions",
    ]:
        empty |= {f"{part}-TOTAL_FORMS": 0, f"{part}-INITIAL_FORMS": 0}

    response = client.post(
        reverse("admin:methods_workmethod_change", args=[submission.method.pk]),
        {
            **empty,
            "title_zh": "甲",
            "community": community.pk,
            "reporting_body": community.reporting_body.pk,
        },
    )

    assert list(errors_of(response)) == ["reporting_body"]


@pytest.mark.usefixtures("editor")
def test_method_page_takes_submissions(client):
    method, selection_round = WorkMethodFactory(), SelectionRoundFactory()
    parts = formsets(*PARTS_OF_METHOD)

    client.post(
        reverse("admin:methods_workmethod_change", args=[method.pk]),
        {
            **parts,
            "title_zh": method.title_zh,
            "community": method.community.pk,
            "submissions-TOTAL_FORMS": 1,
            "submissions-INITIAL_FORMS": 0,
            "submissions-0-selection_round": selection_round.pk,
            "submissions-0-outcome": "selected",
        },
    )

    submission = Submission.objects.get()
    assert submission.reporting_body == method.reporting_body
    assert submission.outcome == Outcome.SELECTED
