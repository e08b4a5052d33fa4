import pytest
from django.urls import reverse

from tests.methods.factories import ThemeFactory, WorkMethodFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("accept", "address"),
    [
        ("", "/en/"),
        ("fr", "/en/"),
        ("zh-CN,zh;q=0.9", "/zh-hans/"),
        ("zh-Hans", "/zh-hans/"),
        ("en-GB,zh;q=0.5", "/en/"),
        (";;;q=,\x01" * 50, "/en/"),
    ],
)
def test_the_bare_address_leads_to_the_language_of_the_reader(client, accept, address):
    response = client.get("/", headers={"accept-language": accept})

    assert (response.status_code, response["Location"]) == (302, address)
    assert "Accept-Language" in response["Vary"]
    assert not response.cookies
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_the_other_language_is_the_same_page_with_its_query(client):
    ThemeFactory(slug="culture")

    page = client.get("/en/methods/?theme=culture&q=小院&page=1&utm_source=x")

    assert page.context["other_language_url"] == (
        "/zh-hans/methods/?q=%E5%B0%8F%E9%99%A2&theme=culture"
    )
    assert page.context["other_language_name"] == "简体中文"
    assert page.context["this_address"] == (
        "/en/methods/?q=%E5%B0%8F%E9%99%A2&theme=culture"
    )


def test_a_list_has_one_canonical_address(client):
    ThemeFactory(slug="culture")
    ThemeFactory(slug="service")

    page = client.get(
        "/en/methods/?page=1&utm_source=x&order=title&theme=service&theme=culture"
        "&theme=nonsense"
    )

    canonical = "http://testserver/en/methods/?theme=culture&theme=service&order=title"
    assert page.context["canonical_url"] == canonical
    assert (
        f'<link rel="canonical" href="{canonical.replace("&", "&amp;")}">'
        in page.content.decode()
    )


def test_every_page_names_its_languages(client):
    page = client.get("/zh-hans/about/").content.decode()

    for language, address in (("en", "/en/about/"), ("zh-Hans", "/zh-hans/about/")):
        link = f'hreflang="{language}" href="http://testserver{address}"'
        assert f'<link rel="alternate" {link}>' in page
    assert '<link rel="canonical" href="http://testserver/zh-hans/about/">' in page


def test_a_title_without_translation_is_marked_with_its_language(client):
    method = WorkMethodFactory(published=True, title_zh="小院议事厅", title_en="")

    page = client.get(method.get_absolute_url()).content.decode()

    assert '<h1 lang="zh-Hans">小院议事厅</h1>' in page


def test_the_number_of_a_method_leads_to_its_full_address(client):
    method = WorkMethodFactory(published=True, title_en="Courtyard council")

    short = client.get(f"/zh-hans/methods/{method.number}/?from=notice")
    older = client.get(f"/en/methods/{method.number}/older-title/")

    full = f"/zh-hans/methods/{method.number}/courtyard-council/?from=notice"
    assert (short.status_code, short["Location"]) == (302, full)
    assert older["Location"] == f"/en/methods/{method.number}/courtyard-council/"


@pytest.mark.parametrize(
    ("language", "titles"),
    [("en", ["Alpha", "beta", "无英文名"]), ("zh-hans", ["甲", "无英文名", "乙"])],
)
def test_titles_stand_in_the_order_of_the_language(client, language, titles):
    for zh, en in (("甲", "beta"), ("乙", "Alpha"), ("无英文名", "")):
        WorkMethodFactory(published=True, title_zh=zh, title_en=en)

    address = reverse("work-method-list").replace("/en/", f"/{language}/")
    page = client.get(address + "?order=title")

    assert [card.title for card in page.context["cards"]] == titles
