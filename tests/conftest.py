"""What every test stands on."""

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import connection
from hypothesis import settings as hypothesis_settings

from catalogue.local.browser import browser_is_required
from tests.migrated_database import migrated_database, there_is_a_database

# The same cases in every run, whatever else the machine does, and none kept on disk.
hypothesis_settings.register_profile(
    "catalogue", deadline=None, derandomize=True, database=None
)
hypothesis_settings.load_profile("catalogue")


def pytest_configure(config):
    # Tests run on the sources; only a server needs the collected, hashed files.
    django_settings.STORAGES = {
        **django_settings.STORAGES,
        "staticfiles": {
            "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        },
    }
    # WhiteNoise warns where nothing was collected; an empty directory is enough here.
    django_settings.STATIC_ROOT = django_settings.VAR_DIR / "tests" / "static"
    django_settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    # A slow hash protects passwords; those of tests need no protection.
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix, django_db_keepdb, django_db_createdb
):
    """Have the database of the tests copied from one that is migrated already."""
    name = connection.creation._get_test_db_name()
    is_made_anew = django_db_createdb or not django_db_keepdb
    if is_made_anew or not there_is_a_database(name):
        connection.settings_dict["TEST"]["TEMPLATE"] = migrated_database()


@pytest.fixture(autouse=True)
def _files_of_this_test_only(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture(autouse=True)
def _every_test_begins_without_kept_pages():
    from catalogue.public.kept_cards import CARDS
    from catalogue.public.kept_pages import PAGES

    PAGES.empty()
    CARDS.empty()


@pytest.fixture(autouse=True)
def _nobody_has_asked_for_anything_yet():
    """What one address may do in a minute, every test may."""
    from catalogue.public.adoption import limits

    cache.clear()
    for window in (
        *(limits.POSTS, limits.PHOTOS, limits.SEARCHES),
        *(limits.POSTS_OF_CALLERS, limits.POSTS_IN_AN_HOUR),
    ):
        window.empty()


@pytest.fixture(autouse=True)
def _lists_know_the_rows_of_this_moment(monkeypatch):
    # Models can be imported only once Django is set up.
    from catalogue.public.kept import KEEPER

    monkeypatch.setattr(KEEPER, "seconds_between_questions", 0)
    monkeypatch.setattr(KEEPER, "works_in_background", False)


@pytest.fixture
def editor(client):
    """A ministry editor, signed in."""
    from tests.accounts.factories import EditorFactory

    return _signed_in(client, EditorFactory())


@pytest.fixture
def officer(client):
    """An officer of a reporting body, signed in."""
    from tests.accounts.factories import OfficerFactory

    return _signed_in(client, OfficerFactory())


def _signed_in(client, person):
    client.force_login(person)
    return person


def pytest_terminal_summary(terminalreporter):
    skipped = terminalreporter.stats.get("skipped", [])
    without_checkers = [r for r in skipped if "no page checkers" in str(r.longrepr)]
    if without_checkers and not browser_is_required():
        terminalreporter.section("PAGES WERE NOT CHECKED", red=True, bold=True)
        terminalreporter.line(
            f"{len(without_checkers)} tests want axe, the Nu HTML checker and "
            "Lighthouse, and npm did not install them. docs/developing.md says more."
        )
    without_browser = [r for r in skipped if "no Chromium" in str(r.longrepr)]
    if without_browser and not browser_is_required():
        terminalreporter.section("BROWSER TESTS DID NOT RUN", red=True, bold=True)
        terminalreporter.line(
            f"{len(without_browser)} tests want a Chromium and none was found. "
            "docs/running.md says how to get one."
        )
