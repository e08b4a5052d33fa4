"""The page of a method says whether it is in use, and which records came of it."""

import datetime

import pytest
from django.urls import reverse
from django.utils.translation import override

from catalogue.methods.merging import merge_methods
from catalogue.methods.models import WorkMethod
from catalogue.practice.models import StillInUseAnswer
from catalogue.practice.still_in_use_calls import close_call
from catalogue.public.exports.whole_methods import whole_methods
from catalogue.public.in_use.method_facts import facts_of_use
from catalogue.public.method_page import with_parts
from catalogue.rounds.models import Submission
from tests.accounts.factories import EditorFactory, RoundManagerFactory
from tests.methods.factories import WorkMethodFactory
from tests.places.factories import CommunityFactory
from tests.practice.factories import (
    StillInUseAnswerFactory,
    StillInUseCallFactory,
    selected_method,
)
from tests.rounds.factories import SelectionRoundFactory, SubmissionFactory

pytestmark = pytest.mark.django_db

Answer = StillInUseAnswer.Answer
MARCH = datetime.date(2026, 3, 2)


def call_of(year, **values):
    return StillInUseCallFactory(opened_on=datetime.date(year, 3, 1), **values)


def answered(answer, year=2026, method=None, **values):
    return StillInUseAnswerFactory(
        call=call_of(year),
        method=method or selected_method(),
        answer=answer,
        confirmed_on=datetime.date(year, 3, 2),
        **values,
    )


def facts(method):
    """By the label of each line, its values."""
    loaded = with_parts(WorkMethod.objects.published()).get(pk=method.pk)
    return {
        fact.label: [str(value.label) for value in fact.values]
        for fact in facts_of_use(loaded)
    }


def exported(method):
    (whole,) = whole_methods([method.pk])
    return str(whole.still_in_use_code), whole.last_confirmed_on


def test_method_that_nobody_asks_after_has_no_line():
    assert facts(WorkMethodFactory(published=True)) == {}


def test_selected_method_that_was_not_asked_after_says_so():
    method = selected_method()

    assert facts(method) == {"Still in use": ["Not asked yet"]}
    assert exported(method) == ("not-asked", None)


def test_method_in_use_says_when_that_was_confirmed_last():
    row = answered(Answer.CONTINUED)

    assert facts(row.method) == {
        "Still in use": ["Last confirmed in use on 2 March 2026"]
    }
    assert exported(row.method) == ("continued", MARCH)


def test_chinese_page_says_it_in_chinese_dates():
    row = answered(Answer.CONTINUED)

    with override("zh-hans"):
        (values,) = facts(row.method).values()

    assert "2026年3月2日" in values[0]


def test_method_without_an_answer_says_that_it_was_asked():
    open_row = StillInUseAnswerFactory(call=call_of(2026))
    closed = StillInUseAnswerFactory(call=call_of(2025, closed=True))

    assert facts(open_row.method) == {"Still in use": ["Asked in 2026, no answer yet"]}
    assert facts(closed.method) == {"Still in use": ["Asked in 2025, no answer"]}
    assert exported(closed.method) == ("no-answer", None)


def test_earlier_confirmation_stands_beside_a_later_call_without_an_answer():
    row = answered(Answer.CONTINUED, 2025)
    close_call(row.call, by=RoundManagerFactory())
    StillInUseAnswerFactory(call=call_of(2026), method=row.method)

    assert facts(row.method) == {
        "Still in use": [
            "Last confirmed in use on 2 March 2025",
            "Asked in 2026, no answer yet",
        ]
    }
    assert exported(row.method) == ("continued", datetime.date(2025, 3, 2))


@pytest.mark.parametrize(
    ("since", "words"),
    [
        ("", "No longer used, told on 2 March 2026"),
        ("2025", "No longer used since 2025, told on 2 March 2026"),
        ("2025-12", "No longer used since December 2025, told on 2 March 2026"),
    ],
)
def test_method_that_is_no_longer_used_keeps_its_page(client, since, words):
    row = answered(Answer.NO_LONGER_USED, no_longer_since=since)

    page = client.get(row.method.get_absolute_url())

    assert page.status_code == 200
    assert words in page.content.decode()
    assert exported(row.method) == ("no-longer-used", None)


