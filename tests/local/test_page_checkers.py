import shutil

import pytest

from catalogue.local import page_checkers
from catalogue.local.page_checkers import find_page_checkers, install_page_checkers


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout with a list of packages, an npm that does as told, and none there."""
    listed = shutil.copytree(page_checkers.LISTED, tmp_path / "listed")
    monkeypatch.setattr(page_checkers, "LISTED", listed)
    monkeypatch.setenv("CATALOGUE_VAR", str(tmp_path / "var"))
    monkeypatch.setattr(page_checkers, "_npm_succeeds", lambda arguments: True)
    return tmp_path


def test_nothing_is_found_where_nothing_was_installed(checkout):
    assert find_page_checkers() is None


def test_what_is_installed_is_found(checkout):
    installed = install_page_checkers()

    assert installed == checkout / "var" / "page-checkers" / "node_modules"
    assert find_page_checkers() == installed


def test_another_list_of_packages_is_installed_anew(checkout):
    install_page_checkers()

    (checkout / "listed" / "package-lock.json").write_text("{}")

    assert find_page_checkers() is None


def test_what_npm_could_not_install_is_not_found(checkout, monkeypatch):
    monkeypatch.setattr(page_checkers, "_npm_succeeds", lambda arguments: False)

    assert install_page_checkers() is None
    assert find_page_checkers() is None
