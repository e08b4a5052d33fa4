"""The reviewer's desk: own work only, in its time only, and nothing typed is lost."""

import threading
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.urls import reverse

from catalogue.rounds.life import move_round
from catalogue.rounds.models import (
    Assignment,
    Recusal,
    Review,
    SelectionRound,
    Submission,
)
from catalogue.rounds.redacting import make_blind_copies
from catalogue.rounds.reviewing import (
    ChangedMeanwhile,
    Mark,
    Page,
    Written,
    hand_in,
    own_assignments,
    save_review,
)
from tests.rounds.course import Course
from tests.rounds.factories import CriterionFactory, ReviewerFactory

pytestmark = pytest.mark.django_db

State = SelectionRound.State
QUEUE = "admin:rounds_my_reviews"


class UnderReview(Course):
    """A round in independent review; `mine` is one reviewer's assignments."""

    def __init__(self, **values):
        super().__init__(**values)
        self.to(State.CLOSED)
        self.assign_all()
        if self.round.is_blind:
            make_blind_copies(self.round, by=self.manager)
        self.step()
        self.reviewer = self.group.members.order_by("pk").first().reviewer
        self.account = self.reviewer.account
        self.mine = list(
            Assignment.objects.filter(reviewer=self.reviewer).order_by("pk")
        )

    def whole(self, **values):
        """What the page sends for a whole review."""
        return {
            "page": uuid.uuid4(),
            "turn": 1,
            "seen": "",
            f"mark-{self.criterion.pk}": 4,
            f"reason-{self.criterion.pk}": "有据可查",
            "recommendation": "recommended",
            "reason": "步骤清楚",
            **values,
        }


@pytest.fixture
def under(client):
    found = UnderReview()
    client.force_login(found.account)
    return found


def address(assignment, name="rounds_review"):
    return reverse(f"admin:{name}", args=[assignment.pk])


def written(under, reason="步骤清楚", mark=4):
    marks = {under.criterion.pk: Mark(mark, "有据可查")}
    return Written("recommended", reason, marks)


def test_the_queue_shows_own_submissions_with_their_state(client, under):
    client.post(address(under.mine[0]), under.whole(_hand_in=1))

    page = client.get(reverse(QUEUE))

    (queue, _head), *none = page.context["queues"]
    assert none == []
    assert [row.assignment for row in queue.rows] == under.mine
    assert [row.is_handed_in for row in queue.rows] == [True, False]


def test_the_queue_costs_a_fixed_number_of_queries(
    client, under, django_assert_max_num_queries
):
    client.get(reverse(QUEUE))
    with django_assert_max_num_queries(20) as first:
        client.get(reverse(QUEUE))
    under.mine[1].delete()

    with django_assert_max_num_queries(20) as second:
        client.get(reverse(QUEUE))

    assert len(first) == len(second)


def test_the_page_shows_the_frozen_text_and_not_what_was_changed_since(client, under):
    method = under.mine[0].submission.method
    frozen = method.title_zh
    method.title_zh = "后来改的名字"
    method.save()

    page = client.get(address(under.mine[0])).content.decode()

    assert frozen in page
    assert "后来改的名字" not in page


def test_a_review_is_saved_and_handed_in(client, under):
    reviews = Review.objects.filter(assignment=under.mine[0])

    saved = client.post(address(under.mine[0]), under.whole(_save=1))
    draft = reviews.get()
    handed = client.post(
        address(under.mine[0]), under.whole(_hand_in=1, page=draft.page)
    )

    review = reviews.get()
    assert saved.url == address(under.mine[0])
    assert handed.url == address(under.mine[1])
    assert draft.handed_in_at is None
    assert review.handed_in_at is not None
    assert review.recommendation == "recommended"
    assert list(review.marks.values_list("criterion", "mark", "reason")) == [
        (under.criterion.pk, 4, "有据可查")
    ]


def test_save_and_next_leads_to_the_next_one_not_handed_in(client, under):
    client.post(address(under.mine[1]), under.whole(_hand_in=1))

    last = client.post(address(under.mine[0]), under.whole(_next=1))

    assert last.url == reverse(QUEUE)


def test_handing_in_names_every_fault_and_keeps_the_draft(client, under):
    sent = under.whole(_hand_in=1, recommendation="", reason=" ")
    sent[f"mark-{under.criterion.pk}"] = sent[f"reason-{under.criterion.pk}"] = ""
    sent["reason"] = "只有这一句"

    page = client.post(address(under.mine[0]), sent)

    assert [each.words for each in page.context["faults"]] == [
        f"“{under.criterion}” has no mark.",
        f"“{under.criterion}” has no reason.",
        "The overall recommendation is missing.",
    ]
    review = Review.objects.get()
    assert review.reason == "只有这一句"
    assert review.handed_in_at is None


