"""The rows of a yearly call go out as a workbook and come back with the answers."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from catalogue.practice.models import StillInUseAnswer
from catalogue.practice.still_in_use_calls import close_call
from tests.accounts.factories import EditorFactory, RoundManagerFactory
from tests.desk.exchange.files import open_workbook, workbook
from tests.methods.factories import method_of
from tests.practice.factories import StillInUseAnswerFactory, StillInUseCallFactory

pytestmark = pytest.mark.django_db

Answer = StillInUseAnswer.Answer
HEADINGS = ["Number", "Answer", "Confirmed on", "No longer used since", "Evidence"]


@pytest.fixture
def call():
    return StillInUseCallFactory()


@pytest.fixture
def own(officer, call):
    """Two methods of the officer's body that are asked after."""
    return [
        StillInUseAnswerFactory(
            call=call, method=method_of(officer.reporting_body, published=True)
        )
        for _ in range(2)
    ]


def address(call):
    return reverse("admin:exchange_still_in_use", args=[call.pk])


def taken(client, call):
    """The rows of the file, as it is taken."""
    content = b"".join(client.get(address(call)).streaming_content)
    return [
        list(row) for row in open_workbook(content).active.iter_rows(values_only=True)
    ]


def send(client, call, rows, name="answers.xlsx"):
    """The messages that a file of these rows is answered with."""
    file = SimpleUploadedFile(name, workbook(rows))
    page = client.post(address(call), {"file": file}, follow=True)
    return [str(message) for message in page.context["messages"]]


def answers():
    return dict(StillInUseAnswer.objects.values_list("pk", "answer"))


def test_file_holds_the_own_rows_with_what_was_answered(client, own, call):
    StillInUseAnswerFactory(call=call)
    StillInUseAnswer.objects.filter(pk=own[0].pk).update(
        answer=Answer.NO_LONGER_USED,
        no_longer_since="2024",
        confirmed_on=call.opened_on,
        answered_by=call.opened_by,
        answered_at=timezone.now(),
    )

    headings, *rows = taken(client, call)

    told = [dict(zip(headings, row, strict=True)) for row in rows]
    assert [row["Number"] for row in told] == [each.method_id for each in own]
    assert [row["Answer"] for row in told] == ["No longer used", None]
    assert told[0]["No longer used since"] == "2024"
    assert told[0]["Confirmed on"].date() == call.opened_on


def test_answers_come_back_and_unanswered_rows_stay_open(client, own, call, officer):
    headings, first, second = taken(client, call)
    first[headings.index("Answer")] = "Still in use"

    told = send(client, call, [headings, first, second])

    assert told == ["1 answer is saved."]
    assert answers() == {own[0].pk: "continued", own[1].pk: ""}
    own[0].refresh_from_db()
    assert own[0].confirmed_on == timezone.localdate()
    assert own[0].answered_by == officer


@pytest.mark.parametrize("words", ["No longer used", "no-longer-used"])
def test_an_answer_is_written_in_words_or_as_its_code(client, own, call, words):
    row = [own[0].method_id, words, None, "2024-05", "走访"]

    send(client, call, [["是否仍在使用"], HEADINGS, row])

    own[0].refresh_from_db()
    given = (own[0].answer, own[0].no_longer_since, own[0].evidence)
    assert given == (Answer.NO_LONGER_USED, "2024-05", "走访")


def test_one_fault_keeps_the_whole_file_out(client, own, call):
    foreign = StillInUseAnswerFactory(call=call)
    rows = [
        [own[0].method_id, "Still in use"],
        [own[1].method_id, "perhaps"],
        [foreign.method_id, "Still in use"],
        [own[0].method_id, "Still in use"],
        ["x", "Still in use"],
    ]

    told = send(client, call, [HEADINGS[:2], *rows])

    missing = "no method of your own in this call has this number."
    assert told == [
        "Nothing was saved. Correct the file and send it.",
        "Row 3, Answer: Select a valid choice. perhaps is not one of the available "
        "choices.",
        f"Row 4: {missing}",
        "Row 5: this method stands in the file twice.",
        f"Row 6: {missing}",
    ]
    assert set(answers().values()) == {""}


def test_file_that_is_older_than_an_answer_does_not_write_over_it(client, own, call):
    headings, first, second = taken(client, call)
    StillInUseAnswer.objects.filter(pk=own[0].pk).update(
        answer=Answer.REVISED,
        confirmed_on=call.opened_on,
        answered_by=call.opened_by,
        answered_at=timezone.now(),
    )
    first[headings.index("Answer")] = "Still in use"

    _head, told = send(client, call, [headings, first, second])

    assert told == "Row 2: Somebody else answered meanwhile: look at the row again."
    assert answers()[own[0].pk] == Answer.REVISED


def test_same_file_sent_twice_changes_nothing_more(client, own, call):
    headings, first, second = taken(client, call)
    first[headings.index("Answer")] = "Still in use"
    send(client, call, [headings, first, second])

    again = taken(client, call)

    assert send(client, call, again) == ["0 answers are saved."]
    assert own[0].events.count() == 2


def test_file_without_the_headings_is_refused(client, own, call):
    told = send(client, call, [["Title", "Answer"], ["一", "Still in use"]])

    assert len(told) == 1
    assert "were not found" in told[0]


def test_closed_call_takes_no_file(client, own, call):
    close_call(call, by=EditorFactory())

    told = send(client, call, [HEADINGS[:2], [own[0].method_id, "Still in use"]])

    assert told[0] == "Nothing was saved. Correct the file and send it."
    assert set(answers().values()) == {""}


def test_who_does_not_answer_sends_no_file(client, own, call):
    client.force_login(RoundManagerFactory())
    file = SimpleUploadedFile("a.xlsx", workbook([HEADINGS]))

    assert client.get(address(call)).status_code == 200
    assert client.post(address(call), {"file": file}).status_code == 403


def test_call_that_asks_nothing_of_a_body_has_no_file(client, officer, call):
    StillInUseAnswerFactory(call=call)

    assert client.get(address(call)).status_code == 404
