"""Whether a method is still in use, in plain words that accuse nobody."""

import datetime

from django.utils.translation import gettext

from catalogue.partial_dates import partial_date_text
from catalogue.practice.models import StillInUseAnswer
from catalogue.practice.still_in_use_standing import Standing, StillInUse


def day_text(day: datetime.date | None) -> str:
    """A day in words of the page's language; empty when there is none."""
    return partial_date_text(day.isoformat()) if day else ""


def sentences(standing: Standing) -> list[str]:
    """What was answered last, and what was asked since without an answer."""
    said = [_last_answer(standing.answer)] if standing.answer else []
    last = standing.last_confirmed_on
    if said and last and not standing.is_confirmed:
        said.append(
            gettext("Last confirmed in use on %(day)s") % {"day": day_text(last)}
        )
    call = standing.unanswered
    if call is not None:
        form = gettext("Asked in %(year)s, no answer")
        if call.is_open:
            form = gettext("Asked in %(year)s, no answer yet")
        said.append(form % {"year": call.year})
    return said or [str(StillInUse.NOT_ASKED.label)]


def _last_answer(answer: StillInUseAnswer) -> str:
    day = day_text(answer.confirmed_on)
    match StillInUse(answer.answer):
        case StillInUse.CONTINUED:
            return gettext("Last confirmed in use on %(day)s") % {"day": day}
        case StillInUse.REVISED:
            form = gettext("Last confirmed in use, in a revised form, on %(day)s")
            return form % {"day": day}
        case StillInUse.NO_LONGER_USED:
            return _ended(answer, day)
        case _:
            return _merged(answer, day)


def _ended(answer: StillInUseAnswer, day: str) -> str:
    if not answer.no_longer_since:
        return gettext("No longer used, told on %(day)s") % {"day": day}
    form = gettext("No longer used since %(since)s, told on %(day)s")
    return form % {"since": partial_date_text(answer.no_longer_since), "day": day}


def _merged(answer: StillInUseAnswer, day: str) -> str:
    into = answer.merged_community
    if into is None:
        form = gettext("The community merged into another one, told on %(day)s")
        return form % {"day": day}
    form = gettext("The community merged into %(community)s, told on %(day)s")
    name = (into.merged_into or into).local_name
    return form % {"community": name, "day": day}
