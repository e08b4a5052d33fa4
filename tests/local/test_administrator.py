import stat

import pytest
from django.contrib.auth import get_user_model

from catalogue.local.administrator import ensure_administrator


@pytest.fixture
def var(tmp_path, monkeypatch, db):
    monkeypatch.setenv("CATALOGUE_VAR", str(tmp_path))
    monkeypatch.delenv("CATALOGUE_ADMIN_PASSWORD", raising=False)
    return tmp_path


def password_is(password):
    return get_user_model().objects.get(username="admin").check_password(password)


def test_the_first_run_makes_a_password_and_shows_it_once(var):
    first = ensure_administrator()
    second = ensure_administrator()

    kept = var / "admin-password"
    password = kept.read_text().strip()
    assert password_is(password)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert password in first.password
    assert second.password == f"the one kept in {kept}"


def test_the_administrator_may_do_everything(var):
    ensure_administrator()

    user = get_user_model().objects.get(username="admin")
    assert (user.is_active, user.is_staff, user.is_superuser) == (True, True, True)


def test_a_given_password_is_set_each_time_and_not_kept(var, monkeypatch):
    ensure_administrator()
    monkeypatch.setenv("CATALOGUE_ADMIN_PASSWORD", "one that was given")

    sign_in = ensure_administrator()

    assert password_is("one that was given")
    assert sign_in.password == "the one you gave in CATALOGUE_ADMIN_PASSWORD"
    assert not (var / "admin-password").exists()


def test_a_password_that_was_chosen_is_left_alone(var):
    get_user_model().objects.create_superuser("admin", password="chosen by a person")

    sign_in = ensure_administrator()

    assert password_is("chosen by a person")
    assert sign_in.password.startswith("the one that was chosen before")
    assert not (var / "admin-password").exists()


def test_a_new_database_gets_the_kept_password(var):
    ensure_administrator()
    kept = (var / "admin-password").read_text().strip()
    get_user_model().objects.get(username="admin").delete()

    ensure_administrator()

    assert password_is(kept)
