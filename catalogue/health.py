"""Answers for the machines that watch the site, before any other rule applies.

A prober asks by address, not by name, and over plain HTTP; so neither the host
check nor the redirect to HTTPS may stand in its way.
"""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponseBase]


class HealthMiddleware:
    """Answer /healthz without the database and /readyz with it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.migrations_applied = False

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info == "/healthz":
            return _plain("ok", 200)
        if request.path_info == "/readyz":
            return self.readiness()
        return self.get_response(request)

    def readiness(self) -> HttpResponse:
        """200 when the database answers and every migration is applied, else 503."""
        try:
            self.migrations_applied = self.migrations_applied or _is_migrated()
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        except DatabaseError:
            return _plain("database unreachable", 503)
        if not self.migrations_applied:
            return _plain("migrations missing", 503)
        return _plain("ok", 200)


def _is_migrated() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _plain(text: str, status: int) -> HttpResponse:
    response = HttpResponse(text + "\n", content_type="text/plain", status=status)
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
