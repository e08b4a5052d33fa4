"""How far the bodies are with a call, and who has not answered when it is late."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from catalogue.accounts.models import User
from catalogue.accounts.roles import Role
from catalogue.places.models import Province
from catalogue.practice.models import StillInUseAnswer, StillInUseCall

Answer = StillInUseAnswer.Answer


@dataclass(frozen=True)
class Progress:
    """How many methods were asked after, and how many of them were answered."""

    asked: int
    given: int

    @property
    def waiting(self) -> int:
        return self.asked - self.given


@dataclass(frozen=True)
class BodyProgress(Progress):
    """The same for one reporting body, with what it answered and its officers."""

    body: Province
    by_answer: dict[str, int]
    officers: list[User] = field(default_factory=list)

    @property
    def counts(self) -> list[int]:
        """How often each answer was given, in the order of the answers."""
        return [self.by_answer.get(answer, 0) for answer in Answer.values]


@dataclass(frozen=True)
class OpenCall(Progress):
    """A call as one person meets it: the own rows alone."""

    call: StillInUseCall


def own_rows(call: StillInUseCall, person: User) -> Any:
    """The rows of a call that the person may see and that still stand."""
    rows = StillInUseAnswer.objects.visible_to(person).filter(call=call)
    return rows.of_standing_methods()


def open_calls(person: User) -> list[OpenCall]:
    """The open calls in which something is asked of the person, the latest first."""
    calls = list(StillInUseCall.objects.filter(closed_at=None))
    rows = StillInUseAnswer.objects.visible_to(person).filter(call__in=calls)
    counted = {
        number: (asked, given)
        for number, asked, given in rows.of_standing_methods()
        .order_by()
        .values_list("call")
        .annotate(asked=Count("pk"), given=Count("pk", filter=~Q(answer="")))
    }
    return [OpenCall(*counted[call.pk], call) for call in calls if call.pk in counted]


def progress(
    call: StillInUseCall, person: User, body: Province | None = None
) -> Progress:
    """How far the bodies are whose rows the person sees, or one of them."""
    rows = own_rows(call, person)
    if body is not None:
        rows = rows.filter(reporting_body=body)
    counted = rows.aggregate(asked=Count("pk"), given=Count("pk", filter=~Q(answer="")))
    return Progress(**counted)


def progress_by_body(call: StillInUseCall) -> list[BodyProgress]:
    """Every body that was asked, in the official order; three queries."""
    counted: dict[str, dict[str, int]] = {}
    rows = call.answers.all().of_standing_methods().order_by()
    each_answer = rows.values_list("reporting_body", "answer")
    for code, answer, number in each_answer.annotate(Count("pk")):
        counted.setdefault(code, {})[answer] = number
    officers = _officers(counted)
    bodies = Province.objects.filter(pk__in=counted).order_by("sort_order", "pk")
    return [
        _body_progress(body, counted[body.pk], officers.get(body.pk, []))
        for body in bodies
    ]


def late_calls(
    on: datetime.date | None = None,
) -> Iterator[tuple[StillInUseCall, list[BodyProgress]]]:
    """Open calls whose last day is over, with the bodies that have not answered all."""
    day = on or timezone.localdate()
    for call in StillInUseCall.objects.filter(closed_at=None, is_demo=False):
        if call.is_late(day):
            bodies = [each for each in progress_by_body(call) if each.waiting]
            yield call, bodies


def _body_progress(
    body: Province, counts: dict[str, int], officers: list[User]
) -> BodyProgress:
    asked = sum(counts.values())
    return BodyProgress(asked, asked - counts.get("", 0), body, counts, officers)


def _officers(codes: Any) -> dict[str, list[User]]:
    people = User.objects.filter(
        is_active=True, groups__name=Role.OFFICER, reporting_body__in=codes
    )
    found: dict[str, list[User]] = {}
    for person in people.order_by("username"):
        found.setdefault(str(person.reporting_body_id), []).append(person)
    return found
