import datetime
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
    assert data["about"] == [{"@type": "Thing", "name": "Culture"}]
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


# The types and properties used, own and inherited, each with the values that
# schema.org expects of it.
TEXT, NUMBER, YES_OR_NO = (str,), (int,), (bool,)
OF_A_THING = {"@id": TEXT, "url": TEXT, "name": TEXT, "identifier": TEXT}
OF_A_WORK = OF_A_THING | {
    "alternateName": TEXT,
    "description": TEXT,
    "inLanguage": TEXT,
    "about": ("Thing",),
    "contentLocation": ("Place",),
    "citation": ("CreativeWork", str),
    "datePublished": TEXT,
    "dateModified": TEXT,
    "isAccessibleForFree": YES_OR_NO,
    "publisher": ("Organization", "Person"),
}
VOCABULARY = {
    "Thing": OF_A_THING,
    "CreativeWork": OF_A_WORK,
    "HowTo": OF_A_WORK | {"step": ("HowToStep", "HowToSection", "CreativeWork", str)},
    "HowToStep": OF_A_THING | {"position": (int, str), "text": TEXT},
    "Place": OF_A_THING,
    "Organization": OF_A_THING,
}


def faults_of(node):
    """What a validator of schema.org would find in a node and all below it."""
    known = VOCABULARY[node["@type"]]
    for name, value in node.items():
        if name in ("@type", "@context"):
            continue
        for each in value if isinstance(value, list) else [value]:
            kind = each["@type"] if isinstance(each, dict) else type(each)
            if kind not in known.get(name, ()):
                yield f"{node['@type']}.{name}: {each!r}"
            if isinstance(each, dict):
                yield from faults_of(each)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_programs_are_told_in_the_words_of_schema_org(client, whole_method, language):
    StepFactory(method=whole_method, position=9, title_en="", title_zh="公示")
    address = whole_method.get_absolute_url().replace("/en/", f"/{language}/")

    data = data_of(client.get(address).content.decode())

    assert data["@type"] == "HowTo"
    assert list(faults_of(data)) == []
    for moment in (data["datePublished"], data["dateModified"]):
        assert datetime.datetime.fromisoformat(moment).tzinfo


def test_a_fault_in_the_words_would_be_found():
    step = {"@type": "HowToStep", "position": "first", "who": "Anybody"}
    data = {"@type": "HowTo", "about": "Culture", "step": [step]}

    assert list(faults_of(data)) == [
        "HowTo.about: 'Culture'",
        "HowToStep.who: 'Anybody'",
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
