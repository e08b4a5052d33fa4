"""Who keeps accounts, who gives roles, and what neither may do."""

import pytest
from django.urls import reverse

from catalogue.accounts.models import User
from catalogue.accounts.roles import Role, roles_of
from tests.accounts.factories import (
    EditorFactory,
    OfficerFactory,
    UserFactory,
    holder_of,
)
from tests.places.factories import ProvinceFactory

pytestmark = pytest.mark.django_db

ACCOUNTS = reverse("admin:accounts_user_changelist")
NEW_PASSWORD = {"password1": "a new long sentence", "password2": "a new long sentence"}


def page_of(account, page="change"):
    return reverse(f"admin:accounts_user_{page}", args=[account.pk])


def password_page_of(account):
    return reverse("admin:auth_user_password_change", args=[account.pk])


@pytest.fixture
def keeper(client):
    person = holder_of(Role.SYSTEM_ADMINISTRATOR)
    client.force_login(person)
    return person


@pytest.fixture
def giver(client):
    person = holder_of(Role.SECURITY_ADMINISTRATOR)
    client.force_login(person)
    return person


@pytest.mark.parametrize("count", [1, 20])
@pytest.mark.usefixtures("keeper")
def test_account_list_costs_the_same_number_of_queries_at_any_length(
    client, count, django_assert_num_queries
):
    OfficerFactory.create_batch(count)
    client.get(ACCOUNTS)

    with django_assert_num_queries(12):
        response = client.get(ACCOUNTS)

    assert len(response.context["cl"].result_list) == count + 1


@pytest.mark.usefixtures("keeper")
def test_keeper_of_accounts_gives_no_rights_by_a_crafted_form(client):
    account = UserFactory()
    crafted = {
        "username": "renamed",
        "is_active": "on",
        "is_superuser": "on",
        "roles": [Role.MINISTRY_EDITOR],
        "groups": [1, 2, 3],
        "user_permissions": [1, 2, 3],
        "reporting_body": ProvinceFactory().pk,
    }

    client.post(page_of(account), crafted)

    account.refresh_from_db()
    assert account.username == "renamed"
    assert account.is_superuser is False
    assert account.reporting_body is None
    assert account.get_all_permissions() == set()


@pytest.mark.usefixtures("giver")
def test_giver_of_roles_gives_them_with_the_reporting_body(client):
    account, body = UserFactory(username="kept"), ProvinceFactory()

    response = client.post(
        page_of(account),
        {"roles": [Role.OFFICER], "reporting_body": body.pk, "username": "changed"},
    )

    assert response.status_code == 302
    account.refresh_from_db()
    assert (roles_of(account), account.reporting_body) == ({Role.OFFICER}, body)
    assert account.username == "kept"


@pytest.mark.usefixtures("giver")
@pytest.mark.parametrize(
    "roles",
    [
        [Role.SYSTEM_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR],
        [Role.SECURITY_ADMINISTRATOR, Role.MINISTRY_EDITOR],
        [Role.OFFICER],
        ["chief"],
    ],
)
def test_roles_that_do_not_fit_are_refused_in_words(client, roles):
    account = UserFactory()

    response = client.post(page_of(account), {"roles": roles})

    assert response.context["adminform"].form.errors["roles"]
    assert roles_of(account) == set()


def test_giver_of_roles_gives_none_to_the_own_account(client, giver):
    page = client.get(page_of(giver))
    response = client.post(page_of(giver), {"roles": [Role.MINISTRY_EDITOR]})

    assert (page.status_code, response.status_code) == (200, 403)
    assert roles_of(giver) == {Role.SECURITY_ADMINISTRATOR}


@pytest.mark.usefixtures("giver")
def test_giver_of_roles_sets_no_password(client):
    account = EditorFactory()

    response = client.post(password_page_of(account), NEW_PASSWORD)

    assert response.status_code == 403


@pytest.mark.usefixtures("keeper")
def test_keeper_sets_the_password_of_staff_but_not_of_other_administrators(client):
    others = [
        User.objects.create_superuser("chief"),
        holder_of(Role.SECURITY_ADMINISTRATOR),
        holder_of(Role.AUDIT_ADMINISTRATOR),
    ]
    for account in others:
        assert client.post(password_page_of(account), NEW_PASSWORD).status_code == 403
    officer = OfficerFactory()

    assert client.post(password_page_of(officer), NEW_PASSWORD).status_code == 302

    officer.refresh_from_db()
    assert officer.check_password(NEW_PASSWORD["password1"])


@pytest.mark.usefixtures("keeper")
def test_new_account_may_sign_in_to_the_desk_and_do_nothing_yet(client):
    client.post(
        reverse("admin:accounts_user_add"),
        {"username": "new", "usable_password": "true", **NEW_PASSWORD},
    )

    account = User.objects.get(username="new")
    assert (account.is_staff, account.get_all_permissions()) == (True, set())


@pytest.mark.usefixtures("keeper")
def test_short_password_is_refused(client):
    response = client.post(
        reverse("admin:accounts_user_add"),
        {
            "username": "new",
            "usable_password": "true",
            "password1": "short",
            "password2": "short",
        },
    )

    assert list(response.context["adminform"].form.errors) == ["password2"]


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMINISTRATOR, Role.OFFICER])
def test_history_of_an_account_is_part_of_the_audit_trail(client, role):
    client.force_login(holder_of(role))

    assert client.get(page_of(UserFactory(), "history")).status_code == 403


@pytest.mark.usefixtures("giver")
def test_groups_are_read_and_changed_by_nobody(client):
    groups = reverse("admin:auth_group_changelist")

    assert client.get(groups).status_code == 200
    assert client.get(reverse("admin:auth_group_add")).status_code == 403


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SECURITY_ADMINISTRATOR}))
def test_groups_are_shown_to_who_gives_roles(client, role):
    client.force_login(holder_of(role))

    assert client.get(reverse("admin:auth_group_changelist")).status_code == 403


@pytest.mark.parametrize(
    ("first", "last", "full"), [("民", "李", "李民"), ("Wei", "Chen", "Wei Chen")]
)
def test_names_have_the_order_of_their_script(first, last, full):
    assert User(first_name=first, last_name=last).get_full_name() == full


def test_rights_that_are_taken_away_end_with_the_next_request(client):
    officer = OfficerFactory()
    client.force_login(officer)
    methods = reverse("admin:methods_workmethod_changelist")
    assert client.get(methods).status_code == 200

    officer.groups.clear()
    assert client.get(methods).status_code == 403

    User.objects.filter(pk=officer.pk).update(is_active=False)
    assert client.get(methods).status_code == 302
