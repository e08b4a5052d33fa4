"""The score on the real records, exactly: a change of it is written down or undone."""

from dataclasses import asdict
from io import StringIO

import pytest
from django.core.management import call_command

from catalogue.public.finding.benchmark import HELD, TUNING, measure, score
from catalogue.public.kept import current_catalogue
from tests.rounds.conftest import make_places_of_the_methods

pytestmark = pytest.mark.django_db


@pytest.fixture
def real_records():
    make_places_of_the_methods()
    call_command("load_catalogue", stdout=StringIO())


def test_the_score_of_the_forty_questions_is_that_of_the_docs(real_records):
    measured = measure(current_catalogue().index)
    scores = {
        part: {
            name: round(value, 3)
            for name, value in asdict(
                score([each for each in measured if each.part == part])
            ).items()
        }
        for part in (TUNING, HELD)
    }

    assert scores == {
        TUNING: {
            "questions": 25,
            "within_three": 1.0,
            "within_ten": 1.0,
            "mean_reciprocal_rank": 0.96,
            "found": 0.971,
        },
        HELD: {
            "questions": 15,
            "within_three": 0.933,
            "within_ten": 1.0,
            "mean_reciprocal_rank": 0.95,
            "found": 0.919,
        },
    }


def test_the_command_prints_the_score(real_records):
    out = StringIO()

    call_command("measure_finding", "--each", stdout=out)

    lines = out.getvalue().splitlines()
    assert len(lines) == 43
    assert lines[1] == "2\ttuning\tq=老楼加装电梯谈不拢\t1 of 1"
    assert [line.split("\t")[0] for line in lines[40:]] == [TUNING, HELD, "all"]
