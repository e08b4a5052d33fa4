"""Methods learn from methods, and no way leads back to where it began."""

import threading
from itertools import pairwise

import pytest
from django.db import IntegrityError, connection, transaction

from catalogue.methods.models import MethodParent
from tests.methods.factories import MethodParentFactory, WorkMethodFactory

NO_CIRCLE = "method_descends_not_from_itself|cannot be learnt from itself"


def learnt(child, parent):
    return MethodParent.objects.create(child=child, parent=parent)


def refuse_circle(child, parent):
    with pytest.raises(IntegrityError, match=NO_CIRCLE), transaction.atomic():
        learnt(child, parent)


@pytest.mark.django_db
def test_method_is_not_learnt_from_itself():
    method = WorkMethodFactory()

    refuse_circle(method, method)


@pytest.mark.django_db
@pytest.mark.parametrize("length", [2, 3, 7])
def test_no_circle_of_any_length(length):
    methods = WorkMethodFactory.create_batch(length)
    for parent, child in pairwise(methods):
        learnt(child, parent)

    refuse_circle(methods[0], methods[-1])

    assert MethodParent.objects.count() == length - 1


@pytest.mark.django_db
def test_several_ways_to_one_ancestor_are_no_circle():
    old, one, other, young = WorkMethodFactory.create_batch(4)

    for child, parent in [(one, old), (other, old), (young, one), (young, other)]:
        learnt(child, parent)

    refuse_circle(old, young)


@pytest.mark.django_db
def test_relation_that_is_changed_closes_no_circle():
    old, middle, young, other = WorkMethodFactory.create_batch(4)
    learnt(middle, old)
    learnt(young, middle)
    row = learnt(old, other)

    row.parent = young
    with pytest.raises(IntegrityError, match=NO_CIRCLE), transaction.atomic():
        row.save()
    row.refresh_from_db()
    row.child = middle
    row.save()

    assert list(middle.parents.values_list("parent", flat=True)) == [
        old.pk,
        other.pk,
    ]


@pytest.mark.django_db
def test_same_relation_is_recorded_once():
    row = MethodParentFactory()

    with pytest.raises(IntegrityError, match="method_learnt_once_from_another"):
        learnt(row.child, row.parent)


@pytest.mark.django_db
def test_public_reads_relations_of_published_methods():
    shown = MethodParentFactory()
    MethodParentFactory(child=WorkMethodFactory())
    MethodParentFactory(parent=WorkMethodFactory())

    assert list(MethodParent.objects.public()) == [shown]


@pytest.mark.django_db(transaction=True)
def test_two_who_write_at_once_close_no_circle():
    methods = WorkMethodFactory.create_batch(3)
    # Each leaves a chain; all three together would be a circle.
    pairs = list(zip(methods, [*methods[1:], methods[0]], strict=True))
    at_once, refused = threading.Barrier(3), []

    def write(child, parent):
        try:
            with transaction.atomic():
                at_once.wait(timeout=20)
                learnt(child, parent)
        except IntegrityError as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert len(refused) == 1
    assert MethodParent.objects.count() == 2
