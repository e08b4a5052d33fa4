import pytest
from django.http import QueryDict

from catalogue.public.finding.question import LABELS, read_question

EVERYTHING = (
    "?problem=parking&problem=quarrels&q=%E5%85%85%E7%94%B5&place=old-estate"
    "&size=middle&residents=old&residents=tenants&staff=little&volunteers=enough"
    "&money=little&rooms=enough"
)


def read(query):
    return read_question(QueryDict(query))


def test_an_empty_address_asks_nothing():
    question = read("")

    assert not question
    assert question.problems == ()
    assert question.query_string() == ""


def test_every_part_is_read_and_written_the_same():
    question = read(EVERYTHING.removeprefix("?"))

    assert question.problems == ()
    assert question.query_string() == EVERYTHING
    assert question.words == "充电"
    assert question.size == "middle"
    assert question.resources == ["staff", "volunteers", "money", "rooms"]
    assert question.amount("money") == "little"


def test_one_question_has_one_address_in_whatever_order_it_is_asked():
    asked = read("residents=tenants&problem=quarrels&residents=old&problem=parking")

    assert asked.query_string() == (
        "?problem=parking&problem=quarrels&residents=old&residents=tenants"
    )


@pytest.mark.parametrize("parameter", [name for name in LABELS if name != "q"])
def test_a_value_that_means_nothing_is_named_and_left_out(parameter):
    question = read(f"{parameter}=nonsense")

    [problem] = question.problems
    assert not question
    assert problem.parameter == parameter
    assert f"({parameter})" in problem.message
    assert "nonsense" in problem.message


@pytest.mark.parametrize("words", ["a%00b", "%FF", "x" * 201, "a%1Bb"])
def test_words_that_nobody_can_read_are_named_and_left_out(words):
    question = read(f"q={words}&problem=parking")

    [problem] = question.problems
    assert problem.parameter == "q"
    assert question.query_string() == "?problem=parking"


def test_lines_and_unseen_characters_of_own_words_are_spaces():
    assert read("q=a%0D%0Ab%E2%80%8B+c").words == "a b c"


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        (
            "problem=safety&problem=parking&problem=lifts&problem=rubbish",
            "?problem=parking&problem=lifts&problem=safety",
        ),
        ("size=large&size=small", "?size=large"),
        ("money=enough&money=little", "?money=enough"),
        ("q=one&q=two", "?q=one"),
    ],
)
def test_more_than_counts_is_named_and_left_out(query, kept):
    question = read(query)

    assert question.query_string() == kept
    assert [each.parameter for each in question.problems] == [query.split("=")[0]]


def test_a_question_without_one_of_its_values():
    question = read("problem=parking&problem=lifts&q=x&money=little")

    assert question.without("problem", "lifts").query_string() == (
        "?problem=parking&q=x&money=little"
    )
    assert question.without("problem").query_string() == "?q=x&money=little"
    assert question.with_problem("safety").query_string() == (
        "?problem=safety&q=x&money=little"
    )


def test_only_problem_and_words_are_the_subject():
    assert read("problem=parking").has_subject
    assert read("q=x").has_subject
    assert not read("place=village&money=little").has_subject
