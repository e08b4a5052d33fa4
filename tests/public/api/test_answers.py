"""Headers, conditions, limits: how every address of the API answers."""

import pytest

from catalogue.methods.models import WorkMethod
from tests.methods.factories import WorkMethodFactory

pytestmark = pytest.mark.django_db

PATHS = [
    "/api/v1/",
    "/api/v1/methods/",
    "/api/v1/provinces/",
    "/api/v1/communities/",
    "/api/v1/rounds/",
    "/api/v1/themes/",
    "/api/v1/schema/",
]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("accept", ["text/html", "application/xml", "*/*"])
def test_every_answer_is_json_without_cookies_for_every_site(client, path, accept):
    response = client.get(path, headers={"accept": accept, "accept-language": "zh"})

    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    assert response["Content-Language"] == "en"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert not response.cookies


@pytest.mark.parametrize("path", PATHS)
def test_what_the_reader_has_already_is_not_sent_again(client, path):
    WorkMethodFactory(published=True)
    first = client.get(path)

    by_etag = client.get(path, headers={"if-none-match": first["ETag"]})
    by_date = client.get(path, headers={"if-modified-since": first["Last-Modified"]})

    for answer in (by_etag, by_date):
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer["ETag"] == first["ETag"]
        assert answer["Access-Control-Allow-Origin"] == "*"


def test_a_change_is_sent_and_a_withdrawal_too(client):
    method = WorkMethodFactory(published=True)
    WorkMethodFactory(published=True)
    before = client.get("/api/v1/methods/")["ETag"]

    method.summary_en = "Another"
    method.save()
    changed = client.get("/api/v1/methods/", headers={"if-none-match": before})
    method.status = WorkMethod.Status.WITHDRAWN
    method.save()
    withdrawn = client.get(
        "/api/v1/methods/", headers={"if-none-match": changed["ETag"]}
    )

    assert (changed.status_code, withdrawn.status_code) == (200, 200)
    assert withdrawn.json()["count"] == 1


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_api_is_only_read(client, path, method):
    response = getattr(client, method)(path)

    assert response.status_code == 405
    assert response["Content-Type"] == "application/json"
    assert [*response.json()] == ["detail"]


@pytest.mark.parametrize("path", [*PATHS, "/api/v1/docs/", "/en/methods/export.csv"])
def test_browsers_may_ask_first(client, path):
    response = client.options(
        path,
        headers={
            "origin": "https://example.org",
            "access-control-request-method": "GET",
            "access-control-request-headers": "if-none-match",
        },
    )

    assert response.status_code == 204
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in response["Access-Control-Allow-Headers"]


def test_the_head_has_the_headers_of_the_answer(client):
    head, whole = client.head("/api/v1/methods/"), client.get("/api/v1/methods/")

    assert head.content == b""
    assert head["ETag"] == whole["ETag"]


def test_an_address_without_its_last_slash_leads_on(client):
    response = client.get("/api/v1/methods?theme=x")

    assert response.status_code == 301
    assert response["Location"] == "/api/v1/methods/?theme=x"


def test_nothing_there_is_json_too(client):
    response = client.get("/api/v1/nonsense/")

    assert response.status_code == 404
    assert response.json() == {"detail": "Not found."}
    assert response["Access-Control-Allow-Origin"] == "*"


def test_too_many_requests_of_one_address_wait_a_minute(client, settings):
    settings.API_REQUESTS_A_MINUTE = 2
    asked = [client.get("/api/v1/themes/", REMOTE_ADDR="192.0.2.7") for _ in range(4)]
    other = client.get("/api/v1/themes/", REMOTE_ADDR="192.0.2.8")

    assert asked[-1].status_code == 429
    assert 0 < int(asked[-1]["Retry-After"]) <= 60
    assert [*asked[-1].json()] == ["detail"]
    assert other.status_code == 200


def test_the_limit_can_be_taken_away(client, settings):
    settings.API_REQUESTS_A_MINUTE = 0

    assert client.get("/api/v1/themes/").status_code == 200
