"""The files under each chart: the same figures, well formed, with nothing that runs."""

from xml.etree import ElementTree

import pytest
from django.urls import reverse

from catalogue.public.statistics.groups import CHARTS
from tests.methods.factories import ThemeFactory
from tests.public.statistics.conftest import record
from tests.public.statistics.reading import charts, csv_rows

pytestmark = pytest.mark.django_db

SVG = "{http://www.w3.org/2000/svg}"


def test_each_csv_equals_its_table(client, loaded):
    drawn = charts(client)

    for slug, chart in drawn.items():
        assert csv_rows(client, slug) == [
            chart.headings,
            *[["" if cell is None else str(cell) for cell in r] for r in chart.cells],
        ]


def test_no_name_can_run_in_a_spreadsheet_or_break_the_picture(client, loaded):
    theme = ThemeFactory(name_en="=cmd()<b>\x0b&", slug="formula")
    record("fujian", theme)

    names = [row[0] for row in csv_rows(client, "themes")]
    picture = client.get(reverse("statistics-svg", args=["themes"]))

    assert "'=cmd()<b>\x0b&" in names
    assert "=cmd()<b>&" in "".join(ElementTree.fromstring(picture.content).itertext())


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("slug", CHARTS)
def test_each_picture_is_well_formed_and_names_itself(client, loaded, slug, language):
    response = client.get(f"/{language}/statistics/{slug}.svg")

    root = ElementTree.fromstring(response.content)
    assert response["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert root.find(f"{SVG}title").text == charts(client, language)[slug].finding
    assert root.find(f"{SVG}desc").text
    assert b"style=" not in response.content
    assert f"/{language}/statistics/#{slug}" in "".join(root.itertext())


@pytest.mark.parametrize("slug", CHARTS)
def test_every_picture_on_the_page_is_well_formed(client, loaded, slug):
    body = charts(client)[slug].drawing.body

    ElementTree.fromstring(f"<svg>{body}</svg>")


@pytest.mark.parametrize("address", ["nonsense.csv", "nonsense.svg", "funnel.pdf"])
def test_no_other_file_is_there(client, loaded, address):
    assert client.get(f"/en/statistics/{address}").status_code == 404


def test_an_empty_catalogue_has_all_files(client):
    for slug in CHARTS:
        ElementTree.fromstring(client.get(f"/en/statistics/{slug}.svg").content)
        assert csv_rows(client, slug)


def test_a_file_is_not_sent_twice(client, loaded):
    address = reverse("statistics-csv", args=["themes"])
    etag = client.get(address)["ETag"]

    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304


def test_the_page_speaks_chinese(client, loaded):
    theme = charts(client, "zh-hans")["themes"]

    assert [row[0] for row in theme.cells][:2] == ["社区文化", "社区服务"]


def test_files_of_narrowed_figures_are_those_of_the_page(client, loaded):
    narrowed = "?theme=culture&round=national-2018"
    address = reverse("statistics-csv", args=["kinds"])

    page = client.get(reverse("statistics") + narrowed).content.decode()
    picture = client.get(reverse("statistics-svg", args=["kinds"]) + narrowed)

    link = "?theme=culture&amp;round=national-2018"
    assert f'href="{address}{link}"' in page
    assert client.get(address + narrowed).content.decode("utf-8-sig") == (
        "Kind,Recorded,Selected among them\r\n"
        "Comprehensive,1,1\r\nSingle-aspect,0,0\r\nNot recorded,0,0\r\n"
    )
    assert "/en/statistics/?theme=culture&round=national-2018#kinds" in "".join(
        ElementTree.fromstring(picture.content).itertext()
    )


def test_file_of_an_unknown_value_is_refused(client, loaded):
    answer = client.get(reverse("statistics-csv", args=["kinds"]) + "?theme=nonsense")

    assert answer.status_code == 400
    assert list(answer.json()) == ["theme"]
