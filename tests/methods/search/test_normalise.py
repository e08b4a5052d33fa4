import pytest

from catalogue.methods.search.normalise import normalise, normalise_with_offsets


@pytest.mark.parametrize(
    ("written", "normalised"),
    [
        ("議事會", "议事会"),
        ("１３３３５工作法", "13335工作法"),
        ("ＪunＭen", "junmen"),
        ("停車", "停车"),
        ("Straße", "strasse"),
        ("a\0b\tc", "a b c"),
        ("㐂𠮷", "㐂𠮷"),
        ("", ""),
    ],
)
def test_one_form_whatever_the_writing(written, normalised):
    assert normalise(written) == normalised


def test_normalising_twice_changes_nothing():
    once = normalise("“融”國際社區工作法 ①②③ ﬁve")

    assert normalise(once) == once


def test_offsets_lead_back_to_the_original():
    text = "①議Straße"

    normalised, offsets = normalise_with_offsets(text)

    assert normalised == "1议strasse"
    assert offsets == [0, 1, 2, 3, 4, 5, 6, 6, 7]
    assert len(offsets) == len(normalised)
