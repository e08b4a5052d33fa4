import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from catalogue.methods.models import StateChange, WorkMethod
from catalogue.methods.publication import (
    Reason,
    change_state,
    open_moves,
    publish_due,
    schedule_publication,
    send_for_checking,
)
from tests.accounts.factories import EditorFactory, OfficerFactory
from tests.methods.factories import WorkMethodFactory
from tests.places.factories import CommunityFactory

pytestmark = pytest.mark.django_db
Status = WorkMethod.Status
WHY = Reason(en="The community was merged.")


def test_editor_publishes_a_draft_and_the_time_is_kept():
    method = WorkMethodFactory(title_zh="一院三会")

    published = change_state(method, Status.PUBLISHED, by=EditorFactory())

    assert published.is_published
    assert published.published_at is not None
    assert list(WorkMethod.objects.published()) == [published]


def test_withdrawing_hides_a_method_and_keeps_when_it_was_first_published():
    editor = EditorFactory()
    method = change_state(WorkMethodFactory(), Status.PUBLISHED, by=editor)
    first_published_at = method.published_at

    withdrawn = change_state(
        method, Status.WITHDRAWN, by=editor, reason=Reason(zh="社区已撤并")
    )
    again = change_state(withdrawn, Status.PUBLISHED, by=editor)

    assert withdrawn.withdrawn_at is not None
    assert again.withdrawn_at is None
    assert again.published_at == first_published_at


def test_officer_sends_the_own_draft_for_checking():
    method = WorkMethodFactory()
    officer = OfficerFactory(reporting_body=method.reporting_body)

    sent = change_state(method, Status.CHECKING, by=officer)

    assert sent.status == Status.CHECKING


def test_officer_sends_many_own_drafts_in_few_statements(django_assert_max_num_queries):
    community = CommunityFactory()
    officer = OfficerFactory(reporting_body=community.reporting_body)
    drafts = [
        WorkMethodFactory(community=community, status=state)
        for state in [Status.DRAFT] * 6 + [Status.RETURNED]
    ]
    before = {each.pk: each.updated_at for each in drafts}

    with django_assert_max_num_queries(10):
        send_for_checking(drafts, by=officer)

    sent = WorkMethod.objects.in_bulk(before)
    assert {each.status for each in sent.values()} == {Status.CHECKING}
    assert all(sent[number].updated_at > moment for number, moment in before.items())
    changes = StateChange.objects.filter(changed_by=officer, to_status=Status.CHECKING)
    states = dict(changes.values_list("method", "from_status"))
    assert states == {each.pk: each.status for each in drafts}


@pytest.mark.parametrize(
    ("state", "is_own", "refusal"),
    [
        (Status.DRAFT, False, PermissionDenied),
        (Status.WITHDRAWN, True, ValidationError),
    ],
)
def test_one_that_may_not_be_sent_keeps_all_back(state, is_own, refusal):
    own = WorkMethodFactory()
    officer = OfficerFactory(reporting_body=own.reporting_body)
    community = own.community if is_own else CommunityFactory()
    other = WorkMethodFactory(community=community, status=state)

    with pytest.raises(refusal):
        send_for_checking([own, other], by=officer)

    own.refresh_from_db()
    assert own.status == Status.DRAFT
    assert not StateChange.objects.exists()


@pytest.mark.parametrize("state", [Status.PUBLISHED, Status.RETURNED])
def test_officer_neither_publishes_nor_returns(state):
    method = WorkMethodFactory(status=Status.CHECKING)
    officer = OfficerFactory(reporting_body=method.reporting_body)

    with pytest.raises(PermissionDenied):
        change_state(method, state, by=officer)

    method.refresh_from_db()
    assert method.status == Status.CHECKING


def test_officer_of_another_body_moves_nothing():
    method = WorkMethodFactory()

    with pytest.raises(PermissionDenied):
        change_state(method, Status.CHECKING, by=OfficerFactory())


def test_a_state_that_cannot_follow_is_named():
    method = WorkMethodFactory()

    with pytest.raises(ValidationError) as refusal:
        change_state(method, Status.WITHDRAWN, by=EditorFactory(), reason=WHY)

    assert refusal.value.messages == [
        "A method in the state “Draft” cannot change to “Withdrawn”."
    ]


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ({"title_zh": ""}, "Give the method a title before publishing it."),
        ({"community": None}, "Choose the community before publishing the method."),
    ],
)
def test_an_incomplete_method_is_not_published(missing, sentence):
    method = WorkMethodFactory()
    WorkMethod.objects.filter(pk=method.pk).update(**missing)

    with pytest.raises(ValidationError) as refusal:
        change_state(method, Status.PUBLISHED, by=EditorFactory())

    assert refusal.value.messages == [sentence]


def test_open_moves_are_those_of_the_person():
    method = WorkMethodFactory(status=Status.CHECKING)
    officer = OfficerFactory(reporting_body=method.reporting_body)

    assert open_moves(method, officer) == [Status.DRAFT]
    assert open_moves(method, EditorFactory()) == [
        Status.DRAFT,
        Status.RETURNED,
        Status.PUBLISHED,
    ]


