"""A file is as public as the record it belongs to."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile

from catalogue.accounts.models import User
from catalogue.methods.models import MethodFile, MethodPhoto, WorkMethod
from catalogue.rounds.models import SelectionRound
from tests.methods.factories import WorkMethodFactory
from tests.rounds.factories import NoticeFactory, SelectionRoundFactory

pytestmark = pytest.mark.django_db

HIDDEN = [
    status
    for status in WorkMethod.Status.values
    if status != WorkMethod.Status.PUBLISHED
]


def add_file(method):
    content = ContentFile(b"%PDF-1.7 text", name="form.pdf")
    return MethodFile.objects.create(method=method, file=content, title_zh="表")


def add_photo(method):
    content = ContentFile(b"\x89PNG picture", name="yard.png")
    return MethodPhoto.objects.create(method=method, image=content, caption_zh="院子")


def test_a_photo_of_a_published_method_is_shown(client):
    photo = add_photo(WorkMethodFactory(published=True))

    response = client.get(photo.image.url)

    assert response.status_code == 200
    assert b"".join(response.streaming_content) == b"\x89PNG picture"
    assert response["Content-Type"] == "image/png"
    assert "attachment" not in response.headers.get("Content-Disposition", "")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "Cookie" not in response.headers.get("Vary", "")


def test_a_file_of_a_published_method_is_downloaded(client):
    file = add_file(WorkMethodFactory(published=True))

    response = client.get(file.file.url)

    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")
    assert "default-src 'none'" in response["Content-Security-Policy"]
    response.close()


@pytest.mark.parametrize("status", HIDDEN)
def test_files_of_other_methods_are_not_found(client, status):
    method = WorkMethodFactory(status=status)

    for url in (add_file(method).file.url, add_photo(method).image.url):
        assert client.get(url).status_code == 404


def test_an_officer_sees_files_of_the_own_body_and_no_others(client):
    own, foreign = WorkMethodFactory(), WorkMethodFactory()
    officer = User.objects.create(
        username="officer", is_staff=True, reporting_body=own.reporting_body
    )
    client.force_login(officer)

    seen = client.get(add_file(own).file.url)
    refused = client.get(add_file(foreign).file.url)

    assert (seen.status_code, refused.status_code) == (200, 404)
    assert seen["Cache-Control"] == "private"
    seen.close()


def test_a_person_who_is_not_staff_sees_no_hidden_file(client):
    own = WorkMethodFactory()
    client.force_login(
        User.objects.create(username="reader", reporting_body=own.reporting_body)
    )

    assert client.get(add_file(own).file.url).status_code == 404


def test_a_notice_is_public_with_its_round(client):
    file = ContentFile(b"%PDF-1.7 text", name="notice.pdf")
    preparing = NoticeFactory(file=file)
    opened = NoticeFactory(
        file=ContentFile(b"%PDF-1.7 text", name="notice.pdf"),
        selection_round=SelectionRoundFactory(state=SelectionRound.State.OPEN),
    )

    assert client.get(preparing.file.url).status_code == 404
    response = client.get(opened.file.url)
    assert response.status_code == 200
    response.close()


def test_staff_who_may_view_notices_see_those_of_rounds_in_preparation(client):
    notice = NoticeFactory(file=ContentFile(b"%PDF-1.7 text", name="notice.pdf"))
    manager = User.objects.create(username="manager", is_staff=True)
    manager.user_permissions.add(Permission.objects.get(codename="view_notice"))
    client.force_login(manager)

    response = client.get(notice.file.url)

    assert response.status_code == 200
    response.close()


def test_a_file_that_is_lost_is_not_found_and_not_offered(client):
    method = WorkMethodFactory(published=True)
    file, photo = add_file(method), add_photo(method)
    file.file.storage.delete(file.file.name)
    photo.image.storage.delete(photo.image.name)

    page = client.get(method.get_absolute_url())

    assert client.get(file.file.url).status_code == 404
    assert (page.context["files"], page.context["photos"]) == ([], [])
