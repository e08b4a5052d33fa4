import ast
import sys
from pathlib import Path

import pytest

from catalogue.local import install


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout with one requirement and nothing installed."""
    monkeypatch.setattr(install, "REPOSITORY", tmp_path)
    monkeypatch.setattr(install, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(install, "VENV_PYTHON", tmp_path / ".venv" / "bin" / "python")
    (tmp_path / "requirements.txt").write_text("one==1\n")
    return tmp_path


@pytest.fixture
def installed(checkout):
    """The same checkout, with what it asks for installed."""
    python = checkout / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    fingerprint = install._fingerprint("requirements.txt")
    (checkout / ".venv" / "installed-requirements.txt").write_text(fingerprint)
    return checkout


def test_what_is_installed_is_not_installed_again(installed, monkeypatch):
    monkeypatch.setattr(install, "install", pytest.fail)

    assert install.main("requirements.txt") == 0


def test_changed_requirements_are_installed(installed):
    (installed / "requirements.txt").write_text("one==2\n")

    assert not install.is_installed("requirements.txt")


def test_an_environment_whose_python_is_gone_counts_as_none(installed):
    (installed / ".venv" / "bin" / "python").unlink()

    assert not install.is_installed("requirements.txt")


def test_an_old_python_is_refused_in_one_sentence(checkout, monkeypatch, capsys):
    monkeypatch.setattr(install, "OLDEST", (99, 0))
    monkeypatch.setattr(install, "NEWER_NAMES", ())

    code = install.main("requirements.txt")

    assert code == 1
    error = capsys.readouterr().err
    assert error.startswith("Error: Python 3.11 or newer is needed")
    assert error.count("\n") == 1


def test_a_python_without_venv_names_the_package_to_install(
    checkout, monkeypatch, capsys
):
    monkeypatch.setitem(sys.modules, "ensurepip", None)

    code = install.main("requirements.txt")

    assert code == 1
    assert "apt-get install python3-venv" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        (
            ["Collecting one", "ERROR: Could not find one==1", "ERROR: No match"],
            "The packages could not be installed: Could not find one==1",
        ),
        ([], "The packages could not be installed: pip gave no reason"),
    ],
)
def test_what_pip_complains_about_becomes_one_sentence(output, sentence):
    assert install._pip_problem(output) == sentence


def test_a_full_disk_is_named(checkout):
    with pytest.raises(install.CannotInstall, match="is full"):
        install._pip_problem(["ERROR: [Errno 28] No space left on device"])


def test_nothing_newer_than_python_3_7_is_needed_to_say_so():
    source = Path(install.__file__).read_text(encoding="utf-8")

    ast.parse(source, feature_version=(3, 7))
