"""The least that is a valid pilot programme or site.

A programme is open, run here and has no rules but those that a test sets; a site is a
draft with all that the rules ask for.
"""

import io

import factory
from django.core.files.base import ContentFile
from django.utils import timezone
from factory.django import DjangoModelFactory
from PIL import Image

from catalogue.practice.models import (
    Co,
    Consequence,
    PilotAct,
    PilotAssessment,
    PilotMoney,
    PilotPhotos,
    PilotProgramme,
    PilotSatisfaction,
    PilotSite,
    PilotSource,
    PilotStage,
    Rule,
)
from tests.places.factories import CommunityFactory


class PilotProgrammeFactory(DjangoModelFactory):
    class Meta:
        model = PilotProgramme

    class Params:
        blocking = factory.Trait(
            **dict.fromkeys(Rule.values, Consequence.BLOCK)  # every rule blocks
        )

    slug = factory.Sequence(lambda n: f"programme-{n}")
    name_zh = factory.Sequence(lambda n: f"第{n}批共同缔造试点")
    name_en = factory.Sequence(lambda n: f"Pilots of joint creation {n}")
    organiser_zh = "省委、省政府"
    state = PilotProgramme.State.OPEN
    is_run_here = True


class PilotStageFactory(DjangoModelFactory):
    class Meta:
        model = PilotStage

    programme = factory.SubFactory(PilotProgrammeFactory)
    number = 1
    source = "据组织者公布"


class PilotSiteFactory(DjangoModelFactory):
    """`confirmed=True` makes it public, as far as its programme is."""

    class Meta:
        model = PilotSite

    class Params:
        confirmed = factory.Trait(
            state=PilotSite.State.CONFIRMED,
            confirmed_at=factory.LazyFunction(timezone.now),
        )

    programme = factory.SubFactory(PilotProgrammeFactory)
    community = factory.SubFactory(CommunityFactory)
    leader_zh = "副县长"
    department_zh = "县民政局"
    team_zh = "共同缔造工作专班"
    plan_zh = "由居民共同商定的方案"


class PilotActFactory(DjangoModelFactory):
    class Meta:
        model = PilotAct

    site = factory.SubFactory(PilotSiteFactory)
    co = Co.CONSULT
    what_zh = "召开居民议事会"


class PilotMoneyFactory(DjangoModelFactory):
    class Meta:
        model = PilotMoney

    site = factory.SubFactory(PilotSiteFactory)
    giver = PilotMoney.Giver.RESIDENTS
    amount = "100.00"


class PilotAssessmentFactory(DjangoModelFactory):
    class Meta:
        model = PilotAssessment

    site = factory.SubFactory(PilotSiteFactory)
    change = PilotAssessment.Change.PLACE
    moment = PilotAssessment.Moment.START
    judges = PilotAssessment.Judges.RESIDENTS
    mark = 2


class PilotSatisfactionFactory(DjangoModelFactory):
    class Meta:
        model = PilotSatisfaction

    site = factory.SubFactory(PilotSiteFactory)
    asked = 10
    answered = 8
    satisfied = 6


class PilotSourceFactory(DjangoModelFactory):
    class Meta:
        model = PilotSource

    site = factory.SubFactory(PilotSiteFactory)
    title = "县民政局简报"


def give_all_parts(site):
    """Acts under all five co's, money, photos, marks, an inquiry and a source."""
    for co in Co:
        PilotActFactory(
            site=site,
            co=co,
            what_en=f"What was done to {co.label} in the courtyard",
            who_zh="居民、志愿者",
            dated="2022-09",
            people=40,
        )
    for giver in PilotMoney.Giver:
        PilotMoneyFactory(site=site, giver=giver, amount="12345.60", note_zh="折价")
    for change in PilotAssessment.Change:
        for moment in PilotAssessment.Moment:
            PilotAssessmentFactory(
                site=site, change=change, moment=moment, note_zh="走访得知"
            )
    PilotSatisfactionFactory(site=site, asked_on="2022-12-01", note_zh="入户询问")
    PilotSourceFactory(
        site=site, address="https://www.example.org/site", may_link=True, dated="2022"
    )
    for after in ("", drawn_photo()):
        PilotPhotos.objects.create(
            site=site,
            caption_zh="村口广场",
            caption_en="The square at the entrance",
            before=drawn_photo(),
            before_shows_zh="空地",
            after=after,
            before_on="2022-08",
        )


def drawn_photo():
    """A file that holds a small picture."""
    picture = io.BytesIO()
    Image.new("RGB", (320, 240), "#9CC3B4").save(picture, "PNG")
    return ContentFile(picture.getvalue(), "photo.png")
