import pytest

from catalogue.methods.models import MethodCharacteristic
from catalogue.rounds.models import Notice, Submission
from tests.methods.factories import (
    MethodCharacteristicFactory,
    SourceFactory,
    ThemeFactory,
    WorkMethodFactory,
)
from tests.rounds.factories import (
    NoticeFactory,
    SelectionRoundFactory,
    SubmissionFactory,
)

pytestmark = pytest.mark.django_db


def show(client, method, language="en"):
    address = method.get_absolute_url().replace("/en/", f"/{language}/", 1)
    return client.get(address)


def test_a_source_that_may_not_be_linked_is_cited(client):
    method = WorkMethodFactory(published=True)
    SourceFactory(
        method=method, title="", address="http://copy.example/13335", may_link=False
    )
    SourceFactory(
        method=method,
        issuer="民政部",
        title="Notice",
        dated="2018-12",
        address="https://official.example/",
        may_link=True,
    )

    page = show(client, method)

    assert [(each.text, each.url, each.date) for each in page.context["sources"]] == [
        ("http://copy.example/13335", None, ""),
        ("民政部, Notice", "https://official.example/", "December 2018"),
    ]
    assert 'href="http://copy.example' not in page.content.decode()


def test_what_no_source_tells_is_named_as_missing(client):
    method = WorkMethodFactory(published=True, problem_zh="停车难", summary_zh="")

    assert show(client, method).context["missing"] == [
        "Summary",
        "What it needs",
        "The steps",
        "What came of it",
        "Watch for",
        "The six characteristics",
    ]


def test_all_six_characteristics_stand_in_their_order(client):
    method = WorkMethodFactory(published=True)
    MethodCharacteristicFactory(
        method=method, characteristic="systemic", evidence_en="Rules and procedures."
    )

    shown = show(client, method).context["characteristics"]

    assert [each.name for each in shown] == [
        str(each.label) for each in MethodCharacteristic.Characteristic
    ]
    assert [(each.name, each.evidence) for each in shown if each.holds] == [
        ("Systemic", "Rules and procedures.")
    ]


def test_an_outcome_names_its_round_and_its_result_notice(client):
    method = WorkMethodFactory(published=True)
    announced = SelectionRoundFactory(announced=True, announced_on="2018-12-13")
    NoticeFactory(selection_round=announced, role=Notice.Role.OPENING)
    result = NoticeFactory(
        selection_round=announced, role=Notice.Role.RESULT, number="民办函〔2018〕167号"
    )
    SubmissionFactory(
        selection_round=announced, method=method, outcome=Submission.Outcome.SELECTED
    )

    (outcome,) = show(client, method).context["outcomes"]

    assert (outcome.code, outcome.label, outcome.shape) == (
        "selected",
        "Selected",
        "filled-square",
    )
    assert (outcome.round, outcome.round_label) == (announced, "2018 national round")
    assert outcome.notice == result


def test_an_example_of_a_round_is_not_shown_under_its_result_notice(client):
    method = WorkMethodFactory(published=True)
    announced = SelectionRoundFactory(announced=True)
    NoticeFactory(selection_round=announced, role=Notice.Role.RESULT)
    SubmissionFactory(
        selection_round=announced, method=method, outcome=Submission.Outcome.MODEL
    )

    (outcome,) = show(client, method).context["outcomes"]

    assert (outcome.code, outcome.notice) == ("model", None)


def test_without_a_result_the_page_says_that_selection_is_not_proven(client):
    page = show(client, WorkMethodFactory(published=True))

    assert page.context["outcomes"] == []
    assert "Selection not proven" in page.content.decode()


def test_related_methods_say_why_and_neighbours_come_first(client):
    theme, other_theme = ThemeFactory(), ThemeFactory()
    method = WorkMethodFactory(published=True, themes=[theme, other_theme])
    both = WorkMethodFactory(published=True, themes=[theme, other_theme])
    one = WorkMethodFactory(published=True, themes=[theme])
    neighbour = WorkMethodFactory(published=True, community=method.community)
    WorkMethodFactory(published=True)

    related = show(client, method).context["related"]

    assert [(card.number, card.note) for card in related] == [
        (neighbour.number, "same community"),
        (both.number, "same theme"),
        (one.number, "same theme"),
    ]
