"""The older pages of the desk: no way round the course of a round held here."""

import pytest
from django.urls import reverse

from catalogue.rounds.models import ProvincialReturn, SelectionRound, Submission
from catalogue.rounds.submitting import submit
from tests.accounts.factories import EditorFactory
from tests.methods.factories import method_of
from tests.rounds.course import Course
from tests.rounds.factories import ProvincialReturnFactory

pytestmark = pytest.mark.django_db

State = SelectionRound.State
PEOPLE = ["officer", "editor", "manager"]
PARTS = ["steps", "characteristics", "sources", "photos", "files", "submissions"]


@pytest.fixture
def course():
    course = Course().to(State.OPEN)
    course.editor = EditorFactory()
    return course


@pytest.fixture
def person(request, client, course):
    client.force_login(getattr(course, request.param))
    return course


def address(page, *args):
    return reverse(f"admin:rounds_{page}", args=args)


def method_form(method, *rows):
    counts = {f"{part}-{n}_FORMS": 0 for part in PARTS for n in ("TOTAL", "INITIAL")}
    form = {
        **counts,
        "title_zh": method.title_zh,
        "community": method.community_id,
        "reporting_body": method.reporting_body_id,
        "submissions-TOTAL_FORMS": len(rows),
        "submissions-INITIAL_FORMS": sum("id" in row for row in rows),
    }
    for place, row in enumerate(rows):
        form |= {f"submissions-{place}-{name}": value for name, value in row.items()}
    return form


def rows_now():
    return list(Submission.objects.order_by("pk").values())


@pytest.mark.parametrize("person", PEOPLE, indirect=True)
def test_nobody_enters_a_submission_past_the_list(client, person):
    method = method_of(person.officer.reporting_body)
    form = {
        "selection_round": person.round.pk,
        "method": method.pk,
        "outcome": "selected",
        "state": "selected",
    }

    client.post(address("submission_add"), form)

    assert not Submission.objects.exists()


@pytest.mark.parametrize("person", PEOPLE, indirect=True)
@pytest.mark.parametrize("done", [False, True])
def test_nobody_changes_or_deletes_a_submission_by_hand(client, person, done):
    row = person.prepared()
    if done:
        submit(row, by=person.officer)
    before = rows_now()
    form = {
        "selection_round": person.round.pk,
        "method": row.method_id,
        "outcome": "selected",
        "sequence_number": 9,
    }

    changed = client.post(address("submission_change", row.pk), form)
    deleted = client.post(address("submission_delete", row.pk), {"post": "yes"})
    client.post(
        address("submission_changelist"),
        {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"},
    )

    assert (changed.status_code, deleted.status_code) == (403, 403)
    assert rows_now() == before


@pytest.mark.parametrize("person", PEOPLE, indirect=True)
def test_the_page_of_a_submission_can_still_be_read(client, person):
    row = person.prepared()

    assert client.get(address("submission_change", row.pk)).status_code == 200


@pytest.mark.parametrize("person", ["officer", "editor"], indirect=True)
def test_the_page_of_a_method_brings_nothing_into_the_round(client, person):
    method = method_of(person.officer.reporting_body, status="draft")
    row = {"selection_round": person.round.pk, "outcome": "selected"}

    client.post(
        reverse("admin:methods_workmethod_change", args=[method.pk]),
        method_form(method, row),
    )

    assert not Submission.objects.exists()


@pytest.mark.parametrize("person", ["officer", "editor"], indirect=True)
@pytest.mark.parametrize("more", [{}, {"DELETE": "on"}])
def test_the_page_of_a_method_changes_nothing_in_the_round(client, person, more):
    row = person.prepared(status="draft")
    before = rows_now()
    given = {
        "id": row.pk,
        "method": row.method_id,
        "selection_round": person.round.pk,
        "outcome": "selected",
        **more,
    }

    client.post(
        reverse("admin:methods_workmethod_change", args=[row.method_id]),
        method_form(row.method, given),
    )

    assert rows_now() == before


@pytest.mark.parametrize("person", ["officer", "editor"], indirect=True)
def test_the_page_of_a_method_shows_where_it_was_put_forward(client, person):
    row = person.prepared(status="draft")
    submit(row, by=person.officer)

    page = client.get(reverse("admin:methods_workmethod_change", args=[row.method_id]))

    assert address("submitted_text", row.pk) in page.content.decode()


@pytest.mark.parametrize("person", PEOPLE, indirect=True)
def test_nobody_writes_returns_of_the_round_by_hand(client, person):
    kept = ProvincialReturnFactory(
        selection_round=person.round,
        reporting_body=person.officer.reporting_body,
        solicited=7,
    )
    form = {
        "selection_round": person.round.pk,
        "reporting_body": person.officer.reporting_body_id,
        "solicited": 99,
        "submitted": 99,
    }

    client.post(address("provincialreturn_add"), form)
    client.post(address("provincialreturn_change", kept.pk), form)
    client.post(address("provincialreturn_delete", kept.pk), {"post": "yes"})

    row = ProvincialReturn.objects.get()
    assert (row.pk, row.solicited, row.submitted) == (kept.pk, 7, None)


@pytest.mark.parametrize("person", PEOPLE, indirect=True)
def test_no_version_of_the_round_is_brought_back(client, person):
    from django.contrib.contenttypes.models import ContentType

    first = SelectionRound.pgh_event_model.objects.filter(
        pgh_obj=person.round.pk
    ).earliest("pgh_id")
    kind = ContentType.objects.get_for_model(SelectionRound)

    answer = client.post(
        reverse("admin:bring_back", args=[kind.pk, person.round.pk, first.pgh_id])
    )

    assert answer.status_code == 403
    assert SelectionRound.objects.get(pk=person.round.pk).state == State.OPEN
