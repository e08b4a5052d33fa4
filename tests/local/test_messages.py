import gettext

import pytest

from catalogue.local import messages
from catalogue.local.messages import (
    collect_texts,
    faults_of_translations,
    update_translations,
)
from catalogue.local.problems import Problem

CODE = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext
name = _("Community")
joined = _("Two parts "
           "of one text")
count = ngettext("%(n)s method", "%(n)s methods", n)
verb = pgettext("verb", "Open")
not_marked = "Nothing"
for _ in range(3): pass
"""
TEMPLATE = """
{% load i18n %}
    <p title="{% translate "Search" %}">{{ value|default:_("Unknown") }}</p>
  {# Translators: on a button #}
  {% translate "Open" context "verb" %}
{% blocktranslate trimmed count n=total %}
    {{ n }} community
    of {{ place }}
{% plural %}
    {{ n }} communities
    of {{ place }}
{% endblocktranslate %}
{% blocktranslate %}100% done{% endblocktranslate %}
"""


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout with one module and one template, and the place of its .po file."""
    (tmp_path / "catalogue").mkdir()
    (tmp_path / "catalogue" / "models.py").write_text(CODE, encoding="utf-8")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(TEMPLATE, encoding="utf-8")
    monkeypatch.setattr(messages, "collect_texts", lambda: collect_texts(tmp_path))
    return tmp_path


@pytest.fixture
def po_file(checkout):
    return checkout / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"


def entry(text, translation, head=""):
    return f'{head}msgid "{text}"\nmsgstr "{translation}"\n\n'


def write_po(path, *entries):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(messages.HEADER + "".join(entries), encoding="utf-8")


def test_texts_come_from_code_and_templates(checkout):
    found = {(m.context, m.id) for m in collect_texts(checkout) if m.id}

    assert found == {
        (None, "Community"),
        (None, "Two parts of one text"),
        (None, ("%(n)s method", "%(n)s methods")),
        ("verb", "Open"),
        (None, "Search"),
        (None, "Unknown"),
        (
            None,
            (
                "%(n)s community of %(place)s",
                "%(n)s communities of %(place)s",
            ),
        ),
        (None, "100%% done"),
    }


def test_translations_stay_and_what_is_no_longer_used_goes(checkout, po_file):
    write_po(po_file, entry("Community", "社区"), entry("Gone", "已删除"))

    missing = update_translations(po_file)

    text = po_file.read_text(encoding="utf-8")
    assert missing == 7
    assert entry("Community", "社区") in text
    assert "Gone" not in text


def test_a_second_update_changes_nothing(checkout, po_file):
    update_translations(po_file)
    files = [po_file, po_file.with_suffix(".mo")]
    before = [path.read_bytes() for path in files]

    update_translations(po_file)

    assert [path.read_bytes() for path in files] == before


def test_other_files_fill_what_is_empty_and_nothing_else(checkout, po_file, tmp_path):
    write_po(po_file, entry("Community", "社区"))
    other = tmp_path / "other.po"
    write_po(
        other,
        entry("Community", "小区"),
        entry("Search", "搜索"),
        'msgid "%(n)s method"\nmsgid_plural "%(n)s methods"\n'
        'msgstr[0] "%(n)s项工作法"\n',
    )

    update_translations(po_file, merged=[other])

    with po_file.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert compiled.gettext("Community") == "社区"
    assert compiled.gettext("Search") == "搜索"
    assert compiled.ngettext("%(n)s method", "%(n)s methods", 2) == "%(n)s项工作法"


@pytest.mark.parametrize(
    ("bad_entry", "fault"),
    [
        (entry("Search", ""), "“Search” has no translation."),
        (
            entry("Search", "搜索", head="#, fuzzy\n"),
            "The translation of “Search” is marked fuzzy.",
        ),
        (
            entry("Search", "搜索 %(what)s"),
            "The translation of “Search” has other placeholders.",
        ),
        (
            entry("Gone", "已删除"),
            "“Gone” is in django.po and nowhere else; run make messages.",
        ),
        ("", "“Search” is not in django.po; run make messages."),
    ],
)
def test_what_is_wrong_with_a_translation_is_named(checkout, po_file, bad_entry, fault):
    (checkout / "catalogue" / "models.py").unlink()
    page = checkout / "templates" / "page.html"
    page.write_text('{% load i18n %}{% translate "Search" %}')
    write_po(po_file, bad_entry)

    assert fault in list(faults_of_translations(po_file))


def test_a_compiled_file_that_is_older_than_its_source_is_a_fault(checkout, po_file):
    update_translations(po_file)
    text = po_file.read_text(encoding="utf-8")
    po_file.write_text(
        text.replace(entry("Search", ""), entry("Search", "搜索")), encoding="utf-8"
    )

    faults = list(faults_of_translations(po_file))

    assert "django.mo is older than django.po; run make messages." in faults


def test_a_malformed_file_is_refused_with_its_line(checkout, po_file):
    write_po(po_file, "this is no entry\n")

    with pytest.raises(Problem, match=r"is no \.po file"):
        update_translations(po_file)


def test_no_fault_is_found_in_what_is_complete(checkout, po_file):
    (checkout / "templates" / "page.html").unlink()
    write_po(
        po_file,
        entry("Community", "社区"),
        entry("Two parts of one text", "一段文字"),
        entry("Open", "打开", head='msgctxt "verb"\n'),
        'msgid "%(n)s method"\nmsgid_plural "%(n)s methods"\n'
        'msgstr[0] "%(n)s项工作法"\n',
    )
    update_translations(po_file)

    assert list(faults_of_translations(po_file)) == []
