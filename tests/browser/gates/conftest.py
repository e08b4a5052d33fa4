"""The site as `make run` serves it, with the same records for all gates.

Every gate is marked django_db. The records are written once and taken back when the
last gate of this process is through; a gate reads them and changes nothing.
"""

import os
import socket
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from psycopg.conninfo import conninfo_to_dict

from catalogue.accounts.models import User
from catalogue.local.browser import browser_is_required
from catalogue.local.page_checkers import find_page_checkers
from catalogue.local.paths import REPOSITORY
from catalogue.local.website import wait_until_it_answers, website
from catalogue.methods.models import WorkMethod
from catalogue.places.models import Province
from tests.browser.gates.records import make_records


@pytest.fixture(scope="package")
def records(django_db_setup, django_db_blocker, tmp_path_factory):
    """The records, with their files in a directory of their own, which is returned."""
    var = tmp_path_factory.mktemp("gates")
    with django_db_blocker.unblock():
        _refuse_any_but_an_empty_test_database()
        try:
            with override_settings(MEDIA_ROOT=var / "files"):
                make_records()
            yield var
        finally:
            call_command("flush", interactive=False, verbosity=0)
            connection.close()


@pytest.fixture(scope="package")
def site(records):
    """The address of a web server that serves the records with packed static files."""
    name = connection.settings_dict["NAME"]
    environment = {
        **os.environ,
        "CATALOGUE_VAR": str(records),
        "CATALOGUE_HTTPS": "no",
        "CATALOGUE_HOSTS": "127.0.0.1",
        "CATALOGUE_SECRET_KEY": settings.SECRET_KEY,
        "DATABASE_URL": urlsplit(os.environ["DATABASE_URL"])
        ._replace(path=f"/{name}")
        .geturl(),
    }
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"],
        check=True,
        cwd=REPOSITORY,
        env=environment,
    )
    port = _free_port()
    with website(port, environment) as server:
        wait_until_it_answers(server, port)
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="package")
def staff_session(records, django_db_blocker):
    """The session of somebody who may do everything at the desk."""
    with django_db_blocker.unblock():
        return _session_of(User.objects.create_superuser("chief"))


@pytest.fixture(scope="package")
def newcomer_session(records, django_db_blocker):
    """The session of somebody who may sign in, and nothing else."""
    with django_db_blocker.unblock():
        return _session_of(User.objects.create_user("newcomer", is_staff=True))


@pytest.fixture(scope="session")
def page_checkers():
    """Where axe, the Nu HTML checker and Lighthouse are."""
    found = find_page_checkers()
    if found is None:
        if browser_is_required():
            pytest.fail("REQUIRE_BROWSER=1 and the page checkers are not installed.")
        pytest.skip("no page checkers are installed")
    return found


@pytest.fixture(scope="session")
def axe(page_checkers):
    """The source of axe, to run in a page."""
    return (page_checkers / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def _session_of(person):
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _refuse_any_but_an_empty_test_database():
    """Without a test that is marked django_db, pytest-django makes no test database."""
    configured = conninfo_to_dict(os.environ["DATABASE_URL"])["dbname"]
    if connection.settings_dict["NAME"] == configured:
        pytest.exit("Gates write records: they need the mark django_db.", returncode=3)
    if Province.objects.exists() or WorkMethod.objects.exists():
        pytest.exit("Gates want a test database that is empty.", returncode=3)


def _free_port():
    with socket.create_server(("127.0.0.1", 0)) as trial:
        return trial.getsockname()[1]
