"""Marks made comparable, on cases worked by hand."""

import re
from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from pathlib import Path

import pytest

from catalogue.rounds.cases import SPLIT_FROM, Case, case_of
from catalogue.rounds.marks import (
    Comparison,
    Scale,
    Score,
    compare,
    rounded,
    weighted_points,
)

DOCUMENTS = Path(__file__).resolve().parents[2] / "docs"
# The example of docs/judging-method.md: submission, reviewer, points.
EXAMPLE = [
    Score(1, 1, Fraction(79)),
    Score(1, 2, Fraction(61)),
    Score(2, 2, Fraction(51)),
    Score(2, 3, Fraction(69)),
    Score(3, 1, Fraction(75)),
    Score(3, 3, Fraction(81)),
]
YES, DOUBT, NO = "recommended", "doubtful", "not-recommended"


def scores(rows):
    """The scores of rows of submissions, each by reviewer 1, 2, … or None."""
    return [
        Score(submission, reviewer, Fraction(points))
        for submission, row in enumerate(rows, 1)
        for reviewer, points in enumerate(row, 1)
        if points is not None
    ]


def table_of(name, head):
    """The rows under a head of a table in a document."""
    text = (DOCUMENTS / name).read_text(encoding="utf-8")
    rows = text.partition(f"\n{head}\n")[2].split("\n\n")[0].splitlines()[1:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def test_points_are_weighted_on_scales_of_0_to_100():
    scales = {1: Scale(2, 1, 5), 2: Scale(1, 0, 10)}

    assert weighted_points({1: 4, 2: 6}, scales) == 70
    assert weighted_points({1: 1, 2: 0}, scales) == 0
    assert weighted_points({1: 5, 2: 10}, scales) == 100


@pytest.mark.parametrize("marks", [{}, {1: 4}, {1: 4, 2: None}])
def test_a_review_without_all_its_marks_has_no_points(marks):
    assert weighted_points(marks, {1: Scale(2, 1, 5), 2: Scale(1, 0, 10)}) is None


def test_points_without_criteria_are_none():
    assert weighted_points({}, {}) is None


def test_the_example_of_the_document():
    found = compare(EXAMPLE)

    assert found == Comparison(
        plain={1: 70, 2: 60, 3: 78},
        corrected={1: 74, 2: 62, 3: 72},
        spread={1: 2, 2: 2, 3: 2},
        leniency={1: 4, 2: -12, 3: 8},
        parts=(frozenset({1, 2, 3}),),
    )


@pytest.mark.parametrize(
    ("name", "given", "worked"),
    [
        (
            "judging-method.md",
            "| submission | reviewer A | reviewer B | reviewer C |",
            "| submission | plain mean | corrected score | spread |",
        ),
        (
            "judging-method.zh.md",
            "| 报送 | 评审员甲 | 评审员乙 | 评审员丙 |",
            "| 报送 | 简单平均分 | 校正分 | 分歧 |",
        ),
    ],
)
def test_documents_show_the_same_example(name, given, worked):
    marks = [
        [Fraction(cell) if re.match(r"\d", cell) else None for cell in row[1:]]
        for row in table_of(name, given)
    ]
    found = compare(scores(marks))

    assert sorted(scores(marks)) == sorted(EXAMPLE)
    assert [[int(cell) for cell in row] for row in table_of(name, worked)] == [
        [each, found.plain[each], found.corrected[each], found.spread[each]]
        for each in (1, 2, 3)
    ]


def test_all_by_all_is_the_mean_of_each_reviewer_against_the_mean_of_all():
    # Means of the reviewers are 60, 80 and 70, that of all is 70.
    found = compare(scores([[70, 80, 90], [50, 80, 50]]))

    assert found.leniency == {1: -10, 2: 10, 3: 0}
    assert found.corrected == {1: 80, 2: 60}
    # Less leniency: 80, 70, 90 and 60, 70, 50.
    assert found.spread == {1: 20, 2: 20}


def test_a_reviewer_who_is_only_strict_makes_no_spread():
    found = compare(scores([[80, 60, None], [None, 50, 70], [90, None, 90]]))

    assert found.spread == {1: 0, 2: 0, 3: 0}
    assert found.leniency == {
        1: Fraction(20, 3),
        2: Fraction(-40, 3),
        3: Fraction(20, 3),
    }


def test_parts_that_nobody_links_are_corrected_each_for_itself():
    found = compare(scores([[90, 70, None, None], [None, None, 40, 50]]))

    assert found.parts == (frozenset({1}), frozenset({2}))
    assert found.leniency == {1: 10, 2: -10, 3: -5, 4: 5}
    assert found.corrected == {1: 80, 2: 45}


def test_one_score_alone_stays_as_it_is():
    assert compare(scores([[64]])) == Comparison(
        plain={1: 64}, corrected={1: 64}, spread={1: 0}, leniency={1: 0},
        parts=(frozenset({1}),),
    )  # fmt: skip


def test_nothing_to_compare():
    assert compare([]) == Comparison()


def test_the_order_of_the_scores_does_not_matter():
    assert all(compare(order) == compare(EXAMPLE) for order in permutations(EXAMPLE))


@pytest.mark.parametrize(
    ("points", "shown"),
    [(Fraction(200, 3), "66.7"), (Fraction(1, 20), "0.1"), (Fraction(-1, 20), "-0.1")],
)
def test_points_are_shown_to_one_decimal(points, shown):
    assert rounded(points) == Decimal(shown)


@pytest.mark.parametrize(
    ("spread", "said", "case"),
    [
        (19.9, [YES, YES, YES], Case.AGREED_IN),
        (19.9, [YES, YES, DOUBT], Case.AGREED_IN),
        (20, [YES, YES, YES], Case.SPLIT),
        (0, [YES, DOUBT], Case.SPLIT),
        (0, [YES, YES, NO], Case.SPLIT),
        (19.9, [NO, NO, DOUBT], Case.AGREED_OUT),
        (20, [NO, NO, NO], Case.SPLIT),
        (0, [DOUBT, DOUBT, DOUBT], Case.SPLIT),
        (0, [], Case.SPLIT),
    ],
)
def test_a_case_is_agreed_or_split(spread, said, case):
    assert case_of(Decimal(str(spread)), said) == case


@pytest.mark.parametrize("name", ["judging-method.md", "judging-method.zh.md"])
def test_documents_name_the_bound_of_a_split_case(name):
    text = (DOCUMENTS / name).read_text(encoding="utf-8")

    assert f"**{SPLIT_FROM}**" in text
