import pytest

from catalogue.methods.search.marking import marked, not_in, passage
from catalogue.methods.search.query import terms_of


def shown(pieces):
    return "".join(f"[{p.text}]" if p.is_hit else p.text for p in pieces)


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        ("小院议事厅", "议事", "小院[议事]厅"),
        ("小院議事廳", "议事厅", "小院[議事廳]"),
        ("“１３３３５”工作法", "13335", "“[１３３３５]”工作法"),
        ("Courtyards and court", "court", "[Courtyards] and [court]"),
        ("backyard", "yard", "backyard"),
        ("Mediators were mediating", "mediation", "[Mediators] were [mediating]"),
        ("Zēngcuò'ān", "zengcuo", "[Zēngcuò]'ān"),
        ("four  steps", '"four steps"', "[four  steps]"),
        ("停车难，停车乱", "停车 乱", "[停车]难，[停车乱]"),
        ("<b>停车</b>", "停车", "<b>[停车]</b>"),
        ("nothing here", "停车", "nothing here"),
        ("", "停车", ""),
    ],
)
def test_hits_are_marked_in_the_original_text(text, question, expected):
    assert shown(marked(text, terms_of(question))) == expected


def test_pieces_joined_give_the_text_again():
    text = "①議事Straße ﬁve " * 5

    for question in ("事s", "strasse", "1", "five 议"):
        pieces = marked(text, terms_of(question))
        assert "".join(piece.text for piece in pieces) == text


def test_passage_shows_the_neighbourhood_of_the_first_hit():
    text = "前" * 100 + "停车" + "后" * 100

    pieces = passage(text, terms_of("停车"), around=3)

    assert shown(pieces) == "…前前前[停车]后后后…"


def test_text_without_a_hit_has_no_passage():
    assert passage("议事", terms_of("停车")) == []


def test_passage_shows_the_neighbourhood_of_certain_terms():
    text = "议事" + "前" * 100 + "停车" + "后" * 100

    pieces = passage(
        text, terms_of("议事 停车"), around=2, around_hit_of=terms_of("停车")
    )

    assert shown(pieces) == "…前前[停车]后后…"


def test_terms_that_stand_in_none_of_the_texts():
    terms = terms_of("停车 parks garden")

    missing = not_in(["Parking for all", "錯時停車"], terms)

    assert [term.text for term in missing] == ["garden"]
    assert not_in([], terms) == terms