@pytest.mark.parametrize("mark", ["0", "6", "-1", "1.5", "x", "9" * 30])
def test_a_mark_outside_the_scale_is_refused_and_nothing_saved(client, under, mark):
    page = client.post(
        address(under.mine[0]), under.whole(**{f"mark-{under.criterion.pk}": mark})
    )

    assert page.status_code == 200
    assert page.context["form"].errors
    assert not Review.objects.exists()


def test_a_mark_of_another_rounds_criterion_is_passed_over(client, under):
    other = CriterionFactory()

    client.post(address(under.mine[0]), under.whole(**{f"mark-{other.pk}": 3}))

    assert not Review.objects.get().marks.filter(criterion=other).exists()


def test_a_handed_in_review_is_opened_again_on_record(client, under):
    client.post(address(under.mine[0]), under.whole(_hand_in=1))
    refused = client.post(address(under.mine[0]), under.whole(_save=1, reason="改"))
    unchanged = Review.objects.get()

    client.post(address(under.mine[0]), {"_reopen": 1})

    assert refused.status_code == 200
    assert unchanged.reason == "步骤清楚"
    assert Review.objects.get().handed_in_at is None
    events = Review.pgh_event_model.objects.order_by("pgh_id")
    handed = [each.handed_in_at is not None for each in events]
    assert handed == [False, True, False]


def test_what_the_script_sends_is_kept(client, under):
    answer = client.post(address(under.mine[0], "rounds_keep_review"), under.whole())

    review = Review.objects.get()
    assert set(answer.json()) == {"at"}
    assert (review.reason, review.handed_in_at) == ("步骤清楚", None)


def test_an_empty_page_begins_no_review(client, under):
    empty = {"page": uuid.uuid4(), "turn": 1, "seen": ""}

    answer = client.post(address(under.mine[0], "rounds_keep_review"), empty)

    assert answer.status_code == 200
    assert not Review.objects.exists()


def test_a_second_window_loses_nothing(client, under):
    """The second one sees both texts, and what it saves then counts."""
    first, second = under.whole(reason="第一个窗口"), under.whole(reason="第二个窗口")
    client.post(address(under.mine[0]), first)

    kept = client.post(address(under.mine[0], "rounds_keep_review"), second)
    page = client.post(address(under.mine[0]), second)

    assert kept.status_code == 409
    assert Review.objects.get().reason == "第一个窗口"
    shown = page.content.decode()
    assert "第一个窗口" in shown
    assert "第二个窗口" in shown

    second["seen"] = page.context["form"]["seen"].value()
    client.post(address(under.mine[0]), second)

    assert Review.objects.get().reason == "第二个窗口"


def test_what_a_page_sent_earlier_and_arrives_late_changes_nothing(under):
    page = uuid.uuid4()
    save_review(
        under.mine[0],
        by=under.account,
        written=written(under, "后"),
        page=Page(page, 2),
    )

    save_review(
        under.mine[0],
        by=under.account,
        written=written(under, "先"),
        page=Page(page, 1),
    )

    assert Review.objects.get().reason == "后"


def test_another_page_that_saw_the_last_version_may_write(under):
    review = save_review(
        under.mine[0], by=under.account, written=written(under), page=Page(uuid.uuid4())
    )
    seen = review.changed_at.isoformat()

    save_review(
        under.mine[0],
        by=under.account,
        written=written(under, "再想过"),
        page=Page(uuid.uuid4(), 0, seen),
    )

    assert Review.objects.get().reason == "再想过"
    with pytest.raises(ChangedMeanwhile):
        save_review(
            under.mine[0],
            by=under.account,
            written=written(under, "旧窗口"),
            page=Page(uuid.uuid4(), 0, seen),
        )


@pytest.mark.parametrize(
    "name", ["rounds_review", "rounds_keep_review", "rounds_conflict"]
)
def test_anothers_assignment_is_missing_in_every_state(client, under, name):
    others = Assignment.objects.exclude(reviewer=under.reviewer).first()
    for person in (
        under.account,
        under.manager,
        under.officer,
        ReviewerFactory().account,
    ):
        client.force_login(person)
        for method in (client.get, client.post):
            assert method(address(others, name), under.whole()).status_code == 404
    assert not Review.objects.exists()


def test_nobody_reads_before_the_stage_opens(client):
    course = Course().to(State.CLOSED)
    course.assign_all()
    assignment = Assignment.objects.first()
    client.force_login(assignment.reviewer.account)

    assert client.get(address(assignment)).status_code == 404
    assert client.get(reverse(QUEUE)).context["queues"] == []


def test_who_is_no_reviewer_any_more_reads_nothing(client, under):
    under.account.groups.clear()

    assert client.get(address(under.mine[0])).status_code == 404
    assert client.get(reverse(QUEUE)).status_code == 403


