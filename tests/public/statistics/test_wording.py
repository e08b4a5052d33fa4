import pytest
from django.utils import translation

from catalogue.public.statistics.wording import listed, recorded_most


@pytest.fixture(autouse=True)
def _in_english():
    translation.activate("en")


@pytest.mark.parametrize(
    ("counts", "total", "missing", "finding"),
    [
        ({}, 0, 0, "No method is recorded yet"),
        ({"East": 0}, 1, 0, "Kind: not yet recorded for the 1 method here"),
        ({"East": 0}, 9, 9, "Kind: not yet recorded for any of the 9 methods here"),
        ({"East": 2}, 9, 7, "Kind: recorded for only 2 of 9 methods"),
        ({"East": 1}, 1, 0, "East: 1 of 1 recorded method"),
        ({"East": 5, "West": 4}, 9, 0, "East leads with 5 of 9 recorded methods"),
        (
            {"East": 4, "West": 4},
            8,
            0,
            "East and West have most: 4 each of 8 recorded methods",
        ),
        (
            dict.fromkeys("ABCD", 1),
            4,
            0,
            "4 names have most: 1 each of 4 recorded methods",
        ),
    ],
)
def test_a_finding_says_what_the_figures_say(counts, total, missing, finding):
    assert recorded_most(counts, total, subject="Kind", missing=missing) == finding


def test_names_are_listed_as_in_a_sentence():
    assert [listed(["A"]), listed(["A", "B"]), listed(["A", "B", "C"])] == [
        "A",
        "A and B",
        "A, B and C",
    ]
