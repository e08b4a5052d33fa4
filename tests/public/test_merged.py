"""What stands in public where a merged method or community was."""

import io

import pytest
from django.core.management import call_command
from django.urls import reverse

from catalogue.methods.merging import merge_methods, undo_method_merge
from catalogue.methods.models import WorkMethod
from catalogue.methods.publication import Reason, change_state
from catalogue.places.merging import merge_communities
from tests.accounts.factories import EditorFactory
from tests.methods.factories import WorkMethodFactory
from tests.places.factories import CommunityFactory

pytestmark = pytest.mark.django_db

PAGES = ["by-number", "detail", "print", "word", "qr"]


def address(page, method):
    slug = [] if page == "by-number" else [method.slug]
    return reverse(f"work-method-{page}", args=[method.number, *slug])


def two(**goes):
    community = CommunityFactory()
    return (
        WorkMethodFactory(community=community, title_zh="板凳课堂", published=True),
        WorkMethodFactory(
            community=community,
            **{"title_zh": "小院议事", "published": True, **goes},
        ),
    )


def merge(stays, goes):
    return merge_methods(stays, goes, by=EditorFactory(), reason="同一做法")


def merged():
    """Two published methods, of which the second went into the first."""
    stays, goes = two()
    merge(stays, goes)
    return stays, goes


@pytest.mark.parametrize("page", PAGES)
def test_every_address_leads_to_the_same_page_of_the_one_that_stays(client, page):
    stays, goes = merged()

    response = client.get(address(page, goes) + "?q=a")

    assert response.status_code == 301
    assert response.url == address(page, stays) + "?q=a"
    assert response["Cache-Control"] == "public, max-age=86400"


def test_the_language_of_the_address_is_kept(client):
    stays, goes = merged()

    response = client.get(f"/zh-hans/methods/{goes.number}/")

    assert response.url == f"/zh-hans/methods/{stays.number}/"


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_chain_is_one_hop(client, times):
    first, method = two()
    for _ in range(times):
        target = WorkMethodFactory(community=first.community, published=True)
        merge(target, method)
        method = target

    responses = [
        client.get(address("detail", each))
        for each in WorkMethod.objects.exclude(merged_into=None)
    ]

    assert [each.status_code for each in responses] == [301] * times
    assert {each.url for each in responses} == {method.get_absolute_url()}


def test_the_address_of_the_api_leads_there_too(client):
    stays, goes = merged()

    response = client.get(reverse("api-method-detail", args=[goes.number]))

    assert response.status_code == 301
    assert response["Location"] == reverse("api-method-detail", args=[stays.number])


@pytest.mark.parametrize(
    "name",
    [
        "work-method-list",
        "work-method-csv",
        "work-method-json",
        "work-method-feed",
        "api-method-list",
        "sitemap",
        "home",
    ],
)
def test_a_merged_method_stands_in_no_list(client, name):
    stays, goes = two()
    with_both = _body(client.get(reverse(name)))
    merge(stays, goes)

    body = _body(client.get(reverse(name)))

    there = [
        f"/methods/{goes.number}/" in text or "小院议事" in text
        for text in (
            with_both,
            body,
        )
    ]
    assert there == [True, False]
    assert f"/methods/{stays.number}/" in body or "板凳课堂" in body


def _body(response):
    if response.streaming:
        return b"".join(response.streaming_content).decode()
    return response.content.decode()


def test_search_and_facets_count_the_one_that_stays_alone(client):
    merged()

    found = client.get(reverse("work-method-list"), {"q": "小院议事"})
    every = client.get(reverse("api-method-list")).json()

    assert found.context["result_count"] == 0
    assert every["count"] == 1


def test_search_does_not_find_it_after_the_index_is_made_anew(client):
    merged()
    call_command("index_methods", stdout=io.StringIO())

    found = client.get(reverse("work-method-list"), {"q": "小院议事"})

    assert found.context["result_count"] == 0


