"""Staff look at a page before the public does."""

import pytest
from django.urls import reverse

from tests.accounts.factories import EditorFactory, OfficerFactory, UserFactory
from tests.methods.factories import WorkMethodFactory
from tests.places.factories import ProvinceFactory

pytestmark = pytest.mark.django_db


def preview(method):
    return reverse("work-method-preview", args=[method.number])


def test_editor_sees_the_page_of_a_draft(client):
    client.force_login(EditorFactory())
    method = WorkMethodFactory(title_zh="一院三会")

    response = client.get(preview(method))

    assert response.status_code == 200
    assert "一院三会" in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def test_a_record_with_nothing_but_a_body_has_a_preview(client):
    client.force_login(EditorFactory())
    method = WorkMethodFactory(
        title_zh="", community=None, reporting_body=ProvinceFactory()
    )

    assert client.get(preview(method)).status_code == 200


def test_officer_sees_no_page_of_another_body(client):
    client.force_login(OfficerFactory())

    assert client.get(preview(WorkMethodFactory())).status_code == 404


def test_staff_without_permission_see_no_preview(client):
    method = WorkMethodFactory()
    client.force_login(UserFactory(reporting_body=method.reporting_body))

    assert client.get(preview(method)).status_code == 404


def test_reader_is_asked_to_sign_in(client):
    response = client.get(preview(WorkMethodFactory()))

    assert response.status_code == 302
    assert response.url.startswith(reverse("admin:login"))
