"""The board of the places: order, line, ties and swaps, on all sorts of boards."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.rounds.board import Share, Standing, Swap, Tie, board, shares

# Small ranges, so that ties are frequent.
STANDINGS = st.lists(
    st.builds(
        Standing,
        submission=st.integers(1, 60),
        rank=st.integers(1, 4),
        score=st.integers(0, 3).map(Decimal),
    ),
    max_size=40,
    unique_by=lambda standing: standing.submission,
)
SUBMISSION = st.none() | st.integers(1, 60)
SWAPS = st.lists(st.builds(Swap, taken_in=SUBMISSION, taken_out=SUBMISSION), max_size=8)
LINES = st.integers(0, 40)


def standing(submission, rank, score=0):
    return Standing(submission, rank, Decimal(score))


def test_all_first_places_come_before_all_second_ones():
    found = board([standing(1, 2, 99), standing(2, 1, 50), standing(3, 1, 60)])

    assert found.blocks == (
        (standing(3, 1, 60),),
        (standing(2, 1, 50),),
        (standing(1, 2, 99),),
    )


def test_a_line_within_a_tie_takes_none_of_it():
    found = board([standing(n, 1, 70) for n in (2, 3, 4)] + [standing(1, 1, 80)])

    assert found.members(3) == {1}
    assert found.tie_at(3) == Tie(frozenset({2, 3, 4}), places=2)
    assert found.tie_at(1) is None
    assert found.tie_at(4) is None


def test_a_tie_at_the_line_is_decided_by_swaps():
    tied = [standing(n, 1, 70) for n in (1, 2, 3)]

    for swaps, is_decided in (
        ([], False),
        ([Swap(taken_in=1)], False),
        ([Swap(taken_in=1), Swap(taken_in=3)], True),
        ([Swap(taken_in=1), Swap(taken_in=9)], False),
    ):
        assert (board(tied, swaps).undecided(2) is None) == is_decided


@pytest.mark.parametrize(
    ("swaps", "members"),
    [
        ([Swap(3, 1)], {2, 3}),
        ([Swap(3, 1), Swap(1, 3)], {1, 2}),
        ([Swap(taken_out=1)], {2}),
        ([Swap(taken_in=9)], {1, 2, 9}),
    ],
)
def test_swaps_are_made_in_their_order(swaps, members):
    found = board([standing(n, n) for n in (1, 2, 3)], swaps)

    assert found.members(2) == members


@given(STANDINGS, SWAPS, LINES, st.randoms())
def test_the_order_of_what_is_given_does_not_matter(rows, swaps, line, random):
    shuffled = random.sample(rows, len(rows))

    assert board(shuffled, swaps) == board(rows, swaps)
    assert board(shuffled, swaps).members(line) == board(rows, swaps).members(line)


@given(STANDINGS, LINES)
def test_no_more_than_the_line_says_stand_above_it(rows, line):
    found = board(rows)
    tie = found.tie_at(line)

    above = found.above(line)

    assert len(above) + (tie.places if tie else 0) == min(line, len(rows))
    assert not (tie and tie.submissions & above)


@given(STANDINGS, LINES)
def test_who_is_above_the_line_stands_before_who_is_not(rows, line):
    found = board(rows)
    above = found.above(line)
    inside = [each.order for each in rows if each.submission in above]
    outside = [each.order for each in rows if each.submission not in above]

    assert not inside or not outside or max(inside) < min(outside)


@given(STANDINGS, st.lists(LINES, min_size=2, max_size=2).map(sorted))
def test_a_lower_line_takes_nobody_out(rows, lines):
    found = board(rows)

    assert found.above(lines[0]) <= found.above(lines[1])


@given(STANDINGS, SWAPS, LINES)
def test_the_last_swap_of_a_submission_says_whether_it_is_in(rows, swaps, line):
    found = board(rows, swaps)
    expected = dict.fromkeys(found.above(line), True)
    for swap in swaps:
        expected[swap.taken_out] = False
        expected[swap.taken_in] = True

    members = found.members(line)

    expected.pop(None, None)
    assert members == {each for each, is_in in expected.items() if is_in}


@given(STANDINGS, SWAPS, LINES, SUBMISSION, SUBMISSION)
def test_a_swap_that_is_undone_leaves_all_as_it_was(rows, swaps, line, one, other):
    before = board(rows, swaps).members(line)
    there = one if one in before else None
    gone = other if other not in before else None

    after = board(rows, [*swaps, Swap(gone, there)]).members(line)

    assert after == before - {there} | ({gone} - {None})
    assert board(rows, swaps).members(line) == before


@given(STANDINGS, SWAPS, LINES, LINES, st.data())
def test_the_numbers_of_every_breakdown_add_up(rows, swaps, before, now, data):
    found = board(rows, swaps)
    proposed = {each.submission for each in rows}
    was, is_in = found.members(before), found.members(now)
    submitted = proposed | was | is_in
    of_submission = {
        each: [data.draw(st.sampled_from("abc"))] for each in sorted(submitted)
    }

    told = shares(of_submission, proposed, was, is_in).values()

    assert sum(each.submitted for each in told) == len(submitted)
    assert sum(each.proposed for each in told) == len(proposed)
    assert sum(each.before for each in told) == len(was)
    assert sum(each.now for each in told) == len(is_in)
    assert sum(each.change for each in told) == len(is_in) - len(was)
    assert all(each.now <= each.submitted for each in told)


def test_a_submission_of_several_themes_counts_in_each():
    told = shares({1: ["a", "b"], 2: ["b"], 3: []}, {1, 2}, {2}, {1})

    assert told == {"a": Share(1, 1, 0, 1), "b": Share(2, 2, 1, 1)}
    assert [each.rate for each in told.values()] == [100, 50]
    assert Share().rate is None
