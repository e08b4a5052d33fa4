"""Share a number out in proportion, within limits."""

from collections.abc import Mapping


def shared_out(
    total: int,
    weights: Mapping[str, int],
    *,
    at_least: Mapping[str, int],
    at_most: Mapping[str, int],
) -> dict[str, int]:
    """Whole shares that sum to the total, each between its limits.

    One after another goes to whom it brings nearest to the own weight (Sainte-Laguë);
    limits that leave no way raise ValueError.
    """
    shares = dict(at_least)
    if any(shares[name] > at_most[name] for name in shares):
        raise ValueError("a lower limit is above its upper limit")
    while (given := sum(shares.values())) < total:
        open_to = [name for name in sorted(shares) if shares[name] < at_most[name]]
        if not open_to:
            raise ValueError(f"the upper limits leave {total - given} over")
        wanting = {name: weights[name] / (2 * shares[name] + 1) for name in open_to}
        shares[max(open_to, key=wanting.__getitem__)] += 1
    if given > total:
        raise ValueError(f"the lower limits take {given - total} too many")
    return shares
