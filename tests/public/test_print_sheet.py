import datetime
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from catalogue.methods.models import WorkMethod
from catalogue.public.method_page import with_parts
from catalogue.public.print_sheet import print_sheet
from catalogue.public.qr_code import qr_code
from tests.methods.factories import SourceFactory, StepFactory, WorkMethodFactory

pytestmark = pytest.mark.django_db


def sheet_of(client, method, language="en"):
    address = reverse("work-method-print", args=[method.number, method.slug])
    return client.get(address.replace("/en/", f"/{language}/", 1))


def test_a_sheet_holds_the_steps_the_needs_and_the_sources(client):
    method = WorkMethodFactory(
        published=True, conditions_en="A table\n \nTen chairs", results_en="Fewer sheds"
    )
    StepFactory(method=method, position=1, title_en="Raise it", who_en="Anybody")
    SourceFactory(method=method, title="A notice")

    response = sheet_of(client, method)

    sheet = response.context["sheet"]
    text = response.content.decode()
    assert [str(need) for need in sheet.checklist] == ["A table", "Ten chairs"]
    assert [step.title for step in sheet.steps] == ["Raise it"]
    assert [source.text for source in sheet.sources] == ["A notice"]
    assert "Fewer sheds" in text
    assert f"/en/methods/{method.number}/<" in text


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_missing_parts_are_lines_to_write_on(client, language):
    response = sheet_of(client, WorkMethodFactory(published=True), language)

    text = response.content.decode()
    assert text.count('<tr class="blank">') == 5
    assert text.count('<li class="blank"') == 4
    assert text.count('class="missing"') == 6


def test_a_sheet_says_when_the_record_changed_and_when_it_was_printed():
    number = WorkMethodFactory(published=True).number
    changed = datetime.datetime(2026, 3, 1, 18, tzinfo=datetime.UTC)
    WorkMethod.objects.filter(pk=number).update(updated_at=changed)

    method = with_parts(WorkMethod.objects.published()).get(pk=number)
    sheet = print_sheet(method, printed_on=datetime.date(2026, 11, 22))

    # In Shanghai it was after midnight.
    assert sheet.revised_on == datetime.date(2026, 3, 2)
    assert sheet.printed_on == datetime.date(2026, 11, 22)


def test_a_demonstration_record_is_marked_on_paper(client):
    method = WorkMethodFactory(published=True, is_demo=True)

    assert "Demonstration record" in sheet_of(client, method).content.decode()


def test_hostile_text_stays_text_on_paper(client):
    method = WorkMethodFactory(published=True, title_en="<script>alert(1)</script>")

    text = sheet_of(client, method).content.decode()

    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_a_qr_code_is_a_picture_without_script(client):
    method = WorkMethodFactory(published=True)

    response = client.get(reverse("work-method-qr", args=[method.number, method.slug]))

    assert response["Content-Type"] == "image/svg+xml"
    assert "max-age=86400" in response["Cache-Control"]
    assert response.content == qr_code(f"http://testserver/en/methods/{method.number}/")


def test_any_address_makes_a_well_formed_picture():
    picture = ElementTree.fromstring(qr_code("https://例子.cn/?a=<b>&c=\x01'\""))

    assert {each.tag.rpartition("}")[2] for each in picture.iter()} == {"svg", "path"}
