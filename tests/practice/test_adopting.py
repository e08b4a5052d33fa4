"""An adoption goes from report to confirmation and end, and nowhere else."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from catalogue.accounts.roles import Role
from catalogue.methods.models import WorkMethod
from catalogue.practice.adopting import (
    confirm_adoption,
    end_adoption,
    refuse_adoption,
    report_adoption,
    require_dates,
)
from catalogue.practice.adoption_counts import adoption_counts, adoptions_count
from catalogue.practice.models import Adoption, AdoptionContact
from tests.accounts.factories import EditorFactory, OfficerFactory, holder_of
from tests.methods.factories import WorkMethodFactory
from tests.places.factories import CommunityFactory
from tests.practice.factories import AdoptionFactory, officer_of

pytestmark = pytest.mark.django_db
State = Adoption.State
MAY_NOT = [
    Role.ROUND_MANAGER,
    Role.REVIEWER,
    Role.SYSTEM_ADMINISTRATOR,
    Role.SECURITY_ADMINISTRATOR,
    Role.AUDIT_ADMINISTRATOR,
]


def unsaved(**values):
    return AdoptionFactory.build(
        **{
            "method": WorkMethodFactory(published=True),
            "community": CommunityFactory(),
            **values,
        }
    )


def state_of(adoption):
    adoption.refresh_from_db()
    return adoption.state


def test_officer_reports_for_an_own_community_and_confirms():
    adoption = unsaved(since="2021-05", adapted_zh="加了物业代表")
    officer = officer_of(adoption)

    reported = report_adoption(adoption, by=officer)
    before = list(Adoption.objects.public())
    confirm_adoption(reported, by=officer)

    assert before == []
    assert list(Adoption.objects.public()) == [reported]
    assert reported.reported_by == officer
    assert state_of(reported) == State.CONFIRMED
    assert (reported.decided_by, reported.came_by_form) == (officer, False)


def test_report_for_a_community_of_another_body_is_refused():
    with pytest.raises(PermissionDenied):
        report_adoption(unsaved(), by=OfficerFactory())

    assert Adoption.objects.count() == 0


def test_editor_reports_for_every_body():
    assert report_adoption(unsaved(), by=EditorFactory()).pk


@pytest.mark.parametrize("role", MAY_NOT)
def test_others_neither_report_nor_decide(role):
    adoption, person = AdoptionFactory(), holder_of(role)

    with pytest.raises(PermissionDenied):
        report_adoption(unsaved(), by=person)
    with pytest.raises(PermissionDenied):
        confirm_adoption(adoption, by=person)
    with pytest.raises(PermissionDenied):
        refuse_adoption(adoption, by=person, reason="无此事")

    assert state_of(adoption) == State.REPORTED


def test_officer_of_the_method_s_body_decides_nothing_elsewhere():
    adoption = AdoptionFactory()
    officer = OfficerFactory(reporting_body=adoption.method.reporting_body)

    with pytest.raises(PermissionDenied):
        confirm_adoption(adoption, by=officer)

    assert state_of(adoption) == State.REPORTED


@pytest.mark.parametrize(
    "status", sorted(set(WorkMethod.Status) - {"published", "merged"})
)
def test_only_a_published_method_is_adopted(status):
    values = {"published_at": None} if status != "withdrawn" else {}
    adoption = unsaved(method=WorkMethodFactory(status=status, **values))

    with pytest.raises(ValidationError, match="Only a published method"):
        report_adoption(adoption, by=EditorFactory())


def test_community_that_is_no_more_adopts_nothing():
    adoption = unsaved(community=CommunityFactory(is_active=False))

    with pytest.raises(ValidationError, match="a community that exists"):
        report_adoption(adoption, by=EditorFactory())


def test_method_is_not_adopted_where_it_comes_from():
    method = WorkMethodFactory(published=True)

    with pytest.raises(ValidationError, match="where the method comes from"):
        report_adoption(
            unsaved(method=method, community=method.community), by=EditorFactory()
        )


def test_one_community_works_by_a_method_once():
    there = AdoptionFactory(confirmed=True)
    same = {"method": there.method, "community": there.community}
    later = AdoptionFactory(**same)

    with pytest.raises(ValidationError, match="recorded already"):
        report_adoption(unsaved(**same), by=EditorFactory())
    with pytest.raises(ValidationError, match="recorded already"):
        confirm_adoption(later, by=EditorFactory())
    with pytest.raises(IntegrityError), transaction.atomic():
        AdoptionFactory(**same, confirmed=True)


def test_community_may_begin_again_after_an_end():
    over = AdoptionFactory(ended=True)
    again = AdoptionFactory(method=over.method, community=over.community)

    confirm_adoption(again, by=EditorFactory())

    assert set(Adoption.objects.public()) == {over, again}
    assert adoption_counts() == {over.method_id: 1}


def test_refusal_needs_a_reason_and_forgets_whom_to_ask():
    adoption = AdoptionFactory(came_by_form=True)
    AdoptionContact.objects.create(
        adoption=adoption, reach="13800000000", delete_on=datetime.date(2030, 1, 1)
    )
    officer = officer_of(adoption)

    with pytest.raises(ValidationError, match="Give the reason"):
        refuse_adoption(adoption, by=officer, reason=" ")
    kept = AdoptionContact.objects.count()
    refuse_adoption(adoption, by=officer, reason="社区未采用")

    assert kept == 1
    assert AdoptionContact.objects.count() == 0
    assert state_of(adoption) == State.REFUSED
    assert adoption.refusal_reason == "社区未采用"
    assert list(Adoption.objects.public()) == []


def test_end_is_told_with_its_date_and_reason():
    adoption = AdoptionFactory(confirmed=True, since="2020")
    officer = officer_of(adoption)

    end_adoption(adoption, by=officer, ended_on="2023-04", reason="社区撤并")

    assert state_of(adoption) == State.ENDED
    assert (adoption.ended_on, adoption.end_reason) == ("2023-04", "社区撤并")
    assert adoption.end_recorded_by == officer
    assert list(Adoption.objects.public()) == [adoption]
    assert adoption_counts() == {}


@pytest.mark.parametrize(
    ("ended_on", "reason", "words"),
    [
        ("", "社区撤并", "the date and the reason"),
        ("2023", "", "the date and the reason"),
        ("2019-12", "社区撤并", "before it began"),
        ("2999", "社区撤并", "still to come"),
        ("23/4", "社区撤并", "Write the date"),
    ],
)
def test_end_with_a_fault_is_refused(ended_on, reason, words):
    adoption = AdoptionFactory(confirmed=True, since="2020-02")

    with pytest.raises(ValidationError, match=words):
        end_adoption(adoption, by=EditorFactory(), ended_on=ended_on, reason=reason)

    assert state_of(adoption) == State.CONFIRMED


@pytest.mark.parametrize(
    ("since", "ended_on"),
    [("2020", "2020-03"), ("2020-03", "2020"), ("2020-03-05", "2020-03-05")],
)
def test_dates_are_compared_as_precisely_as_they_are_known(since, ended_on):
    require_dates(AdoptionFactory.build(since=since, ended_on=ended_on))


def test_date_is_no_later_than_today():
    today, row = datetime.date(2024, 5, 31), AdoptionFactory.build(since="2024-06")

    with pytest.raises(ValidationError, match="still to come"):
        require_dates(row, today=today)

    require_dates(row, today=datetime.date(2024, 6, 1))


@pytest.mark.parametrize("trait", ["confirmed", "ended"])
def test_what_is_decided_is_not_decided_again(trait):
    adoption, editor = AdoptionFactory(**{trait: True}), EditorFactory()

    with pytest.raises(ValidationError, match="cannot be changed like this"):
        confirm_adoption(adoption, by=editor)
    with pytest.raises(ValidationError, match="cannot be changed like this"):
        refuse_adoption(adoption, by=editor, reason="无此事")


def test_what_is_reported_does_not_end():
    adoption = AdoptionFactory()

    with pytest.raises(ValidationError, match="cannot be changed like this"):
        end_adoption(adoption, by=EditorFactory(), ended_on="2023", reason="撤并")


def test_public_reads_what_is_confirmed_of_what_it_may_read():
    shown = [AdoptionFactory(confirmed=True), AdoptionFactory(ended=True)]
    AdoptionFactory()
    AdoptionFactory(confirmed=True, method=WorkMethodFactory())
    AdoptionFactory(confirmed=True, community=CommunityFactory(is_virtual=True))
    own = WorkMethodFactory(published=True)
    AdoptionFactory(confirmed=True, method=own, community=own.community)

    assert sorted(a.pk for a in Adoption.objects.public()) == [a.pk for a in shown]


def test_counts_are_of_methods_and_communities_at_work():
    method, other = (WorkMethodFactory(published=True) for _ in range(2))
    AdoptionFactory.create_batch(2, method=method, confirmed=True)
    AdoptionFactory(method=method, ended=True)
    AdoptionFactory(method=method)
    rows = WorkMethod.objects.published().annotate(adopted=adoptions_count())

    assert adoption_counts() == {method.pk: 2}
    assert adoption_counts([other.pk]) == {}
    assert dict(rows.values_list("pk", "adopted")) == {method.pk: 2, other.pk: 0}


def test_staff_see_the_adoptions_of_their_own_communities():
    adoption = AdoptionFactory()
    AdoptionFactory()

    assert list(Adoption.objects.visible_to(officer_of(adoption))) == [adoption]
    assert Adoption.objects.visible_to(EditorFactory()).count() == 2
    assert Adoption.objects.visible_to(OfficerFactory()).count() == 0
