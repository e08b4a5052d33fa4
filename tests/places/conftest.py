import pytest

from tests.places.register_files import Register


@pytest.fixture
def register(tmp_path):
    """A small register on disk, not loaded yet."""
    return Register(tmp_path)
