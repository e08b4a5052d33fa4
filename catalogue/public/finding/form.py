"""The form, with what was chosen in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue.bilingual import LocalText, as_written
from catalogue.public.facets import Chip
from catalogue.public.finding.circumstances import RESOURCES
from catalogue.public.finding.everyday_problems import GROUPS
from catalogue.public.finding.question import LABELS, PARAMETERS, WORDS, Question

_NOT_SAID = _("not said")


@dataclass(frozen=True)
class Choice:
    """One box or button of the form."""

    id: str
    name: str
    value: str
    label: str | Promise
    is_chosen: bool


@dataclass(frozen=True)
class ChoiceGroup:
    """Choices under one legend."""

    legend: str | Promise
    choices: Sequence[Choice]


@dataclass(frozen=True)
class Form:
    """All that the form asks."""

    words: LocalText
    problems: Sequence[ChoiceGroup]
    places: ChoiceGroup
    size: ChoiceGroup
    residents: ChoiceGroup
    resources: Sequence[ChoiceGroup]


def form(question: Question) -> Form:
    """The form as this question filled it in."""
    return Form(
        words=as_written(question.words),
        problems=[
            ChoiceGroup(
                group.label,
                _choices(question, "problem", [each.key for each in group.subjects]),
            )
            for group in GROUPS
        ],
        places=_group(question, "place"),
        size=_one_of(question, "size"),
        residents=_group(question, "residents"),
        resources=[_one_of(question, each.key) for each in RESOURCES],
    )


def _group(question: Question, name: str) -> ChoiceGroup:
    parameter = PARAMETERS[name]
    return ChoiceGroup(parameter.label, _choices(question, name, parameter.names))


def _one_of(question: Question, name: str) -> ChoiceGroup:
    """Buttons of which one is down; the first says nothing."""
    group = _group(question, name)
    nothing = Choice(f"find-{name}", name, "", _NOT_SAID, not question[name])
    return ChoiceGroup(group.legend, [nothing, *group.choices])


def _choices(question: Question, name: str, values: Iterable[str]) -> list[Choice]:
    names = PARAMETERS[name].names
    return [
        Choice(f"find-{name}-{each}", name, each, names[each], each in question[name])
        for each in values
    ]


def chips(question: Question, path: str) -> list[Chip]:
    """Each part of the question with the address of the question without it."""
    return [
        _chip(question, path, name, value)
        for name in LABELS
        for value in question[name]
    ]


def _chip(question: Question, path: str, name: str, value: str) -> Chip:
    label = as_written(value) if name == WORDS else str(PARAMETERS[name].names[value])
    says = gettext("Remove from the question %(parameter)s: %(value)s")
    return Chip(
        LABELS[name],
        label,
        path + question.without(name, value).query_string(),
        says % {"parameter": LABELS[name], "value": label},
    )
