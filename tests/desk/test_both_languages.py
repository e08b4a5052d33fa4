"""Every page of the desk speaks one language, whatever its data speak.

Words of the other language may stand where data are shown: what is kept in the
database, and what a page marks as being in the other language.
"""

import re
from html.parser import HTMLParser
from itertools import product

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.db import models
from django.test import Client
from django.utils.translation import override

from catalogue.accounts.roles import Role
from tests.browser.gates.desk_addresses import desk_addresses
from tests.browser.gates.desk_records import make_desk_records
from tests.places.factories import real_province

pytestmark = pytest.mark.django_db

NOT_CLOSED = {
    *("area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source"),
    "wbr",
}
# What is in them is a program, or typed by somebody.
UNREAD = {"script", "style", "template", "textarea", "code", "pre", "svg"}
READ_ALOUD = ("title", "alt", "placeholder", "aria-label", "aria-description")
# Names of formats and standards, and of things that are called so in Chinese too.
KNOWN = {
    *("API", "CC", "CSV", "English", "Excel", "GB", "HTML", "HTTP", "ID", "ISO"),
    *("JPEG", "JSON", "PDF", "PNG", "SHA", "SVG", "UTF", "WebP", "Word", "XLSX"),
    *(
        "LDAP",
        "MB",
        "md",
        "robots",
        "txt",
        "docx",
        "csv",
        "https",
        "jpg",
        "pdf",
        "png",
        "xlsx",
        "zip",
        "http",
    ),
    # What Django reads aloud for its own icons of yes, no and unknown.
    *("True", "False", "None"),
}
# A path in the repository, a digest, a masked part of one, and how a document is
# numbered.
SIGNS = re.compile(
    r"docs/[\w.]+|\b(?=\w*\d)[0-9a-f]{8,}\b|\w*\*{4,}|民办函〔2018〕42号"
)
LATIN, HAN = re.compile(r"[A-Za-z]{2,}"), re.compile(r"[\u3400-\u9fff]")


class Reader(HTMLParser):
    """Collects the texts that a page shows or reads aloud, in the page's language."""

    def __init__(self, language):
        super().__init__()
        self.language = language
        self.open, self.texts = [("", language, False)], []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        _tag, language, is_unread = self.open[-1]
        language = given.get("lang", language).lower()[:2]
        is_unread = is_unread or tag in UNREAD
        if tag not in NOT_CLOSED:
            self.open.append((tag, language, is_unread))
        if language != self.language or is_unread:
            return
        self.texts += [given[name] for name in READ_ALOUD if given.get(name)]
        if tag == "input" and given.get("type") in ("submit", "button"):
            self.texts.append(given.get("value", ""))

    def handle_endtag(self, tag):
        if tag in (each[0] for each in self.open):
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data):
        _tag, language, is_unread = self.open[-1]
        if language == self.language and not is_unread and data.strip():
            self.texts.append(" ".join(data.split()))


def texts_of(content, language):
    reader = Reader(language[:2])
    reader.feed(content)
    return reader.texts


@pytest.fixture
def records(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    real_province("fujian")
    return make_desk_records()


KEPT = models.CharField | models.TextField | models.FileField | models.JSONField


def data_of_rows():
    """All that is kept in text fields but codes of choices, the longest first."""
    found = set()
    for model in apps.get_models():
        # Django keeps the names of permissions, in English.
        is_ours = model.__module__.startswith("catalogue.")
        if not is_ours and model is not Permission:
            continue
        names = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, KEPT) and not field.choices
        ]
        for row in model.objects.values_list(*names) if names else ():
            found.update(strings_in(row))
    found = {" ".join(each.split()) for each in found}
    worth = (each for each in found if HAN.search(each) or len(each) > 1)
    return sorted(worth, key=len, reverse=True)


def strings_in(value):
    """The texts in what a field holds, and in its lists and objects."""
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, list | tuple):
        for each in value:
            yield from strings_in(each)
    elif isinstance(value, str):
        yield value


def without_data(text, data):
    for value in data:
        if value in text:
            text = text.replace(value, " ")
        elif text.endswith("…") and value.startswith(text[:-1]):
            return ""
    return text


def strange_words(text, language):
    """What of a text is in the other language."""
    text = SIGNS.sub(" ", text)
    if language == "en":
        return HAN.findall(text)
    return [word for word in LATIN.findall(text) if word not in KNOWN]


def pages(records, role, language):
    """The name and the text of each page that the role opens."""
    client = Client(headers={"accept-language": language})
    client.force_login(records.people[role])
    with override(language):
        addresses = list(desk_addresses(role, records))
    for address in addresses:
        answer = client.get(address.path, follow=True)
        assert (address.name, answer.status_code) == (address.name, address.status)
        yield address.name, answer.content.decode()


# One test, for the records take longer than to read all pages.
def test_pages_of_the_desk_speak_one_language(records):
    data, found = data_of_rows(), {}
    for language, role in product(("zh-hans", "en"), Role):
        for name, content in pages(records, role, language):
            for text in texts_of(content, language):
                if strange_words(text, language):
                    found.setdefault((language, text), f"{role}: {name}")

    assert {
        (language, text): where
        for (language, text), where in found.items()
        if strange_words(without_data(text, data), language)
    } == {}
