"""The round manager's pages: groups, assignments, progress, messages, blind copies."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse

from catalogue.accounts.roles import Role
from catalogue.rounds.grouping import Place, form_groups, seat
from catalogue.rounds.life import move_round
from catalogue.rounds.models import (
    Assignment,
    GroupMember,
    Recusal,
    RedactedText,
    Review,
    Reviewer,
    RoundMessage,
    SelectionRound,
)
from catalogue.rounds.outbox import release, send_released
from catalogue.rounds.redacting import make_blind_copies
from catalogue.rounds.review_progress import progress_of, remind
from tests.accounts.factories import RoundManagerFactory, UserFactory
from tests.places.factories import DivisionFactory, ProvinceFactory
from tests.rounds.course import Course
from tests.rounds.factories import (
    HeldRoundFactory,
    ReviewerFactory,
    ReviewGroupFactory,
    SubmissionFactory,
)

pytestmark = pytest.mark.django_db

State = SelectionRound.State
Task = GroupMember.Task


@pytest.fixture
def manager(client):
    account = RoundManagerFactory()
    client.force_login(account)
    return account


def page_of(name, row):
    return reverse(f"admin:rounds_{name}", args=[row.pk])


def messages_of(answer):
    return [str(each) for each in answer.context["messages"]]


def seats(selection_round):
    return {
        (each.reviewer_id, each.group_id, each.task)
        for each in selection_round.group_members.all()
    }


def test_reviewers_are_shared_out_to_groups_mixed_by_kind_and_body(manager):
    held, bodies = HeldRoundFactory(), [ProvinceFactory(), ProvinceFactory()]
    for body in bodies:
        for kind in ("expert", "official"):
            ReviewerFactory(kind=kind, home_body=body)
    ReviewerFactory(account__is_active=False)

    form_groups(held, 2, by=manager)

    groups = list(held.review_groups.order_by("position"))
    assert [group.name_zh for group in groups] == ["第一组", "第二组"]
    for group in groups:
        members = [each.reviewer for each in group.members.all()]
        assert sorted(each.kind for each in members) == ["expert", "official"]
        assert {each.home_body for each in members} == set(bodies)


def test_the_own_city_of_a_reviewer_is_no_county_in_it(client, manager):
    county = DivisionFactory(parent=DivisionFactory(level="prefecture"))
    account = UserFactory(roles=[Role.REVIEWER])
    form = {"account": account.pk, "kind": Reviewer.Kind.EXPERT}
    page = reverse("admin:rounds_reviewer_add")

    refused = client.post(page, {**form, "home_city": county.pk})
    client.post(page, {**form, "home_city": county.parent_id})

    errors = refused.context["adminform"].form.errors
    assert errors == {"home_city": [f"Choose the city above it: {county.parent}."]}
    assert Reviewer.objects.get(account=account).home_city == county.parent


def test_forming_groups_again_leaves_who_is_seated(manager):
    held = HeldRoundFactory()
    group = ReviewGroupFactory(selection_round=held)
    before = seats(held)
    new = ReviewerFactory()

    form_groups(held, 2, by=manager)

    assert seats(held) - before == {(new.pk, held.review_groups.last().pk, "member")}
    assert held.review_groups.first() == group


def test_two_groups_of_a_round_have_different_names(client, manager):
    held = HeldRoundFactory()
    form_groups(held, 2, by=manager)
    second = held.review_groups.get(position=2)
    page = reverse("admin:rounds_reviewgroup_change", args=[second.pk])

    answer = client.post(page, {"name_zh": "第一组", "position": 2})

    errors = answer.context["adminform"].form.errors
    assert errors == {"name_zh": ["Another group of this round has this name."]}


def test_a_new_group_takes_no_name_that_is_there(manager):
    held = HeldRoundFactory()
    form_groups(held, 1, by=manager)
    held.review_groups.update(name_zh="第二组")

    form_groups(held, 2, by=manager)

    names = held.review_groups.order_by("position").values_list("name_zh", flat=True)
    assert list(names) == ["第二组", "第三组"]


def test_chair_and_secretary_may_change_places(manager):
    held = HeldRoundFactory()
    group = ReviewGroupFactory(selection_round=held)
    chair, secretary = [each.reviewer_id for each in group.members.order_by("pk")]

    seat(
        held,
        {
            chair: Place(group.pk, Task.SECRETARY),
            secretary: Place(group.pk, Task.CHAIR),
        },
        by=manager,
    )

    assert seats(held) == {
        (chair, group.pk, "secretary"),
        (secretary, group.pk, "chair"),
    }


def test_a_group_has_one_chair(manager):
    held = HeldRoundFactory()
    group = ReviewGroupFactory(selection_round=held)
    other = ReviewerFactory()

    with pytest.raises(ValidationError, match="two persons with the task “Chair”"):
        seat(held, {other.pk: Place(group.pk, Task.CHAIR)}, by=manager)

    assert len(seats(held)) == 2


def test_who_leaves_a_group_gives_back_what_is_not_handed_in():
    course = Course().to(State.INDEPENDENT_REVIEW)
    first, second = [each.reviewer for each in course.group.members.order_by("pk")]
    for assignment in first.assignments.all():
        Review.objects.create(assignment=assignment, reason="未完")
    handed = second.assignments.first()
    Review.objects.create(
        assignment=handed,
        recommendation="doubtful",
        reason="甲",
        handed_in_at=course.now,
    )

    seat(course.round, {first.pk: Place(None)}, by=course.manager)

    assert not first.assignments.exists()
    assert Review.objects.get().assignment == handed
    with pytest.raises(ValidationError, match="has handed in reviews"):
        seat(course.round, {second.pk: Place(None)}, by=course.manager)
    assert second.assignments.count() == 2


def test_groups_are_formed_by_the_manager_until_review_ends(manager):
    course = Course().to(State.GROUP_CONSENSUS)

    with pytest.raises(ValidationError, match="until independent review ends"):
        form_groups(course.round, 2, by=manager)
    with pytest.raises(PermissionDenied):
        form_groups(HeldRoundFactory(), 2, by=course.officer)


def test_the_page_forms_groups_and_shares_submissions_out(client, manager):
    course = Course().to(State.CLOSED)
    people = [ReviewerFactory() for _ in range(3)]
    page = page_of("groups", course.round)

    client.post(page, {"_form": 1, "number": 1})
    group = course.round.review_groups.get()
    client.post(
        page,
        {
            "_seat": 1,
            f"group-{people[0].pk}": group.pk,
            f"task-{people[0].pk}": "chair",
            f"group-{people[1].pk}": group.pk,
            f"task-{people[1].pk}": "secretary",
        },
    )
    done = client.post(page, {"_share": 1}, follow=True)

    last = messages_of(done)[-1]
    assert last == "Every submission has its group and its reviewers."
    assert {each.assignments.count() for each in course.round.submissions.all()} == {2}
    assert client.get(page).context["stage"].missing == []


def test_what_stands_against_sharing_out_is_told(client, manager):
    course = Course().to(State.CLOSED)

    answer = client.post(page_of("groups", course.round), {"_share": 1}, follow=True)

    assert len(messages_of(answer)) == 2
    assert not Assignment.objects.exists()


@pytest.mark.parametrize("number", ["", "0", "-1", "99999999999", "zwei"])
def test_a_nonsense_number_of_groups_is_refused(client, manager, number):
    held = HeldRoundFactory()

    answer = client.post(
        page_of("groups", held), {"_form": 1, "number": number}, follow=True
    )

    assert messages_of(answer) == ["A round has 1 to 30 groups."]
    assert not held.review_groups.exists()


def test_the_page_costs_a_fixed_number_of_queries(
    client, manager, django_assert_max_num_queries
):
    course = Course().to(State.CLOSED)
    course.assign_all()
    page = page_of("groups", course.round)
    client.get(page)
    with django_assert_max_num_queries(45) as few:
        client.get(page)
    for _ in range(3):
        ReviewerFactory(home_body=ProvinceFactory())

    with django_assert_max_num_queries(45) as more:
        client.get(page)

    assert len(more) == len(few)


def test_one_submission_is_changed_by_hand(client, manager):
    course = Course(reviewers_each=2).to(State.CLOSED)
    course.assign_all()
    submission = course.submissions[0]
    removed, kept = submission.assignments.order_by("pk")
    page = page_of("assignment", submission)

    client.post(page, {"_remove": removed.pk})
    could = client.get(page).context["could_take_over"]
    without = set(submission.assignments.all())
    client.post(page, {"_add": removed.reviewer_id})
    client.post(
        page, {"_recuse": 1, "reviewer": kept.reviewer_id, "reason": "曾任顾问"}
    )

    assert without == {kept}
    assert [each.reviewer for each in could] == [removed.reviewer]
    assert [each.reviewer for each in submission.assignments.all()] == [
        removed.reviewer
    ]
    assert Recusal.objects.get().reason == "曾任顾问"
    assert client.get(page).status_code == 200


def test_the_page_of_a_submission_takes_a_round_that_is_held_here(client, manager):
    course = Course().to(State.CLOSED)
    foreign = Assignment(pk=0)
    page = page_of("assignment", course.submissions[0])

    assert client.get(page_of("assignment", SubmissionFactory())).status_code == 404
    assert client.post(page, {"_remove": foreign.pk}).status_code == 404
    assert client.post(page, {"_add": "x"}).status_code == 404
    client.force_login(course.officer)
    assert client.get(page).status_code == 403


def test_progress_counts_and_shows_no_marks(client, manager):
    course = Course().to(State.INDEPENDENT_REVIEW)
    first, second = [each.reviewer for each in course.group.members.order_by("pk")]
    Review.objects.create(
        assignment=first.assignments.first(),
        recommendation="doubtful",
        reason="不足为据",
        handed_in_at=course.now,
    )
    Review.objects.create(assignment=second.assignments.first(), reason="不足为据")

    rows = [(e.assigned, e.begun, e.handed_in) for e in progress_of(course.round)]

    assert rows == [(2, 0, 1), (2, 1, 0)]
    assert (
        "不足为据" not in client.get(page_of("progress", course.round)).content.decode()
    )


def test_groups_and_progress_are_told_once_the_board_has_decided_too(client, manager):
    course = Course().to(State.APPROVED)

    rows = [(e.assigned, e.handed_in) for e in progress_of(course.round)]
    groups = client.get(page_of("groups", course.round))
    one = client.get(page_of("assignment", course.submissions[0]))

    assert rows == [(2, 2), (2, 2)]
    assert [each.submission.pk for each in groups.context["explained"]] == [
        each.pk for each in course.submissions
    ]
    assert one.status_code == 200


def reminded(course, **values):
    """The outcome of writing reminders, for reviewers who have addresses."""
    for number, member in enumerate(course.group.members.all()):
        member.reviewer.account.email = f"reviewer-{number}@example.org"
        member.reviewer.account.save()
    return remind(course.round, by=course.manager, **values)


def test_reminders_are_held_until_released_and_sent_once():
    course = Course().to(State.INDEPENDENT_REVIEW)
    done = reminded(course)
    assert send_released() == (0, 0)
    numbers = [each.pk for each in done.written]

    release(course.round, numbers[:1], by=course.manager)
    call_command("send_round_messages")
    call_command("send_round_messages")

    assert [letter.to for letter in mail.outbox] == [["reviewer-0@example.org"]]
    assert course.round.title_zh in mail.outbox[0].subject
    sent = RoundMessage.objects.order_by("pk").values_list("sent_at", flat=True)
    assert [each is not None for each in sent] == [True, False]


def test_nobody_is_written_to_twice_within_a_day_without_a_word(client, manager):
    course = Course().to(State.INDEPENDENT_REVIEW)
    reminded(course)
    page = page_of("progress", course.round)

    again = client.post(page, follow=True)
    meant = client.post(page, {"once_more": 1}, follow=True)

    names = ", ".join(str(e.reviewer.account) for e in course.group.members.all())
    assert messages_of(again) == [
        "0 reminders wait in the outbox to be released.",
        f"Written to within a day already, so not again: {names}.",
    ]
    assert messages_of(meant) == ["2 reminders wait in the outbox to be released."]
    assert RoundMessage.objects.count() == 4


def test_who_is_done_or_has_no_address_gets_no_letter():
    course = Course().to(State.INDEPENDENT_REVIEW)
    done = remind(course.round, by=course.manager)
    assert [each.email for each in done.without_address] == ["", ""]
    course.review_all()

    assert reminded(course).written == []


def test_a_failure_is_recorded_and_the_message_held_again(monkeypatch):
    course = Course().to(State.INDEPENDENT_REVIEW)
    done = reminded(course)
    RoundMessage.objects.update(released_by=course.manager, released_at=course.now)

    def refuse(self):
        raise ConnectionRefusedError("no server")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    with pytest.raises(CommandError, match="2 not sent"):
        call_command("send_round_messages")

    message = RoundMessage.objects.get(pk=done.written[0].pk)
    assert message.failure == "ConnectionRefusedError: no server"
    assert (message.sent_at, message.released_at) == (None, None)


def test_without_a_mail_server_nothing_is_sent(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = ""
    course = Course().to(State.INDEPENDENT_REVIEW)
    reminded(course)
    RoundMessage.objects.update(released_by=course.manager, released_at=course.now)

    with pytest.raises(CommandError, match="No mail server is set"):
        call_command("send_round_messages")

    assert not RoundMessage.objects.exclude(sent_at=None).exists()
    assert not RoundMessage.objects.exclude(failure="").exists()


def test_the_outbox_releases_and_removes_what_is_chosen(client, manager):
    course = Course().to(State.INDEPENDENT_REVIEW)
    first, second = reminded(course).written
    page = page_of("outbox", course.round)

    client.post(page, {"_release": 1, "message": [first.pk]})
    client.post(page, {"_discard": 1, "message": [first.pk, second.pk]})
    nothing = client.post(page, {"_release": 1, "message": ["x"]}, follow=True)

    message = RoundMessage.objects.get()
    assert (message.pk, message.released_by) == (first.pk, manager)
    assert messages_of(nothing)[-1:] == ["Choose at least one message."]


def test_reminders_are_for_the_time_of_review():
    course = Course().to(State.CLOSED)

    with pytest.raises(ValidationError, match="during independent review"):
        remind(course.round, by=course.manager)


def test_blind_copies_are_made_and_names_added_on_the_pages(client, manager):
    course = Course(is_blind=True).to(State.CLOSED)
    client.post(page_of("blind_copies", course.round))
    copy = RedactedText.objects.first()

    client.post(page_of("blind_copy", copy), {"further_names": "工作法"})
    page = client.get(page_of("blind_copy", copy)).content.decode()

    assert RedactedText.objects.count() == 2
    assert "号某某" in page
    assert copy.submitted_text.content["title_zh"] in page
    client.force_login(UserFactory())
    assert client.get(page_of("blind_copy", copy)).status_code == 403


def test_copies_stay_once_review_has_begun(client, manager):
    course = Course(is_blind=True).to(State.CLOSED)
    course.assign_all()
    make_blind_copies(course.round, by=manager)
    move_round(course.round, State.INDEPENDENT_REVIEW, by=manager)
    copy = RedactedText.objects.first()

    answer = client.post(
        page_of("blind_copy", copy), {"further_names": "工作法"}, follow=True
    )

    assert messages_of(answer) == [
        "Copies are made after submission is closed and before review begins."
    ]
    copy.refresh_from_db()
    assert copy.further_names == ""
