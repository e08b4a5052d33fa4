import pytest

from catalogue.rounds.demonstration.sharing import shared_out


def share(total, weights, at_least=None, at_most=None):
    return shared_out(
        total,
        weights,
        at_least=dict.fromkeys(weights, 0) | (at_least or {}),
        at_most=dict.fromkeys(weights, total) | (at_most or {}),
    )


def test_shares_follow_the_weights():
    assert share(10, {"a": 700, "b": 200, "c": 100}) == {"a": 7, "b": 2, "c": 1}


def test_shares_keep_lower_limits():
    shares = share(10, {"a": 900, "b": 90, "c": 10}, at_least={"b": 2, "c": 2})

    assert shares == {"a": 6, "b": 2, "c": 2}


def test_shares_keep_upper_limits():
    assert share(10, {"a": 900, "b": 100}, at_most={"a": 5}) == {"a": 5, "b": 5}


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        ({"at_least": {"a": 3, "b": 3}}, "take 1 too many"),
        ({"at_most": {"a": 2, "b": 2}}, "leave 1 over"),
        ({"at_least": {"a": 4}, "at_most": {"a": 2}}, "above its upper limit"),
    ],
)
def test_limits_that_leave_no_way_are_refused(limits, reason):
    with pytest.raises(ValueError, match=reason):
        share(5, {"a": 1, "b": 1}, **limits)
