"""The pages from the approval to the archive, for each role and each state."""

import csv
import hashlib
import io
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from catalogue.accounts.roles import Role
from catalogue.methods.models import WorkMethod
from catalogue.rounds.models import AgreedReason, Notice, SelectionRound, Submission
from tests.accounts.factories import EditorFactory, OfficerFactory, holder_of
from tests.rounds.course import Course
from tests.rounds.factories import QuotaFactory, SelectionRoundFactory

pytestmark = pytest.mark.django_db

State = SelectionRound.State
# By page: the roles that may open it.
OPENED_BY = {
    "approval": {Role.ROUND_MANAGER},
    "announcement": {Role.ROUND_MANAGER},
    "result_notice": {Role.ROUND_MANAGER},
    "dossier": {Role.ROUND_MANAGER},
    "releases": {Role.MINISTRY_EDITOR},
    "reasons": {Role.ROUND_MANAGER, Role.REVIEWER},
    "answers": {Role.OFFICER},
}


def address(page, *numbers):
    return reverse(f"admin:rounds_{page}", args=numbers)


def post(client, person, page, course, *more, **values):
    client.force_login(person)
    return client.post(address(page, course.round.pk, *more), values, follow=True)


def messages_of(response):
    return [str(each) for each in response.context["messages"]]


@pytest.mark.parametrize("role", list(Role))
def test_each_page_opens_for_its_roles_alone(client, role):
    course = Course().to(State.ANNOUNCED)
    client.force_login(holder_of(role))

    def status(page):
        answer = client.get(address(page, course.round.pk))
        answer.getvalue()  # what is streamed is closed at its end
        return answer.status_code

    statuses = {page: status(page) for page in OPENED_BY}

    assert statuses == {
        page: 200 if role in roles else 403 for page, roles in OPENED_BY.items()
    }


@pytest.mark.parametrize("page", OPENED_BY)
def test_a_round_that_is_only_recorded_has_no_such_pages(client, page):
    recorded = SelectionRoundFactory(announced=True)
    client.force_login(holder_of(min(OPENED_BY[page])))

    assert client.get(address(page, recorded.pk)).status_code == 404


@pytest.mark.parametrize("page", ["result_notice", "dossier"])
def test_there_are_no_files_before_the_approval(client, page):
    course = Course().to(State.APPROVAL)
    client.force_login(course.manager)

    assert client.get(address(page, course.round.pk)).status_code == 404


def test_the_manager_records_the_approval_of_the_list_on_the_page(client):
    course = Course().to(State.APPROVAL)
    client.force_login(course.manager)
    page = client.get(address("approval", course.round.pk))
    given = {"approved_by": "部领导", "approved_on": "2026-11-20"}

    stale = post(client, course.manager, "approval", course, seen="0", **given)
    assert "The list has changed" in stale.content.decode()
    post(
        client,
        course.manager,
        "approval",
        course,
        seen=page.context["digest"],
        **given,
    )

    course.round.refresh_from_db()
    approval = course.round.approvals.get()
    assert course.round.state == State.APPROVED
    assert approval.digest == page.context["digest"]


def test_an_approval_of_tomorrow_is_not_recorded(client):
    course = Course().to(State.APPROVAL)
    tomorrow = timezone.localdate() + timezone.timedelta(days=1)
    client.force_login(course.manager)
    digest = client.get(address("approval", course.round.pk)).context["digest"]

    post(
        client,
        course.manager,
        "approval",
        course,
        seen=digest,
        approved_by="部领导",
        approved_on=tomorrow.isoformat(),
    )

    assert not course.round.approvals.exists()


def test_the_manager_enters_the_notice_and_announces(client):
    course = Course().to(State.APPROVED)
    course.prepare_next()
    Notice.objects.all().delete()
    notice = {
        "number": "民办函〔2026〕9号",
        "dated": "2026-11-22",
        "issuer_zh": "民政部",
    }

    refused = post(client, course.manager, "announcement", course, act="announce")
    assert messages_of(refused) == ["Enter number and date of the result notice."]
    post(client, course.manager, "announcement", course, act="notice", **notice)
    post(client, course.manager, "announcement", course, act="announce")

    assert SelectionRound.objects.announced().get() == course.round
    assert Notice.objects.get().role == Notice.Role.RESULT


