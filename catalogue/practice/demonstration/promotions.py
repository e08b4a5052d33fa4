"""Events to come for the demonstration round under review, and one that is over."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from catalogue.methods.models import WorkMethod
from catalogue.practice.models import PromotedMethod, PromotedRound, Promotion
from catalogue.practice.serving import serve
from catalogue.rounds.demonstration.held_rounds import RUNNING
from catalogue.rounds.models import SelectionRound

Kind = Promotion.Kind
_NOTE = (
    "演示记录：从未举行，由一条命令删除。",
    "A demonstration: it never takes place, and one command removes it.",
)


@dataclass(frozen=True)
class _Event:
    """How many days from today, for how many days, at what hours; in both languages."""

    kind: str
    after: int
    days: int
    hours: tuple[int, int] | None
    title: tuple[str, str]
    place: tuple[str, str]


_EVENTS = (
    _Event(
        Kind.SITE_MEETING, -20, 1, None,
        ("演示现场推进会", "Demonstration site meeting"),
        ("演示社区", "Demonstration community"),
    ),
    _Event(
        Kind.TRAINING_CLASS, 14, 3, None,
        ("演示社区工作者培训班", "Demonstration training class"),
        ("演示培训中心", "Demonstration training centre"),
    ),
    _Event(
        Kind.LECTURE_HALL, 30, 1, (9, 11),
        ("演示社区工作大讲堂", "Demonstration lecture hall"),
        ("演示礼堂", "Demonstration hall"),
    ),
    _Event(
        Kind.ON_SITE_TEACHING, 45, 1, (14, 17),
        ("演示现场教学", "Demonstration on-site teaching"),
        ("演示社区", "Demonstration community"),
    ),
    _Event(
        Kind.CONFERENCE, 75, 2, None,
        ("演示交流会", "Demonstration conference"),
        ("演示会议中心", "Demonstration conference centre"),
    ),
)  # fmt: skip


def add_events(today: datetime.date | None = None) -> int:
    """Add the events unless there are any; how many were added."""
    held = SelectionRound.objects.filter(slug=RUNNING, is_demo=True).first()
    if held is None or Promotion.objects.filter(is_demo=True).exists():
        return 0
    methods = list(
        WorkMethod.objects.filter(is_demo=True)
        .published()
        .select_related("community__county", "reporting_body")
        .order_by("number")[: len(_EVENTS)]
    )
    for event, method in zip(_EVENTS, methods, strict=False):
        _add(event, method, held, today or timezone.localdate())
    return len(methods)


def _add(
    event: _Event, method: WorkMethod, held: SelectionRound, today: datetime.date
) -> None:
    first = today + datetime.timedelta(days=event.after)
    last = first + datetime.timedelta(days=event.days - 1)
    community = method.community
    assert community is not None  # noqa: S101 - a published method has one
    promotion = Promotion.objects.create(
        kind=event.kind,
        standing=(
            Promotion.Standing.HELD if event.after < 0 else Promotion.Standing.PLANNED
        ),
        title_zh=event.title[0],
        title_en=event.title[1],
        summary_zh=_NOTE[0],
        summary_en=_NOTE[1],
        reporting_body=method.reporting_body,
        organiser_zh="演示单位",
        organiser_en="Demonstration organiser",
        province_id=community.province_id,
        division=community.county,
        place_zh=event.place[0],
        place_en=event.place[1],
        begins_on=first.isoformat(),
        ends_on=last.isoformat() if event.days > 1 else "",
        begins_at=datetime.time(event.hours[0]) if event.hours else None,
        ends_at=datetime.time(event.hours[1]) if event.hours else None,
        status=Promotion.Status.PUBLISHED,
        published_at=timezone.now(),
        is_demo=True,
    )
    serve(promotion, methods=[method], rounds=[held])


def delete_events() -> None:
    """Delete the events, and let no other one serve a demonstration."""
    Promotion.objects.filter(is_demo=True).delete()
    PromotedMethod.objects.filter(method__is_demo=True).delete()
    PromotedRound.objects.filter(selection_round__is_demo=True).delete()
