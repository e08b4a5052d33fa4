import pytest

from catalogue.public.api.documents import api_schema

pytestmark = pytest.mark.django_db

PATHS = {
    "/api/v1/methods/",
    "/api/v1/methods/{number}/",
    "/api/v1/provinces/",
    "/api/v1/communities/",
    "/api/v1/rounds/",
    "/api/v1/promotions/",
    "/api/v1/adoptions/",
    "/api/v1/themes/",
}


def test_the_schema_names_every_address_with_examples_and_errors(client):
    schema = client.get("/api/v1/schema/").json()

    assert schema["openapi"].startswith("3.")
    assert {*schema["paths"]} == PATHS
    for described in schema["paths"].values():
        assert [*described] == ["get"]
        answers = described["get"]["responses"]
        assert {*answers} == {"200", "304", "400", "404", "429"}
        assert answers["200"]["content"]["application/json"]["examples"]
        assert answers["400"]["content"]["application/json"]["examples"]


def test_the_schema_names_every_parameter_of_the_contract(client):
    schema = client.get("/api/v1/schema/").json()

    named = schema["paths"]["/api/v1/methods/"]["get"]["parameters"]

    assert {each["name"] for each in named} == {
        *("q", "province", "region", "theme", "kind", "round", "outcome"),
        *("settlement", "characteristic", "community", "order", "page", "page_size"),
    }


def test_the_schema_is_made_without_a_warning(capsys):
    api_schema.cache_clear()

    api_schema("en")

    captured = capsys.readouterr()
    assert "Warning" not in captured.err
    assert "Error" not in captured.err


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_page_of_the_api_needs_no_script(client, language):
    response = client.get("/api/v1/docs/", headers={"accept-language": language})
    page = response.content.decode()

    assert response.status_code == 200
    assert "<script" not in page
    assert " style=" not in page
    assert "default-src 'none'" in response["Content-Security-Policy"]
    for path in PATHS:
        assert f"GET {path}" in page
    assert "results[].community.path" in page
    assert not response.cookies
