import pytest

from catalogue.methods.slugs import method_slug


@pytest.mark.parametrize(
    ("title_en", "title_zh", "slug"),
    [
        (
            "Junmen Community “13335” work method",
            "军门",
            "junmen-community-13335-work-method",
        ),
        ("", "四步议事法", "si-bu-yi-shi-fa"),
        ("People’s talk", "", "peoples-talk"),
        ("“”", "！", "method"),
        ("", "", "method"),
    ],
)
def test_slug_is_readable_ascii_and_never_empty(title_en, title_zh, slug):
    assert method_slug(title_en, title_zh) == slug


def test_long_title_gives_a_slug_that_fits_its_column():
    slug = method_slug("consultation " * 40, "")

    assert len(slug) <= 80
    assert not slug.endswith("-")
