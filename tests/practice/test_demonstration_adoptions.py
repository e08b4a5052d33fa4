"""Demonstration adoptions: a few dozen, marked, and gone without a trace."""

import pytest

from catalogue.methods.models import MethodParent, WorkMethod
from catalogue.practice.adopting import require_dates
from catalogue.practice.demonstration import (
    add_demonstration_adoptions,
    remove_demonstration_practice,
)
from catalogue.practice.models import Adoption
from tests.methods.factories import WorkMethodFactory
from tests.practice.factories import AdoptionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def methods():
    return WorkMethodFactory.create_batch(60, published=True, is_demo=True)


def test_adoptions_are_marked_and_break_no_rule(methods):
    added = add_demonstration_adoptions()

    rows = list(Adoption.objects.all())
    states = {row.state for row in rows}
    assert added == len(rows) == 38
    assert states == {"reported", "confirmed", "ended"}
    assert all(row.is_demo and row.method.is_demo for row in rows)
    assert Adoption.objects.public().count() == sum(
        row.state != "reported" for row in rows
    )
    assert MethodParent.objects.public().count() == 3
    for row in rows:
        require_dates(row)


def test_second_time_adds_nothing(methods):
    add_demonstration_adoptions()

    assert add_demonstration_adoptions() == 0


def test_real_methods_are_not_adopted_by_demonstrations():
    WorkMethodFactory.create_batch(3, published=True)

    assert add_demonstration_adoptions() == 0


def test_removal_leaves_real_adoptions_alone(methods):
    add_demonstration_adoptions()
    real = AdoptionFactory(confirmed=True)
    AdoptionFactory(method=methods[0], confirmed=True)

    remove_demonstration_practice()

    assert list(Adoption.objects.all()) == [real]
    WorkMethod.objects.filter(is_demo=True).delete()
    assert MethodParent.objects.count() == 0
