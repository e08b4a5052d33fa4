"""Rules of rounds that the database keeps, whoever writes."""

import pytest
from django.db import IntegrityError

from catalogue.rounds.models import SelectionRound
from tests.rounds.factories import (
    NoticeFactory,
    ProvincialReturnFactory,
    SelectionRoundFactory,
    SubmissionFactory,
)

pytestmark = pytest.mark.django_db


def refused(constraint):
    return pytest.raises(IntegrityError, match=constraint)


def test_method_is_submitted_once_in_a_round():
    known = SubmissionFactory()

    with refused("submission_of_a_method_once_per_round"):
        SubmissionFactory(selection_round=known.selection_round, method=known.method)


def test_method_may_be_submitted_in_two_rounds():
    first = SubmissionFactory()

    second = SubmissionFactory(method=first.method)

    assert second.selection_round != first.selection_round


def test_round_never_selects_more_than_were_submitted():
    with refused("round_selected_never_above_submitted"):
        SelectionRoundFactory(official_submitted=99, official_selected=100)


def test_round_never_submits_more_than_were_solicited():
    with refused("round_submitted_never_above_solicited"):
        SelectionRoundFactory(official_solicited=208, official_submitted=209)


def test_unknown_totals_forbid_nothing():
    SelectionRoundFactory(official_selected=100)

    assert SelectionRound.objects.get().official_submitted is None


def test_reporting_body_never_has_more_selected_than_submitted():
    with refused("return_selected_never_above_submitted"):
        ProvincialReturnFactory(submitted=1, selected=2)


def test_reporting_body_never_submits_more_than_it_solicited():
    with refused("return_submitted_never_above_solicited"):
        ProvincialReturnFactory(solicited=1, submitted=2)


def test_reporting_body_returns_its_counts_once_a_round():
    known = ProvincialReturnFactory()

    with refused("return_once_per_round_and_body"):
        ProvincialReturnFactory(
            selection_round=known.selection_round, reporting_body=known.reporting_body
        )


def test_number_of_a_notice_is_used_once():
    NoticeFactory(number="民办函〔2018〕42号")

    with refused("notice_number_is_used_once"):
        NoticeFactory(number="民办函〔2018〕42号")


@pytest.mark.parametrize("field", ["opened_on", "submission_closed_on", "announced_on"])
def test_dates_of_a_round_have_their_form(field):
    with refused(f"round_{field}_is_a_date"):
        SelectionRoundFactory(**{field: "Spring"})
