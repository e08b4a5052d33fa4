import pytest

from catalogue.public.finding.circumstances import PLACES, RESIDENTS, RESOURCES
from catalogue.public.finding.everyday_problems import GROUPS, SUBJECTS
from catalogue.public.finding.own_words import MOST_WORDS, heard_in, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("加装电梯", ["加装", "装电", "电梯"]),
        ("楼上不让", []),
        ("老人的饭", ["老人"]),
        ("电梯、物业", ["电梯", "物业"]),
        ("The lifts of our estate", ["lifts", "estate"]),
        ("LIFTS lifts", ["lifts"]),
        ("電梯", ["电梯"]),
        ("x y 5G", []),
        ("", []),
        ("?!", []),
    ],
)
def test_a_text_is_cut_into_telling_words(text, words):
    assert list(words_of(text)) == words


def test_a_long_text_has_so_many_words_and_no_more():
    text = "".join(chr(0x4E00 + number * 7) for number in range(200))

    assert len(words_of(text)) == MOST_WORDS


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("楼下停车太乱", ["parking"]),
        ("Nowhere for parking", ["parking"]),
        ("老楼加装电梯，邻里纠纷", ["lifts", "quarrels", "coldness"]),
        ("parkings", []),
        ("天气", []),
    ],
)
def test_problems_are_heard_in_a_text(text, keys):
    assert [each.key for each in heard_in(text)] == keys


def test_those_with_the_most_words_are_heard_first():
    heard = heard_in("停车位和垃圾、保洁、卫生，还有电梯、物业")

    assert [each.key for each in heard] == ["rubbish", "parking", "lifts"]


def test_every_word_of_a_subject_is_one_token_of_the_search():
    subjects = [*SUBJECTS.values(), *PLACES, *RESIDENTS, *RESOURCES]

    wrong = [
        (subject.key, word)
        for subject in subjects
        for word in subject.words.split()
        if not (word.isascii() and word.isalpha() and word.islower())
        and not (len(word) == 2 and not word.isascii())
    ]

    assert wrong == []


def test_no_problem_is_offered_twice():
    offered = [each.key for group in GROUPS for each in group.subjects]

    assert sorted(offered) == sorted(set(offered))