def test_a_submission_of_the_own_place_is_missing_though_assigned(client, under):
    under.reviewer.home_body = under.officer.reporting_body
    under.reviewer.save()

    assert client.get(address(under.mine[0])).status_code == 404
    assert not own_assignments(under.account).exists()


def test_what_its_body_took_back_meanwhile_is_missing_though_assigned(client):
    course = Course().to(State.CLOSED)
    course.assign_all()
    reviewer = course.group.members.first().reviewer
    first, second = reviewer.assignments.order_by("pk")
    for to in (State.OPEN, State.CLOSED, State.INDEPENDENT_REVIEW):
        if to == State.CLOSED:
            Submission.objects.filter(pk=first.submission_id).update(state="taken-back")
        values = {"by": course.manager, "at": course.now, "reason": "补报"}
        course.round = move_round(course.round, to, **values)
    client.force_login(reviewer.account)

    missing, there = (client.get(address(each)) for each in (first, second))

    assert (missing.status_code, there.status_code) == (404, 200)
    assert list(own_assignments(reviewer.account)) == [second]


def test_after_the_stage_everything_is_shown_and_nothing_changed(client, under):
    client.post(address(under.mine[0]), under.whole(_hand_in=1))
    for assignment in Assignment.objects.filter(review=None):
        save_review(
            assignment,
            by=assignment.reviewer.account,
            written=written(under),
            page=Page(uuid.uuid4()),
        )
        hand_in(assignment, by=assignment.reviewer.account)
    move_round(under.round, State.GROUP_CONSENSUS, by=under.manager)
    before = list(Review.objects.order_by("pk").values())

    page = client.get(address(under.mine[0]))
    posts = [
        client.post(address(under.mine[0]), under.whole(**{act: 1, "reason": "晚了"}))
        for act in ("_save", "_next", "_hand_in", "_reopen")
    ]
    kept = client.post(address(under.mine[0], "rounds_keep_review"), under.whole())
    conflict = client.post(address(under.mine[0], "rounds_conflict"), {"reason": "亲"})

    assert page.status_code == 200
    assert b"step" in page.content
    assert {each.status_code for each in posts} <= {200, 302}
    assert (kept.status_code, conflict.status_code) == (409, 404)
    assert list(Review.objects.order_by("pk").values()) == before


@pytest.mark.django_db(transaction=True)
def test_who_saves_while_the_stage_closes_waits_and_is_told():
    under, errors = UnderReview(), []
    under.review_all()
    before = list(Review.objects.values())

    def save():
        try:
            save_review(
                under.mine[0],
                by=under.account,
                written=written(under),
                page=Page(uuid.uuid4()),
            )
        except ValidationError as refusal:
            errors.append(refusal.messages)
        finally:
            connection.close()

    saving = threading.Thread(target=save)
    with transaction.atomic():
        move_round(under.round, State.GROUP_CONSENSUS, by=under.manager)
        saving.start()
        until_it_waits_for_a_lock(saving)
    saving.join(timeout=60)

    assert errors == [
        ["The stage of independent review is closed: nothing is changed any more."]
    ]
    assert list(Review.objects.values()) == before


def until_it_waits_for_a_lock(thread):
    """Return once another connection to this database waits, or the thread is done."""
    waiting = """
        SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'
    """
    while thread.is_alive():
        with connection.cursor() as cursor:
            # Within a transaction these figures stay as they were first read.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(waiting)
            if cursor.fetchone()[0]:
                return


def test_a_conflict_is_declared_with_a_reason(client, under):
    page = address(under.mine[0], "rounds_conflict")
    assert client.get(page).status_code == 200
    without = client.post(page, {"reason": " "})

    done = client.post(page, {"reason": "曾任该街道主任"})

    assert without.context["form"].errors
    assert done.url == reverse(QUEUE)
    assert Recusal.objects.get().reason == "曾任该街道主任"
    assert client.get(address(under.mine[0])).status_code == 404


def test_a_blind_round_shows_no_name_number_or_link(client):
    under = UnderReview(is_blind=True)
    client.force_login(under.account)
    submission = under.mine[0].submission
    community = submission.method.community
    told = [
        community.name,
        community.street.name_zh,
        community.county.name_zh,
        community.province.name_zh,
        f"№ {submission.method_id}",
        submission.method.get_absolute_url(),
        reverse("admin:methods_workmethod_change", args=[submission.method_id]),
    ]

    for page in (
        reverse(QUEUE),
        address(under.mine[0]),
        address(under.mine[0], "rounds_conflict"),
    ):
        shown = client.get(page).content.decode()
        assert [each for each in told if each in shown] == []
        assert "工作法" in shown
