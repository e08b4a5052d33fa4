"""What a program asks: refused where a page would leave something out."""

from collections.abc import Callable, Iterable, Mapping

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext

from catalogue.public.filters import WorkMethodFilter
from catalogue.public.parameters import (
    LISTED,
    LONGEST_SEARCH,
    MOST_SEARCHES,
    MOST_WORDS,
    ORDERS,
    shown_value,
)
from catalogue.public.written_numbers import MOST_DIGITS, may_be_number

PAGE = "page"
PARAMETERS = ("q", *LISTED, "order")
_MOST_UNKNOWN_NAMES = 20
_LONGEST_NAME = 40
_SHOWN_VALUES = 5


class BadParameters(Exception):
    """Parameters that cannot be understood, each with what to do about it."""

    def __init__(self, messages: Mapping[str, list[str]]) -> None:
        super().__init__(messages)
        self.messages = dict(messages)


def asked_methods(asked: MultiValueDict[str, str]) -> WorkMethodFilter:
    """The filtered methods, in the order asked for.

    Raises BadParameters where a page would name a problem.
    """
    filterset = WorkMethodFilter(asked)
    problems = dict.fromkeys(each.parameter for each in filterset.parameters.problems)
    if problems:
        raise BadParameters(
            {name: [_message(name, asked, filterset)] for name in problems}
        )
    return filterset


def refuse_unknown_names(
    asked: MultiValueDict[str, str], known: Iterable[str] = (*PARAMETERS, PAGE)
) -> None:
    """Raise BadParameters where a name is none of the known: a typo shows all."""
    names = [name for name in asked if name not in known][:_MOST_UNKNOWN_NAMES]
    if names:
        raise BadParameters(
            {_short(name): [gettext("There is no such parameter.")] for name in names}
        )


def whole_number(
    asked: MultiValueDict[str, str], parameter: str, *, default: int, most: int
) -> int:
    """A parameter that counts from one; raises BadParameters for anything else."""
    text = asked.get(parameter) or str(default)
    if not may_be_number(text) or not 1 <= int(text) <= most:
        message = gettext("Write a whole number from 1 to %(most)d.") % {"most": most}
        raise BadParameters({parameter: [message]})
    return int(text)


def page_number(asked: MultiValueDict[str, str]) -> int:
    """The page asked for, the first where none is named."""
    return whole_number(asked, PAGE, default=1, most=10**MOST_DIGITS - 1)


def answer_bad_parameters(
    view: Callable[..., HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Turn BadParameters of a view into 400 with {"<parameter>": ["message"]}."""

    def answer(
        request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except BadParameters as bad:
            return JsonResponse(
                bad.messages, status=400, json_dumps_params={"ensure_ascii": False}
            )

    return answer


def _message(
    parameter: str, asked: MultiValueDict[str, str], filterset: WorkMethodFilter
) -> str:
    if parameter == "q":
        return gettext(
            "A search has at most %(characters)d characters and %(words)d words, "
            "without control characters, and there are at most %(searches)d of them."
        ) % {
            "characters": LONGEST_SEARCH,
            "words": MOST_WORDS,
            "searches": MOST_SEARCHES,
        }
    known = ORDERS if parameter == "order" else filterset.names[parameter]
    unknown = [each for each in asked.getlist(parameter) if each and each not in known]
    shown = [shown_value(each) for each in unknown[:_SHOWN_VALUES]]
    return gettext("No such value: %(values)s") % {
        "values": gettext(", ").join(shown)
        + (" …" if len(unknown) > _SHOWN_VALUES else "")
    }


def _short(name: str) -> str:
    printable = "".join(sign if sign.isprintable() else "�" for sign in name)
    if len(printable) > _LONGEST_NAME:
        return printable[:_LONGEST_NAME] + "…"
    return printable
