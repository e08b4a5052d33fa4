"""Who comes in where: imports belong to who made them, editors see all."""

import pytest
from django.test import Client
from django.urls import reverse

from catalogue.accounts.roles import Role
from catalogue.desk.models import MethodImport
from catalogue.methods.models import WorkMethod
from tests.accounts.factories import PASSWORD, OfficerFactory, holder_of
from tests.desk.exchange.conftest import IMPORTS, Desk
from tests.desk.exchange.files import workbook
from tests.methods.factories import WorkMethodFactory

pytestmark = pytest.mark.django_db

OF_ONE = ["import", "marked", "choices", "save", "discard", "undo"]
POSTED = {"choices", "save", "discard"}
MAY_IMPORT = {Role.OFFICER, Role.MINISTRY_EDITOR}
MAY_LIST = {*MAY_IMPORT, Role.ROUND_MANAGER}


@pytest.fixture
def of_another(db, client):
    """A preview of an officer of another body."""
    client.force_login(OfficerFactory())
    return Desk(client).take_in([["名称", "简介"], ["甲", "乙"]])


def asked(client, page, number):
    address = reverse(f"admin:exchange_{page}", args=[number])
    return client.post(address) if page in POSTED else client.get(address)


@pytest.mark.parametrize("page", OF_ONE)
def test_import_of_another_answers_like_a_missing_one(client, of_another, page):
    client.force_login(OfficerFactory())

    answers = [asked(client, page, number) for number in (of_another.pk, 99_999)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert MethodImport.objects.get().is_preview


def test_undo_of_another_is_not_found(client, of_another):
    desk = Desk(client)
    desk.save(of_another)
    client.force_login(OfficerFactory(reporting_body=of_another.made_by.reporting_body))

    response = desk.undo(of_another)

    assert response.status_code == 404
    assert WorkMethod.objects.count() == 1


def test_imports_of_others_are_not_listed(client, of_another):
    client.force_login(OfficerFactory())

    page = client.get(IMPORTS).context["page"]

    assert list(page) == []


def test_editor_sees_and_undoes_the_imports_of_all(client, of_another, editor):
    client.force_login(of_another.made_by)
    Desk(client).save(of_another)
    client.force_login(editor)

    listed = list(client.get(IMPORTS).context["page"])
    Desk(client).undo(of_another)

    assert listed == [of_another]
    assert not WorkMethod.objects.exists()


@pytest.mark.parametrize("role", Role)
def test_roles_open_the_pages_that_they_need(client, role):
    client.force_login(holder_of(role))
    names = ["imports", "template", "export_xlsx", "export_csv"]

    answers = []
    for name in names:
        response = client.get(reverse(f"admin:exchange_{name}"))
        answers.append(response.status_code)
        b"".join(response)

    importing = 200 if role in MAY_IMPORT else 403
    listing = 200 if role in MAY_LIST else 403
    assert answers == [importing, importing, listing, listing]


@pytest.mark.parametrize("role", sorted(set(Role) - MAY_IMPORT))
def test_who_may_not_enter_methods_does_not_import(client, of_another, role):
    client.force_login(holder_of(role))

    upload = Desk(client).upload(workbook([["名称", "简介"], ["甲", "乙"]]))
    answers = [asked(client, page, of_another.pk).status_code for page in OF_ONE]

    assert [upload.status_code, *answers] == [403] * 7
    assert MethodImport.objects.count() == 1


def test_who_is_not_signed_in_is_asked_to(client, of_another):
    client.logout()

    answers = [asked(client, page, of_another.pk) for page in OF_ONE]

    assert {answer.url.partition("?")[0] for answer in answers} == {"/admin/login/"}


def test_forged_forms_are_refused(of_another):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(of_another.made_by)

    pages = ["choices", "save", "discard", "undo"]
    addresses = [reverse(f"admin:exchange_{p}", args=[of_another.pk]) for p in pages]
    answers = [browser.post(address) for address in [IMPORTS, *addresses]]

    assert {answer.status_code for answer in answers} == {403}


@pytest.mark.parametrize("page", ["save", "choices", "discard"])
def test_nothing_is_done_by_following_a_link(client, of_another, page):
    address = reverse(f"admin:exchange_{page}", args=[of_another.pk])

    assert client.get(address).status_code == 405


def test_export_holds_the_own_methods_only(client, officer, junmen, desk):
    WorkMethodFactory(community=junmen, title_zh="自己的")
    WorkMethodFactory(title_zh="别人的")

    content = desk.export("csv").decode()

    assert "自己的" in content
    assert "别人的" not in content


def test_contact_data_leave_only_with_the_own_rows(client, editor, officer, junmen):
    WorkMethodFactory(community=junmen, contact_name="林", contact_phone="138")
    desk = Desk(client)
    own = desk.export("csv").decode()
    client.force_login(editor)

    of_all = desk.export("csv").decode()

    assert ("138" in own, "联系电话" in own) == (True, True)
    assert ("138" in of_all, "联系电话" in of_all) == (False, False)


def test_right_withdrawn_between_preview_and_saving_counts(client, of_another):
    person = of_another.made_by
    client.login(username=person.username, password=PASSWORD)
    person.groups.clear()

    address = reverse("admin:exchange_save", args=[of_another.pk])

    assert client.post(address).status_code == 403
