"""The page of a round says what became of its selected methods, the list of rounds
sets the editions side by side."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from catalogue.methods.models import WorkMethod
from catalogue.practice.models import StillInUseAnswer
from catalogue.public.in_use.became import became_by_round
from catalogue.public.kept_cards import CARDS
from catalogue.public.kept_pages import PAGES
from catalogue.rounds.models import SelectionRound, Submission
from tests.methods.factories import WorkMethodFactory
from tests.practice.factories import (
    StillInUseAnswerFactory,
    StillInUseCallFactory,
    selected_method,
)
from tests.rounds.factories import SelectionRoundFactory, SubmissionFactory

pytestmark = pytest.mark.django_db

Answer = StillInUseAnswer.Answer
MARCH = datetime.date(2026, 3, 2)


@pytest.fixture
def announced():
    return SelectionRoundFactory(
        announced=True,
        slug="national-2018",
        announced_on="2018-12-13",
        official_submitted=209,
        official_selected=100,
    )


@pytest.fixture
def call():
    return StillInUseCallFactory(opened_on=datetime.date(2026, 3, 1))


def answered(selection_round, call, answer="", **values):
    confirmed = {"confirmed_on": MARCH} if answer else {}
    return StillInUseAnswerFactory(
        call=call,
        method=selected_method(selection_round),
        answer=answer,
        **confirmed,
        **values,
    )


def became(selection_round):
    return became_by_round([selection_round])[selection_round.pk]


def fresh(client, address):
    PAGES.empty()
    CARDS.empty()
    return client.get(address)


def test_every_answer_is_counted_once(announced, call):
    for answer in ("", *Answer.values, Answer.CONTINUED):
        answered(announced, call, answer)
    selected_method(announced)

    found = became(announced)

    assert found.counts == [
        ("Still in use", 2),
        ("In use, revised", 1),
        ("No longer used", 1),
        ("The community merged", 1),
        ("Asked, no answer", 1),
        ("Not asked yet", 1),
    ]
    assert (found.recorded, found.in_use, found.answered) == (7, 3, 5)
    assert found.last_confirmed_on == MARCH


def test_withdrawn_records_are_counted_beside(announced, call):
    row = answered(announced, call, Answer.CONTINUED)
    WorkMethod.objects.filter(pk=row.method_id).update(
        status=WorkMethod.Status.WITHDRAWN, withdrawn_at=timezone.now()
    )

    found = became(announced)

    assert found.counts == [("Withdrawn from the catalogue", 1)]
    assert (found.recorded, found.in_use) == (0, 0)


def test_submitted_and_demonstration_methods_do_not_count(announced, call):
    answered(announced, call, Answer.CONTINUED)
    SubmissionFactory(
        selection_round=announced,
        method=WorkMethodFactory(published=True),
        outcome=Submission.Outcome.SUBMITTED,
    )
    selected_method(announced, is_demo=True)

    assert became(announced).recorded == 1


@pytest.mark.parametrize(
    "values",
    [
        {"state": SelectionRound.State.JUDGING},
        {"announced": True, "kind": SelectionRound.Kind.PILOT},
    ],
)
def test_rounds_without_an_announced_selection_tell_nothing(values):
    selection_round = SelectionRoundFactory(**values)
    selected_method(selection_round)

    assert became_by_round([selection_round]) == {}


def test_page_of_the_round_counts_and_lists_them(client, announced, call):
    later = WorkMethodFactory(published=True, title_en="Second edition")
    row = answered(announced, call, Answer.REVISED, revised_into=later)

    page = client.get(announced.get_absolute_url())

    text = page.content.decode()
    assert page.context["became"].in_use == 1
    assert [each.submission.method for each in page.context["selected"]] == [row.method]
    assert "1 is confirmed to be still in use" in text
    assert page.context["became"] == became(announced)
    assert "Last confirmed on 2 March 2026." in text
    assert later.get_absolute_url() in text


def test_page_of_a_round_that_nobody_asked_after_says_so(client, announced):
    selected_method(announced)

    text = client.get(announced.get_absolute_url()).content.decode()

    assert "Nobody has asked yet whether it is still in use." in text
    assert "Last confirmed on" not in text


def test_page_of_a_round_without_selected_methods_says_nothing_of_it(client, announced):
    page = client.get(announced.get_absolute_url())

    assert "What became of" not in page.content.decode()


def test_page_of_a_round_under_review_says_nothing_of_it(client):
    judged = SelectionRoundFactory(state=SelectionRound.State.JUDGING)
    selected_method(judged)

    page = client.get(judged.get_absolute_url())

    assert "What became of" not in page.content.decode()


def test_editions_stand_side_by_side_with_what_is_in_use(client, announced, call):
    answered(announced, call, Answer.CONTINUED)
    answered(announced, call, Answer.NO_LONGER_USED)
    unasked = SelectionRoundFactory(announced=True, announced_on="2017")
    selected_method(unasked)
    SelectionRoundFactory(state=SelectionRound.State.OPEN)

    page = client.get(reverse("round-list"))

    told = [
        (row.year, row.totals.submitted, row.totals.selected, became.recorded)
        for row, became in page.context["editions"]
    ]
    assert told == [("2018", 209, 100, 2), ("2017", None, None, 1)]
    text = page.content.decode()
    assert '<b class="count-selected">1</b> of 2' in text
    assert "Not asked yet" in text


@pytest.mark.parametrize("page", ["round-list", "round-detail"])
def test_pages_ask_as_often_for_many_methods_as_for_one(client, announced, call, page):
    args = [announced.slug] if page == "round-detail" else []
    address = reverse(page, args=args)

    def cost(count):
        for _ in range(count):
            answered(announced, call, Answer.CONTINUED)
        fresh(client, address)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            fresh(client, address)
        return len(queries)

    assert cost(1) == cost(9)


def test_kept_page_grows_new_with_an_answer(client, announced, call):
    row = answered(announced, call)
    address = announced.get_absolute_url()
    before = client.get(address).content.decode()

    row.answer, row.confirmed_on = Answer.CONTINUED, MARCH
    row.answered_by, row.answered_at = call.opened_by, timezone.now()
    row.save()

    assert "1 is confirmed to be still in use" not in before
    assert "1 is confirmed to be still in use" in client.get(address).content.decode()
