"""Under every list of methods: the same list as files, feed and booklet."""

import io
import json
import re
import xml.etree.ElementTree as ET
from html import unescape

import openpyxl
import pytest
from docx import Document

from catalogue.methods.models import Theme
from catalogue.rounds.models import SelectionRound, Submission
from tests.methods.factories import ThemeFactory, WorkMethodFactory
from tests.places.factories import CommunityFactory, real_province
from tests.public.exports.reading import content, csv_rows
from tests.rounds.factories import SelectionRoundFactory, SubmissionFactory

pytestmark = pytest.mark.django_db

ENTRY = "{http://www.w3.org/2005/Atom}entry"


@pytest.fixture
def methods():
    """Three of the same place, theme and round, and one of each of others."""
    announced = SelectionRoundFactory(slug="national-2018", announced=True)
    community = CommunityFactory(street__county__province=real_province("fujian"))
    theme, other = ThemeFactory(slug="culture"), ThemeFactory(slug="other")
    for _ in range(3):
        method = WorkMethodFactory(
            published=True, community=community, themes=[theme, other]
        )
        SubmissionFactory(selection_round=announced, method=method)
    WorkMethodFactory(community=community, themes=[theme])
    WorkMethodFactory(published=True, themes=[other])
    SubmissionFactory(
        method=WorkMethodFactory(published=True),
        selection_round=announced,
        outcome=Submission.Outcome.MODEL,
    )
    return method


PAGES = {
    "theme": (lambda method: Theme.objects.get(slug="culture"), 3),
    "province": (lambda method: method.reporting_body, 3),
    "community": (lambda method: method.community, 3),
    "round": (lambda method: SelectionRound.objects.get(slug="national-2018"), 4),
}


def links(page):
    """The addresses of the row of files, as the page has them."""
    row = page.split('class="take-away"')[1].split("</nav>")[0]
    return [unescape(each) for each in re.findall(r'href="([^"]+)"', row)]


def number_in(client, address):
    response = client.get(address)
    assert (address, response.status_code) == (address, 200)
    file = content(response) if response.streaming else response.content
    if ".csv" in address:
        return len(csv_rows(client, address.partition("export.csv")[2])) - 1
    if ".json" in address:
        return len(json.loads(file)["results"])
    if ".xlsx" in address:
        return openpyxl.load_workbook(io.BytesIO(file)).active.max_row - 1
    if ".docx" in address:
        styles = [each.style.name for each in Document(io.BytesIO(file)).paragraphs]
        return styles.count("Heading 2")
    return len(ET.fromstring(file).findall(ENTRY))


@pytest.mark.parametrize("kind", PAGES)
def test_each_link_of_a_page_holds_just_its_list(client, methods, kind):
    find, number = PAGES[kind]

    page = client.get(find(methods).get_absolute_url()).content.decode()

    counts = {address: number_in(client, address) for address in links(page)}
    assert len(counts) == 5
    assert {*counts.values()} == {number}


def test_the_list_keeps_its_filters_in_the_row(client, methods):
    query = "?theme=other&province=fujian&order=title"

    page = client.get("/en/methods/" + query).content.decode()

    for address in links(page):
        assert "province=fujian" in address
        assert "order=title" in address
        assert number_in(client, address) == 3


@pytest.mark.parametrize("kind", PAGES)
def test_an_empty_list_has_no_row(client, kind):
    draft = WorkMethodFactory(
        community=CommunityFactory(street__county__province=real_province("fujian")),
        themes=[ThemeFactory(slug="culture")],
    )
    SelectionRoundFactory(slug="national-2018", announced=True)
    find, _number = PAGES[kind]

    page = client.get(find(draft).get_absolute_url()).content.decode()

    assert "take-away" not in page