def test_the_notice_of_an_announced_result_is_not_entered_again(client):
    course = Course().to(State.ANNOUNCED)
    notice = {"number": "另号", "dated": "2026-11-23", "issuer_zh": "民政部"}
    before = list(Notice.objects.values())

    answer = post(
        client, course.manager, "announcement", course, act="notice", **notice
    )

    assert messages_of(answer) == ["An announced result is corrected by an amendment."]
    assert list(Notice.objects.values()) == before


def test_of_an_announced_notice_only_the_copy_changes(client):
    course = Course().to(State.ANNOUNCED)
    notice = Notice.objects.get()
    client.force_login(course.manager)
    page = reverse("admin:rounds_notice_change", args=[notice.pk])
    fields = client.get(page).context["adminform"].form.fields

    client.post(page, {"number": "另号", "address": "https://example.org/notice"})
    delete = reverse("admin:rounds_notice_delete", args=[notice.pk])

    assert set(fields) == {"file", "address", "may_link", "source"}
    assert client.get(delete).status_code == 403
    changed = Notice.objects.get()
    assert (changed.number, changed.address) == (
        notice.number,
        "https://example.org/notice",
    )


def test_a_notice_needs_a_whole_date(client):
    course = Course().to(State.APPROVED)

    post(
        client,
        course.manager,
        "announcement",
        course,
        act="notice",
        number="民办函〔2026〕9号",
        dated="2026",
        issuer_zh="民政部",
    )

    assert not course.round.notices.exists()


def test_a_moment_is_set_and_taken_back(client):
    course = Course().to(State.APPROVED)
    course.prepare_next()
    day = timezone.localdate() + timezone.timedelta(days=2)

    post(
        client,
        course.manager,
        "announcement",
        course,
        act="set",
        announce_at_0=day.isoformat(),
        announce_at_1="09:00:00",
    )
    course.round.refresh_from_db()
    assert timezone.localtime(course.round.announce_at).isoformat()[:16] == (
        f"{day.isoformat()}T09:00"
    )
    post(client, course.manager, "announcement", course, act="cancel")

    course.round.refresh_from_db()
    assert course.round.announce_at is None


def test_an_amendment_is_published_from_the_page(client):
    begun = timezone.now() - timezone.timedelta(hours=3)
    course = Course(now=begun).to(State.ANNOUNCED)
    values = {"act": "amend", "text_zh": "撤销入选"}
    values["dated"] = timezone.localdate().isoformat()
    first = course.submissions[0]

    post(client, course.manager, "announcement", course, submission=first.pk, **values)
    assert not course.round.amendments.exists()
    post(
        client,
        course.manager,
        "announcement",
        course,
        submission=first.pk,
        outcome="submitted",
        **values,
    )

    first.refresh_from_db()
    assert (first.state, first.outcome) == ("not-selected", "submitted")


def test_an_editor_releases_and_takes_back(client):
    course, editor = Course().to(State.CLOSED), EditorFactory()
    chosen = [each.pk for each in course.submissions]

    post(client, editor, "releases", course, act="release", submission=chosen)
    released = Submission.objects.filter(released_by=editor)
    assert released.count() == 2
    post(client, editor, "releases", course, act="take-back", submission=chosen[:1])

    assert [each.pk for each in released.all()] == chosen[1:]


@pytest.mark.parametrize("given", ["x", "", "99999999999999999999", "²"])
def test_a_crafted_choice_releases_nothing(client, given):
    course = Course().to(State.CLOSED)

    answer = post(client, EditorFactory(), "releases", course, submission=given)

    assert answer.status_code == 200
    assert not Submission.objects.exclude(released_by=None).exists()


def test_the_page_of_releases_tells_nothing_of_the_judging(client):
    course = Course().to(State.APPROVAL)
    client.force_login(EditorFactory())

    page = client.get(address("releases", course.round.pk))

    shown = {submission.pk for submission, _ in page.context["rows"]}
    assert shown == {each.pk for each in course.submissions}
    assert "ecommended" not in page.content.decode()


def test_reasons_go_from_the_group_to_the_reporting_body(client):
    course = Course().to(State.ANNOUNCED)
    secretary = course.group.members.get(task="secretary").reviewer.account
    last = course.submissions[1]

    post(client, secretary, "reasons_of_one", course, last.pk, whole="材料不全")
    assert post(client, secretary, "reasons", course).status_code == 403
    client.force_login(course.officer)
    assert (
        "材料不全"
        not in client.get(address("answers", course.round.pk)).content.decode()
    )
    post(client, course.manager, "reasons", course)

    client.force_login(course.officer)
    page = client.get(address("answers", course.round.pk)).content.decode()
    assert "材料不全" in page
    client.force_login(OfficerFactory())
    page = client.get(address("answers", course.round.pk)).content.decode()
    assert "材料不全" not in page
    assert last.method.title_zh not in page


