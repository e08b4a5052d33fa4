"""The round of 2018 at its full size: what it comes to, and what it refuses on the way.

It is played once for all tests here; each works in a savepoint of its own.
"""

import io
import shutil
import subprocess

import pytest
from django.db import transaction
from docx import Document

from catalogue.methods.models import WorkMethod
from catalogue.rounds.models import Assignment, Review, SelectionRound, Submission
from catalogue.rounds.models.selection_round import COURSE
from catalogue.rounds.result_notice import result_notice
from tests.rounds.forbidden_acts import Watcher, most_queries
from tests.rounds.full_round import (
    BODIES,
    EACH,
    GROUPS,
    MEMBERS,
    PLACES,
    SUBMITTED,
    FullRound,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.xdist_group("full-round"),
]

State = SelectionRound.State


@pytest.fixture(scope="module")
def _played(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        watcher = Watcher()
        yield FullRound(watcher).play(), watcher
        transaction.set_rollback(True)


@pytest.fixture
def course(_played, db):
    return _played[0]


@pytest.fixture
def watcher(_played, db):
    return _played[1]


def test_it_comes_to_a_hundred_selected_of_two_hundred_and_nine(course):
    rows = Submission.objects.filter(selection_round=course.round)

    assert rows.count() == SUBMITTED
    assert rows.filter(state="selected", outcome="selected").count() == PLACES
    assert rows.filter(state="not-selected").count() == SUBMITTED - PLACES
    assert len({each.reporting_body_id for each in course.submissions}) == BODIES
    assert course.round.review_groups.count() == GROUPS
    assert course.round.group_members.count() == GROUPS * MEMBERS
    assert Assignment.objects.count() == Review.objects.count() == SUBMITTED * EACH


def test_a_hundred_are_public_and_the_others_are_not(course):
    assert Submission.objects.public().count() == PLACES
    assert WorkMethod.objects.published().count() == PLACES
    assert WorkMethod.objects.exclude(status="published").count() == SUBMITTED - PLACES


def test_every_forbidden_act_is_tried_and_refused(watcher):
    assert watcher.done == []
    assert {state for state, _act in watcher.tried} == set(COURSE)
    assert len(watcher.tried) > 500


def test_pages_of_the_manager_cost_few_queries_at_full_size(watcher):
    most = most_queries(watcher.queries)

    assert [name for name, number in most.items() if number > 60] == []
    assert most["rounds_course"] > 0


def test_the_word_notice_lists_a_hundred_in_the_official_order(course):
    approval = course.round.approvals.get()
    document = result_notice(approval)

    [table] = Document(io.BytesIO(document)).tables
    bodies = [row.cells[1].text for row in table.rows[1:]]
    order = [body.name_zh for body in course.bodies]
    assert len(bodies) == PLACES
    assert bodies == sorted(bodies, key=order.index)


@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")),
    reason="no LibreOffice or pdftotext: install libreoffice-writer and poppler-utils",
)
def test_the_word_notice_opens_in_libreoffice(course, tmp_path):
    file = tmp_path / "notice.docx"
    file.write_bytes(result_notice(course.round.approvals.get()))

    subprocess.run(
        [
            "soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file),
        ],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    read = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "notice.pdf"), "-"],
        check=True, capture_output=True, encoding="utf-8",
    )  # fmt: skip

    # LibreOffice sets a space between Chinese and figures.
    text = "".join(read.stdout.split())
    for row in course.round.approvals.get().selected_list:
        assert row["title_zh"] in text
