from catalogue.public.statistics.svg import wrapped


def test_names_wrap_between_words_and_between_characters():
    assert wrapped("Small or medium-sized city", 7.2) == [
        "Small or",
        "medium-sized",
        "city",
    ]
    assert wrapped("社区矛盾纠纷多元化解", 7) == ["社区矛盾纠纷多", "元化解"]


def test_a_word_too_long_is_parted():
    assert wrapped("Donaudampfschifffahrt", 7) == ["Donaudampfsc", "hifffahrt"]
