"""The yearly call "still in use?" on the first page: what waits, and until when."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext

from catalogue.accounts.models import User
from catalogue.bilingual import as_written
from catalogue.desk.deadlines import Dated, Deadline, days_left
from catalogue.desk.worklist import Figure
from catalogue.practice.still_in_use_progress import OpenCall, open_calls

_SEE = "practice.view_stillinuseanswer"


def calls_that_wait(person: User) -> list[OpenCall]:
    """The open calls in which the person's rows are not all answered; two queries."""
    if not person.has_perm(_SEE):
        return []
    return [each for each in open_calls(person) if each.waiting]


def call_figures(calls: list[OpenCall], person: User) -> list[Figure]:
    """How many methods wait for an answer, with how far it is and until when."""
    return [
        Figure(
            gettext("without an answer; %(given)d of %(asked)d answered, due %(day)s")
            % {
                "given": each.given,
                "asked": each.asked,
                "day": date_format(each.call.last_day, "Y-m-d"),
            },
            each.waiting,
            _address(each, person),
        )
        for each in calls
    ]


def call_deadlines(calls: list[OpenCall], person: User) -> list[Dated]:
    """The last days of these calls."""
    return [(each.call.last_day.isoformat(), _deadline(each, person)) for each in calls]


def _deadline(each: OpenCall, person: User) -> Deadline:
    return Deadline(
        day=date_format(each.call.last_day, "Y-m-d"),
        title=as_written(_title(each)),
        address=_address(each, person),
        words=days_left(each.call.last_day),
        is_late=each.call.is_late(),
    )


def _title(each: OpenCall) -> str:
    words = gettext("Still in use? %(given)d of %(asked)d answered")
    return words % {"given": each.given, "asked": each.asked}


def _address(each: OpenCall, person: User) -> str:
    """Where an officer answers, or where the bodies are looked after."""
    page = "overview" if person.sees_all_reporting_bodies else "answers"
    return reverse(f"admin:practice_still_in_use_{page}", args=[each.call.pk])
