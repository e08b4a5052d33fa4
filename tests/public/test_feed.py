import datetime
import xml.etree.ElementTree as ET

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.methods.models import WorkMethod
from tests.methods.factories import ThemeFactory, WorkMethodFactory

pytestmark = pytest.mark.django_db

FEED = "/en/methods/feed.atom"
ATOM = "{http://www.w3.org/2005/Atom}"


def read(client, address=FEED):
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(response.content)


def text(element, name):
    return element.findtext(ATOM + name)


def links(feed):
    return {each.get("rel"): each.get("href") for each in feed.findall(ATOM + "link")}


def is_rfc_3339(moment):
    return datetime.datetime.fromisoformat(moment).tzinfo is not None


def test_the_feed_keeps_the_rules_of_atom(client, whole_method):
    WorkMethodFactory(published=True, title_en="<b> & 'x'", summary_en="<p>x</p>")

    feed = read(client)
    entries = feed.findall(ATOM + "entry")

    assert feed.tag == ATOM + "feed"
    assert text(feed, "title").startswith("Methods")
    assert text(feed, "id") == "http://testserver/en/methods/feed.atom"
    assert links(feed)["self"] == text(feed, "id")
    assert links(feed)["alternate"] == "http://testserver/en/methods/"
    assert is_rfc_3339(text(feed, "updated"))
    assert feed.find(ATOM + "author") is not None
    assert len({text(each, "id") for each in entries}) == len(entries) == 2
    for entry in entries:
        for name in ("id", "title", "updated", "published"):
            assert len(entry.findall(ATOM + name)) == 1, name
        assert is_rfc_3339(text(entry, "updated"))
        assert links(entry)["alternate"].startswith("http://testserver/en/methods/")
    assert text(entries[0], "title") == "<b> & 'x'"
    assert text(entries[0], "summary") == "&lt;p&gt;x&lt;/p&gt;"


def test_the_id_of_an_entry_outlives_its_title(client):
    method = WorkMethodFactory(published=True, title_en="First title")
    before = text(read(client).find(ATOM + "entry"), "id")

    method.title_en = "Second title"
    method.save()
    entry = read(client).find(ATOM + "entry")

    assert text(entry, "id") == before
    assert before == f"http://testserver/en/methods/{method.number}/"
    assert "second-title" in links(entry)["alternate"]


def test_the_newest_stand_first_and_the_parameters_are_those_of_the_list(client):
    theme = ThemeFactory(slug="culture")
    methods = [
        WorkMethodFactory(published=True, title_en=title, themes=themes)
        for title, themes in [("B", [theme]), ("A", [theme]), ("Zither", [])]
    ]

    def titles(query):
        entries = read(client, FEED + query).findall(ATOM + "entry")
        return [text(each, "title") for each in entries]

    assert titles("") == [each.title_en for each in reversed(methods)]
    assert titles("?theme=culture") == ["A", "B"]
    assert titles("?theme=culture&order=title") == ["A", "B"]
    assert titles("?q=zither") == ["Zither"]


def test_the_feed_is_in_the_language_of_its_address(client):
    WorkMethodFactory(published=True, title_en="Method", title_zh="工作法")

    english, chinese = read(client), read(client, "/zh-hans/methods/feed.atom")

    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    assert (english.get(lang), chinese.get(lang)) == ("en", "zh-Hans")
    assert text(chinese.find(ATOM + "entry"), "title") == "工作法"
    assert "/zh-hans/" in links(chinese)["alternate"]


def test_long_feeds_have_pages(client):
    for _ in range(51):
        WorkMethodFactory(published=True)

    first = read(client)
    second = read(client, links(first)["next"])

    assert len(first.findall(ATOM + "entry")) == 50
    assert len(second.findall(ATOM + "entry")) == 1
    assert links(second)["previous"] == links(first)["self"]
    assert client.get(FEED + "?page=3").status_code == 404


def test_an_empty_feed_is_a_feed_and_stays_the_same(client):
    first, second = client.get(FEED), client.get(FEED)

    assert first.content == second.content
    assert is_rfc_3339(text(read(client), "updated"))


def test_nothing_unpublished_and_no_contact_is_in_the_feed(
    client, whole_method, unpublished
):
    content = client.get(FEED).content.decode()

    for secret in ("秘而不宣", "Secret", "张三", "12345678"):
        assert secret not in content


def test_a_demonstration_record_says_so(client):
    WorkMethodFactory(published=True, title_en="Invented", is_demo=True)

    entry = read(client).find(ATOM + "entry")

    assert text(entry, "title") == "Demonstration record: Invented"


def test_control_characters_do_not_break_the_feed(client):
    WorkMethodFactory(published=True, title_en="a\x0bb", summary_en="\x01c")

    entry = read(client).find(ATOM + "entry")

    assert (text(entry, "title"), text(entry, "summary")) == ("ab", "c")


def test_what_the_reader_has_already_is_not_sent_again(client):
    WorkMethodFactory(published=True)
    first = client.get(FEED)

    again = client.get(FEED, headers={"if-none-match": first["ETag"]})
    WorkMethod.objects.update(status=WorkMethod.Status.WITHDRAWN)
    changed = client.get(FEED, headers={"if-none-match": first["ETag"]})

    assert first["Last-Modified"]
    assert again.status_code == 304
    assert changed.status_code == 200


@pytest.mark.parametrize("query", ["theme=x", "page=0", "q=%00", "nonsense=1"])
def test_a_bad_parameter_is_refused_by_name(client, query):
    response = client.get(f"{FEED}?{query}")

    assert response.status_code == 400
    assert [*response.json()] == [query.partition("=")[0]]


def test_query_counts_stay_flat(client):
    theme = ThemeFactory()

    def counted(more):
        for _ in range(more):
            WorkMethodFactory(published=True, themes=[theme])
        read(client)  # what is kept is made once
        with CaptureQueriesContext(connection) as queries:
            read(client)
        return len(queries)

    assert counted(1) == counted(30)


def test_every_page_of_a_feed_is_whole_by_the_rules_of_atom(client, whole_method):
    """RFC 4287, 4.1.1 and 4.1.2: what must be there, and how often."""
    for _ in range(50):
        WorkMethodFactory(published=True, title_en="", summary_zh="\x0b四小服务")

    for address in (FEED, FEED + "?page=2", "/zh-hans/methods/feed.atom?q=nothing"):
        feed = read(client, address)
        entries = feed.findall(ATOM + "entry")
        for whole in (feed, *entries):
            for name in ("id", "title", "updated"):
                assert len(whole.findall(ATOM + name)) == 1, (address, name)
            assert text(whole, "id").startswith("http://testserver/")
            relations = [each.get("rel") for each in whole.findall(ATOM + "link")]
            assert len(relations) == len(set(relations))
            assert "alternate" in relations
        assert links(feed)["self"] == "http://testserver" + address
        assert text(feed.find(ATOM + "author"), "name")
        assert text(feed, "rights") == "CC BY 4.0"
        for entry in entries:
            assert text(entry.find(ATOM + "author"), "name")
            assert entry.find(ATOM + "summary") is None or text(entry, "summary")


def test_a_feed_that_the_reader_has_is_not_sent_again(client):
    method = WorkMethodFactory(published=True)
    first = client.get(FEED)
    tag = {"if-none-match": first["ETag"]}

    by_tag = client.get(FEED, headers=tag)
    by_date = client.get(FEED, headers={"if-modified-since": first["Last-Modified"]})
    method.save()

    assert by_tag.status_code == by_date.status_code == 304
    assert by_tag["ETag"] == first["ETag"]
    assert client.get(FEED, headers=tag).status_code == 200
