"""What the public may know of a method: whether somebody still works by it."""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.methods.models import WorkMethod
from catalogue.practice.models import StillInUseAnswer, StillInUseCall

Answer = StillInUseAnswer.Answer


class StillInUse(models.TextChoices):
    """The last answer given, or that there is none."""

    CONTINUED = Answer.CONTINUED.value, Answer.CONTINUED.label
    REVISED = Answer.REVISED.value, Answer.REVISED.label
    NO_LONGER_USED = Answer.NO_LONGER_USED.value, Answer.NO_LONGER_USED.label
    COMMUNITY_MERGED = Answer.COMMUNITY_MERGED.value, Answer.COMMUNITY_MERGED.label
    NO_ANSWER = "no-answer", _("Asked, no answer")
    NOT_ASKED = "not-asked", _("Not asked yet")


@dataclass(frozen=True)
class Standing:
    """Of one method: the last answer, the last call, the last day of confirmed use."""

    answer: StillInUseAnswer | None = None
    asked_in: StillInUseCall | None = None
    last_confirmed_on: datetime.date | None = None

    @property
    def code(self) -> StillInUse:
        if self.answer is not None:
            return StillInUse(self.answer.answer)
        return StillInUse.NO_ANSWER if self.asked_in else StillInUse.NOT_ASKED

    @property
    def unanswered(self) -> StillInUseCall | None:
        """The last call, when it has no answer of its own."""
        if self.answer is None or self.asked_in is None:
            return self.asked_in
        return self.asked_in if self.asked_in.year > self.answer.call.year else None

    @property
    def is_confirmed(self) -> bool:
        """Whether the last answer says that somebody works by it."""
        return self.code in (StillInUse.CONTINUED, StillInUse.REVISED)


NOT_ASKED = Standing()


def standings(numbers: Collection[int]) -> dict[int, Standing]:
    """What is known of each of these methods; one query, none for no method."""
    if not numbers:
        return {}
    rows: dict[int, list[StillInUseAnswer]] = {}
    public = StillInUseAnswer.objects.public().filter(counts_for__in=numbers)
    for row in public.for_reading():
        rows.setdefault(row.counts_for_id, []).append(row)
    return {
        number: _standing(rows[number]) if number in rows else NOT_ASKED
        for number in numbers
    }


def _standing(rows: Iterable[StillInUseAnswer]) -> Standing:
    """Of the rows of one method, the earliest call first."""
    rows = list(rows)
    given = [row for row in rows if row.is_given]
    used = [row.confirmed_on for row in given if row.answer in StillInUseAnswer.IN_USE]
    return Standing(
        answer=given[-1] if given else None,
        asked_in=rows[-1].call,
        last_confirmed_on=max((day for day in used if day), default=None),
    )


def later_record(standing: Standing) -> WorkMethod | None:
    """The public record into which the method was revised, when it has one."""
    answer = standing.answer
    into = answer.revised_into if answer else None
    if answer is None or into is None:
        return None
    into = into.merged_into or into
    is_other = into.pk != answer.counts_for_id
    return into if is_other and into.is_published else None


def earlier_records(method: WorkMethod) -> list[WorkMethod]:
    """The public records that were revised into this one, by their last answers."""
    into = models.Q(revised_into=method) | models.Q(revised_into__merged_into=method)
    rows = StillInUseAnswer.objects.public().filter(into).exclude(counts_for=method)
    earlier = list(
        WorkMethod.objects.published()
        .filter(pk__in=rows.values("counts_for"))
        .order_by("pk")
    )
    last = standings([each.pk for each in earlier])
    return [each for each in earlier if later_record(last[each.pk]) == method]
