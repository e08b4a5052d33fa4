"""Every door by which a method leaves: only what is published, and no contact."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document

from catalogue.methods.models import WorkMethod
from catalogue.public.word import asked_booklet
from tests.methods.factories import (
    MethodCharacteristicFactory,
    SourceFactory,
    StepFactory,
    ThemeFactory,
    WorkMethodFactory,
)
from tests.places.factories import CommunityFactory, real_province
from tests.rounds.factories import (
    NoticeFactory,
    SelectionRoundFactory,
    SubmissionFactory,
)

pytestmark = pytest.mark.django_db

DOORS = ["work-method-print", "work-method-word", "work-method-qr"]
BOOKLET = "/en/methods/booklet.docx"
HIDDEN = [each for each in WorkMethod.Status.values if each != "published"]


def titles(response):
    document = Document(io.BytesIO(response.content))
    return [p.text for p in document.paragraphs if p.style.name == "Heading 2"]


def text_of(response):
    document = Document(io.BytesIO(response.content))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    return "\n".join([p.text for p in document.paragraphs] + cells)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("status", HIDDEN)
def test_what_is_not_published_leaves_by_no_door(client, door, status):
    method = WorkMethodFactory(status=status)

    response = client.get(reverse(door, args=[method.number, method.slug]))

    assert response.status_code == 404


@pytest.mark.parametrize("status", HIDDEN)
def test_what_is_not_published_is_in_no_booklet(client, status):
    secret = WorkMethodFactory(status=status, title_en="Secret")

    everything = client.get(BOOKLET)
    chosen = client.get(f"{BOOKLET}?method={secret.number}")

    assert titles(everything) == []
    assert chosen.status_code == 400


@pytest.mark.parametrize("door", DOORS)
def test_an_older_title_leads_to_the_present_address(client, door):
    method = WorkMethodFactory(published=True, title_en="Present")

    response = client.get(reverse(door, args=[method.number, "older"]) + "?a=b")

    assert response.status_code == 302
    assert response.url == reverse(door, args=[method.number, "present"]) + "?a=b"


def test_the_contact_leaves_by_no_door(client):
    method = WorkMethodFactory(
        published=True, contact_name="联系人张三", contact_phone="0591-12345678"
    )
    arguments = [method.number, method.slug]

    pages = [
        client.get(reverse("work-method-print", args=arguments)).content.decode(),
        text_of(client.get(reverse("work-method-word", args=arguments))),
        text_of(client.get(BOOKLET)),
    ]

    for page in pages:
        assert "张三" not in page
        assert "12345678" not in page


def test_a_result_that_is_not_announced_leaves_by_no_door(client):
    method = WorkMethodFactory(published=True)
    judged = SelectionRoundFactory(state="judging", title_en="Judged round")
    SubmissionFactory(selection_round=judged, method=method, outcome="selected")
    arguments = [method.number, method.slug]

    pages = [
        client.get(reverse("work-method-print", args=arguments)).content.decode(),
        text_of(client.get(reverse("work-method-word", args=arguments))),
        text_of(client.get(BOOKLET)),
    ]

    assert all("Selection not proven" in page for page in pages)


def test_a_booklet_follows_the_filter_in_the_official_order(client):
    culture = ThemeFactory(slug="culture", name_en="Culture")
    fujian, beijing = (
        WorkMethodFactory(
            published=True,
            title_en=f"Of {slug}",
            community=CommunityFactory(street__county__province=real_province(slug)),
            themes=[culture],
        )
        for slug in ("fujian", "beijing")
    )
    WorkMethodFactory(published=True, title_en="Without a theme")

    filtered = client.get(f"{BOOKLET}?theme=culture&order=newest&page=2")
    chosen = client.get(f"{BOOKLET}?method={fujian.number}&method={beijing.number}")
    both = client.get(f"{BOOKLET}?province=fujian&method={beijing.number}")

    assert titles(filtered) == ["Of beijing", "Of fujian"]
    assert "Theme  Culture" in text_of(filtered)
    assert titles(chosen) == ["Of beijing", "Of fujian"]
    assert titles(both) == []
    assert filtered["Content-Disposition"].startswith('attachment; filename="methods-')


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("method=abc", "method"),
        ("method=999999999", "method"),
        ("method=99999999999999999999", "method"),
        ("method=%00", "method"),
        ("method=%D9%A1", "method"),
        ("theme=nonsense", "theme"),
        ("order=random", "order"),
        ("colour=red", "colour"),
    ],
)
def test_a_booklet_refuses_what_it_does_not_understand(client, query, parameter):
    response = client.get(f"{BOOKLET}?{query}")

    assert response.status_code == 400
    assert list(response.json()) == [parameter]


def test_too_many_methods_are_a_page_that_says_what_to_do(client, monkeypatch):
    monkeypatch.setattr(asked_booklet, "MOST_METHODS", 1)
    culture = ThemeFactory(slug="culture")
    WorkMethodFactory.create_batch(2, published=True, themes=[culture])

    response = client.get(f"{BOOKLET}?theme=culture")

    assert response.status_code == 400
    # That stylesheet is for the page of a fault alone, and undoes the others.
    assert "error.css" not in response.content.decode()
    assert "/en/methods/?theme=culture" in response.content.decode()


def make_full_method():
    method = WorkMethodFactory(published=True, themes=[ThemeFactory()])
    announced = SelectionRoundFactory(announced=True)
    NoticeFactory(selection_round=announced)
    SubmissionFactory(selection_round=announced, method=method)
    StepFactory(method=method)
    SourceFactory(method=method)
    MethodCharacteristicFactory(method=method)
    return method


def test_a_booklet_costs_the_same_with_any_number_of_methods(client):
    make_full_method()
    with CaptureQueriesContext(connection) as with_one:
        client.get(BOOKLET)
    for _ in range(19):
        make_full_method()

    with CaptureQueriesContext(connection) as with_twenty:
        response = client.get(BOOKLET)

    assert len(titles(response)) == 20
    assert len(with_twenty) == len(with_one)


def test_a_sheet_and_a_file_cost_as_many_queries_as_the_parts(client, know_the_version):
    method = make_full_method()
    know_the_version()
    costs = {}

    for door in DOORS:
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse(door, args=[method.number, method.slug]))
        costs[door] = len(captured)

    assert costs == dict.fromkeys(DOORS, 9)
