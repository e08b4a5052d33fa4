"""An officer sees the rows of the own reporting body and no others."""

import pytest
from django.contrib.auth.models import AnonymousUser, Permission

from catalogue.accounts.models import User
from catalogue.methods.models import WorkMethod
from catalogue.rounds.models import ProvincialReturn, Submission
from tests.methods.factories import WorkMethodFactory
from tests.rounds.factories import ProvincialReturnFactory, SubmissionFactory

pytestmark = pytest.mark.django_db


def make_rows():
    own, foreign = WorkMethodFactory.create_batch(2)
    for method in (own, foreign):
        SubmissionFactory(method=method)
        ProvincialReturnFactory(reporting_body=method.reporting_body)
    return own, foreign


def bodies_seen(user):
    return [
        sorted(model.objects.visible_to(user).values_list("reporting_body", flat=True))
        for model in (WorkMethod, Submission, ProvincialReturn)
    ]


def test_officer_sees_the_own_body_only():
    own, _foreign = make_rows()
    officer = User.objects.create_user("officer", reporting_body=own.reporting_body)

    assert bodies_seen(officer) == [[own.reporting_body_id]] * 3


def test_who_may_see_all_bodies_sees_them():
    both = sorted(method.reporting_body_id for method in make_rows())
    editor = User.objects.create_user("editor")
    editor.user_permissions.add(
        Permission.objects.get(codename="see_all_reporting_bodies")
    )

    assert bodies_seen(editor) == [both] * 3


def test_officer_who_left_sees_nothing():
    own, _foreign = make_rows()
    officer = User.objects.create_user(
        "officer", reporting_body=own.reporting_body, is_active=False
    )

    assert bodies_seen(officer) == [[]] * 3


def test_account_without_body_and_visitor_see_nothing():
    make_rows()

    assert bodies_seen(User.objects.create_user("clerk")) == [[]] * 3
    assert bodies_seen(AnonymousUser()) == [[]] * 3
