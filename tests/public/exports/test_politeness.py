"""Heavy downloads are counted, and few of them are made at once."""

import pytest

from catalogue.public.exports import politeness, views
from tests.methods.factories import WorkMethodFactory
from tests.public.exports.reading import EXPORTS, content

pytestmark = pytest.mark.django_db

BOOKLET = "/en/methods/booklet.docx"
BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture
def long_list(monkeypatch):
    """A list that counts as long."""
    monkeypatch.setattr(politeness, "LIGHT_METHODS", 1)
    return WorkMethodFactory.create_batch(2, published=True)


def word_file(method):
    return f"/en/methods/{method.number}/{method.slug}/method.docx"


def asked(client, address, times, **extra):
    return [read(client.get(address, **extra)) for _ in range(times)]


def read(response):
    """The response, to its end; until then it holds a place."""
    if response.streaming:
        content(response)
    return response


def test_heavy_downloads_of_one_address_are_counted_together(
    client, long_list, settings
):
    settings.DOWNLOADS_A_MINUTE = 3
    addresses = [EXPORTS + "csv", BOOKLET, word_file(long_list[0]), EXPORTS + "json"]

    answers = [
        read(client.get(each, REMOTE_ADDR="192.0.2.7")) for each in addresses * 2
    ]
    other = client.get(EXPORTS + "csv", REMOTE_ADDR="192.0.2.8")

    # A new minute of the clock may have begun once on the way.
    late = [each for each in answers if each.status_code == 429]
    assert len(late) in (2, 3, 4, 5)
    for answer in late:
        assert 0 < int(answer["Retry-After"]) <= 60
        assert answer["Cache-Control"] == "no-store"
        assert [*answer.json()] == ["detail"]
        assert "3 large files a minute" in answer.json()["detail"]
    assert other.status_code == 200


def test_short_lists_are_not_counted(client, settings):
    settings.DOWNLOADS_A_MINUTE = 1
    WorkMethodFactory(published=True)

    answers = asked(client, EXPORTS + "csv", 4)

    assert [each.status_code for each in answers] == [200] * 4


def test_neither_the_head_nor_what_is_known_is_counted(client, long_list, settings):
    settings.DOWNLOADS_A_MINUTE = 1
    tag = client.head(EXPORTS + "csv")["ETag"]

    known = asked(client, EXPORTS + "csv", 3, headers={"if-none-match": tag})

    assert [each.status_code for each in known] == [304] * 3


def test_the_limit_can_be_taken_away(client, long_list, settings):
    settings.DOWNLOADS_A_MINUTE = 0

    for _ in range(3):
        assert content(client.get(EXPORTS + "csv"))


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Please try again in a moment"), ("zh-hans", '<html lang="zh-Hans"')],
)
def test_a_person_reads_a_page(client, long_list, settings, language, words):
    settings.DOWNLOADS_A_MINUTE = 1
    address = f"/{language}/methods/export.csv?order=title"

    answers = asked(client, address, 3, headers=BROWSER)

    page = answers[-1]
    assert page.status_code == 429
    assert page["Content-Type"] == "text/html; charset=utf-8"
    assert page["Vary"] == "Accept"
    assert words in page.content.decode()
    assert f'href="{address}"' in page.content.decode()


def test_few_are_made_at_once_and_a_place_is_free_again(client, long_list):
    begun = [client.get(EXPORTS + "csv") for _ in range(politeness.AT_ONCE)]

    busy = client.get(EXPORTS + "xlsx")
    busy_booklet = client.get(BOOKLET)
    short = client.get(EXPORTS + "csv?q=" + long_list[0].title_zh)
    read(begun[0])
    free = client.get(EXPORTS + "json")

    assert busy.status_code == busy_booklet.status_code == 503
    assert busy["Retry-After"] == "10"
    assert busy["Access-Control-Allow-Origin"] == "*"
    assert [*busy.json()] == ["detail"]
    assert short.status_code == free.status_code == 200
    for each in (*begun[1:], free):
        read(each)
    assert client.get(BOOKLET).status_code == 200


def test_a_fault_on_the_way_gives_the_place_back(client, long_list, monkeypatch):
    def broken(*_arguments):
        yield "begun"
        raise ZeroDivisionError

    monkeypatch.setattr(views, "csv_lines", broken)

    for _ in range(politeness.AT_ONCE + 1):
        with pytest.raises(ZeroDivisionError):
            content(client.get(EXPORTS + "csv"))


def test_a_reader_who_leaves_before_the_first_part_gives_the_place_back():
    places = politeness.Places(1)
    parts = politeness.HeldParts((each for each in "ab"), places.take())

    parts.close()
    parts.close()

    assert list(parts) == []
    places.take()
    with pytest.raises(politeness.NotNow):
        places.take()
