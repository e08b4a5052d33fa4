"""A pattern is drawn once; what fills its gaps is escaped."""

import pytest
from django.utils.safestring import mark_safe

from catalogue.public.patterns import Pattern


@pytest.fixture
def pattern():
    return Pattern(('<p class="', "kind", '">', "text", "</p>"))


def test_gaps_are_filled_with_escaped_text(pattern):
    html = pattern.filled(kind='a"b', text="<script> & {{ text }} text")

    assert html == ('<p class="a&quot;b">&lt;script&gt; &amp; {{ text }} text</p>')


def test_what_is_safe_already_stays(pattern):
    html = pattern.filled(kind=1, text=mark_safe("<mark>a</mark>"))

    assert html == '<p class="1"><mark>a</mark></p>'
    assert hasattr(html, "__html__")


def test_a_gap_without_its_value_is_an_error(pattern):
    with pytest.raises(KeyError):
        pattern.filled(kind="")


def test_without_gaps_it_is_what_it_is():
    assert Pattern(("<p></p>",)).filled(unused="") == "<p></p>"
