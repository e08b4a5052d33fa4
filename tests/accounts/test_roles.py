"""The table of roles: as documented, as granted, and what it excludes."""

import re
from itertools import combinations
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.core.management import call_command

from catalogue.accounts.models import StaffRole, User
from catalogue.accounts.roles import (
    ADMINISTRATORS,
    GRANTS,
    Role,
    check_roles,
    roles_of,
    set_roles,
    set_up_roles,
)
from catalogue.accounts.separation import check_separation
from tests.accounts.factories import UserFactory, holder_of
from tests.places.factories import ProvinceFactory

pytestmark = pytest.mark.django_db

DOCUMENTS = Path(__file__).resolve().parents[2] / "docs"
BUSINESS = ("methods", "rounds", "places", "practice")


def documented(name):
    """The table of a document: permission to the roles that have a mark."""
    rows = [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in (DOCUMENTS / name).read_text(encoding="utf-8").splitlines()
        if line.startswith("|")
    ]
    head = [re.search(r"`([\w-]+)`", cell) for cell in rows[0]]
    roles = [Role(found[1]) for found in head if found]
    table = {}
    for row in rows[2:]:
        permission = re.search(r"`([\w.]+)`", row[1])[1]
        marks = row[2:]
        table[permission] = {
            role for role, mark in zip(roles, marks, strict=True) if mark
        }
    return table


@pytest.mark.parametrize("name", ["roles.md", "roles.zh.md"])
def test_documents_show_the_whole_table(name):
    assert documented(name) == {name: set(roles) for name, roles in GRANTS.items()}


def test_every_permission_of_the_table_exists():
    known = {
        f"{label}.{codename}"
        for label, codename in Permission.objects.values_list(
            "content_type__app_label", "codename"
        )
    }

    assert set(GRANTS) <= known


@pytest.mark.parametrize("role", Role)
def test_each_group_has_just_what_the_table_grants(role):
    account = UserFactory(roles=[role])

    assert account.get_all_permissions() == {
        name for name, roles in GRANTS.items() if role in roles
    }


def test_what_was_added_to_a_group_by_hand_is_taken_away_again():
    group = Group.objects.get(name=Role.AUDIT_ADMINISTRATOR)
    group.permissions.add(Permission.objects.get(codename="publish_workmethod"))

    set_up_roles()

    assert {each.codename for each in group.permissions.all()} == {"read_audit_trail"}


@pytest.mark.parametrize("role", sorted(ADMINISTRATORS))
def test_administrators_have_no_business_rights(role):
    granted = {name for name, roles in GRANTS.items() if role in roles}

    assert not {name for name in granted if name.split(".")[0] in BUSINESS}
    assert "accounts.see_all_reporting_bodies" not in granted


def test_only_one_of_the_three_gives_rights_and_only_one_reads_the_trail():
    assert GRANTS["accounts.assign_roles"] == (Role.SECURITY_ADMINISTRATOR,)
    assert GRANTS["accounts.read_audit_trail"] == (Role.AUDIT_ADMINISTRATOR,)
    assert GRANTS["accounts.keep_accounts"] == (Role.SYSTEM_ADMINISTRATOR,)


@pytest.mark.parametrize(
    "pair", [pair for pair in combinations(Role, 2) if set(pair) & ADMINISTRATORS]
)
def test_an_administrator_holds_no_second_role(pair):
    with pytest.raises(ValidationError, match="held alone"):
        check_roles(pair, None)


@pytest.mark.parametrize(
    ("role", "has_body", "fits"),
    [
        (Role.OFFICER, True, True),
        (Role.OFFICER, False, False),
        (Role.MINISTRY_EDITOR, False, True),
        (Role.MINISTRY_EDITOR, True, False),
        (Role.ROUND_MANAGER, True, False),
        (Role.REVIEWER, True, True),
        (Role.REVIEWER, False, True),
        (Role.SYSTEM_ADMINISTRATOR, True, False),
    ],
)
def test_role_and_reporting_body_fit_together(role, has_body, fits):
    body = ProvinceFactory() if has_body else None

    if fits:
        check_roles([role], body)
    else:
        with pytest.raises(ValidationError):
            check_roles([role], body)


def test_giving_and_taking_a_role_is_on_record():
    account = UserFactory()
    history = StaffRole.pgh_event_model.objects.filter(user_id=account.pk)

    set_roles(account, [Role.ROUND_MANAGER], reporting_body=None)
    set_roles(account, [], reporting_body=None)

    assert list(history.order_by("pgh_id").values_list("pgh_label", flat=True)) == [
        "insert",
        "delete",
    ]


def test_check_names_an_administrator_with_a_second_role():
    account = holder_of(Role.SYSTEM_ADMINISTRATOR, username="two-hats")
    account.groups.add(Group.objects.get(name=Role.AUDIT_ADMINISTRATOR))
    holder_of(Role.SECURITY_ADMINISTRATOR)

    cautions = check_separation(databases=["default"])

    assert [caution.id for caution in cautions] == ["accounts.W001"]
    assert "two-hats" in cautions[0].msg


def test_check_names_an_active_superuser():
    User.objects.create_superuser("chief")
    User.objects.create_superuser("former", is_active=False)

    cautions = check_separation(databases=["default"])

    assert [caution.id for caution in cautions] == ["accounts.W002"]


def test_check_asks_no_database_unless_told_to(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert check_separation(databases=None) == []


def test_the_check_is_among_those_of_the_database(capsys):
    User.objects.create_superuser("chief")

    call_command("check", databases=["default"])

    assert "accounts.W002" in capsys.readouterr().err


def test_roles_of_an_account_leave_other_groups_alone():
    account = UserFactory()
    account.groups.add(Group.objects.create(name="of an old system"))

    set_roles(account, [Role.REVIEWER], reporting_body=None)

    assert roles_of(account) == {Role.REVIEWER}
    assert account.groups.count() == 2
