"""Who judges what: never who must not, never too few, and as evenly as can be."""

from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from catalogue.rounds.assignment_plan import Before, Entry, Seat, plan_assignment


def loads_of(plan, seats):
    counts = dict.fromkeys((seat.reviewer for seat in seats), 0)
    for reviewers in plan.reviewers.values():
        for reviewer in reviewers:
            counts[reviewer] += 1
    return counts


def spread(counts):
    return max(counts) - min(counts)


@st.composite
def rounds(draw, *, with_limits=True, with_barred=True):
    """Groups of two to six, up to thirty submissions, recusals and limits."""
    each = draw(st.integers(2, 3))
    sizes = draw(st.lists(st.integers(each, 6), min_size=1, max_size=4))
    limits = st.none() | st.integers(1, 12) if with_limits else st.none()
    seats, number = [], 0
    for group, size in enumerate(sizes, 1):
        for _ in range(size):
            number += 1
            seats.append(Seat(number, group, draw(limits)))
    bodies = st.sampled_from(["福建", "湖北", "上海"])
    entries = [
        Entry(1_000 + at, draw(bodies), draw(st.sampled_from(["a", "b"])))
        for at in range(draw(st.integers(0, 30)))
    ]
    pairs = [(entry.submission, seat.reviewer) for entry in entries for seat in seats]
    barred = set()
    if with_barred and pairs:
        barred = draw(st.sets(st.sampled_from(pairs), max_size=len(pairs) // 2))
    return entries, seats, barred, each


@given(rounds())
def test_every_submission_has_reviewers_who_may_judge_it_or_is_named(case):
    entries, seats, barred, each = case

    plan = plan_assignment(entries, seats, barred, each)

    group_of = {seat.reviewer: seat.group for seat in seats}
    for entry in entries:
        found = plan.reviewers.get(entry.submission, ())
        if entry.submission in plan.too_few:
            assert len(found) < each
            continue
        assert len(set(found)) == each >= 2
        assert {group_of[one] for one in found} == {plan.groups[entry.submission]}
        assert not barred & {(entry.submission, one) for one in found}
    most = {seat.reviewer: seat.most for seat in seats}
    for reviewer, load in loads_of(plan, seats).items():
        assert most[reviewer] is None or load <= most[reviewer]


@given(rounds(with_limits=False, with_barred=False))
def test_loads_in_a_group_differ_by_at_most_one(case):
    entries, seats, barred, each = case

    plan = plan_assignment(entries, seats, barred, each)

    counts = loads_of(plan, seats)
    assert plan.too_few == ()
    for group in {seat.group for seat in seats}:
        assert spread([counts[s.reviewer] for s in seats if s.group == group]) <= 1


@given(st.integers(0, 60), st.integers(1, 6), st.integers(3, 6))
def test_groups_of_one_size_differ_by_at_most_one(number, groups, size):
    seats = [Seat(g * 10 + m, g) for g in range(groups) for m in range(size)]
    entries = [Entry(at) for at in range(number)]

    plan = plan_assignment(entries, seats, set(), 3)

    found = list(plan.groups.values())
    assert spread([found.count(group) for group in range(groups)]) <= 1


@given(rounds())
def test_the_order_of_what_is_given_does_not_matter(case):
    entries, seats, barred, each = case

    plan = plan_assignment(entries, seats, barred, each)

    assert plan == plan_assignment(entries[::-1], seats[::-1], set(barred), each)


@given(st.data())
def test_no_other_assignment_is_more_even(data):
    size, number = data.draw(st.integers(2, 4)), data.draw(st.integers(1, 4))
    seats = [Seat(at, 1) for at in range(size)]
    choices = [
        data.draw(st.sets(st.integers(0, size - 1), min_size=2)) for _ in range(number)
    ]
    barred = {
        (submission, seat.reviewer)
        for submission, may in enumerate(choices)
        for seat in seats
        if seat.reviewer not in may
    }

    plan = plan_assignment([Entry(at) for at in range(number)], seats, barred, 2)

    def unevenness(chosen):
        together = [reviewer for pair in chosen for reviewer in pair]
        return sum(together.count(at) ** 2 for at in range(size))

    every_way = product(*(combinations(sorted(may), 2) for may in choices))
    assert unevenness(plan.reviewers.values()) == min(map(unevenness, every_way))


@given(rounds())
def test_what_is_assigned_stays_when_nothing_has_changed(case):
    entries, seats, barred, each = case
    plan = plan_assignment(entries, seats, barred, each)
    if plan.too_few:
        return

    again = plan_assignment(
        entries, seats, barred, each, Before(plan.groups, plan.reviewers)
    )

    assert again == plan


@given(rounds(with_limits=False, with_barred=False), st.data())
def test_one_more_submission_changes_no_other(case, data):
    entries, seats, barred, each = case
    plan = plan_assignment(entries, seats, barred, each)

    more = plan_assignment(
        [*entries, Entry(1)], seats, barred, each, Before(plan.groups, plan.reviewers)
    )

    assert {**more.reviewers, 1: ()} == {**plan.reviewers, 1: ()}
    assert len(more.reviewers[1]) == each


def test_a_recusal_later_changes_that_submission_and_what_evens_the_loads():
    seats = [Seat(at, 1) for at in range(5)]
    entries = [Entry(at) for at in range(20)]
    plan = plan_assignment(entries, seats, set(), 3)
    taken = plan.reviewers[7][0]

    after = plan_assignment(
        entries, seats, {(7, taken)}, 3, Before(plan.groups, plan.reviewers)
    )

    changed = {at for at in range(20) if after.reviewers[at] != plan.reviewers[at]}
    assert 7 in changed
    assert len(changed) <= 2
    assert taken not in after.reviewers[7]
    assert spread(loads_of(after, seats).values()) == 0


def test_what_is_fixed_stays_where_it_is():
    seats = [Seat(at, at % 2) for at in range(6)]
    entries = [Entry(at) for at in range(4)]
    before = Before(
        groups=dict.fromkeys(range(4), 0),
        reviewers={0: (0, 2), 1: (0, 2)},
        fixed_groups=[0, 1],
        fixed_pairs=[(0, 0), (1, 0), (0, 2), (1, 2)],
    )

    plan = plan_assignment(entries, seats, set(), 2, before)

    assert (plan.groups[0], plan.groups[1]) == (0, 0)
    assert (plan.reviewers[0], plan.reviewers[1]) == ((0, 2), (0, 2))


def test_groups_are_mixed_by_reporting_body():
    seats = [Seat(at, at % 3) for at in range(9)]
    entries = [Entry(at, body="福建" if at < 6 else f"{at}") for at in range(12)]

    plan = plan_assignment(entries, seats, set(), 2)

    of_one_body = [plan.groups[at] for at in range(6)]
    assert [of_one_body.count(group) for group in range(3)] == [2, 2, 2]


def test_a_round_of_full_size_is_even():
    seats = [Seat(at, at % 6) for at in range(30)]
    entries = [Entry(at, body=str(at % 32)) for at in range(209)]
    # Each reviewer is of one of the reporting bodies.
    own = {(entry.submission, int(entry.body)) for entry in entries}
    barred = {(submission, at) for submission, at in own if at < 30}

    plan = plan_assignment(entries, seats, barred, 3)

    counts = loads_of(plan, seats).values()
    assert plan.too_few == ()
    assert sorted(set(counts)) == [20, 21]