def test_a_member_of_another_group_reaches_no_reasons(client):
    course = Course().to(State.ANNOUNCED)
    last = course.submissions[1]

    answer = post(
        client, holder_of(Role.REVIEWER), "reasons_of_one", course, last.pk, whole="x"
    )

    assert answer.status_code == 404
    assert not AgreedReason.objects.exists()


def test_what_was_selected_has_no_reasons(client):
    course = Course().to(State.ANNOUNCED)

    answer = post(
        client, course.manager, "reasons_of_one", course, course.submissions[0].pk
    )

    assert answer.status_code == 404


def test_an_officer_carries_a_method_over(client):
    course, other = Course().to(State.ANNOUNCED), Course()
    body = course.officer.reporting_body
    QuotaFactory(selection_round=other.round, reporting_body=body)
    other.step()
    last = course.submissions[1]

    post(
        client,
        course.officer,
        "answers",
        course,
        submission=last.pk,
        round=other.round.pk,
    )

    assert last.carried_over_to.get().selection_round == other.round


def test_an_officer_carries_nothing_of_another_body_over(client):
    course, other = Course().to(State.ANNOUNCED), Course()
    other.step()
    values = {"submission": course.submissions[1].pk, "round": other.round.pk}

    answer = post(client, OfficerFactory(), "answers", course, **values)

    assert answer.status_code == 404
    assert not other.round.submissions.exists()


def test_an_officer_reads_no_result_before_the_announcement(client):
    course = Course().to(State.APPROVED)
    client.force_login(course.officer)

    assert client.get(address("answers", course.round.pk)).status_code == 404


def text_of_document(content):
    with zipfile.ZipFile(io.BytesIO(content)) as document:
        return document.read("word/document.xml").decode()


def archive_of(client, course):
    client.force_login(course.manager)
    answer = client.get(address("dossier", course.round.pk))
    return zipfile.ZipFile(io.BytesIO(answer.getvalue()))


def test_the_dossier_holds_every_record_and_the_digest_of_each(client):
    course = Course().to(State.ANNOUNCED)

    archive = archive_of(client, course)

    manifest = archive.read("manifest-sha256.txt").decode().splitlines()
    listed = dict(reversed(line.split("  ", 1)) for line in manifest)
    assert set(listed) | {"manifest-sha256.txt"} == set(archive.namelist())
    assert all(
        hashlib.sha256(archive.read(name)).hexdigest() == digest
        for name, digest in listed.items()
    )
    minutes = f"judging/minutes-{course.group.position}-{course.group.pk}.docx"
    assert "一致同意" in text_of_document(archive.read(minutes))
    marks = archive.read("judging/marks.csv").decode("utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(marks)))) == 4


def test_the_dossier_holds_the_texts_as_they_were_submitted(client):
    course = Course().to(State.ANNOUNCED)
    text = course.submissions[0].texts.get()

    archive = archive_of(client, course)

    name = f"submissions/{text.submission_id}/text-{text.pk}"
    content = archive.read(f"{name}.json")
    assert hashlib.sha256(content).hexdigest() == text.digest
    assert text.content["title_zh"] in archive.read(f"{name}.txt").decode()


def test_the_dossier_tells_submissions_by_their_numbers(client):
    course = Course().to(State.ANNOUNCED)
    archive = archive_of(client, course)

    text = archive.read("judging/assignments.csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))

    named = sorted((each["submission"], each["reviewer"]) for each in rows)
    assert named == sorted(
        (str(submission.pk), str(member.reviewer))
        for submission in course.submissions
        for member in course.group.members.all()
    )


def test_the_dossier_costs_a_fixed_number_of_queries(client):
    counts = []
    for count in (2, 4):
        course = Course(count=count).to(State.ANNOUNCED)
        archive_of(client, course)
        with CaptureQueriesContext(connection) as captured:
            archive_of(client, course)
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_no_cell_of_the_dossier_runs(client):
    course = Course().to(State.APPROVED)
    WorkMethod.objects.update(title_zh="=cmd()")

    archive = archive_of(client, course)

    rows = archive.read("submissions.csv").decode("utf-8-sig")
    titles = {row["title_zh"] for row in csv.DictReader(io.StringIO(rows))}
    assert titles == {"'=cmd()"}
