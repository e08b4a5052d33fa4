import pytest
from django.core.exceptions import ImproperlyConfigured

from catalogue import environment


def test_missing_variable_is_named(monkeypatch):
    monkeypatch.delenv("CATALOGUE_SECRET_KEY", raising=False)

    with pytest.raises(ImproperlyConfigured, match=r"^Set CATALOGUE_SECRET_KEY"):
        environment.text("CATALOGUE_SECRET_KEY")


@pytest.mark.parametrize(("value", "expected"), [("yes", True), ("no", False)])
def test_switch_is_yes_or_no(monkeypatch, value, expected):
    monkeypatch.setenv("CATALOGUE_DEBUG", value)

    assert environment.yes_or_no("CATALOGUE_DEBUG", default=not expected) is expected


@pytest.mark.parametrize("value", ["1", "true", "Yes", "on"])
def test_other_words_for_a_switch_stop_the_start(monkeypatch, value):
    monkeypatch.setenv("CATALOGUE_DEBUG", value)

    with pytest.raises(ImproperlyConfigured, match="write yes or no"):
        environment.yes_or_no("CATALOGUE_DEBUG", default=False)


def test_words_are_parted_by_commas(monkeypatch):
    monkeypatch.setenv("CATALOGUE_HOSTS", " a.example , b.example,")

    assert environment.words("CATALOGUE_HOSTS") == ["a.example", "b.example"]


def test_list_of_nothing_stops_the_start(monkeypatch):
    monkeypatch.setenv("CATALOGUE_HOSTS", " , ")

    with pytest.raises(ImproperlyConfigured, match="names nothing"):
        environment.words("CATALOGUE_HOSTS")


@pytest.mark.parametrize("value", ["-1", "eight", "1.5"])
def test_count_that_is_no_number_stops_the_start(monkeypatch, value):
    monkeypatch.setenv("CATALOGUE_DATABASE_POOL", value)

    with pytest.raises(ImproperlyConfigured, match="write a whole number"):
        environment.whole_number("CATALOGUE_DATABASE_POOL", default=8)


def test_database_url_is_read_with_its_options(monkeypatch):
    monkeypatch.setenv(
        "DATABASE_URL",
        "postgresql://clerk:p%40ss@db.example:5433/methods?sslmode=require",
    )

    assert environment.postgresql("DATABASE_URL") == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "methods",
        "USER": "clerk",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("mysql://a/b", "cannot be read"),
        ("postgresql://a:b@c", "names no database"),
        ("postgresql://clerk:geheim%zz@db/methods", "cannot be read"),
        ("postgresql://a/b?no_such_option=1", "cannot be read"),
    ],
)
def test_wrong_database_url_stops_the_start_without_its_password(
    monkeypatch, value, message
):
    monkeypatch.setenv("DATABASE_URL", value)

    with pytest.raises(ImproperlyConfigured, match=message) as caught:
        environment.postgresql("DATABASE_URL")

    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"sslmode": "require"}, "-c pgtrigger.ignore={}"),
        ({"options": "-c jit=off"}, "-c pgtrigger.ignore={} -c jit=off"),
    ],
)
def test_setting_of_a_connection_stands_beside_what_the_address_asks(before, after):
    options = environment.with_setting(before, "pgtrigger.ignore", "{}")

    assert options == {**before, "options": after}
