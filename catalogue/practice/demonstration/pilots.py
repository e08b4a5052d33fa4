"""A demonstration programme: one county as asked for, and one for each fault."""

import io
import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from PIL import Image, ImageDraw

from catalogue.methods.models import WorkMethod
from catalogue.places.models import Community, Province
from catalogue.practice.demonstration.pilot_texts import ACTS, NOTE, PROBLEM, RESULTS
from catalogue.practice.models import (
    PilotAct,
    PilotAssessment,
    PilotDivision,
    PilotMoney,
    PilotPhotos,
    PilotProgramme,
    PilotSatisfaction,
    PilotSite,
    PilotSource,
)
from catalogue.rounds.demonstration.records import SOURCE

Moment = PilotAssessment.Moment
SLUG = "demonstration-joint-creation"
_SEED = 2022
_MOST = 11


@dataclass(frozen=True)
class _Layout:
    """How many sites a county has, and how many of them are model points."""

    sites: int
    model_points: int


# As asked for, too few, too many, without a model point.
_LAYOUTS = (_Layout(6, 1), _Layout(3, 1), _Layout(_MOST, 1), _Layout(5, 0))


def add_pilots() -> int:
    """Add the programme unless it is there; how many programmes were added.

    It stands in the province of the first demonstration record; without any there is
    none.
    """
    first = WorkMethod.objects.filter(is_demo=True).order_by("number").first()
    if first is None or PilotProgramme.objects.filter(is_demo=True).exists():
        return 0
    programme = _programme(first.reporting_body)
    luck = random.Random(_SEED)  # noqa: S311 - the same records every time
    for layout, places in zip(_LAYOUTS, _counties(first.reporting_body), strict=False):
        PilotDivision.objects.create(programme=programme, division=places[0].county)
        _fill(programme, layout, places, luck)
    return 1


def delete_pilots() -> None:
    """Delete the programme with its sites; photos go once the transaction is done."""
    sites = PilotSite.objects.filter(programme__is_demo=True)
    photos = PilotPhotos.objects.filter(site__in=sites)
    names = [name for pair in photos.values_list("before", "after") for name in pair]
    sites.delete()
    PilotProgramme.objects.filter(is_demo=True).delete()
    for name in filter(None, names):
        transaction.on_commit(partial(default_storage.delete, name))


def _programme(province: Province) -> PilotProgramme:
    year = timezone.localdate().year
    return PilotProgramme.objects.create(
        slug=SLUG,
        name_zh="演示：共同缔造试点",
        name_en="Demonstration: pilots of joint creation",
        organiser_zh="演示单位",
        organiser_en="Demonstration organiser",
        province=province,
        starts_on=f"{year - 1}-03",
        ends_on=f"{year}-12",
        state=PilotProgramme.State.OPEN,
        is_run_here=True,
        note_zh=NOTE.zh,
        note_en=NOTE.en,
        is_demo=True,
    )


def _counties(province: Province) -> Iterator[list[Community]]:
    """The first communities of each county that has enough of them."""
    communities = Community.objects.findable().filter(
        reporting_body=province, committee_kind=Community.CommitteeKind.RESIDENTS
    )
    counted = communities.order_by().values("county").annotate(n=Count("pk"))
    large = counted.filter(n__gte=_MOST).order_by("county")[: len(_LAYOUTS)]
    for row in list(large):
        own = communities.filter(county=row["county"]).select_related("county")
        yield list(own.order_by("code", "number")[:_MOST])


def _fill(
    programme: PilotProgramme,
    layout: _Layout,
    places: list[Community],
    luck: random.Random,
) -> None:
    for place, community in enumerate(places[: layout.sites]):
        is_model_point = place < layout.model_points
        site = PilotSite.objects.create(
            programme=programme,
            community=community,
            is_model_point=is_model_point,
            is_led_by_secretary=is_model_point,
            leader_zh="县委书记" if is_model_point else "副县长",
            leader_en="County Party secretary" if is_model_point else "Deputy head",
            department_zh="演示责任部门",
            department_en="Demonstration department",
            team_zh="演示工作专班",
            team_en="Demonstration task team",
            plan_zh=NOTE.zh,
            plan_en=NOTE.en,
            problem_zh=PROBLEM.zh,
            problem_en=PROBLEM.en,
            results_zh=RESULTS.zh,
            results_en=RESULTS.en,
            state=PilotSite.State.CONFIRMED,
            confirmed_at=timezone.now(),
        )
        _fill_site(site, luck, is_over=place % 3 < 2)
        if is_model_point:
            _add_photos(site)


def _fill_site(site: PilotSite, luck: random.Random, *, is_over: bool) -> None:
    """Its acts and money; where the work is over, also what came of it."""
    PilotSource.objects.create(site=site, title=SOURCE)
    PilotAct.objects.bulk_create(
        PilotAct(
            site=site,
            co=co,
            what_zh=text.zh,
            what_en=text.en,
            people=luck.randint(20, 200),
        )
        for co, text in ACTS
    )
    PilotMoney.objects.bulk_create(
        PilotMoney(site=site, giver=giver, amount=Decimal(luck.randint(1, 90) * 1000))
        for giver in PilotMoney.Giver
        if giver != PilotMoney.Giver.OTHER
    )
    assessed = _assessments(site, luck)
    PilotAssessment.objects.bulk_create(
        each for each in assessed if is_over or each.moment == Moment.START
    )
    if is_over:
        _ask(site, luck)


def _ask(site: PilotSite, luck: random.Random) -> None:
    asked = luck.randint(80, 200)
    answered = asked - luck.randint(5, 40)
    PilotSatisfaction.objects.create(
        site=site,
        asked_on=site.programme.ends_on[:4],
        asked=asked,
        answered=answered,
        satisfied=answered - luck.randint(3, 30),
    )


def _assessments(site: PilotSite, luck: random.Random) -> Iterator[PilotAssessment]:
    for change in PilotAssessment.Change:
        for judges in PilotAssessment.Judges:
            start = luck.randint(1, 3)
            for moment, mark in (
                (Moment.START, start),
                (Moment.END, start + luck.randint(0, 2)),
            ):
                yield PilotAssessment(
                    site=site, change=change, judges=judges, moment=moment, mark=mark
                )


def _add_photos(site: PilotSite) -> None:
    """Two drawings, so that nobody takes them for photographs of a place."""
    PilotPhotos.objects.create(
        site=site,
        caption_zh="演示图：一处空地（图画，不是照片）",
        caption_en="Demonstration: an open space (drawn, no photograph)",
        before_shows_zh="图画：空空的灰色地面",
        before_shows_en="A drawing of bare grey ground",
        after_shows_zh="图画：同一块地上有树",
        after_shows_en="A drawing of the same ground with trees",
        before=_drawing(trees=0),
        after=_drawing(trees=4),
    )


def _drawing(trees: int) -> ContentFile:
    picture = Image.new("RGB", (480, 320), "#EFEAE0")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 220, 480, 320), fill="#9CC3B4" if trees else "#978E7F")
    for place in range(trees):
        left = 50 + place * 105
        pen.rectangle((left + 26, 170, left + 34, 240), fill="#565048")
        pen.ellipse((left, 90, left + 60, 180), fill="#1E6552")
    kept = io.BytesIO()
    picture.save(kept, "PNG", optimize=True)
    return ContentFile(kept.getvalue(), "demonstration.png")
