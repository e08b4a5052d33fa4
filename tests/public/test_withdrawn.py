"""What stands in public where a withdrawn method was."""

import pytest
from django.urls import reverse

from catalogue.methods.models import WorkMethod
from catalogue.methods.publication import Reason, change_state
from tests.accounts.factories import EditorFactory
from tests.methods.factories import WorkMethodFactory

pytestmark = pytest.mark.django_db
Status = WorkMethod.Status


def withdrawn(**reason):
    method = WorkMethodFactory(title_zh="板凳课堂", summary_zh="密", published=True)
    why = Reason(**reason)
    return change_state(method, Status.WITHDRAWN, by=EditorFactory(), reason=why)


@pytest.mark.parametrize(
    "address",
    [
        lambda method: reverse("work-method-by-number", args=[method.number]),
        lambda method: method.get_absolute_url(),
        lambda method: reverse("work-method-print", args=[method.number, method.slug]),
    ],
)
def test_day_and_reason_stand_there_and_nothing_of_the_text(client, address):
    method = withdrawn(zh="社区已撤并", en="The community was merged.")

    response = client.get(address(method))

    page = response.content.decode()
    assert response.status_code == 410
    assert "The community was merged." in page
    assert f"№ {method.number}" in page
    assert "板凳课堂" not in page
    assert "密" not in page


def test_reason_is_marked_with_its_language(client):
    method = withdrawn(zh="社区已撤并")

    page = client.get(method.get_absolute_url()).content.decode()

    assert '<span lang="zh-Hans">社区已撤并</span>' in page


def test_reasons_of_returns_are_never_public(client):
    method = WorkMethodFactory(status=Status.CHECKING)
    change_state(
        method, Status.RETURNED, by=EditorFactory(), reason=Reason(zh="内部意见")
    )

    response = client.get(reverse("work-method-by-number", args=[method.number]))

    assert response.status_code == 404
    assert "内部意见" not in response.content.decode()


def test_method_that_is_public_again_has_no_note(client):
    method = withdrawn(en="By mistake.")
    change_state(method, Status.PUBLISHED, by=EditorFactory())

    page = client.get(method.get_absolute_url())

    assert page.status_code == 200
    assert "By mistake." not in page.content.decode()


def test_missing_method_is_not_found(client):
    address = reverse("work-method-by-number", args=[99_999_999])

    assert client.get(address).status_code == 404
