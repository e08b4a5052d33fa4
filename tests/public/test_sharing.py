import json
import re

import pytest
from django.urls import reverse

from tests.accounts.factories import EditorFactory
from tests.methods.factories import (
    SourceFactory,
    StepFactory,
    ThemeFactory,
    WorkMethodFactory,
)

pytestmark = pytest.mark.django_db

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def text_of(client, method):
    return client.get(method.get_absolute_url()).content.decode()


def data_of(text):
    return json.loads(BLOCK.search(text)[1])


def test_a_method_with_steps_is_a_how_to(client):
    method = WorkMethodFactory(
        published=True,
        title_zh="五民工作法",
        title_en="Five by the people",
        summary_en="A council.",
        themes=[ThemeFactory(name_en="Culture")],
    )
    StepFactory(method=method, position=1, title_en="Raise it", action_en="Write it")
    SourceFactory(method=method, title="A notice")

    data = data_of(text_of(client, method))

    url = f"http://testserver{method.get_absolute_url()}"
    assert data["@context"] == "https://schema.org"
    assert data["@type"] == "HowTo"
    assert data["url"] == url
    assert (data["name"], data["alternateName"]) == ("Five by the people", "五民工作法")
    assert data["inLanguage"] == "en"
    assert data["about"] == ["Culture"]
    assert data["citation"] == ["A notice"]
    assert data["step"] == [
        {
            "@type": "HowToStep",
            "position": 1,
            "name": "Raise it",
            "text": "Write it",
            "url": f"{url}#step-1",
        }
    ]


def test_what_is_not_recorded_is_not_said_to_programs(client):
    data = data_of(text_of(client, WorkMethodFactory(published=True)))

    assert data["@type"] == "CreativeWork"
    assert not {"description", "step", "about", "citation"} & set(data)


def test_hostile_text_ends_no_block_and_no_attribute(client):
    hostile = '</script><script>alert(1)</script>" onload="x'
    method = WorkMethodFactory(published=True, title_en=hostile, summary_en=hostile)

    text = text_of(client, method)

    assert "<script>alert" not in text
    assert '" onload="' not in text
    assert data_of(text)["name"] == hostile


@pytest.mark.parametrize(
    ("language", "locale"), [("en", "en_GB"), ("zh-hans", "zh_CN")]
)
def test_a_shared_link_has_a_title_and_a_text(client, language, locale):
    method = WorkMethodFactory(
        published=True,
        title_zh="五民",
        title_en="Five",
        summary_zh="议",
        summary_en="A",
    )
    address = method.get_absolute_url().replace("/en/", f"/{language}/")
    title, summary = ("Five", "A") if language == "en" else ("五民", "议")

    text = client.get(address).content.decode()

    said = dict(re.findall(r'<meta property="(og:[a-z:_]+)" content="([^"]*)">', text))
    assert said["og:title"] == title
    assert said["og:description"] == summary
    assert said["og:url"] == f"http://testserver{address}"
    assert said["og:locale"] == locale


def test_a_preview_shares_nothing(client):
    client.force_login(EditorFactory())
    method = WorkMethodFactory(title_en="Draft")

    text = client.get(
        reverse("work-method-preview", args=[method.number])
    ).content.decode()

    assert "og:title" not in text
    assert "application/ld+json" not in text
    assert "method.docx" not in text


def test_a_page_leads_to_paper_file_comparison_and_citation(client):
    method = WorkMethodFactory(published=True, conditions_en="A table\nTen chairs")

    response = client.get(method.get_absolute_url())

    text = response.content.decode()
    for name in ("work-method-print", "work-method-word", "work-method-qr"):
        assert reverse(name, args=[method.number, method.slug]) in text
    assert f"/en/methods/compare/?method={method.number}" in text
    assert [str(need) for need in response.context["checklist"]] == [
        "A table",
        "Ten chairs",
    ]
    assert len(response.context["citations"]) == 2
