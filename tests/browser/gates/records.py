"""The records behind the pages of the gates: the real ones, and what they lack."""

import csv
from datetime import UTC, datetime
from io import BytesIO, StringIO

from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone
from PIL import Image

from catalogue.methods.models import (
    MethodCharacteristic,
    MethodFile,
    MethodPhoto,
    WorkMethod,
)
from catalogue.methods.publication import Reason, change_state
from catalogue.methods.search.index import index_methods
from catalogue.places.models import Province
from catalogue.practice.models import StillInUseAnswer
from catalogue.public.word.booklet import MOST_METHODS
from catalogue.rounds.announcing import amend
from catalogue.rounds.models import SelectionRound, Submission
from tests.accounts.factories import EditorFactory
from tests.methods.factories import (
    MethodCharacteristicFactory,
    MethodParentFactory,
    SourceFactory,
    StepFactory,
    ThemeFactory,
    WorkMethodFactory,
)
from tests.places.factories import (
    PROVINCES,
    CommunityFactory,
    DivisionFactory,
    StreetFactory,
    real_province,
)
from tests.practice.factories import (
    PromotionFactory,
    StillInUseAnswerFactory,
    StillInUseCallFactory,
    adoption_of,
)
from tests.practice.pilot_factories import (
    PilotProgrammeFactory,
    PilotSiteFactory,
    PilotStageFactory,
    give_all_parts,
)
from tests.rounds.conftest import make_places_of_the_methods
from tests.rounds.course import Course
from tests.rounds.factories import SubmissionFactory

LONG_AGO = datetime(2001, 1, 1, tzinfo=UTC)
BOTH = {
    "problem": ("Sheds and drains cross the boundaries of courtyards.", "院界不清。"),
    "conditions": ("A room for ten people\nTwo hours a week", "一间屋\n每周两小时"),
    "results": ("Fewer disputes reach the street office.", "反映到街道的纠纷减少。"),
    "cautions": ("Do not let only retired people sit on it.", "不能只由退休居民组成。"),
}


def make_records():
    """Load the real records and add methods of the kinds that they have none of."""
    _make_provinces()
    make_places_of_the_methods()
    call_command("load_catalogue", stdout=StringIO())
    whole = _make_whole_method()
    _make_bare_method()
    _make_withdrawn_method()
    _make_adoptions(whole)
    _make_pilots()
    _make_events(whole)
    _make_more_than_a_booklet_holds(whole.community)
    _make_rounds_held_here()
    _make_call()


def _make_adoptions(method):
    """One at work, one that ended, one that waits; and a method learnt from it."""
    body = Province.objects.get(slug="zhejiang")
    at_work = adoption_of(
        body,
        method=method,
        confirmed=True,
        since="2021-05",
        adapted_en="Votes by telephone for those who work away.",
        result_zh="参与过半。",
        is_demo=True,
    )
    at_work.evidence.create(address="https://example.org/", title_en="Yearly report")
    adoption_of(body, method=method, ended=True, adapted_zh="并作一次会议。")
    adoption_of(body, method=method, came_by_form=True)
    learnt = WorkMethodFactory(
        published=True, is_demo=True, title_zh="电话议事", community=at_work.community
    )
    MethodParentFactory(child=learnt, parent=method)


def _make_events(method):
    """One to come with all that may be said of it, and one that is cancelled."""
    community = method.community
    PromotionFactory(
        kind="lecture-hall",
        standing="planned",
        summary_en="How the council works, told by those who sit on it.",
        begins_on="2999-01-02",
        ends_on="2999-01-02",
        begins_at="09:30",
        ends_at="11:00",
        community=community,
        division=community.county,
        province=community.province,
        reporting_body=community.province,
        place_zh="社区礼堂",
        organiser_zh="民政局",
        outlet_en="A paper",
        address="https://example.org/event",
        may_link=True,
        people_reached=120,
        sessions=2,
        is_demo=True,
        published=True,
        serving=[method],
    )
    PromotionFactory(standing="cancelled", begins_on="2999-02", published=True)


def _make_pilots():
    """A programme that is run here: a county with one whole site, and one of none."""
    street = StreetFactory(county__province=Province.objects.get(slug="zhejiang"))
    programme = PilotProgrammeFactory(
        slug="run-here", province=street.county.province, is_demo=True, ends_on="2023"
    )
    PilotStageFactory(programme=programme, official_sites=7, starts_on="2022-08")
    none = DivisionFactory(province=street.county.province)
    programme.scope.create(division=street.county)
    programme.scope.create(division=none)
    whole = PilotSiteFactory(
        programme=programme,
        community=CommunityFactory(street=street),
        confirmed=True,
        is_model_point=True,
        problem_zh="无人管护。",
        results_en="People meet there.",
    )
    give_all_parts(whole)
    PilotSiteFactory(
        programme=programme, community=CommunityFactory(street=street), confirmed=True
    )


