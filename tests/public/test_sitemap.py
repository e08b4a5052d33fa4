import urllib.robotparser
import xml.etree.ElementTree as ET

import pytest
from django.contrib.staticfiles import finders
from PIL import Image

from catalogue.public import sitemaps
from catalogue.rounds.models import SelectionRound
from tests.methods.factories import ThemeFactory, WorkMethodFactory
from tests.places.factories import CommunityFactory, real_province
from tests.rounds.factories import SelectionRoundFactory

pytestmark = pytest.mark.django_db

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def read(client, address="/sitemap.xml"):
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml"
    return ET.fromstring(response.content)


def addresses(root):
    return [each.text for each in root.iter(SITEMAP + "loc")]


def test_every_public_page_is_in_the_map_in_both_languages(
    client, whole_method, unpublished
):
    with_none = CommunityFactory()
    prepared = SelectionRoundFactory()
    found = addresses(read(client))

    for thing in (
        whole_method,
        whole_method.community,
        whole_method.reporting_body,
        whole_method.themes.get(),
        SelectionRound.objects.get(slug="national-2018"),
    ):
        address = thing.get_absolute_url()
        assert "http://testserver" + address in found
        assert "http://testserver" + address.replace("/en/", "/zh-hans/") in found
    for thing in (*unpublished, with_none, prepared):
        assert "http://testserver" + thing.get_absolute_url() not in found
    assert len(found) == len(set(found))


def test_every_address_of_the_map_answers(client, whole_method):
    for address in addresses(read(client)):
        assert client.get(address).status_code == 200, address


def test_each_address_names_its_alternates(client, whole_method):
    root = read(client)
    method = whole_method.get_absolute_url()

    [entry] = [
        each
        for each in root
        if each.findtext(SITEMAP + "loc") == "http://testserver" + method
    ]

    assert {each.get("hreflang"): each.get("href") for each in entry.iter(LINK)} == {
        "en": "http://testserver" + method,
        "zh-Hans": "http://testserver" + method.replace("/en/", "/zh-hans/"),
    }
    assert len(entry.findtext(SITEMAP + "lastmod")) == len("2026-01-01")


def test_a_map_that_is_too_long_is_an_index_of_its_parts(client, monkeypatch):
    for _ in range(9):
        WorkMethodFactory(published=True, themes=[ThemeFactory()])
    real_province("fujian")
    whole = addresses(read(client))
    monkeypatch.setattr(sitemaps, "MOST_ADDRESSES", 12)

    index = read(client)
    parts = [addresses(read(client, address)) for address in addresses(index)]

    assert index.tag == SITEMAP + "sitemapindex"
    assert [address for part in parts for address in part] == whole
    assert {len(part) for part in parts[:-1]} == {12}
    assert client.get(f"/sitemap-{len(parts) + 1}.xml").status_code == 404
    assert client.get("/sitemap-0.xml").status_code == 404


def test_robots_are_sent_to_the_map_and_away_from_combinations(client):
    response = client.get("/robots.txt")
    text = response.content.decode()

    robots = urllib.robotparser.RobotFileParser()
    robots.parse(text.splitlines())
    assert response["Content-Type"].startswith("text/plain")
    assert robots.site_maps() == ["http://testserver/sitemap.xml"]
    assert not robots.can_fetch("*", "http://testserver/admin/")
    assert robots.can_fetch("*", "http://testserver/en/methods/1/x/")
    assert "Disallow: /*/methods/?\n" in text


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_browsers_are_told_how_to_search(client, language):
    response = client.get("/opensearch.xml", headers={"accept-language": language})

    root = ET.fromstring(response.content)
    by_type = {
        each.get("type"): each.get("template")
        for each in root.findall(OPENSEARCH + "Url")
    }
    assert response["Content-Type"] == "application/opensearchdescription+xml"
    assert len(root.findtext(OPENSEARCH + "ShortName")) <= 16
    assert by_type == {
        "text/html": f"http://testserver/{language}/methods/?q={{searchTerms}}",
        "application/atom+xml": (
            f"http://testserver/{language}/methods/feed.atom?q={{searchTerms}}"
        ),
    }


def test_pages_name_the_feed_and_the_search(client):
    WorkMethodFactory(published=True, themes=[ThemeFactory(slug="culture")])

    page = client.get("/en/methods/?theme=culture").content.decode()

    assert 'href="/opensearch.xml"' in page
    assert 'href="/en/methods/feed.atom?theme=culture"' in page
    for kind in ("csv", "xlsx", "json"):
        assert f'href="/en/methods/export.{kind}?theme=culture"' in page


def test_the_icon_is_where_browsers_look_for_it(client):
    response = client.get("/favicon.ico")

    file = finders.find(response["Location"].removeprefix("/static/"))
    assert response.status_code == 302
    assert {*response["Cache-Control"].split(", ")} == {"public", "max-age=86400"}
    with Image.open(file) as icon:
        assert icon.format == "ICO"
        assert icon.info["sizes"] == {(16, 16), (32, 32), (48, 48)}
