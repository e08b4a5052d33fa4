"""Whatever an address says: a page, a 4xx, never a 5xx, and always our headers."""

import pytest
from django.urls import reverse

from catalogue.public.kept import current_catalogue
from tests.methods.factories import ThemeFactory, WorkMethodFactory

pytestmark = pytest.mark.django_db

METHODS = "/en/methods/"
LONG = "x" * 8_000


@pytest.fixture
def methods():
    theme = ThemeFactory(slug="culture", name_en="Culture")
    return [WorkMethodFactory(published=True, themes=[theme]) for _ in range(21)]


@pytest.mark.parametrize(
    ("query", "parameter", "shown"),
    [
        ("theme=nonsense&theme=culture", "theme", "nonsense"),
        ("province=taiwan", "province", "taiwan"),
        ("region=north", "region", "north"),
        ("kind=%3Cscript%3E", "kind", "&lt;script&gt;"),
        ("round=2018", "round", "2018"),
        ("outcome=best", "outcome", "best"),
        ("settlement=x", "settlement", "x"),
        ("characteristic=x", "characteristic", "x"),
        ("community=abc", "community", "abc"),
        ("community=99999999999999999999", "community", "99999999999999999999"),
        ("community=-1", "community", "-1"),
        ("community=%D9%A1", "community", "١"),
        ("order=random", "order", "random"),
        ("page=abc", "page", "abc"),
        ("page=0", "page", "0"),
        ("page=-1", "page", "-1"),
        ("q=a%00b", "q", "a�b"),
        ("q=%FF", "q", "�"),
        (f"q={LONG}", "q", "xxx"),
        (f"theme={LONG}", "theme", "xxx"),
        ("theme=%00", "theme", "�"),
    ],
)
def test_a_value_that_means_nothing_is_named_and_the_list_is_shown(
    client, methods, query, parameter, shown
):
    response = client.get(f"{METHODS}?{query}")

    assert response.status_code == 200
    assert [each.parameter for each in response.context["problems"]] == [parameter]
    assert response.context["result_count"] == 21
    message = response.content.decode().split('class="message"')[1][:400]
    assert f"({parameter})" in message
    assert shown in message


@pytest.mark.parametrize("page", ["3", "999999999", "9" * 400])
@pytest.mark.parametrize("path", [METHODS, "/zh-hans/themes/culture/"])
def test_past_the_end_is_404_with_a_link_to_the_last_page(client, methods, path, page):
    response = client.get(f"{path}?page={page}")

    assert response.status_code == 404
    assert f'href="{path}?page=2"' in response.content.decode()


def test_past_the_end_of_a_narrowed_list_keeps_the_filters(client, methods):
    response = client.get(METHODS + "?page=3&theme=culture&q=")

    assert response.status_code == 404
    last = 'href="/en/methods/?theme=culture&amp;page=2"'
    assert last in response.content.decode()


def test_the_second_page_shows_the_rest(client, methods):
    response = client.get(METHODS + "?page=2")

    assert [card.number for card in response.context["cards"]] == [methods[0].number]
    assert response.context["previous_url"] == METHODS
    assert response.context["next_url"] == ""


@pytest.mark.parametrize("path", [METHODS, "/en/", "/zh-hans/rounds/"])
def test_thousands_of_parameters_are_refused(client, path):
    client.raise_request_exception = False

    response = client.get(path + "?" + "&".join(f"a{n}=1" for n in range(3_000)))

    # A page that reads no parameter does not mind them.
    assert response.status_code in (200, 400)
    assert "script-src 'self'" in response["Content-Security-Policy"]


def test_nine_hundred_values_are_one_message_and_few_queries(
    client, methods, know_the_version, django_assert_max_num_queries
):
    know_the_version()
    values = "&".join(f"theme=t{n}&community={n}" for n in range(450))
    current_catalogue()

    with django_assert_max_num_queries(8):
        response = client.get(f"{METHODS}?{values}")

    assert [each.parameter for each in response.context["problems"]] == [
        "theme",
        "community",
    ]


@pytest.mark.parametrize(
    "path",
    [
        "/en/methods/0/",
        "/en/methods/99999999999999999999/",
        "/en/methods/99999999999999999999/slug/",
        f"/en/methods/{'9' * 5_000}/",
        "/en/methods/abc/",
        "/en/communities/99999999999999999999/",
        "/en/provinces/taiwan/",
        "/en/provinces/%00/",
        "/en/themes/nonsense/",
        "/en/rounds/nonsense/",
        "/en/%FF%FE/",
        "/fr/methods/",
        "/nonsense",
        "/files/../catalogue/settings.py",
        "/files/%2e%2e/%2e%2e/etc/passwd",
        "/files/photos/%00.png",
        f"/files/{'x' * 5_000}",
    ],
)
def test_an_address_of_nothing_is_404_in_our_look(client, path):
    response = client.get(path)

    assert response.status_code == 404
    assert "There is no such page" in response.content.decode()
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert not response.cookies


def test_a_404_is_in_the_language_of_its_address(client):
    response = client.get("/zh-hans/nonsense/")

    assert '<html lang="zh-Hans">' in response.content.decode()
    assert 'href="/en/nonsense/"' in response.content.decode()


@pytest.mark.parametrize("path", ["/en/", "/en/methods/", "/nonsense"])
def test_a_wrong_host_is_refused_with_our_headers(client, path):
    response = client.get(path, headers={"host": "evil.example"})

    assert response.status_code == 400
    assert "This request could not be read" in response.content.decode()
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_an_error_of_ours_has_our_headers_and_tells_nothing(client, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("inner words")

    monkeypatch.setattr("catalogue.public.views.home.current_catalogue", fail)
    client.raise_request_exception = False

    response = client.get("/en/")

    assert response.status_code == 500
    assert "inner words" not in response.content.decode()
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_public_pages_are_only_read(client, method):
    client.raise_request_exception = False

    assert getattr(client, method)(reverse("work-method-list")).status_code == 405
