import os
import socket
import stat

import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from catalogue.local.database import catalogue_environment, check_database
from catalogue.local.problems import Problem


@pytest.fixture
def server(django_db_setup):
    """The parts of the address of the database server of this test run."""
    return conninfo_to_dict(os.environ["DATABASE_URL"])


def test_a_database_that_answers_is_accepted(server):
    check_database(make_conninfo(**server | {"dbname": "postgres"}))


@pytest.mark.parametrize(
    "url", ["nonsense", "mysql://u:hidden@127.0.0.1/x", "postgresql://[::1/x"]
)
def test_an_address_that_is_none_is_refused_without_repeating_it(url):
    with pytest.raises(Problem) as problem:
        check_database(url)

    assert str(problem.value) == (
        "DATABASE_URL cannot be read; write postgresql://user:password@host:5432/name."
    )


def test_an_address_without_a_database_is_refused():
    with pytest.raises(Problem, match="names no database; end it with /name"):
        check_database("postgresql://127.0.0.1")


def test_an_unreachable_server_is_named_with_the_reason():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    with pytest.raises(Problem) as problem:
        check_database(f"postgresql://user:hidden@127.0.0.1:{port}/catalogue")

    assert str(problem.value) == (
        f"DATABASE_URL (127.0.0.1:{port}, database catalogue) does not answer: "
        "Connection refused."
    )


def test_a_missing_database_is_named(server):
    url = make_conninfo(**server | {"dbname": "nowhere_to_be_found"})

    with pytest.raises(Problem, match='"nowhere_to_be_found" does not exist'):
        check_database(url)


def test_the_environment_of_a_given_database_is_completed(
    server, monkeypatch, tmp_path
):
    url = make_conninfo(**server | {"dbname": "postgres"})
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("CATALOGUE_VAR", str(tmp_path))
    monkeypatch.delenv("CATALOGUE_SECRET_KEY")
    monkeypatch.setenv("CATALOGUE_HOSTS", "catalogue.example")

    with catalogue_environment() as environment:
        names = ("DATABASE_URL", "CATALOGUE_HOSTS", "CATALOGUE_HTTPS")
        found = [environment[name] for name in names]

    secret = tmp_path / "secret-key"
    assert found == [url, "catalogue.example", os.environ["CATALOGUE_HTTPS"]]
    assert environment["CATALOGUE_SECRET_KEY"] == secret.read_text().strip()
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
