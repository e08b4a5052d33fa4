"""What hangs on a method or a community goes with it when it is merged."""

import pytest
from django.core.exceptions import ValidationError

from catalogue.methods.merging import merge_methods, undo_method_merge
from catalogue.methods.models import MethodParent
from catalogue.places.merging import merge_communities
from catalogue.practice.adoption_counts import adoption_counts
from catalogue.practice.models import Adoption
from tests.accounts.factories import EditorFactory
from tests.methods.factories import MethodParentFactory, WorkMethodFactory
from tests.places.factories import CommunityFactory
from tests.practice.factories import AdoptionFactory, PromotionFactory

pytestmark = pytest.mark.django_db


def two_methods():
    one = WorkMethodFactory(published=True)
    return one, WorkMethodFactory(published=True, community=one.community)


def merged(stays, goes):
    return merge_methods(stays, goes, by=EditorFactory(), reason="重复")


def test_adoptions_of_a_method_come_to_the_one_that_stays():
    stays, goes = two_methods()
    own = AdoptionFactory(method=stays, confirmed=True)
    coming = AdoptionFactory(method=goes, confirmed=True)
    waiting = AdoptionFactory(method=goes)

    record = merged(stays, goes)

    assert adoption_counts() == {stays.pk: 2}
    assert set(stays.adoptions.all()) == {own, coming, waiting}

    undo_method_merge(record, by=EditorFactory(), reason="误操作")
    assert adoption_counts() == {stays.pk: 1, goes.pk: 1}


def test_two_confirmed_adoptions_of_one_community_are_settled_first():
    stays, goes = two_methods()
    own = AdoptionFactory(method=stays, confirmed=True)
    AdoptionFactory(method=goes, community=own.community, confirmed=True)

    with pytest.raises(ValidationError):
        merged(stays, goes)

    assert adoption_counts() == {stays.pk: 1, goes.pk: 1}


def test_same_report_of_both_methods_may_stand_beside_a_confirmed_one():
    stays, goes = two_methods()
    own = AdoptionFactory(method=stays, confirmed=True)
    AdoptionFactory(method=goes, community=own.community)

    merged(stays, goes)

    assert adoption_counts() == {stays.pk: 1}
    assert stays.adoptions.waiting().count() == 1


def test_adoptions_of_a_community_come_to_the_one_that_stays():
    stays = CommunityFactory()
    goes = CommunityFactory(street=stays.street)
    coming = AdoptionFactory(community=goes, confirmed=True)

    merge_communities(stays, goes, by=EditorFactory(), reason="撤并")

    coming.refresh_from_db()
    assert coming.community == stays
    assert list(Adoption.objects.public()) == [coming]


def test_adoption_by_the_community_of_the_method_is_none_any_more():
    method = WorkMethodFactory(published=True)
    goes = CommunityFactory(street=method.community.street)
    AdoptionFactory(method=method, community=goes, confirmed=True)

    merge_communities(method.community, goes, by=EditorFactory(), reason="撤并")

    assert list(Adoption.objects.public()) == []


def test_families_of_both_methods_become_one():
    stays, goes = two_methods()
    of_stays = MethodParentFactory(child=stays)
    of_goes = MethodParentFactory(child=goes)
    below = MethodParentFactory(parent=goes)

    merged(stays, goes)

    assert [row.parent for row in stays.parents.all()] == [
        of_stays.parent,
        of_goes.parent,
    ]
    assert [row.child for row in stays.children.all()] == [below.child]


def test_parent_of_both_is_settled_first():
    stays, goes = two_methods()
    known = MethodParentFactory(child=stays)
    MethodParentFactory(child=goes, parent=known.parent)

    with pytest.raises(ValidationError):
        merged(stays, goes)

    assert MethodParent.objects.count() == 2


def test_method_does_not_go_into_the_one_it_was_learnt_from():
    stays, goes = two_methods()
    MethodParentFactory(child=goes, parent=stays)

    with pytest.raises(ValidationError, match="does not let this move"):
        merged(stays, goes)

    assert MethodParent.objects.count() == 1


def test_promotion_of_a_method_comes_to_the_one_that_stays_and_stands_once():
    stays, goes = two_methods()
    both = PromotionFactory(published=True, serving=[stays, goes])
    coming = PromotionFactory(published=True, serving=[goes])

    record = merged(stays, goes)

    assert set(stays.promotions.all()) == {both, coming}
    assert both.served_methods.public().count() == 1

    undo_method_merge(record, by=EditorFactory(), reason="误操作")
    assert set(stays.promotions.all()) == {both}
    assert set(goes.promotions.all()) == {both, coming}


def test_promotion_in_a_community_comes_to_the_one_that_stays():
    stays = CommunityFactory()
    goes = CommunityFactory(street=stays.street)
    promotion = PromotionFactory(community=goes)

    merge_communities(stays, goes, by=EditorFactory(), reason="撤并")

    promotion.refresh_from_db()
    assert promotion.community == stays
