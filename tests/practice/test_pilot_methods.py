"""A site's way of working, from the draft to a round."""

import pytest
from django.core.exceptions import PermissionDenied

from catalogue.practice.models import Co
from catalogue.practice.pilot_methods import draft_method_of
from catalogue.rounds.models import SelectionRound, Submission
from catalogue.rounds.submitting import submit
from tests.accounts.factories import OfficerFactory
from tests.practice.pilot_factories import PilotActFactory, PilotSiteFactory
from tests.rounds.course import Course

pytestmark = pytest.mark.django_db


def test_the_method_of_a_site_is_submitted_to_a_round():
    course = Course().to(SelectionRound.State.OPEN)
    site = PilotSiteFactory(
        community__street__county__province=course.officer.reporting_body
    )
    PilotActFactory(site=site, co=Co.BUILD, what_zh="居民出工修路")
    method = draft_method_of(site, by=course.officer)

    submission = submit(
        Submission.objects.create(
            selection_round=course.round,
            method=method,
            reporting_body=method.reporting_body,
            state=Submission.State.PREPARED,
        ),
        by=course.officer,
    )

    assert submission.state == Submission.State.SUBMITTED
    assert "居民出工修路" in str(submission.texts.get().content)


def test_a_foreign_site_gives_no_method():
    with pytest.raises(PermissionDenied):
        draft_method_of(PilotSiteFactory(), by=OfficerFactory())


def test_long_names_of_who_took_part_are_left_out_and_not_cut():
    site = PilotSiteFactory()
    officer = OfficerFactory(reporting_body=site.community.reporting_body)
    for place in range(2):
        PilotActFactory(site=site, who_zh=f"{place}" + "居" * 100)

    method = draft_method_of(site, by=officer)

    assert method.steps.get().who_zh == ""
