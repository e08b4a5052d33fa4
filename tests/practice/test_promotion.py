"""What a promotion may be, who sees it, and what the public reads of it."""

import datetime

import pytest
from django.db import IntegrityError

from catalogue.methods.models import WorkMethod
from catalogue.practice.models import Promotion
from catalogue.rounds.models import SelectionRound
from tests.accounts.factories import EditorFactory, OfficerFactory
from tests.methods.factories import WorkMethodFactory
from tests.practice.factories import PromotionFactory
from tests.rounds.factories import SelectionRoundFactory

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("begins", "ends"),
    [
        ("2018", ""),
        ("2018", "2018"),
        ("2018-03-13", "2018"),
        ("2018", "2018-01-01"),
        ("2018-03", "2018-03-01"),
        ("2018-03-13", "2018-03-13"),
        ("2018-12", "2019-01"),
    ],
)
def test_end_may_be_the_beginning_as_far_as_both_are_known(begins, ends):
    promotion = PromotionFactory(begins_on=begins, ends_on=ends)

    promotion.full_clean()
    assert Promotion.objects.filter(pk=promotion.pk).exists()


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"begins_on": "2018-03-13", "ends_on": "2018-02"}, "ends_after"),
        ({"begins_on": "2018", "ends_on": "2017-12-31"}, "ends_after"),
        ({"begins_on": "2018-03-13", "ends_on": "2018-03-12"}, "ends_after"),
        ({"ends_on": "2018"}, "ends_after"),
        ({"begins_on": "2018-13"}, "begins_on_is_a_date"),
        ({"begins_on": "2018-03", "begins_at": "09:00"}, "time_is_that_of_a_day"),
        ({"begins_on": "2018-03-13", "ends_at": "09:00"}, "time_is_that_of_a_day"),
        (
            {"begins_on": "2018-03-13", "begins_at": "09:00", "ends_at": "08:59"},
            "ends_after_it_begins_on_a_day",
        ),
        (
            {
                "begins_on": "2018-03-13",
                "ends_on": "2018-03-13",
                "begins_at": "09:00",
                "ends_at": "08:59",
            },
            "ends_after_it_begins_on_a_day",
        ),
        ({"sessions": 0}, "once_at_least"),
        ({"people_reached": -1}, "people_reached"),
        ({"may_link": True}, "may_be_linked"),
        ({"may_link_source": True}, "source_that_may_be_linked"),
        ({"title_zh": "", "title_en": "", "published": True}, "published_has"),
        ({"published": True, "published_at": None}, "published_has"),
    ],
)
def test_what_cannot_be_is_refused_by_the_database(values, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        PromotionFactory(**values)


def test_a_class_over_night_may_end_at_an_earlier_hour():
    PromotionFactory(
        begins_on="2018-03-13", ends_on="2018-03-14", begins_at="14:00", ends_at="12:00"
    ).full_clean()


@pytest.mark.parametrize("status", Promotion.Status)
def test_public_reads_what_is_published_alone(status):
    promotion = PromotionFactory(published=True, status=status)

    is_public = promotion in Promotion.objects.public()

    assert is_public == (status == Promotion.Status.PUBLISHED)


def test_what_serves_only_what_is_not_public_is_not_public():
    draft = WorkMethodFactory()
    preparing = SelectionRoundFactory(state=SelectionRound.State.PREPARING)
    PromotionFactory(published=True, serving=[draft])
    PromotionFactory(published=True, serving=[preparing])
    PromotionFactory(published=True, serving=[draft, preparing])
    one = PromotionFactory(
        published=True, serving=[draft, WorkMethodFactory(published=True)]
    )
    two = PromotionFactory(
        published=True,
        serving=[preparing, SelectionRoundFactory(state=SelectionRound.State.OPEN)],
    )

    assert set(Promotion.objects.public()) == {one, two}


def test_a_withdrawn_method_takes_its_promotion_out_of_public():
    method = WorkMethodFactory(published=True)
    promotion = PromotionFactory(published=True, serving=[method])
    assert list(Promotion.objects.public()) == [promotion]

    WorkMethod.objects.filter(pk=method.pk).update(status=WorkMethod.Status.WITHDRAWN)

    assert list(Promotion.objects.public()) == []


def test_officers_see_their_own_and_editors_all():
    officer = OfficerFactory()
    own = PromotionFactory(reporting_body=officer.reporting_body)
    foreign = PromotionFactory(reporting_body=OfficerFactory().reporting_body)
    ministrys = PromotionFactory()

    assert set(Promotion.objects.visible_to(officer)) == {own}
    assert set(Promotion.objects.visible_to(EditorFactory())) == {
        own,
        foreign,
        ministrys,
    }


@pytest.mark.parametrize(
    ("dates", "is_over", "may_come"),
    [
        (("", ""), False, False),
        (("2025", ""), True, False),
        (("2026", ""), False, True),
        (("2026-11", ""), False, True),
        (("2026-10", ""), True, False),
        (("2026-11-22", ""), False, True),
        (("2026-11-21", ""), True, False),
        (("2026-11-01", "2026-11-22"), False, True),
        (("2026-11-01", "2026-11-21"), True, False),
        (("2027", ""), False, True),
    ],
)
def test_over_and_coming_by_the_last_day_that_may_be_meant(dates, is_over, may_come):
    promotion = PromotionFactory(
        begins_on=dates[0], ends_on=dates[1], standing=Promotion.Standing.PLANNED
    )

    assert promotion.is_over(TODAY) == is_over
    assert (promotion in Promotion.objects.over(TODAY)) == is_over
    assert (promotion in Promotion.objects.coming(TODAY)) == may_come


def test_what_took_place_or_is_cancelled_is_not_to_come():
    PromotionFactory(begins_on="2027", standing=Promotion.Standing.CANCELLED)
    PromotionFactory(begins_on="2026", standing=Promotion.Standing.HELD)

    assert list(Promotion.objects.coming(TODAY)) == []
