import stat

import pytest

from catalogue.local.kept_secrets import kept_secret
from catalogue.local.problems import Problem


def test_a_secret_is_made_once_and_kept_for_its_owner_only(tmp_path):
    path = tmp_path / "var" / "secret"

    first = kept_secret(path, length=32)

    assert kept_secret(path) == first
    assert len(first) >= 43
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_an_empty_secret_is_refused(tmp_path):
    path = tmp_path / "secret"
    path.touch()

    with pytest.raises(Problem, match="is empty; remove it"):
        kept_secret(path)
