"""Who moves promotion from state to state."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from catalogue.accounts.roles import Role
from catalogue.practice.models import Promotion
from catalogue.practice.promoting import (
    MOVES,
    change_state,
    open_moves,
    say_what_became,
)
from tests.accounts.factories import (
    EditorFactory,
    OfficerFactory,
    RoundManagerFactory,
    UserFactory,
)
from tests.practice.factories import PromotionFactory

pytestmark = pytest.mark.django_db

Status = Promotion.Status
Standing = Promotion.Standing


@pytest.fixture
def officer():
    return OfficerFactory()


def own(officer, **values):
    return PromotionFactory(
        reporting_body=officer.reporting_body, entered_by=officer, **values
    )


def test_a_body_enters_sends_and_an_editor_publishes(officer):
    promotion = own(officer)

    sent = change_state(promotion, Status.CHECKING, by=officer)
    editor = EditorFactory()
    published = change_state(sent, Status.PUBLISHED, by=editor)

    assert (sent.sent_by, published.published_by) == (officer, editor)
    assert list(Promotion.objects.public()) == [promotion]


@pytest.mark.parametrize("status", Status)
def test_officers_publish_and_return_nothing(officer, status):
    promotion = own(officer, published=True, status=status)

    for to in (Status.PUBLISHED, Status.RETURNED):
        with pytest.raises((PermissionDenied, ValidationError)):
            change_state(promotion, to, by=officer, because="x")

    promotion.refresh_from_db()
    assert promotion.status == status


@pytest.mark.parametrize("status", Status)
def test_only_the_moves_of_the_table_are_made(status):
    editor = EditorFactory()
    for to in Status:
        promotion = PromotionFactory(published=True, status=status)
        if to in MOVES[status]:
            change_state(promotion, to, by=editor, because="x")
        else:
            with pytest.raises(ValidationError):
                change_state(promotion, to, by=editor, because="x")


def test_what_is_foreign_is_out_of_reach(officer):
    for promotion in (PromotionFactory(), own(OfficerFactory())):
        with pytest.raises(PermissionDenied):
            change_state(promotion, Status.CHECKING, by=officer)
        with pytest.raises(PermissionDenied):
            say_what_became(promotion, Standing.CANCELLED, by=officer)


@pytest.mark.parametrize(
    "person",
    [RoundManagerFactory, lambda: UserFactory(roles=[Role.REVIEWER])],
    ids=["manager", "reviewer"],
)
def test_others_move_nothing(person):
    person = person()
    promotion = PromotionFactory(standing=Standing.PLANNED)

    assert open_moves(promotion, person) == []
    with pytest.raises(PermissionDenied):
        change_state(promotion, Status.CHECKING, by=person)
    with pytest.raises(PermissionDenied):
        say_what_became(promotion, Standing.CANCELLED, by=person)


def test_author_and_publisher_are_two_persons():
    editor = EditorFactory()
    entered = PromotionFactory(entered_by=editor)
    sent = change_state(PromotionFactory(), Status.CHECKING, by=editor)

    for promotion in (entered, sent):
        with pytest.raises(ValidationError, match="another person"):
            change_state(promotion, Status.PUBLISHED, by=editor)
        change_state(promotion, Status.PUBLISHED, by=EditorFactory())


def test_without_a_title_nothing_is_published():
    promotion = PromotionFactory(title_zh="", title_en="")

    with pytest.raises(ValidationError, match="title"):
        change_state(promotion, Status.PUBLISHED, by=EditorFactory())


def test_what_is_returned_says_what_to_correct_until_it_is_sent_again(officer):
    promotion = own(officer, status=Status.CHECKING)

    with pytest.raises(ValidationError, match="reason"):
        change_state(promotion, Status.RETURNED, by=EditorFactory(), because="  ")
    returned = change_state(
        promotion, Status.RETURNED, by=EditorFactory(), because="日期？"
    )
    assert returned.returned_because == "日期？"

    sent = change_state(returned, Status.CHECKING, by=officer)
    assert sent.returned_because == ""


def test_the_body_takes_its_own_out_of_public_at_once(officer):
    promotion = own(officer, published=True)

    change_state(promotion, Status.WITHDRAWN, by=officer)

    assert list(Promotion.objects.public()) == []


def test_the_body_says_that_a_published_event_is_cancelled(officer):
    promotion = own(officer, published=True, standing=Standing.PLANNED)

    said = say_what_became(promotion, Standing.CANCELLED, by=officer)

    assert (said.standing, said.status) == (Standing.CANCELLED, Status.PUBLISHED)
    with pytest.raises(ValidationError, match="not planned"):
        say_what_became(said, Standing.HELD, by=officer)


def test_nothing_took_place_before_it_began(officer):
    promotion = own(officer, standing=Standing.PLANNED, begins_on="2026-11-22")

    with pytest.raises(ValidationError, match="not begun"):
        say_what_became(
            promotion, Standing.HELD, by=officer, on=datetime.date(2026, 11, 21)
        )

    held = say_what_became(
        promotion, Standing.HELD, by=officer, on=datetime.date(2026, 11, 22)
    )
    assert held.standing == Standing.HELD
