import shutil

import pytest

from catalogue.local.paths import REPOSITORY
from catalogue.local.requirements import SOURCES, faults_of_requirements


@pytest.fixture
def copies(tmp_path):
    for name in {*SOURCES, *(name for names in SOURCES.values() for name in names)}:
        shutil.copy(REPOSITORY / name, tmp_path)
    return tmp_path


def test_the_pinned_requirements_are_compiled_from_the_present_ones():
    assert list(faults_of_requirements()) == []


def test_a_requirement_added_without_compiling_is_a_fault(copies):
    with (copies / "requirements.in").open("a") as file:
        file.write("another-package\n")

    assert list(faults_of_requirements(copies)) == [
        "requirements.txt is not compiled from the present .in file.",
        "requirements-dev.txt is not compiled from the present .in file.",
    ]


def test_every_pin_has_a_hash_and_no_line_names_an_index():
    for name in SOURCES:
        text = (REPOSITORY / name).read_text(encoding="utf-8")
        pins = [line for line in text.splitlines() if "==" in line]

        assert "://" not in text
        assert all(line.endswith("\\") for line in pins)
