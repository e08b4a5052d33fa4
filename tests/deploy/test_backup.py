"""The backup is made and brought back by the scripts that an administrator runs."""

import os
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest
from django.core.files.base import ContentFile
from django.db import connection
from psycopg import sql
from psycopg.conninfo import make_conninfo

from catalogue.local.paths import REPOSITORY
from catalogue.local.postgres.binaries import wheel_programs
from catalogue.local.problems import Problem
from catalogue.methods.models import MethodFile, WorkMethod
from tests.methods.factories import WorkMethodFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(sys.platform != "linux", reason="the scripts are for Linux"),
]


def conninfo(database=None):
    names = {"HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password"}
    settings = connection.settings_dict
    given = {libpq: settings[name] for name, libpq in names.items() if settings[name]}
    return make_conninfo(**given, dbname=database or settings["NAME"])


@pytest.fixture
def run(tmp_path):
    """Run a script of deploy/ on a database and a directory of files."""
    path = f"{_programs()}:{os.environ['PATH']}"

    def run(script, *arguments, database=None, var=tmp_path):
        return subprocess.run(
            [REPOSITORY / "deploy" / script, *arguments],
            env={
                **os.environ,
                "PATH": path,
                "DATABASE_URL": conninfo(database),
                "CATALOGUE_VAR": str(var),
                "CATALOGUE_PYTHON": sys.executable,
            },
            check=False,
            capture_output=True,
            text=True,
            timeout=300,
        )

    return run


def _programs():
    """The programs of the server's own major version: others refuse to work with it."""
    major = connection.pg_version // 10_000
    folders = [Path(found).parent] if (found := shutil.which("pg_dump")) else []
    with suppress(Problem):
        folders.append(wheel_programs())
    for folder in folders:
        said = subprocess.check_output([folder / "pg_dump", "--version"], text=True)
        if re.search(rf"\b{major}\.", said):
            return folder
    pytest.skip(f"there is no pg_dump of PostgreSQL {major}")


@pytest.fixture
def empty_database():
    """The name of a database beside that of the tests, dropped afterwards."""
    name = f"{connection.settings_dict['NAME']}_restored"
    drop = sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name))
    create = sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(
        sql.Identifier(name)
    )
    with psycopg.connect(conninfo("postgres"), autocommit=True) as server:
        server.execute(drop)
        server.execute(create)
        yield name
        server.execute(drop)


@pytest.fixture
def method():
    """A published method with a file."""
    method = WorkMethodFactory(published=True, title_zh="小院议事厅")
    file = MethodFile(method=method, title_zh="议事规则")
    file.file.save("rules.pdf", ContentFile(b"%PDF-1.7 rules"))
    return method


@pytest.fixture
def backup(run, method, tmp_path):
    """A backup of that method, and the directory it lies in."""
    kept = tmp_path / "backups"
    kept.mkdir()
    done = run("backup", kept)
    assert (done.stderr, done.returncode) == ("", 0)
    (made,) = kept.iterdir()
    return made


def rows(database, *tables):
    with psycopg.connect(conninfo(database)) as found:
        return {
            table: found.execute(
                sql.SQL("SELECT t::text FROM {} t ORDER BY 1").format(
                    sql.Identifier(table)
                )
            ).fetchall()
            for table in tables
        }


@pytest.mark.slow
def test_what_was_kept_comes_back(run, method, backup, empty_database, tmp_path):
    tables = connection.introspection.table_names()
    # The index is made anew, and its order of words is nobody's business.
    tables = [table for table in tables if not table.startswith("methods_catalogue")]
    before = rows(None, *tables)
    new_var = tmp_path / "new"
    new_var.mkdir()

    done = run("restore", backup, database=empty_database, var=new_var)

    assert done.returncode == 0, done.stderr
    assert rows(empty_database, *tables) == before
    assert before["methods_workmethod"]
    (file,) = (path for path in new_var.rglob("*") if path.is_file())
    assert file == new_var / "files" / method.files.get().file.name
    assert file.read_bytes() == b"%PDF-1.7 rules"


def test_nothing_is_overwritten(run, backup, empty_database, tmp_path):
    into_the_same = run("restore", backup)
    into_the_same_files = run("restore", backup, database=empty_database)

    assert into_the_same.returncode == into_the_same_files.returncode == 1
    assert "make an empty one" in into_the_same.stderr
    assert "files is not empty" in into_the_same_files.stderr
    assert WorkMethod.objects.count() == 1
    with psycopg.connect(conninfo(empty_database)) as found:
        tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        assert found.execute(tables).fetchone() == (0,)


def test_a_damaged_backup_is_refused(run, backup, empty_database, tmp_path):
    dump = backup / "database.dump"
    dump.write_bytes(dump.read_bytes()[:-1])

    done = run("restore", backup, database=empty_database, var=tmp_path / "new")

    assert done.returncode == 1
    assert "is damaged" in done.stderr


def test_a_backup_that_fails_leaves_nothing(run, tmp_path):
    kept = tmp_path / "backups"
    kept.mkdir()

    done = run("backup", kept, database="there_is_no_such_database")

    assert done.returncode == 1
    assert list(kept.iterdir()) == []


def test_old_backups_go_and_the_last_three_stay(run, method, tmp_path):
    kept = tmp_path / "backups"
    days = [f"catalogue-2020-01-0{day}-020000" for day in range(1, 6)]
    for name in [*days, "catalogue-of-plants", "other"]:
        (kept / name).mkdir(parents=True)
        os.utime(kept / name, (0, 0))

    assert run("backup", kept).returncode == 0

    left = sorted(path.name for path in kept.iterdir())
    assert left[:2] == days[3:]
    assert left[3:] == ["catalogue-of-plants", "other"]


def test_a_backup_is_for_its_owner_alone(backup):
    paths = [backup, *backup.iterdir()]

    assert [path for path in paths if path.stat().st_mode & 0o077] == []
    assert {path.name for path in backup.iterdir()} == {
        "RELEASE",
        "SHA256SUMS",
        "database.dump",
        "files.tar",
    }
