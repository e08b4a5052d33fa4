"""Who sees accounts, and who grants what."""

import pytest
from django.urls import reverse

from catalogue.accounts.models import User
from tests.accounts.factories import EditorFactory, OfficerFactory, UserFactory

pytestmark = pytest.mark.django_db

ACCOUNTS = reverse("admin:accounts_user_changelist")
KEEPING = [
    "accounts.view_user",
    "accounts.add_user",
    "accounts.change_user",
    "accounts.delete_user",
    "accounts.see_all_reporting_bodies",
]


def page_of(account, page="change"):
    return reverse(f"admin:accounts_user_{page}", args=[account.pk])


@pytest.fixture
def keeper(client):
    person = UserFactory(may=KEEPING)
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
def test_only_superusers_grant_permissions(client):
    account = UserFactory()
    crafted = {
        "username": account.username,
        "is_active": "on",
        "is_staff": "on",
        "is_superuser": "on",
        "user_permissions": [1, 2, 3],
        "date_joined_0": "2024-01-01",
        "date_joined_1": "08:00",
    }

    page = client.get(page_of(account))
    client.post(page_of(account), crafted)

    account.refresh_from_db()
    assert not {"is_superuser", "groups", "user_permissions"} & set(
        page.context["adminform"].form.fields
    )
    assert account.is_superuser is False
    assert account.get_all_permissions() == set()


@pytest.mark.usefixtures("keeper")
def test_keeper_of_accounts_does_not_take_over_who_may_more(client):
    for account in (User.objects.create_superuser("chief"), EditorFactory()):
        response = client.post(
            reverse("admin:auth_user_password_change", args=[account.pk]),
            {"password1": "a new long sentence", "password2": "a new long sentence"},
        )

        assert response.status_code == 403


@pytest.mark.usefixtures("keeper")
def test_new_account_may_sign_in_to_the_desk_and_do_nothing_yet(client):
    client.post(
        reverse("admin:accounts_user_add"),
        {
            "username": "new",
            "usable_password": "true",
            "password1": "a new long sentence",
            "password2": "a new long sentence",
        },
    )

    account = User.objects.get(username="new")
    assert (account.is_staff, account.get_all_permissions()) == (True, set())


def test_keeper_of_one_body_sees_and_makes_accounts_of_that_body(client):
    keeper = OfficerFactory(may=KEEPING[:-1])
    client.force_login(keeper)
    OfficerFactory()

    listed = client.get(ACCOUNTS)
    client.post(
        reverse("admin:accounts_user_add"),
        {
            "username": "colleague",
            "usable_password": "true",
            "password1": "a new long sentence",
            "password2": "a new long sentence",
        },
    )

    assert list(listed.context["cl"].result_list) == [keeper]
    colleague = User.objects.get(username="colleague")
    assert colleague.reporting_body == keeper.reporting_body


def test_keeper_of_accounts_without_a_body_sees_none(client):
    client.force_login(UserFactory(may=KEEPING[:-1]))

    assert list(client.get(ACCOUNTS).context["cl"].result_list) == []


@pytest.mark.parametrize(
    ("first", "last", "full"), [("民", "李", "李民"), ("Wei", "Chen", "Wei Chen")]
)
def test_names_have_the_order_of_their_script(first, last, full):
    assert User(first_name=first, last_name=last).get_full_name() == full


def test_superuser_sees_permissions_and_groups(client):
    client.force_login(User.objects.create_superuser("chief"))

    page = client.get(page_of(UserFactory()))
    groups = client.get(reverse("admin:auth_group_changelist"))

    assert "user_permissions" in page.context["adminform"].form.fields
    assert groups.status_code == 200


def test_groups_are_for_superusers(client):
    client.force_login(UserFactory(may=["auth.view_group", "auth.change_group"]))

    assert client.get(reverse("admin:auth_group_changelist")).status_code == 403


def test_short_password_is_refused(client, keeper):
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
