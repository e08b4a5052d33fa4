"""Plain texts with two light marks, read and shown the same everywhere."""

import pytest

from catalogue.bilingual import LocalText
from catalogue.marked_text import as_html, lines, tidied, without_marks


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("停车难", "<p>停车难</p>"),
        ("one\ntwo", "<p>one<br>two</p>"),
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("one\r\n\r\n\r\ntwo", "<p>one</p>\n<p>two</p>"),
        ("先**入户**再议", "<p>先<b>入户</b>再议</p>"),
        ("**a** and **b**", "<p><b>a</b> and <b>b</b></p>"),
        ("2 ** 3 ** 4", "<p>2 ** 3 ** 4</p>"),
        ("**open", "<p>**open</p>"),
        ("- one\n- two", "<ul><li>one</li><li>two</li></ul>"),
        ("* one\n\n* two", "<ul><li>one</li><li>two</li></ul>"),
        ("1. one\n2. two", "<ol><li>one</li><li>two</li></ol>"),
        ("3. three", '<ol start="3"><li>three</li></ol>'),
        (
            "需要：\n- **人**\n- 钱\n就够了",
            "<p>需要：</p>\n<ul><li><b>人</b></li><li>钱</li></ul>\n<p>就够了</p>",
        ),
        ("- one\n1. two", "<ul><li>one</li></ul>\n<ol><li>two</li></ol>"),
        ("-5 degrees", "<p>-5 degrees</p>"),
        ("1.5 metres\n2018. ", "<p>1.5 metres<br>2018.</p>"),
        ("1.各户", "<p>1.各户</p>"),
    ],
)
def test_text_is_shown_with_its_marks(text, html):
    assert as_html(text) == html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "**<img src=x onerror=alert(1)>**",
        "- <a href='javascript:1'>x</a>",
        "1. &lt;b&gt;<b>",
        '"><svg/onload=alert(1)>',
    ],
)
def test_nothing_that_is_typed_becomes_markup(text):
    html = as_html(text)

    for kept in ("<p>", "</p>", "<b>", "</b>", "<ul>", "</ul>", "<ol>", "</ol>"):
        html = html.replace(kept, "")
    html = html.replace("<li>", "").replace("</li>", "")
    assert "<" not in html
    assert ">" not in html


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("- **one**\n- two", "one\ntwo"),
        ("1. **one**", "1. one"),
        ("a - b * c", "a - b * c"),
        ("先**入户**再议", "先入户再议"),
    ],
)
def test_text_is_said_without_marks(text, plain):
    assert without_marks(text) == plain


@pytest.mark.parametrize(
    ("pasted", "text"),
    [
        ("•\tone\r\n•\ttwo", "- one\n- two"),
        ("\uf0b7 一\n·　二\n● 三\n◆四", "- 一\n- 二\n- 三\n- 四"),
        ("1.\tone\n2．\ttwo", "1. one\n2. two"),
        ("a\u00a0b\u200bc\ufeff", "a bc"),
        ("one\x0btwo  \n\n\n\nthree\n", "one\ntwo\n\nthree"),
        ("一、总体要求\n（一）目标", "一、总体要求\n（一）目标"),
        ("中·法 友谊", "中·法 友谊"),
    ],
)
def test_pasted_text_comes_out_clean(pasted, text):
    assert tidied(pasted) == text
    assert tidied(text) == text


def test_lines_are_read_with_their_marks():
    told = [(line.mark, line.kind, line.text) for line in lines("a\n- **b**\n7. c")]

    assert told == [("", "", "a"), ("-", "ul", "b"), ("7", "ol", "c")]


def test_texts_of_records_know_their_html_and_keep_their_language():
    text = LocalText("- **一**\n- 二", "zh-hans")

    assert text.as_html == "<ul><li><b>一</b></li><li>二</li></ul>"
    assert [(line, line.lang) for line in text.lines()] == [
        ("一", "zh-Hans"),
        ("二", "zh-Hans"),
    ]