def test_comparison_takes_the_one_that_stays(client):
    stays, goes = merged()
    other = WorkMethodFactory(published=True)

    page = client.get(
        reverse("work-method-compare"), {"method": [goes.number, other.number]}
    )

    assert list(page.context["comparison"].numbers) == [stays.number, other.number]
    assert page.context["problems"] == []


def test_what_was_never_public_leads_nowhere(client):
    stays, goes = two(published=False)
    stays.status = WorkMethod.Status.DRAFT
    stays.published_at = None
    stays.save()
    merge(stays, goes)

    assert client.get(address("by-number", goes)).status_code == 404


def test_a_draft_that_went_into_a_public_one_leads_there(client):
    stays, goes = two(published=False)
    merge(stays, goes)

    assert client.get(address("by-number", goes)).url == address("by-number", stays)


def test_a_withdrawn_one_that_stays_has_its_note(client):
    stays, goes = merged()
    change_state(
        WorkMethod.objects.get(pk=stays.pk),
        WorkMethod.Status.WITHDRAWN,
        by=EditorFactory(),
        reason=Reason(en="No longer done."),
    )

    response = client.get(address("detail", goes), follow=True)

    assert response.redirect_chain == [(address("detail", stays), 301)]
    assert response.status_code == 410


def test_the_reason_of_a_merger_is_not_public(client):
    _stays, goes = merged()

    page = client.get(address("detail", goes), follow=True)

    assert "同一做法" not in page.content.decode()


def test_an_undone_merger_brings_the_page_back(client):
    stays, goes = two()
    record = merge(stays, goes)
    client.get(address("detail", goes))
    undo_method_merge(record, by=EditorFactory(), reason="误操作")

    assert client.get(address("detail", goes)).status_code == 200


def merged_communities(**goes):
    stays = CommunityFactory(name="大社区")
    gone = CommunityFactory(street=stays.street, name="小社区", **goes)
    method = WorkMethodFactory(community=gone, published=True)
    merge_communities(stays, gone, by=EditorFactory(), reason="撤并")
    return stays, gone, method


def test_the_page_of_a_merged_community_leads_to_the_one_that_stays(client):
    stays, gone, method = merged_communities()

    old = client.get(gone.get_absolute_url())
    page = client.get(old.url)

    assert (old.status_code, old.url) == (301, stays.get_absolute_url())
    assert [card.number for card in page.context["cards"]] == [method.number]
    assert "小社区" in page.content.decode()
    assert gone.code in page.content.decode()


def test_lists_of_methods_take_the_former_number(client):
    _stays, gone, method = merged_communities()

    page = client.get(reverse("work-method-list"), {"community": gone.number})
    answer = client.get(reverse("api-method-list"), {"community": gone.number})

    assert page.context["result_count"] == 1
    assert page.context["problems"] == []
    assert [each["number"] for each in answer.json()["results"]] == [method.number]


def test_a_merged_community_is_in_no_list_of_the_api(client):
    stays, _gone, _method = merged_communities()
    listed = client.get(reverse("api-community-list")).json()
    found = client.get(reverse("api-community-list"), {"q": "小社区"}).json()

    assert [each["number"] for each in listed["results"]] == [stays.number]
    assert [each["number"] for each in found["results"]] == [stays.number]


def test_kept_lists_know_the_new_place_at_once(client):
    stays = CommunityFactory(name="大社区")
    gone = CommunityFactory(street=stays.street, name="小社区")
    WorkMethodFactory(community=gone, published=True)
    before = client.get(reverse("work-method-list")).content.decode()

    merge_communities(stays, gone, by=EditorFactory(), reason="撤并")

    after = client.get(reverse("work-method-list")).content.decode()
    assert [
        f"/communities/{gone.pk}/" in page or "Xiao" in page
        for page in (
            before,
            after,
        )
    ] == [True, False]


def test_a_fiction_that_was_merged_leads_nowhere(client):
    stays = CommunityFactory()
    fiction = CommunityFactory(is_virtual=True, merged_into=stays)

    assert client.get(fiction.get_absolute_url()).status_code == 404
