"""A worker that is killed in the middle of saving an import leaves nothing."""

import os
import signal
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from django.db import connection

from catalogue.desk.models import ImportedRow, MethodImport
from catalogue.methods.models import Step, WorkMethod
from tests.desk.exchange.conftest import outcomes_of
from tests.desk.exchange.files import HEADINGS

JUNMEN = ["鼓楼区", "东街街道", "军门社区"]
ROWS = [[f"{name}工作法", *JUNMEN] for name in ("一院", "板凳课堂", "五步")]
STEPS = [["步骤1 标题"], *[["议事"]] * len(ROWS)]
# Saves row by row, and waits to be killed when two of three are written.
SAVES = """
import sys

import django

django.setup()

from catalogue.desk.exchange import saving
from catalogue.desk.models import MethodImport
from catalogue.methods.models import WorkMethod

saving.AT_ONCE = 1
method_import = MethodImport.objects.get()
saved = saving.save_import(
    method_import,
    by=method_import.made_by,
    may_change=lambda method: True,
    good_ones_only=False,
    for_checking=False,
)
for done in saved:
    if done == 2:
        print(WorkMethod.objects.count(), flush=True)
        sys.stdin.read()
"""


def saving_process():
    """Another process at the database of the tests."""
    database = urlsplit(os.environ["DATABASE_URL"])
    address = database._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    return subprocess.Popen(
        [sys.executable, "-c", SAVES],
        env=os.environ | {"DATABASE_URL": address},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("officer", "junmen")
def test_killed_worker_leaves_nothing(desk):
    rows = [[*row, *step] for row, step in zip([HEADINGS, *ROWS], STEPS, strict=True)]
    method_import = desk.take_in(rows)
    assert outcomes_of(method_import) == ["new"] * 3

    with saving_process() as process:
        written = process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    assert (written, process.returncode) == (b"2\n", -signal.SIGKILL)

    assert not WorkMethod.objects.exists()
    assert not Step.objects.exists()
    assert MethodImport.objects.get().is_preview
    assert not ImportedRow.objects.filter(is_saved=True).exists()

    desk.save(method_import)
    assert WorkMethod.objects.count() == 3
