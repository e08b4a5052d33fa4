import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from catalogue.health import HealthMiddleware


@pytest.fixture
def fresh_process(client):
    """A client whose server has not answered yet, and has found nothing out."""
    client.handler.load_middleware()
    return client


def test_healthz_asks_no_database(fresh_process):
    # Without the mark django_db any query is an error.
    response = fresh_process.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies


@pytest.mark.django_db
def test_readyz_is_ready_when_the_database_is(fresh_process):
    response = fresh_process.get("/readyz")

    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
@pytest.mark.django_db
def test_a_prober_may_ask_by_address_and_over_plain_http(fresh_process, settings, path):
    settings.SECURE_SSL_REDIRECT = True

    response = fresh_process.get(path, headers={"host": "10.0.0.7"})

    assert response.status_code == 200


@pytest.mark.django_db
def test_readyz_fails_while_the_database_is_unreachable(fresh_process, monkeypatch):
    def refuse(*args, **kwargs):
        raise OperationalError("connection refused")

    with monkeypatch.context() as unreachable:
        unreachable.setattr(connection, "cursor", refuse)
        answers = [fresh_process.get("/readyz") for _ in range(2)]
    recovered = fresh_process.get("/readyz")

    assert [(each.status_code, each.content) for each in answers] == [
        (503, b"database unreachable\n")
    ] * 2
    assert recovered.status_code == 200


@pytest.mark.django_db
def test_readyz_fails_while_a_migration_is_missing(fresh_process):
    recorder = MigrationRecorder(connection)
    last = recorder.migration_qs.filter(app="rounds").order_by("-pk").first()
    last.delete()

    missing = fresh_process.get("/readyz")
    recorder.record_applied(last.app, last.name)
    applied = fresh_process.get("/readyz")

    assert (missing.status_code, missing.content) == (503, b"migrations missing\n")
    assert applied.status_code == 200


@pytest.mark.django_db
def test_readyz_reads_the_migrations_only_until_they_are_applied(
    rf, django_assert_num_queries
):
    middleware = HealthMiddleware(lambda request: None)
    middleware(rf.get("/readyz"))

    with django_assert_num_queries(1):
        response = middleware(rf.get("/readyz"))

    assert response.status_code == 200