def test_officer_takes_back_what_was_sent_for_checking():
    method = WorkMethodFactory(status=Status.CHECKING)
    officer = OfficerFactory(reporting_body=method.reporting_body)

    assert change_state(method, Status.DRAFT, by=officer).status == Status.DRAFT


@pytest.mark.parametrize(
    ("before", "to"),
    [(Status.CHECKING, Status.RETURNED), (Status.PUBLISHED, Status.WITHDRAWN)],
)
def test_returning_and_withdrawing_take_a_reason(before, to):
    method = WorkMethodFactory(status=before, published_at=timezone.now())

    with pytest.raises(ValidationError, match="Give the reason"):
        change_state(method, to, by=EditorFactory())

    method.refresh_from_db()
    assert method.status == before


def test_reasons_by_field_are_kept_with_who_and_when():
    method, editor = WorkMethodFactory(status=Status.CHECKING), EditorFactory()

    change_state(
        method,
        Status.RETURNED,
        by=editor,
        reason=Reason(fields={"results_zh": "请写明日期"}),
    )

    change = StateChange.objects.get(method=method)
    assert (change.from_status, change.to_status) == (Status.CHECKING, Status.RETURNED)
    assert (change.changed_by, change.field_reasons) == (
        editor,
        {"results_zh": "请写明日期"},
    )


def test_a_reason_for_a_field_that_is_none_is_refused():
    method = WorkMethodFactory(status=Status.CHECKING)

    with pytest.raises(ValidationError, match="no field of this name: colour"):
        change_state(
            method,
            Status.RETURNED,
            by=EditorFactory(),
            reason=Reason(fields={"colour": "?"}),
        )


def test_who_entered_a_method_does_not_publish_it():
    editor = EditorFactory()
    method = WorkMethodFactory(entered_by=editor)

    with pytest.raises(ValidationError, match="another person must"):
        change_state(method, Status.PUBLISHED, by=editor)

    assert change_state(method, Status.PUBLISHED, by=EditorFactory()).is_published


def test_who_sent_a_method_for_checking_does_not_publish_it():
    editor = EditorFactory()
    method = change_state(WorkMethodFactory(), Status.CHECKING, by=editor)

    with pytest.raises(ValidationError, match="another person must"):
        change_state(method, Status.PUBLISHED, by=editor)


def in_an_hour():
    return timezone.now() + datetime.timedelta(hours=1)


def test_released_method_is_published_when_its_moment_has_come():
    method, editor = WorkMethodFactory(status=Status.CHECKING), EditorFactory()
    at = in_an_hour()

    schedule_publication(method, at, by=editor)

    assert list(publish_due(at - datetime.timedelta(seconds=1))) == []
    assert not WorkMethod.objects.published().exists()
    assert list(publish_due(at)) == [(method, None)]
    published = WorkMethod.objects.published().get()
    assert (published.publish_at, published.released_by) == (None, None)


def test_release_for_a_moment_that_is_over_is_refused():
    method = WorkMethodFactory(status=Status.CHECKING)

    with pytest.raises(ValidationError, match="still to come"):
        schedule_publication(method, timezone.now(), by=EditorFactory())


def test_author_does_not_release_for_later_either():
    editor = EditorFactory()
    method = WorkMethodFactory(status=Status.CHECKING, entered_by=editor)

    with pytest.raises(ValidationError, match="another person must"):
        schedule_publication(method, in_an_hour(), by=editor)


def test_officer_releases_nothing():
    method = WorkMethodFactory(status=Status.CHECKING)
    officer = OfficerFactory(reporting_body=method.reporting_body)

    with pytest.raises(PermissionDenied):
        schedule_publication(method, in_an_hour(), by=officer)


def test_returning_takes_the_release_back():
    method, editor = WorkMethodFactory(status=Status.CHECKING), EditorFactory()
    at = in_an_hour()
    schedule_publication(method, at, by=editor)

    change_state(method, Status.RETURNED, by=editor, reason=WHY)

    assert list(publish_due(at)) == []


def test_release_of_who_may_not_publish_any_more_is_named_and_the_others_go_on():
    at, former = in_an_hour(), EditorFactory()
    theirs = WorkMethodFactory(status=Status.CHECKING)
    other = WorkMethodFactory(status=Status.CHECKING)
    schedule_publication(theirs, at, by=former)
    schedule_publication(other, at, by=EditorFactory())
    former.groups.clear()

    results = dict(publish_due(at))

    assert isinstance(results[theirs], PermissionDenied)
    assert results[other] is None
    assert list(WorkMethod.objects.published()) == [other]


def test_release_names_who_gave_it_at_the_database_too():
    method = WorkMethodFactory()

    with (
        pytest.raises(IntegrityError, match="to_be_published_is_released"),
        transaction.atomic(),
    ):
        WorkMethod.objects.filter(pk=method.pk).update(publish_at=in_an_hour())
