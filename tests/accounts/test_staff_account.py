"""The command that makes an account, or changes one."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from catalogue.accounts.models import User
from catalogue.accounts.roles import Role, roles_of
from tests.accounts.factories import OfficerFactory, holder_of
from tests.places.factories import ProvinceFactory

pytestmark = pytest.mark.django_db

PASSWORD = "several words make one password"


@pytest.fixture(autouse=True)
def given_password(monkeypatch):
    monkeypatch.setenv("STAFF_PASSWORD", PASSWORD)


def staff_account(*arguments):
    answer = StringIO()
    call_command("staff_account", *arguments, stdout=answer)
    return answer.getvalue()


def test_officer_is_made_with_role_body_and_password():
    body = ProvinceFactory(slug="fujian")

    answer = staff_account("lin", "--role", "officer", "--body", "fujian")

    account = User.objects.get(username="lin")
    assert (roles_of(account), account.reporting_body) == ({Role.OFFICER}, body)
    assert account.check_password(PASSWORD)
    assert (account.is_staff, account.is_superuser) == (True, False)
    assert answer == ("Made lin: roles officer; reporting body fujian; active.\n")


@pytest.mark.parametrize("written", ["Round Manager", "round_manager", "round-manager"])
def test_role_is_understood_however_it_is_written(written):
    staff_account("wang", "--role", written)

    assert roles_of(User.objects.get(username="wang")) == {Role.ROUND_MANAGER}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--role", "officer"], "needs the reporting body"),
        (["--role", "chief"], "no role 'chief'"),
        (["--role", "officer", "--body", "atlantis"], "no reporting body 'atlantis'"),
        (["--role", "system-administrator", "--role", "reviewer"], "held alone"),
        (["--email", "not an address"], "email"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_made(arguments, words):
    with pytest.raises(CommandError, match=words):
        staff_account("zhang", *arguments)

    assert not User.objects.filter(username="zhang").exists()


def test_weak_password_is_refused(monkeypatch):
    monkeypatch.setenv("STAFF_PASSWORD", "short")

    with pytest.raises(CommandError, match="too short"):
        staff_account("zhang", "--role", "reviewer")


def test_without_password_and_terminal_it_says_what_to_set(monkeypatch):
    monkeypatch.delenv("STAFF_PASSWORD")
    monkeypatch.setattr("sys.stdin", StringIO())

    with pytest.raises(CommandError, match="STAFF_PASSWORD"):
        staff_account("zhang", "--role", "reviewer")


def test_changing_an_account_keeps_what_is_not_named(monkeypatch):
    monkeypatch.delenv("STAFF_PASSWORD")
    account = OfficerFactory(username="lin")
    password, body = account.password, account.reporting_body

    staff_account("lin", "--email", "lin@example.org", "--no-active")

    account.refresh_from_db()
    assert (account.password, account.reporting_body) == (password, body)
    assert (account.email, account.is_active) == ("lin@example.org", False)
    assert roles_of(account) == {Role.OFFICER}


def test_new_roles_take_the_place_of_the_old_ones_and_of_the_body():
    account = OfficerFactory(username="lin")

    staff_account("lin", "--role", "ministry-editor")

    account.refresh_from_db()
    assert roles_of(account) == {Role.MINISTRY_EDITOR}
    assert account.reporting_body is None


def test_a_role_ends_the_rights_of_a_superuser():
    User.objects.create_superuser("chief")

    staff_account("chief", "--role", "security-administrator")

    chief = User.objects.get(username="chief")
    assert not chief.is_superuser
    assert roles_of(chief) == roles_of(holder_of(Role.SECURITY_ADMINISTRATOR))