def test_last_day_of_use_is_told_of_a_method_that_ended():
    method = answered(Answer.CONTINUED, 2025).method
    answered(Answer.NO_LONGER_USED, 2026, method)

    assert facts(method)["Still in use"] == [
        "No longer used, told on 2 March 2026",
        "Last confirmed in use on 2 March 2025",
    ]
    assert exported(method) == ("no-longer-used", datetime.date(2025, 3, 2))


def test_merged_community_is_named_and_does_not_confirm_use():
    into = CommunityFactory(name_en="Eastern Community")
    row = answered(Answer.COMMUNITY_MERGED, merged_community=into)

    assert facts(row.method)["Still in use"] == [
        "The community merged into Eastern Community, told on 2 March 2026"
    ]
    assert exported(row.method) == ("community-merged", None)


def test_merged_community_that_is_not_known_is_not_named():
    row = answered(Answer.COMMUNITY_MERGED)

    assert facts(row.method)["Still in use"] == [
        "The community merged into another one, told on 2 March 2026"
    ]


def test_revised_method_and_its_later_record_lead_to_each_other():
    later = WorkMethodFactory(published=True, title_en="Second edition")
    row = answered(Answer.REVISED, revised_into=later)
    earlier = row.method

    assert facts(earlier)["Still in use"] == [
        "Last confirmed in use, in a revised form, on 2 March 2026"
    ]
    assert facts(earlier)["Editions"] == ["Later record: Second edition"]
    assert facts(later) == {"Editions": [f"Earlier record: {earlier.title_zh}"]}


def test_later_record_that_is_not_public_is_not_named():
    row = answered(Answer.REVISED, revised_into=WorkMethodFactory())

    assert "Editions" not in facts(row.method)


def test_record_whose_last_answer_names_no_other_has_no_edition():
    later = WorkMethodFactory(published=True)
    method = answered(Answer.REVISED, 2025, revised_into=later).method
    answered(Answer.CONTINUED, 2026, method)

    assert facts(later) == {}
    assert "Editions" not in facts(method)


def test_later_record_that_went_into_another_leads_on():
    community = CommunityFactory()
    stays, goes = (
        WorkMethodFactory(published=True, community=community, title_en=title)
        for title in ("Stays", "Goes")
    )
    row = answered(Answer.REVISED, revised_into=goes)
    merge_methods(stays, goes, by=EditorFactory(), reason="重复")

    assert facts(row.method)["Editions"] == ["Later record: Stays"]
    assert facts(stays) == {"Editions": [f"Earlier record: {row.method.title_zh}"]}


def test_method_of_several_rounds_tells_them_in_their_order():
    first = SelectionRoundFactory(announced=True, announced_on="2018-12-13")
    second = SelectionRoundFactory(announced=True, announced_on="2025")
    method = selected_method(second)
    SubmissionFactory(
        method=method, selection_round=first, outcome=Submission.Outcome.SUBMITTED
    )

    assert facts(method)["Editions"] == [
        "2018 national round: Submitted, not selected",
        "2025 national round: Selected",
    ]


def test_rounds_that_are_not_announced_are_no_edition():
    method = selected_method()
    SubmissionFactory(method=method)

    assert "Editions" not in facts(method)


def test_note_is_public_once_it_is_released():
    unread = answered(Answer.CONTINUED, note_zh="未读")
    read = StillInUseAnswerFactory(
        call=unread.call,
        answer=Answer.CONTINUED,
        note_zh="已读",
        note_released_by=EditorFactory(),
    )

    assert "未读" not in facts(unread.method)["Still in use"]
    assert facts(read.method)["Still in use"][-1] == "已读"


def test_answers_of_a_merged_method_are_those_of_the_one_that_stays():
    community = CommunityFactory()
    row = answered(Answer.CONTINUED, method=selected_method(community=community))
    stays = WorkMethodFactory(published=True, community=community)
    merge_methods(stays, row.method, by=EditorFactory(), reason="重复")

    assert facts(stays)["Still in use"] == ["Last confirmed in use on 2 March 2026"]
    assert exported(stays) == ("continued", MARCH)


def test_api_tells_it_as_the_page_does(client):
    row = answered(Answer.CONTINUED)

    told = client.get(f"/api/v1/methods/{row.method_id}/").json()

    assert (told["still_in_use"], told["last_confirmed_on"]) == (
        "continued",
        "2026-03-02",
    )


def test_table_of_methods_has_two_columns_for_it(client):
    answered(Answer.NO_LONGER_USED)

    lines = b"".join(client.get(reverse("work-method-csv")).streaming_content).decode()

    assert "No longer used" in lines
