"""The five co's of one site, each with what was done under it; in no order of time."""

from collections.abc import Iterable
from dataclasses import dataclass

from catalogue.bilingual import LocalText
from catalogue.partial_dates import partial_date_text
from catalogue.practice.models import Co, PilotAct

# The character that stands for each, and its term in full (domain.md).
CHARACTERS = {
    Co.CONSULT: ("谋", "决策共谋"),
    Co.BUILD: ("建", "发展共建"),
    Co.MANAGE: ("管", "建设共管"),
    Co.EVALUATE: ("评", "效果共评"),
    Co.SHARE: ("享", "成果共享"),
}


@dataclass(frozen=True)
class ShownAct:
    """One act: what was done, when, and who took part, as far as is known."""

    what: LocalText
    date: str
    who: LocalText
    people: int | None


@dataclass(frozen=True)
class ShownCo:
    """One of the five, with its acts; none is recorded where the list is empty."""

    character: str
    chinese: str
    name: str
    acts: list[ShownAct]


def five_cos(acts: Iterable[PilotAct]) -> list[ShownCo]:
    """All five, also those under which nothing is recorded."""
    acts = list(acts)
    return [
        ShownCo(
            *CHARACTERS[co],
            name=str(co.label),
            acts=[_shown(act) for act in acts if act.co == co],
        )
        for co in Co
    ]


def _shown(act: PilotAct) -> ShownAct:
    return ShownAct(act.what, partial_date_text(act.dated), act.who, act.people)
