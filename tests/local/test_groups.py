"""What costs minutes to set up is set up once: its tests stay in one process."""

import os
import subprocess
import sys

TWO_GROUPS = """
import pytest


@pytest.mark.parametrize("number", range(6))
@pytest.mark.parametrize(
    "group", [pytest.param(each, marks=pytest.mark.xdist_group(each)) for each in "ab"]
)
def test_it(group, number, worker_id):
    with open(group, "a") as file:
        file.write(worker_id + chr(10))
"""


def test_tests_of_a_group_run_in_one_process(tmp_path):
    (tmp_path / "test_two_groups.py").write_text(TWO_GROUPS)
    options = ["-n", "2", "--dist", "loadgroup", "-p", "no:django", "-q"]

    subprocess.run(
        [sys.executable, "-m", "pytest", *options, "--rootdir", ".", "-c", os.devnull],
        cwd=tmp_path,
        env={name: value for name, value in os.environ.items() if "PYTEST" not in name},
        check=True,
        capture_output=True,
    )

    for group in "ab":
        lines = (tmp_path / group).read_text().splitlines()
        assert len(lines) == 6
        assert len(set(lines)) == 1
