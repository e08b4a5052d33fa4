"""The sheet of a group: who may open it, what it shows first, what it saves."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from docx import Document

from catalogue.accounts.roles import Role
from catalogue.rounds.cases import Case
from catalogue.rounds.meeting import meeting_of
from catalogue.rounds.models import (
    Absence,
    GroupConsensus,
    Recusal,
    Review,
    ReviewGroup,
    ReviewMark,
    SelectionRound,
)
from tests.accounts.factories import holder_of
from tests.rounds.course import Course
from tests.rounds.factories import ReviewerFactory, ReviewGroupFactory

pytestmark = pytest.mark.django_db

State = SelectionRound.State
IN, OUT = GroupConsensus.Result.PROPOSED, GroupConsensus.Result.NOT_PROPOSED
PAGES = ["rounds_meeting", "rounds_minutes", "rounds_minutes_word"]


class GradedCourse(Course):
    """A round with marks by submission and reviewer, from `marks=[[…], …]`."""

    def __init__(self, marks, said=None, **values):
        super().__init__(count=len(marks), members=len(marks[0]) - 2, **values)
        self.marks, self.said = marks, said or {}

    def review_all(self):
        super().review_all()
        for submission, row in zip(self.submissions, self.marks, strict=True):
            for member, mark in zip(
                self.group.members.order_by("pk"), row, strict=True
            ):
                of_member = Review.objects.filter(
                    assignment__submission=submission,
                    assignment__reviewer=member.reviewer,
                )
                ReviewMark.objects.filter(review__in=of_member).update(mark=mark)
        for (submission, member), words in self.said.items():
            reviewer = self.group.members.order_by("pk")[member].reviewer
            Review.objects.filter(
                assignment__submission=self.submissions[submission],
                assignment__reviewer=reviewer,
            ).update(recommendation=words)


@pytest.fixture
def course():
    return Course(members=1).to(State.GROUP_CONSENSUS)


def account(course, task):
    return course.group.members.get(task=task).reviewer.account


def address(course, page="rounds_meeting"):
    return reverse(f"admin:{page}", args=[course.group.pk])


def consensus_address(course, number=0):
    return reverse("admin:rounds_consensus", args=[course.submissions[number].pk])


def recuse(course, number, task):
    Recusal.objects.create(
        submission=course.submissions[number],
        reviewer=course.group.members.get(task=task).reviewer,
        reason="曾任顾问",
        declared_by=course.manager,
    )


def address_of_conflict(course):
    submission = course.submissions[0]
    return reverse("admin:rounds_meeting_conflict", args=[submission.pk])


def agreed_form(course, **values):
    members = [member.pk for member in course.group.members.all()]
    return {"result": IN, "reason": "步骤完整", "took_part": members} | values


def ranks(course):
    rows = GroupConsensus.objects.order_by("submission").values_list("rank", flat=True)
    return list(rows)


def test_split_cases_come_first_then_agreed_in_then_agreed_out():
    no = Review.Recommendation.NOT_RECOMMENDED
    # Marks of 1 to 5, 25 points apart each; both reviewers give as much in all.
    marks = [[1, 1], [4, 4], [5, 3], [5, 5], [2, 4]]
    said = {(0, 0): no, (0, 1): no}
    course = GradedCourse(marks, said).to(State.GROUP_CONSENSUS)

    group = ReviewGroup.objects.get()
    rows = meeting_of(group, course.manager).rows

    order = [(course.submissions.index(row.submission), row.case) for row in rows]
    assert order == [
        (2, Case.SPLIT),
        (4, Case.SPLIT),
        (3, Case.AGREED_IN),
        (1, Case.AGREED_IN),
        (0, Case.AGREED_OUT),
    ]
    figures = [(str(row.spread), str(row.corrected), str(row.plain)) for row in rows]
    assert figures == [
        ("50.0", "75.0", "75.0"),
        ("50.0", "50.0", "50.0"),
        ("0.0", "100.0", "100.0"),
        ("0.0", "75.0", "75.0"),
        ("0.0", "0.0", "0.0"),
    ]


def test_equal_corrected_scores_are_ties():
    course = GradedCourse([[4, 4], [4, 4], [5, 5]]).to(State.INTER_GROUP_CONSENSUS)

    meeting = meeting_of(course.group, course.manager)

    assert meeting.tied == {each.pk for each in course.submissions[:2]}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("task", ["chair", "secretary", "member"])
def test_members_of_the_group_read(client, course, page, task):
    client.force_login(account(course, task))

    assert client.get(address(course, page)).status_code == 200


@pytest.mark.parametrize("role", Role)
def test_others_find_no_meeting_but_the_manager(client, course, role):
    client.force_login(holder_of(role))
    expected = 200 if role == Role.ROUND_MANAGER else 404

    for page in PAGES:
        assert client.get(address(course, page)).status_code == expected
        missing = reverse(f"admin:{page}", args=[course.group.pk + 1000])
        assert client.get(missing).status_code == 404
    assert client.get(consensus_address(course)).status_code == expected


def test_members_of_another_group_find_no_meeting(client):
    course = Course().to(State.CLOSED)
    other = ReviewGroupFactory(selection_round=course.round)
    course.to(State.GROUP_CONSENSUS)
    client.force_login(other.members.get(task="chair").reviewer.account)

    for page in PAGES:
        assert client.get(address(course, page)).status_code == 404
    assert client.get(consensus_address(course)).status_code == 404
    assert (
        client.post(consensus_address(course), agreed_form(course)).status_code == 404
    )
    assert not GroupConsensus.objects.exists()


def test_nobody_sees_marks_before_the_first_stage_is_closed(client):
    course = Course().to(State.INDEPENDENT_REVIEW)
    course.prepare_next()

    for person in (course.chair, course.manager):
        client.force_login(person)
        assert client.get(address(course)).context["meeting"].rows == []
        assert client.get(address(course, "rounds_minutes")).status_code == 200
        assert client.get(consensus_address(course)).status_code == 404


def test_a_reviewer_is_not_told_who_must_not_judge_what(client):
    course = Course().to(State.INDEPENDENT_REVIEW)
    secretary = course.group.members.get(task="secretary").reviewer
    secretary.home_body = course.officer.reporting_body
    secretary.save()
    client.force_login(course.chair)

    page = client.get(address(course))

    assert page.context["stage"].missing is None
    assert "must not judge" not in page.content.decode()


def test_the_page_of_a_submission_shows_all_marks_with_reasons(client, course):
    client.force_login(account(course, "member"))

    response = client.get(consensus_address(course))

    given = response.context["row"].given
    assert len(given) == 3
    assert [str(each.shown_points) for each in given] == ["75.0"] * 3
    text = response.content.decode()
    assert text.count("有据可查") == 3
    assert text.count("步骤清楚") == 3
    assert response.context["form"] is None


def test_the_chair_records_a_result_and_goes_to_the_next(client, course):
    client.force_login(course.chair)
    initial = client.get(consensus_address(course)).context["form"].initial
    assert initial["took_part"] == [each.pk for each in course.group.members.all()]

    response = client.post(consensus_address(course), agreed_form(course, _next="x"))

    assert response.url == consensus_address(course, 1)
    consensus = GroupConsensus.objects.get()
    assert (consensus.submission, consensus.reason) == (
        course.submissions[0],
        "步骤完整",
    )
    response = client.post(consensus_address(course, 1), agreed_form(course, _next="x"))
    assert response.url == address(course) + "#ranking"


def test_saving_without_next_stays(client, course):
    client.force_login(course.chair)

    response = client.post(consensus_address(course), agreed_form(course, rank=1))

    assert response.url == consensus_address(course)
    assert ranks(course) == [1]


@pytest.mark.parametrize(
    "fault",
    [{"reason": ""}, {"result": "x"}, {"took_part": []}, {"rank": "x"}, {"rank": "0"}],
)
def test_a_form_with_a_fault_is_shown_again(client, course, fault):
    client.force_login(course.chair)

    response = client.post(consensus_address(course), agreed_form(course, **fault))

    assert response.status_code == 200
    assert response.context["form"].errors
    assert not GroupConsensus.objects.exists()


@pytest.mark.parametrize("task", ["member", "manager"])
def test_who_does_not_write_is_refused(client, course, task):
    person = course.manager if task == "manager" else account(course, task)
    client.force_login(person)

    for page, form in (
        (consensus_address(course), agreed_form(course)),
        (address(course, "rounds_ranking"), {"up": course.submissions[0].pk}),
        (address(course, "rounds_absences"), {}),
    ):
        assert client.post(page, form).status_code == 403
    assert not GroupConsensus.objects.exists()


def test_who_is_recused_is_not_offered_and_sees_nothing(client, course):
    recuse(course, 0, "member")
    member = course.group.members.get(task="member")
    client.force_login(course.chair)
    response = client.get(consensus_address(course))
    offered = [pk for pk, _ in response.context["form"].fields["took_part"].choices]
    assert member.pk not in offered
    assert "曾任顾问" in response.content.decode()

    client.force_login(member.reviewer.account)

    assert client.get(consensus_address(course)).status_code == 404
    title = course.submissions[0].method.title_zh
    for page in PAGES[:2]:
        assert title not in client.get(address(course, page)).content.decode()
    assert title not in words_of(client.get(address(course, PAGES[2])).content)


def test_in_a_blind_round_the_group_reads_no_names(client):
    course = Course(is_blind=True).to(State.CLOSED)
    for submission in course.submissions:
        submission.redacted_texts.create(
            submitted_text=submission.texts.get(), content={"title_zh": "某某工作法"}
        )
    course.to(State.GROUP_CONSENSUS)
    submission = course.submissions[0]
    names = [
        submission.method.title_zh,
        f"№ {submission.method_id}",
        course.officer.reporting_body.short_name_en,
        course.officer.reporting_body.name_en,
    ]
    pages = [address(course), consensus_address(course)]
    client.force_login(course.chair)

    for page in pages:
        text = client.get(page).content.decode()
        assert "某某工作法" in text
        assert [name for name in names if name in text] == []
    client.force_login(course.manager)
    for page in pages:
        text = client.get(page).content.decode()
        assert [name for name in names[:2] if name in text] == names[:2]


@pytest.mark.parametrize(
    ("task", "pages"),
    [("chair", ["rounds_meeting", "rounds_board"]), ("member", ["rounds_meeting"])],
)
def test_reviewers_find_their_meetings(client, task, pages):
    course = Course(members=1).to(State.INTER_GROUP_CONSENSUS)
    client.force_login(account(course, task))

    response = client.get(reverse("admin:rounds_my_reviews"))

    numbers = {"rounds_meeting": course.group.pk, "rounds_board": course.round.pk}
    assert [each.address for each in response.context["meetings"]] == [
        reverse(f"admin:{page}", args=[numbers[page]]) for page in pages
    ]


def test_no_meeting_is_named_before_groups_meet(client):
    course = Course().to(State.INDEPENDENT_REVIEW)
    client.force_login(course.chair)

    assert client.get(reverse("admin:rounds_my_reviews")).context["meetings"] == []


def test_one_moves_up_and_down(client, course):
    course.prepare_next()
    first = course.submissions[0].pk
    client.force_login(course.chair)

    client.post(address(course, "rounds_ranking"), {"down": first})
    assert ranks(course) == [2, 1]
    client.post(address(course, "rounds_ranking"), {"up": first})
    assert ranks(course) == [1, 2]
    client.post(address(course, "rounds_ranking"), {"up": first})
    assert ranks(course) == [1, 2]


@pytest.mark.parametrize(
    ("numbers", "after"),
    [(("7", "3"), [2, 1]), (("2", "2"), [1, 2]), (("x", "1"), [1, 2])],
)
def test_ranks_are_entered_as_numbers(client, course, numbers, after):
    course.prepare_next()
    client.force_login(course.chair)
    form = {
        f"rank_{each.pk}": number
        for each, number in zip(course.submissions, numbers, strict=True)
    }

    response = client.post(address(course, "rounds_ranking"), form, follow=True)

    assert ranks(course) == after
    assert len(list(response.context["messages"])) == 1


def meeting_of_two_who_judged():
    """A group of three whose third member judged nothing."""
    course = Course(members=1).to(State.CLOSED)
    course.assign_all()
    third = course.group.members.get(task="member").reviewer
    third.assignments.all().delete()
    course.step()
    return course.to(State.GROUP_CONSENSUS), third


def test_who_has_not_judged_a_submission_is_recused_at_the_meeting(client):
    course, third = meeting_of_two_who_judged()
    client.force_login(third.account)
    page = address_of_conflict(course)
    before = client.get(consensus_address(course))
    empty = client.post(page, {"reason": " "})

    done = client.post(page, {"reason": "曾参与撰写"})

    assert page in before.content.decode()
    assert empty.context["form"].errors
    assert done.url == address(course)
    assert Recusal.objects.get().reason == "曾参与撰写"
    assert client.get(consensus_address(course)).status_code == 404
    assert client.get(page).status_code == 404
    client.force_login(course.chair)
    form = client.get(consensus_address(course)).context["form"]
    assert len(form.fields["took_part"].choices) == 2


def test_who_has_judged_it_or_sits_elsewhere_declares_nothing_at_the_meeting(client):
    course, _third = meeting_of_two_who_judged()
    elsewhere = ReviewerFactory()
    page = address_of_conflict(course)
    for person in (course.chair, elsewhere.account, course.manager, course.officer):
        client.force_login(person)

        answer = client.post(page, {"reason": "亲属"})

        assert answer.status_code == 404
    assert page not in client.get(address(course)).content.decode()
    assert not Recusal.objects.exists()


def test_who_took_part_in_a_result_stays_on_it(client):
    course, third = meeting_of_two_who_judged()
    client.force_login(course.chair)
    client.post(consensus_address(course), agreed_form(course))
    client.force_login(third.account)

    answer = client.post(address_of_conflict(course), {"reason": "亲属"})

    assert "took part in a result" in answer.context["form"].errors["reason"][0]
    assert not Recusal.objects.exists()


def test_what_was_typed_stays_when_the_stage_was_closed_meanwhile(client, course):
    course.to(State.INTER_GROUP_CONSENSUS)
    client.force_login(course.chair)
    typed = agreed_form(course, reason="写了很久的理由")

    answer = client.post(consensus_address(course), typed)

    assert "写了很久的理由" in answer.content.decode()
    assert "Groups record their results" in answer.content.decode()


def test_a_recused_chair_ranks_around_what_is_not_shown(client, course):
    course.prepare_next()
    recuse(course, 0, "chair")
    client.force_login(course.chair)

    response = client.post(
        address(course, "rounds_ranking"),
        {f"rank_{course.submissions[1].pk}": "1"},
        follow=True,
    )

    assert ranks(course) == [1, 2]
    assert [str(each) for each in response.context["messages"]] == [
        "The ranking is saved."
    ]


def test_attendance_is_saved(client, course):
    absent = course.group.members.get(task="member")
    client.force_login(account(course, "secretary"))

    form = {f"absent_{absent.pk}": "on", f"why_absent_{absent.pk}": "出差"}
    client.post(address(course, "rounds_absences"), form)

    assert Absence.objects.get().member == absent
    response = client.get(address(course, "rounds_minutes"))
    assert response.context["minutes"].absent == [(absent, "出差")]
    assert len(response.context["minutes"].present) == 2


def words_of(content):
    document = Document(io.BytesIO(content))
    rows = [cell.text for table in document.tables for cell in table._cells]
    return "\n".join([*(each.text for each in document.paragraphs), *rows])


def test_minutes_hold_attendance_recusals_and_results_with_reasons(client, course):
    recuse(course, 1, "member")
    members = list(course.group.members.order_by("pk"))
    client.force_login(course.chair)
    form = agreed_form(course, took_part=[each.pk for each in members[:2]])
    client.post(consensus_address(course), form | {"rank": 1})
    client.post(
        consensus_address(course, 1), form | {"result": OUT, "reason": "难以复制"}
    )
    client.force_login(course.manager)

    with override("en"):
        text = words_of(client.get(address(course, "rounds_minutes_word")).content)
    page = client.get(address(course, "rounds_minutes")).content.decode()

    named = [str(each.reviewer) for each in members]
    for told in (text, page):
        for words in ("步骤完整", "难以复制", "曾任顾问", *named):
            assert words in told
    numbers = [each.method_id for each in course.submissions]
    assert f"№ {numbers[1]}  {named[2]}, declared: 曾任顾问" in text
    assert f"Took part\n1\n№ {numbers[0]} " in text
    assert f"{named[0]}, {named[1]}\n–\n№ {numbers[1]} " in text


def queries_of(client, course):
    """How many queries each page of the group takes."""
    client.force_login(course.chair)
    pages = [*(address(course, each) for each in PAGES), consensus_address(course)]
    found = []
    for page in pages:
        client.get(page)
        with CaptureQueriesContext(connection) as made:
            client.get(page)
        found.append(len(made))
    return found


def test_pages_take_as_many_queries_at_any_size(client):
    found = []
    for count in (2, 5):
        course = Course(members=count, count=count).to(State.INTER_GROUP_CONSENSUS)
        found.append(queries_of(client, course))

    assert found[0] == found[1]
    assert max(found[0]) <= 35
