import pytest
from django.urls import reverse

SHEET = "/text-size.css"


@pytest.fixture
def careful_client(client):
    client.handler.enforce_csrf_checks = True
    return client


def choose(client, size, address="/en/about/"):
    return client.post(reverse("text-size"), {"size": size, "next": address})


def test_larger_text_is_kept_in_one_cookie_and_returns_to_the_page(careful_client):
    response = choose(careful_client, "larger", "/zh-hans/methods/?q=a&theme=b")

    assert (response.status_code, response["Location"]) == (
        302,
        "/zh-hans/methods/?q=a&theme=b",
    )
    cookie = response.cookies["text_size"]
    assert [*response.cookies] == ["text_size"]
    assert (cookie.value, cookie["max-age"], cookie["samesite"]) == (
        "larger",
        31_536_000,
        "Lax",
    )


def test_normal_text_takes_the_cookie_away(client):
    choose(client, "larger")

    response = choose(client, "normal")

    assert response.cookies["text_size"]["max-age"] == 0


def test_a_size_that_we_do_not_offer_sets_nothing(client):
    response = choose(client, "huge")

    assert response.status_code == 302
    assert not response.cookies


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://evil.example/",
        "//evil.example/",
        "///evil.example/",
        "/\\evil.example/",
        "javascript:alert(1)",
        "evil.example",
        "/en/\r\nSet-Cookie: a=b",
    ],
)
def test_it_never_leads_to_another_site(client, address):
    response = choose(client, "larger", address)

    assert response.status_code == 302
    assert response["Location"] in ("/en/", "/en/%0D%0ASet-Cookie:%20a=b")


def test_it_is_changed_by_posting_only(client):
    assert client.get(reverse("text-size")).status_code == 405


def test_the_stylesheet_follows_the_cookie(client):
    before = client.get(SHEET)
    choose(client, "larger")
    after = client.get(SHEET)

    assert "125%" not in before.content.decode()
    assert ".text-size-normal" in before.content.decode()
    assert "html { font-size: 125%; }" in after.content.decode()
    assert ".text-size-larger" in after.content.decode()
    assert "Cookie" in after["Vary"]
    assert "private" in after["Cache-Control"]
    assert after["Content-Type"] == "text/css"
    assert not after.cookies


def test_a_strange_cookie_is_normal_text(client):
    client.cookies["text_size"] = "125%; } body { display: none"

    assert client.get(SHEET).content == b".text-size-normal { display: none; }\n"
