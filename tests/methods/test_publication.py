import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from catalogue.methods.models import WorkMethod
from catalogue.methods.publication import change_state, open_moves
from tests.accounts.factories import EditorFactory, OfficerFactory
from tests.methods.factories import WorkMethodFactory

pytestmark = pytest.mark.django_db
Status = WorkMethod.Status


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

    withdrawn = change_state(method, Status.WITHDRAWN, by=editor)
    again = change_state(withdrawn, Status.PUBLISHED, by=editor)

    assert withdrawn.withdrawn_at is not None
    assert again.withdrawn_at is None
    assert again.published_at == first_published_at


def test_officer_sends_the_own_draft_for_checking():
    method = WorkMethodFactory()
    officer = OfficerFactory(reporting_body=method.reporting_body)

    sent = change_state(method, Status.CHECKING, by=officer)

    assert sent.status == Status.CHECKING


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
        change_state(method, Status.WITHDRAWN, by=EditorFactory())

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

    assert open_moves(method, officer) == []
    assert open_moves(method, EditorFactory()) == [Status.RETURNED, Status.PUBLISHED]
