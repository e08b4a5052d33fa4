"""What of open rounds comes due, and what rounds under way still lack."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from catalogue.accounts.models import User
from catalogue.desk.worklist import Figure
from catalogue.methods.models import WorkMethod
from catalogue.methods.publication import PUBLISH
from catalogue.partial_dates import first_day, partial_date_text
from catalogue.rounds.life import RUN, missing
from catalogue.rounds.missing import Missing
from catalogue.rounds.models import Quota, SelectionRound, Submission
from catalogue.rounds.releasing import JUDGED
from catalogue.rounds.submitting import PUT_FORWARD
from catalogue.rounds.time_left import time_left

State = SelectionRound.State
_WHOLE_DATE = len("2018-03-13")
_MOMENT = "Y-m-d H:i:s"
_ROUNDS_SHOWN = 5


@dataclass(frozen=True)
class Deadline:
    """A last day or, of an open round that is held here, its closing second."""

    day: str
    title: Any
    address: str
    words: str
    is_late: bool
    puts_forward: bool = False


# With the moment or day by which it is put in order.
Dated = tuple[str, Deadline]


@dataclass(frozen=True)
class UnderWay:
    """A round that is held here, and what is missing before its next step."""

    round: SelectionRound
    address: str
    missing: list[Missing]


def deadlines(person: User, *, others: Iterable[Dated] = ()) -> list[Deadline]:
    """The closing times of open rounds and others, the next one first; two queries.

    Of a round that is held here an officer reads the time of the own body.
    """
    found = [*others, *_of_rounds(person)]
    return [deadline for _moment, deadline in sorted(found, key=lambda pair: pair[0])]


def _of_rounds(person: User) -> Iterator[Dated]:
    if not person.has_perm("rounds.view_selectionround"):
        return
    open_rounds = list(_open_rounds(person))
    held = [each for each in open_rounds if each.is_held_here]
    quotas = _own_quotas(person, held) if held else {}
    yield from _recorded(each for each in open_rounds if not each.is_held_here)
    for each in held:
        yield _held(each, quotas.get(each.pk, []), person)


def under_way(person: User) -> list[UnderWay]:
    """For who runs rounds: those that are not announced, the latest first."""
    if not person.has_perm(RUN):
        return []
    rounds = SelectionRound.objects.filter(is_held_here=True)
    rounds = rounds.exclude(state=State.ANNOUNCED).order_by("-pk")[:_ROUNDS_SHOWN]
    return [
        UnderWay(each, reverse("admin:rounds_course", args=[each.pk]), missing(each))
        for each in rounds
    ]


def texts_to_release(person: User) -> list[Figure]:
    """For editors: how many submitted texts of each round nobody has released."""
    if not person.has_perm(PUBLISH):
        return []
    waiting = (
        Submission.objects.filter(state__in=JUDGED, released_by=None)
        .exclude(method__status=WorkMethod.Status.PUBLISHED)
        .exclude(selection_round__state=State.OPEN)
    )
    rounds = SelectionRound.objects.filter(submissions__in=waiting)
    return [
        Figure(
            each.title,
            each.texts,
            reverse("admin:rounds_releases", args=[each.pk]),
        )
        for each in rounds.annotate(texts=Count("submissions")).order_by("pk")
    ]


def _open_rounds(person: User) -> QuerySet[SelectionRound]:
    rounds = SelectionRound.objects.filter(
        state=State.OPEN, kind=SelectionRound.Kind.SELECTION
    ).exclude(is_held_here=False, submission_closed_on="")
    if person.sees_all_reporting_bodies:
        return rounds
    return rounds.filter(Q(province=None) | Q(province=person.reporting_body_id))


def _own_quotas(person: User, rounds: list[SelectionRound]) -> dict[int, list[Quota]]:
    found: dict[int, list[Quota]] = {}
    for quota in Quota.objects.filter(
        selection_round__in=rounds, reporting_body=person.reporting_body_id
    ):
        found.setdefault(quota.selection_round_id, []).append(quota)
    return found


def _held(selection_round: SelectionRound, quotas: list[Quota], person: User) -> Dated:
    general = selection_round.closes_at
    assert general is not None  # noqa: S101 - an open round has its closing time
    closing = max((each.extended_to or general for each in quotas), default=general)
    puts_forward = bool(quotas) and person.has_perm(PUT_FORWARD)
    page = "rounds_selectionround_change"
    if puts_forward:
        page = "rounds_put_forward"
    elif person.has_perm(RUN):
        page = "rounds_course"
    moment = date_format(timezone.localtime(closing), _MOMENT)
    now = timezone.now()
    return moment, Deadline(
        day=moment,
        title=selection_round.title,
        address=reverse(f"admin:{page}", args=[selection_round.pk]),
        words=time_left(closing, now),
        is_late=not selection_round.takes_submissions(closing, now),
        puts_forward=puts_forward,
    )


def _recorded(rounds: Iterator[SelectionRound]) -> Iterator[Dated]:
    for selection_round in rounds:
        closing = selection_round.submission_closed_on
        left = None
        if len(closing) == _WHOLE_DATE:
            left = _left(first_day(closing))
        name = "admin:rounds_selectionround_change"
        yield (
            closing,
            Deadline(
                day=partial_date_text(closing),
                title=selection_round.title,
                address=reverse(name, args=[selection_round.pk]),
                words=_days(left),
                is_late=left is not None and left < 0,
            ),
        )


def _today() -> datetime.date:
    return timezone.localdate()


def days_left(day: datetime.date) -> str:
    """How far a day is ahead, or how late it is, in words."""
    return _days(_left(day))


def _left(day: datetime.date) -> int:
    return (day - _today()).days


def _days(left: int | None) -> str:
    if left is None:
        return ""
    if left == 0:
        return gettext("today")
    if left < 0:
        late = ngettext("%(days)d day late", "%(days)d days late", -left)
        return late % {"days": -left}
    return ngettext("in %(days)d day", "in %(days)d days", left) % {"days": left}
