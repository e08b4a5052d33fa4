"""Two demonstration rounds that are held here: one finished, one under review.

Their submissions are the demonstration records. What hundreds of people would write is
written at once; every step of a round is taken by the function that takes it for real
rounds, so that a demonstration round breaks no rule.
"""

import datetime
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils import timezone

from catalogue.accounts.models import User
from catalogue.methods.models import WorkMethod
from catalogue.places.models import Province
from catalogue.rounds.approving import record_approval
from catalogue.rounds.assigning import share_out
from catalogue.rounds.calling import put_in_six_characteristics
from catalogue.rounds.demonstration.judging import (
    agree_on_all,
    draw_line,
    hand_in_reviews,
)
from catalogue.rounds.demonstration.people import make_people
from catalogue.rounds.demonstration.planner import count_rows_for_the_planner
from catalogue.rounds.life import FORWARD, move_round
from catalogue.rounds.models import (
    Assignment,
    GroupMember,
    Notice,
    ProvincialReturn,
    Quota,
    Review,
    Reviewer,
    ReviewGroup,
    ReviewMark,
    SelectionRound,
    StageDates,
    Submission,
    SubmittedText,
)
from catalogue.rounds.submitted_content import contents_of, digest_of

State = SelectionRound.State
GROUPS = 6
_TASKS = GroupMember.Task
# Days after the round opened: closing, the stages of judging, approval, announcement.
_DAYS = {
    State.OPEN: 0,
    State.CLOSED: 150,
    State.INDEPENDENT_REVIEW: 157,
    State.GROUP_CONSENSUS: 187,
    State.INTER_GROUP_CONSENSUS: 194,
    State.APPROVAL: 197,
    State.APPROVED: 207,
    State.ANNOUNCED: 214,
}
FINISHED, RUNNING = "demonstration-finished", "demonstration-running"
_YEAR = 365


@dataclass(frozen=True)
class _Cast:
    """Who acts in both rounds, and what was submitted in them."""

    manager: User
    officer: User
    reviewers: list[Reviewer]
    bodies: list[Province]
    contents: dict[int, dict[str, Any]]
    methods: list[WorkMethod]


def add_rounds(now: datetime.datetime | None = None) -> int:
    """Add both rounds to the demonstration records; how many, 0 where they are there.

    The running one has been under review for ten days.
    """
    methods = list(
        WorkMethod.objects.filter(is_demo=True)
        .select_related("community__county__parent", "reporting_body")
        .order_by("reporting_body__sort_order", "number")
    )
    if not methods or SelectionRound.objects.filter(is_demo=True).exists():
        return 0
    bodies = list(Province.objects.reporting_bodies().order_by("sort_order"))
    cast = _Cast(
        *make_people(bodies),
        bodies,
        contents_of(methods),
        methods,
    )
    opened = (now or timezone.now()) - datetime.timedelta(
        days=_DAYS[State.INDEPENDENT_REVIEW] + 10
    )
    _play(cast, FINISHED, opened - datetime.timedelta(days=_YEAR), to=State.ANNOUNCED)
    _play(cast, RUNNING, opened, to=State.INDEPENDENT_REVIEW)
    return 2


def _play(cast: _Cast, slug: str, opened: datetime.datetime, to: State) -> None:
    held = _called(cast, slug, opened)
    acts = {
        State.OPEN: _put_forward,
        State.CLOSED: _form_groups,
        State.INDEPENDENT_REVIEW: _review,
        State.GROUP_CONSENSUS: _agree,
        State.INTER_GROUP_CONSENSUS: _draw,
        State.APPROVAL: _approve,
        State.APPROVED: _give_number,
    }
    while held.state != to:
        following = FORWARD[held.state]
        at = opened + datetime.timedelta(days=_DAYS[following], seconds=1)
        held = move_round(held, following, by=cast.manager, at=at)
        if held.state in acts:
            acts[State(held.state)](cast, held, at)


