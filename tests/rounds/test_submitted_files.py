"""Photos and files of a submission: as submitted, for who may read the text."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from catalogue.methods.models import MethodFile, MethodPhoto
from catalogue.rounds.models import Recusal, SelectionRound
from catalogue.rounds.redacting import make_blind_copies
from catalogue.rounds.submitting import submit, take_back
from tests.accounts.factories import EditorFactory, OfficerFactory
from tests.rounds.course import Course
from tests.rounds.factories import ReviewerFactory

pytestmark = pytest.mark.django_db

State = SelectionRound.State


class Illustrated(Course):
    """A round whose submissions have a photo and a file."""

    def prepared(self, **values):
        row = super().prepared(**values)
        MethodPhoto.objects.create(
            method=row.method,
            image=ContentFile(b"a photo", "a.png"),
            caption_zh="议事现场",
        )
        MethodFile.objects.create(
            method=row.method, file=ContentFile(b"a text", "a.pdf"), title_zh="章程"
        )
        return row

    def under_review(self):
        self.to(State.CLOSED)
        self.assign_all()
        if self.round.is_blind:
            make_blind_copies(self.round, by=self.manager)
        self.step()
        return self


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def address(course, kind="photo", place=0):
    row = course.submissions[0]
    return reverse("admin:rounds_attached", args=[row.pk, kind, place])


def asked(client, course, kind="photo", place=0):
    """What the address answers: its status, and the content where there is one."""
    answer = client.get(address(course, kind, place))
    # What is read to its end is closed.
    return answer.status_code, answer.getvalue() if answer.streaming else b""


def reviewer_of(course):
    return course.group.members.first().reviewer


def test_the_reviewer_opens_what_was_submitted_whatever_is_there_now(client):
    course = Illustrated().under_review()
    MethodPhoto.objects.all().delete()
    MethodFile.objects.all().delete()
    client.force_login(reviewer_of(course).account)
    assignment = reviewer_of(course).assignments.order_by("pk")[0]

    page = client.get(reverse("admin:rounds_review", args=[assignment.pk]))

    assert address(course) in page.content.decode()
    assert asked(client, course) == (200, b"a photo")
    assert asked(client, course, "file") == (200, b"a text")


def test_a_photo_is_looked_at_a_file_taken_away_and_neither_kept(client):
    course = Illustrated().under_review()
    client.force_login(course.officer)

    photo, file = client.get(address(course)), client.get(address(course, "file"))

    assert (photo.getvalue(), file.getvalue()) == (b"a photo", b"a text")
    assert photo["Content-Type"] == "image/png"
    assert file["Content-Disposition"].startswith("attachment")
    assert "no-store" in photo["Cache-Control"]


@pytest.mark.parametrize(("kind", "place"), [("photo", 1), ("film", 0), ("texts", 0)])
def test_what_was_not_submitted_is_missing(client, kind, place):
    course = Illustrated().under_review()
    client.force_login(reviewer_of(course).account)

    assert asked(client, course, kind, place)[0] == 404


def test_the_own_staff_opens_it_too_and_others_find_nothing(client):
    course = Illustrated().under_review()
    foreign = [OfficerFactory(), ReviewerFactory().account]

    for person in (course.officer, EditorFactory(), course.manager):
        client.force_login(person)
        assert asked(client, course)[0] == 200
    for person in foreign:
        client.force_login(person)
        assert asked(client, course)[0] == 404


def test_no_reviewer_opens_it_before_the_stage_opens(client):
    course = Illustrated().to(State.CLOSED)
    course.assign_all()
    client.force_login(reviewer_of(course).account)

    assert asked(client, course)[0] == 404


@pytest.mark.parametrize("state", [State.INDEPENDENT_REVIEW, State.GROUP_CONSENSUS])
def test_no_reviewer_opens_it_in_a_blind_round(client, state):
    course = Illustrated(is_blind=True).under_review().to(state)
    client.force_login(reviewer_of(course).account)

    for kind in ("photo", "file"):
        assert asked(client, course, kind)[0] == 404


def test_the_group_opens_it_at_its_meeting_but_who_is_recused(client):
    course = Illustrated(members=1)
    course.to(State.CLOSED)
    course.assign_all()
    third = course.group.members.get(task="member").reviewer
    third.assignments.all().delete()
    course.step()
    client.force_login(third.account)
    before = asked(client, course)
    course.to(State.GROUP_CONSENSUS)

    at_meeting = asked(client, course)
    Recusal.objects.create(
        submission=course.submissions[0],
        reviewer=third,
        reason="亲属",
        declared_by=course.manager,
    )
    recused = asked(client, course)

    codes = [each[0] for each in (before, at_meeting, recused)]
    assert codes == [404, 200, 404]


def test_a_text_that_was_sent_again_is_the_one_that_counts(client):
    course = Illustrated()
    course.step()
    row = submit(course.prepared(), by=course.officer)
    course.submissions = [row]
    MethodPhoto.objects.all().delete()
    take_back(row, by=course.officer)
    submit(row, by=course.officer)
    client.force_login(course.officer)

    assert asked(client, course)[0] == 404
    assert asked(client, course, "file")[0] == 200


def test_a_text_that_was_not_sent_has_nothing_to_open(client):
    course = Illustrated()
    course.step()
    course.submissions = [course.prepared()]
    client.force_login(course.officer)

    assert asked(client, course)[0] == 404
