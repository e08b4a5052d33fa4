"""Nobody judges the own place, nor what he or she declared."""

import pytest

from catalogue.rounds.models import Recusal, Submission
from catalogue.rounds.recusals import Ground, Recused, recusals
from tests.accounts.factories import RoundManagerFactory, UserFactory
from tests.methods.factories import WorkMethodFactory
from tests.places.factories import CommunityFactory, DivisionFactory, ProvinceFactory
from tests.rounds.factories import ReviewerFactory, SubmissionFactory

pytestmark = pytest.mark.django_db


def submission_of(county):
    community = CommunityFactory(street__county=county)
    return SubmissionFactory(method=WorkMethodFactory(community=community))


def declare(submission, reviewer):
    Recusal.objects.create(
        submission=submission,
        reviewer=reviewer,
        reason="曾任顾问",
        declared_by=RoundManagerFactory(),
    )


def test_own_body_city_and_declared_conflicts_are_recusals():
    city = DivisionFactory(level="prefecture")
    submission = submission_of(DivisionFactory(province=city.province, parent=city))
    of_body = ReviewerFactory(home_body=city.province)
    of_account = ReviewerFactory(
        account=UserFactory(reporting_body=submission.reporting_body)
    )
    of_city = ReviewerFactory(home_city=city)
    of_county = ReviewerFactory(home_city=submission.method.community.county)
    declared, free = ReviewerFactory(), ReviewerFactory(home_body=ProvinceFactory())
    declare(submission, declared)
    declare(submission, of_city)

    found = recusals(
        Submission.objects.all(),
        [of_body, of_account, of_city, of_county, declared, free],
    )

    assert found == [
        Recused(submission.pk, of_body.pk, Ground.OWN_BODY),
        Recused(submission.pk, of_account.pk, Ground.OWN_BODY),
        Recused(submission.pk, of_city.pk, Ground.OWN_CITY),
        Recused(submission.pk, of_county.pk, Ground.OWN_CITY),
        Recused(submission.pk, declared.pk, Ground.DECLARED, "曾任顾问"),
    ]


def test_recusals_are_those_of_the_rows_asked_for():
    asked, other = (submission_of(DivisionFactory()) for _ in range(2))
    reviewer, stranger = ReviewerFactory(), ReviewerFactory()
    declare(asked, stranger)
    declare(other, reviewer)

    rows = Submission.objects.filter(pk=asked.pk)

    assert recusals(rows, [reviewer]) == []


def test_recusals_of_any_number_take_two_queries(django_assert_num_queries):
    for _ in range(3):
        submission_of(DivisionFactory())
    reviewers = [ReviewerFactory() for _ in range(3)]

    with django_assert_num_queries(2):
        assert recusals(Submission.objects.all(), reviewers) == []
