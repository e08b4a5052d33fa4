import pytest

from catalogue.public.finding.evidence import households_in


@pytest.mark.parametrize(
    ("text", "households"),
    [
        ("社区现有3500户", 3_500),
        ("居民3,500余户，1.3万人", 3_500),
        ("常住１２００户", 1_200),
        ("约1.2万户居民", 12_000),
        ("A community of 3,500 households", 3_500),
        ("12栋楼、86户；全社区2100户", 2_100),
        ("一楼12户", None),
        ("每人联系100户", 100),
        ("户主会", None),
        ("3500人", None),
        ("", None),
    ],
)
def test_the_households_of_a_community_are_read_from_its_text(text, households):
    assert households_in(text) == households
