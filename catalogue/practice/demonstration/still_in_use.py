"""A demonstration call "still in use?", most of its methods answered."""

import datetime

from django.db.models import Q
from django.utils import timezone

from catalogue.accounts.models import User
from catalogue.methods.models import WorkMethod
from catalogue.practice.models import StillInUseAnswer, StillInUseCall
from catalogue.practice.still_in_use_calls import methods_to_ask
from catalogue.rounds.demonstration.people import MANAGER

Answer = StillInUseAnswer.Answer
_OPEN_FOR_DAYS, _DUE_IN_DAYS = 20, 10
# Over and over again, in the order of the methods; "" waits for an answer.
_ANSWERS = (
    *(Answer.CONTINUED,) * 4,
    "",
    Answer.REVISED,
    *(Answer.CONTINUED,) * 3,
    "",
    *(Answer.CONTINUED,) * 2,
    Answer.NO_LONGER_USED,
    Answer.CONTINUED,
    Answer.COMMUNITY_MERGED,
)
_NOTE = ("演示答复，由一条命令删除。", "A demonstration; one command removes it.")


def add_call(today: datetime.date | None = None) -> int:
    """Add the call unless there is one; how many methods it asks after."""
    person = User.objects.filter(username=MANAGER).first()
    methods = list(methods_to_ask(is_demo=True))
    there = StillInUseCall.objects.filter(is_demo=True).exists()
    if person is None or not methods or there:
        return 0
    today = today or timezone.localdate()
    opened = max(
        today - datetime.timedelta(_OPEN_FOR_DAYS), datetime.date(today.year, 1, 1)
    )
    call = StillInUseCall.objects.create(
        year=today.year,
        opened_on=opened,
        opened_by=person,
        due_on=today + datetime.timedelta(_DUE_IN_DAYS),
        is_demo=True,
    )
    StillInUseAnswer.objects.bulk_create(
        _row(call, method, _ANSWERS[place % len(_ANSWERS)], today)
        for place, method in enumerate(methods)
    )
    return len(methods)


def _row(
    call: StillInUseCall, method: WorkMethod, answer: str, today: datetime.date
) -> StillInUseAnswer:
    row = StillInUseAnswer(
        call=call,
        method=method,
        counts_for=method,
        reporting_body_id=method.reporting_body_id,
        answer=answer,
    )
    if answer:
        days_open = (today - call.opened_on).days
        day = call.opened_on + datetime.timedelta(method.pk % (days_open + 1))
        row.confirmed_on, row.answered_by = day, call.opened_by
        row.answered_at = timezone.make_aware(
            datetime.datetime.combine(day, datetime.time(10))
        )
        row.note_zh, row.note_en = _NOTE
    if answer == Answer.NO_LONGER_USED:
        row.no_longer_since = str(call.year - 1)
    return row


def delete_calls() -> None:
    """Delete demonstration calls, and all that was asked of demonstrations."""
    of_demonstrations = Q(call__is_demo=True) | Q(method__is_demo=True)
    StillInUseAnswer.objects.filter(of_demonstrations).delete()
    StillInUseCall.objects.filter(is_demo=True).delete()
