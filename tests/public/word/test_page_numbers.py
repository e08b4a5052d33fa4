"""Where the chapters of a booklet begin, told only where it can be told."""

import pytest

from catalogue.public.word.page_numbers import PageNumbers, page_numbers
from catalogue.word.elements import cells, paragraph, run, table

LONG = "Residents raise the matter at the courtyard board. " * 150
LONG_IN_CHINESE = "居民把事项写在院里的公示板上，当天记下来。" * 150


def lines(number):
    return [paragraph(run("A line")) for _ in range(number)]


def test_short_chapters_take_a_page_each():
    assert page_numbers([lines(3), lines(12), []]) == PageNumbers([1, 2, 3], True)


@pytest.mark.parametrize("text", [LONG, LONG_IN_CHINESE])
def test_a_chapter_that_may_fill_a_page_makes_all_numbers_estimates(text):
    pages = page_numbers([[paragraph(run(text))], lines(1)])

    assert not pages.are_certain
    assert pages.numbers[0] == 1
    assert pages.numbers[1] > 2


def test_a_page_holds_fewer_chinese_letters_than_latin_ones():
    latin, chinese = (
        page_numbers([[paragraph(run(letter * 2_500))], lines(1)]).numbers[1]
        for letter in ("a", "议")
    )

    assert (latin, chinese) == (2, 3)


@pytest.mark.parametrize(("rows", "next_page"), [(1, 2), (3, 3)])
def test_rows_of_a_table_are_as_high_as_their_highest_cell(rows, next_page):
    widths = [3_000, 3_000]
    of_a_row = (cells(widths, [lines(20), lines(1)]) for _ in range(rows))

    pages = page_numbers([[table(widths, ["A", "B"], of_a_row)], lines(1)])

    assert pages.numbers == [1, next_page]


def test_a_booklet_of_nothing_has_no_numbers():
    assert page_numbers([]) == PageNumbers([], True)
