"""The short form above the charts: of which methods they tell."""

from catalogue.public.choosing import Choice, choice_of
from catalogue.public.filters import WorkMethodFilter
from catalogue.public.parameters import LABELS, LISTED

_OFFERED = ("round", "theme", "region")


def choices(filterset: WorkMethodFilter) -> list[Choice]:
    """What the form offers, with what is chosen; rounds once they have results."""
    rounds = filterset.vocabulary.rounds
    announced = {each.slug for each in rounds if each.is_announced}
    return [
        choice_of(
            name,
            LABELS[name],
            {
                value: label
                for value, label in filterset.names[name].items()
                if name != "round" or value in announced
            },
            filterset.parameters[name],
        )
        for name in _OFFERED
    ]


def kept_choices(filterset: WorkMethodFilter) -> list[tuple[str, str]]:
    """Parameters and values of the address that the form has no field for."""
    return [
        (name, value)
        for name in ("q", *LISTED)
        if name not in _OFFERED
        for value in filterset.parameters[name]
    ]