def _called(cast: _Cast, slug: str, opened: datetime.datetime) -> SelectionRound:
    year = timezone.localdate(opened).year
    held = SelectionRound.objects.create(
        slug=slug,
        title_zh=f"{year}年演示征集展示活动",
        title_en=f"Demonstration round of {year}",
        organiser_zh="演示单位",
        organiser_en="Demonstration organiser",
        note_zh="演示活动：从未举行，由一条命令删除。",
        note_en="A demonstration: it never took place, and one command removes it.",
        is_held_here=True,
        is_demo=True,
        places=max(1, len(cast.methods) // 2),
        reviewers_each=3,
        closes_at=opened + datetime.timedelta(days=_DAYS[State.CLOSED]),
    )
    put_in_six_characteristics(held, by=cast.manager)
    _dates(held, opened)
    Quota.objects.bulk_create(
        Quota(selection_round=held, reporting_body=body, places=40)
        for body in cast.bodies
    )
    _notice(held, Notice.Role.OPENING, opened, "关于开展演示征集活动的通知", "Call")
    return held


def _dates(held: SelectionRound, opened: datetime.datetime) -> None:
    states = list(_DAYS)
    StageDates.objects.bulk_create(
        StageDates(
            selection_round=held,
            stage=stage,
            begins_on=timezone.localdate(opened) + datetime.timedelta(_DAYS[stage]),
            ends_on=timezone.localdate(opened) + datetime.timedelta(_DAYS[following]),
        )
        for stage, following in pairwise(states[2:6])
    )


def _notice(
    held: SelectionRound, role: str, at: datetime.datetime, title_zh: str, title_en: str
) -> None:
    day = timezone.localdate(at)
    Notice.objects.create(
        selection_round=held,
        role=role,
        issuer_zh="演示单位",
        issuer_en="Demonstration organiser",
        number=f"演示〔{day.year}〕{1 if role == Notice.Role.OPENING else 2}号",
        title_zh=title_zh,
        title_en=title_en,
        dated=day.isoformat(),
        source="Demonstration · 演示",
    )


def _put_forward(cast: _Cast, held: SelectionRound, at: datetime.datetime) -> None:
    rows = Submission.objects.bulk_create(
        Submission(
            selection_round=held,
            method=method,
            reporting_body=method.reporting_body,
            state=Submission.State.PREPARED,
        )
        for method in cast.methods
    )
    SubmittedText.objects.bulk_create(
        SubmittedText(
            submission=row,
            content=cast.contents[row.method_id],
            digest=digest_of(cast.contents[row.method_id]),
            submitted_by=cast.officer,
            submitted_at=at,
        )
        for row in rows
    )
    held.submissions.update(
        state=Submission.State.SUBMITTED, submitted_by=cast.officer, submitted_at=at
    )
    ProvincialReturn.objects.bulk_create(
        ProvincialReturn(
            selection_round=held,
            reporting_body=body,
            solicited=sum(each.reporting_body_id == body.pk for each in cast.methods)
            * (4 + place % 4),
        )
        for place, body in enumerate(cast.bodies)
    )


def _form_groups(cast: _Cast, held: SelectionRound, at: datetime.datetime) -> None:
    groups = ReviewGroup.objects.bulk_create(
        ReviewGroup(
            selection_round=held,
            position=position,
            name_zh=f"第{position}组",
            name_en=f"Group {position}",
        )
        for position in range(1, GROUPS + 1)
    )
    GroupMember.objects.bulk_create(
        GroupMember(
            selection_round=held,
            group=groups[place % GROUPS],
            reviewer=reviewer,
            kind=reviewer.kind,
            task=(
                _TASKS.CHAIR
                if place < GROUPS
                else _TASKS.SECRETARY
                if place < 2 * GROUPS
                else _TASKS.MEMBER
            ),
        )
        for place, reviewer in enumerate(cast.reviewers)
    )
    share_out(held, by=cast.manager)


def _review(cast: _Cast, held: SelectionRound, at: datetime.datetime) -> None:
    hand_in_reviews(held, at, every=1 if held.slug == FINISHED else 3)
    count_rows_for_the_planner([Submission, Assignment, Review, ReviewMark])


def _agree(cast: _Cast, held: SelectionRound, at: datetime.datetime) -> None:
    agree_on_all(held, at)


def _draw(cast: _Cast, held: SelectionRound, at: datetime.datetime) -> None:
    draw_line(held, cast.manager, at)


def _approve(cast: _Cast, held: SelectionRound, at: datetime.datetime) -> None:
    record_approval(
        held,
        by=cast.manager,
        approved_by="演示批准",
        approved_on=timezone.localdate(at),
    )


def _give_number(cast: _Cast, held: SelectionRound, at: datetime.datetime) -> None:
    _notice(held, Notice.Role.RESULT, at, "关于公布演示遴选结果的通知", "Result")
