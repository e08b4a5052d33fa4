"""What root does about an account for PostgreSQL. Ordinary users skip this."""

import os
import shutil
import stat

import pytest

from catalogue.local.postgres.account import ACCOUNT_NAME, server_account
from catalogue.local.postgres.binaries import SYSTEM_DIRECTORY, programs_for
from catalogue.local.postgres.embedded import embedded_database, stop_embedded_server

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root needs an account")


@pytest.fixture
def closed_var(tmp_path, monkeypatch):
    """A var/ below a directory that only root can enter, and the modes on the way."""
    home = tmp_path / "home"
    var = home / "checkout" / "var"
    var.mkdir(parents=True)
    home.chmod(0o700)
    monkeypatch.setenv("CATALOGUE_VAR", str(var))
    yield var
    stop_embedded_server()
    elsewhere = (var / "postgres").resolve()
    assert elsewhere.parent == SYSTEM_DIRECTORY
    shutil.rmtree(elsewhere)
    elsewhere.with_name(elsewhere.name + ".users").unlink()


def modes_up_to_the_root(path):
    return [stat.S_IMODE(parent.stat().st_mode) for parent in (path, *path.parents)]


def test_the_account_is_never_root(tmp_path):
    account = server_account(tmp_path / "none yet")

    assert account.user != 0
    assert not account.is_ours


def test_existing_data_keeps_its_owner(tmp_path):
    nobody = 65534
    os.chown(tmp_path, nobody, nobody)

    account = server_account(tmp_path)

    assert (account.user, account.group) == (nobody, nobody)


def test_a_closed_home_directory_stays_closed(closed_var):
    before = modes_up_to_the_root(closed_var)

    with embedded_database():
        owner = (closed_var / "postgres").stat().st_uid

    assert modes_up_to_the_root(closed_var) == before
    assert owner == server_account(closed_var / "postgres").user
    assert (closed_var / "postgres").is_symlink()


def test_the_programs_can_be_run_by_the_account(tmp_path):
    account = server_account(tmp_path / "none yet")

    assert account.can_enter(programs_for(account)), ACCOUNT_NAME