def _make_rounds_held_here():
    """One open, one under review, one announced and amended; none the national one."""
    for state in ("open", "independent-review", "announced"):
        course = Course(slug=f"held-{state}", is_demo=True).to(state)
    dated = timezone.localdate(course.now)
    values = {"by": course.manager, "at": course.now, "text_zh": "更正一处。"}
    amend(course.round, dated=dated, **values)


def _make_call():
    """An open call: one selected method for each answer, one that waits."""
    call = StillInUseCallFactory()
    selected = Submission.objects.public().filter(outcome="selected")
    answers = [*StillInUseAnswer.Answer.values, ""]
    for result, answer in zip(selected.order_by("method"), answers, strict=False):
        StillInUseAnswerFactory(call=call, method=result.method, answer=answer)
    revised, ended = (
        call.answers.get(answer=answer) for answer in ("revised", "no-longer-used")
    )
    revised.revised_into = ended.method
    revised.note_en, revised.note_released_by = "With fewer meetings.", EditorFactory()
    revised.save()
    ended.no_longer_since = "2024"
    ended.save()


def _make_provinces():
    with PROVINCES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            real_province(row["short_name_en"].lower().replace(" ", "-"))


def _make_whole_method():
    """A demonstration record with every part that a method can have."""
    method = WorkMethodFactory(
        published=True,
        is_demo=True,
        title_en="Whole method of the demonstration",
        title_zh="齐全社区工作法",
        summary_en="A standing council of neighbours.",
        summary_zh="邻里常设议事机构。",
        kind=WorkMethod.Kind.COMPREHENSIVE,
        year_begun=2012,
        themes=[ThemeFactory(name_en="Courtyards", name_zh="院落")],
        community=CommunityFactory(
            name="齐全社区",
            settlement="large-city",
            street__county__province=real_province("fujian"),
        ),
        **{f"{part}_en": english for part, (english, _) in BOTH.items()},
        **{f"{part}_zh": chinese for part, (_, chinese) in BOTH.items()},
    )
    give_parts(method)
    # The one outcome that no real record has.
    SubmissionFactory(
        selection_round=SelectionRound.objects.get(slug="national-2018"),
        method=method,
        outcome=Submission.Outcome.SUBMITTED,
    )
    return method


def give_parts(method):
    for position in (1, 2, 3):
        StepFactory(
            method=method,
            position=position,
            title_en=f"Part {position}",
            action_en="Write it on the board the same day.",
            action_zh="当天写在公示板上。",
            who_en="Any resident",
            who_zh="居民",
            when_en="Within seven days",
            when_zh="七日内",
            output_en="Slip, form A",
            output_zh="议题单",
            caution_en="Keep the words of the resident.",
            caution_zh="不加修饰。",
        )
    for characteristic in MethodCharacteristic.Characteristic.values[:4]:
        MethodCharacteristicFactory(
            method=method,
            characteristic=characteristic,
            evidence_en="Six hundred households take part.",
            evidence_zh="六百户参与。",
        )
    SourceFactory(
        method=method,
        title="民政部访谈",
        issuer="民政部",
        dated="2018-12",
        address="https://www.example.org/interview",
        may_link=True,
    )
    MethodPhoto.objects.create(
        method=method,
        image=ContentFile(_picture(), name="council.png"),
        caption_zh="议事会",
        caption_en="The council meets",
    )
    MethodFile.objects.create(
        method=method, file=ContentFile(b"%PDF-1.4", name="form.pdf"), title_zh="议题单"
    )


def _make_bare_method():
    """A method of which only the title is known."""
    WorkMethodFactory(
        published=True,
        title_zh="无名工作法",
        community=CommunityFactory(street__county__province=real_province("hunan")),
    )


def _make_withdrawn_method():
    method = WorkMethodFactory(published=True, title_zh="撤下的工作法")
    change_state(
        method,
        WorkMethod.Status.WITHDRAWN,
        by=EditorFactory(),
        reason=Reason(zh="社区已撤并", en="The community was merged."),
    )


def _make_more_than_a_booklet_holds(community):
    made = WorkMethod.objects.bulk_create(
        WorkMethod(
            title_zh=f"第{number}号工作法",
            title_en=f"Method number {number}",
            slug=f"method-{number}",
            community=community,
            reporting_body=community.reporting_body,
            is_demo=True,
            status=WorkMethod.Status.PUBLISHED,
            published_at=LONG_AGO,
        )
        for number in range(MOST_METHODS + 1)
    )
    index_methods(method.pk for method in made)


def _picture():
    content = BytesIO()
    Image.new("RGB", (640, 480), "#a8301c").save(content, "PNG")
    return content.getvalue()
