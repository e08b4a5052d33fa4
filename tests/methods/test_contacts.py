"""Whose telephone numbers are shown whole, and that a look is on record."""

import pytest
from django.urls import reverse

from catalogue.accounts.roles import Role
from catalogue.methods.contacts import masked
from catalogue.methods.models import ContactReveal, WorkMethod
from tests.accounts.factories import EditorFactory, OfficerFactory, holder_of
from tests.methods.factories import WorkMethodFactory
from tests.methods.test_admin import form, page_of

pytestmark = pytest.mark.django_db
PHONE = "0591-8754 3210"


def contact_of(method):
    return reverse("admin:contact_of_method", args=[method.pk])


@pytest.mark.parametrize(
    ("whole", "shown"),
    [
        ("13812345678", "138******78"),
        (PHONE, "059*-**** **10"),
        ("110", "***"),
        ("123456", "******"),
        ("", ""),
        ("办公室", "办公室"),
    ],
)
def test_middle_digits_are_masked(whole, shown):
    assert masked(whole) == shown


@pytest.fixture
def method():
    return WorkMethodFactory(contact_name="林某", contact_phone=PHONE)


def test_own_officer_sees_and_changes_the_number(client, method):
    client.force_login(OfficerFactory(reporting_body=method.reporting_body))

    page = client.get(page_of(method)).content.decode()
    client.post(page_of(method), form(method, contact_phone="13812345678"))

    method.refresh_from_db()
    assert PHONE in page
    assert method.contact_phone == "13812345678"


@pytest.mark.parametrize("role", [Role.MINISTRY_EDITOR, Role.ROUND_MANAGER])
def test_ministry_sees_the_number_masked_on_page_and_in_history(client, method, role):
    client.force_login(holder_of(role))
    WorkMethod.objects.filter(pk=method.pk).update(contact_phone="13812345678")

    shown = [
        client.get(page_of(method, page)).content.decode()
        for page in ("change", "history")
    ]

    assert "138******78" in shown[0]
    assert "<ins>138******78</ins>" in shown[1]
    assert not any("13812345678" in page or PHONE in page for page in shown)


def test_saving_by_an_editor_keeps_the_number(client, method):
    client.force_login(EditorFactory())

    client.post(page_of(method), form(method, title_zh="乙", contact_phone="1"))

    method.refresh_from_db()
    assert (method.title_zh, method.contact_phone) == ("乙", PHONE)


def test_editor_is_shown_the_number_and_that_is_on_record(client, method):
    editor = EditorFactory()
    client.force_login(editor)

    answer = client.post(contact_of(method))

    assert PHONE in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    look = ContactReveal.objects.get()
    assert (look.method, look.seen_by) == (method, editor)


@pytest.mark.parametrize("role", [Role.ROUND_MANAGER, Role.OFFICER, Role.REVIEWER])
def test_nobody_else_is_shown_the_number(client, method, role):
    client.force_login(holder_of(role))

    answer = client.post(contact_of(method))

    assert answer.status_code in (403, 404)
    assert PHONE not in answer.content.decode()
    assert not ContactReveal.objects.exists()


def test_the_number_is_not_shown_by_an_address_alone(client, method):
    client.force_login(EditorFactory())

    assert client.get(contact_of(method)).status_code == 404
    assert not ContactReveal.objects.exists()
