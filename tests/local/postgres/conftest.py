import shutil
import tempfile
from pathlib import Path

import pytest

from catalogue.local.postgres.embedded import embedded_database, stop_embedded_server


@pytest.fixture(scope="package")
def var():
    """A var/ with a database of its own, whose server does not run."""
    directory = Path(tempfile.mkdtemp(prefix="catalogue var 目录 "))
    # The account of the server must reach it when root runs the tests.
    directory.chmod(0o755)
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("CATALOGUE_VAR", str(directory))
        with embedded_database():
            pass
        yield directory
        stop_embedded_server()
    shutil.rmtree(directory)
