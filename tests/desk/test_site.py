"""The desk as a whole: its first page, its languages, its rules."""

import pytest
from django.contrib import admin
from django.urls import reverse

from tests.accounts.factories import EditorFactory
from tests.places.factories import CommunityFactory

pytestmark = pytest.mark.django_db

METHODS = reverse("admin:methods_workmethod_changelist")


def test_staff_change_the_language_of_the_desk(client):
    client.force_login(EditorFactory())

    client.post(reverse("admin:language"), {"language": "zh-hans", "next": METHODS})
    content = client.get(METHODS).content.decode()

    assert '<html lang="zh-hans"' in content
    assert 'value="en" lang="en">English</button>' in content


def test_sign_in_page_offers_both_languages(client):
    content = client.get(reverse("admin:login")).content.decode()

    assert 'value="zh-hans" lang="zh-Hans">简体中文</button>' in content


def test_desk_is_closed_to_strangers(client):
    response = client.get(METHODS)

    assert response.status_code == 302
    assert response.url.startswith(reverse("admin:login"))


@pytest.mark.parametrize("address", ["/admin/r/1/x/", "/admin/r/nonsense/1/"])
def test_link_to_the_site_of_nothing_is_not_found(client, address):
    client.force_login(EditorFactory())

    assert client.get(address).status_code == 404


def test_every_list_that_staff_fill_can_be_searched():
    unsearchable = [
        model.__name__
        for model, model_admin in admin.site._registry.items()
        if not model_admin.search_fields
    ]

    assert set(unsearchable) == {"RegisterLoad", "StillInUseCall"}


def test_communities_are_offered_with_their_path(client):
    client.force_login(EditorFactory())
    community = CommunityFactory(name="军门社区", street__name_en="Dongjie")
    asked = {
        "term": "军门",
        "app_label": "methods",
        "model_name": "workmethod",
        "field_name": "community",
    }

    answer = client.get(reverse("admin:autocomplete"), asked).json()

    assert answer["results"] == [{"id": str(community.pk), "text": community.path_text}]
    assert "Dongjie" in community.path_text
