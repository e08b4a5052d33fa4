import pytest

from catalogue.local.markup import faults_of_markup


def test_no_page_of_the_catalogue_has_inline_style_or_script():
    assert list(faults_of_markup()) == []


@pytest.mark.parametrize(
    ("markup", "fault"),
    [
        ('<p\n style="color: red">', "a style attribute"),
        ("<STYLE>p {}</STYLE>", "a style element"),
        ("<script>go()</script>", "an inline script"),
        ('<script type="module">go()</script>', "an inline script"),
        ('<button onclick="go()">', "an event handler"),
        ('<a href="javascript:go()">', "a javascript: address"),
    ],
)
def test_what_the_policy_would_block_is_named(tmp_path, markup, fault):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(markup)

    faults = [line.split(" has ")[1] for line in faults_of_markup(tmp_path)]

    assert faults == [f"{fault}."]


def test_styles_of_word_documents_are_no_markup(tmp_path):
    (tmp_path / "catalogue").mkdir()
    (tmp_path / "catalogue" / "booklet.py").write_text(
        'document.add_paragraph(text, style="Title")'
    )

    assert list(faults_of_markup(tmp_path)) == []


@pytest.mark.parametrize(
    "markup",
    [
        '<script src="{% static "js/menu.js" %}" defer></script>',
        '<script type="application/ld+json">{}</script>',
        '<link rel="stylesheet" href="a.css"><p class="style on">one = two</p>',
    ],
)
def test_what_the_policy_allows_is_welcome(tmp_path, markup):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(markup)

    assert list(faults_of_markup(tmp_path)) == []
