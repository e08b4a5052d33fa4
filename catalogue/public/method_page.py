"""The parts of the page of one method, from what is recorded and nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue.bilingual import LocalText, as_written
from catalogue.methods.models import MethodCharacteristic, WorkMethod
from catalogue.methods.models.cited_source import CitedSource
from catalogue.methods.models.work_method import WorkMethodQuerySet
from catalogue.partial_dates import partial_date_text
from catalogue.public.cards import PUBLIC_SUBMISSIONS, public_submissions
from catalogue.public.other_language import in_other_language
from catalogue.public.outcomes import shown_outcome
from catalogue.rounds.models import Notice, SelectionRound, Submission

_PARTS: dict[str, str | Promise] = {
    "summary": _("Summary"),
    "problem": _("The problem"),
    "conditions": _("What it needs"),
    "steps": _("The steps"),
    "results": _("What came of it"),
    "cautions": _("Watch for"),
    "characteristics": _("The six characteristics"),
}


@dataclass(frozen=True)
class FactValue:
    label: str
    url: str | None = None


@dataclass(frozen=True)
class Fact:
    """One line of the head of the page; without values it says so."""

    label: str
    values: list[FactValue]


@dataclass(frozen=True)
class MethodOutcome:
    """What one announced round made of the method."""

    code: str
    label: str
    shape: str
    round: SelectionRound
    round_label: str
    notice: Notice | None


@dataclass(frozen=True)
class ShownCharacteristic:
    """One of the six, held or not, with the evidence recorded for it."""

    name: str
    other_name: LocalText
    holds: bool
    evidence: str


@dataclass(frozen=True)
class ShownSource:
    """A source as it is cited; linked only where that is allowed."""

    text: LocalText
    url: str | None
    date: str
    note: LocalText


def with_parts(methods: WorkMethodQuerySet) -> WorkMethodQuerySet:
    """Load all that the page of one method shows, and its sheet and file too."""
    return methods.with_path().prefetch_related(
        "themes",
        "steps",
        "characteristics",
        "sources",
        "photos",
        "files",
        public_submissions(),
        Prefetch(
            f"{PUBLIC_SUBMISSIONS}__selection_round__notices",
            queryset=Notice.objects.filter(role=Notice.Role.RESULT),
            to_attr="result_notices",
        ),
    )


def facts(method: WorkMethod) -> list[Fact]:
    """Kind, themes, settlement and year, as far as they are recorded."""
    settlement = method.community.settlement if method.community else ""
    return [
        Fact(gettext("Theme"), [_theme_value(each) for each in method.themes.all()]),
        Fact(gettext("Kind"), _choice("kind", method.kind, method.get_kind_display())),
        *_known_settlement(method, settlement),
        Fact(
            gettext("Year begun"),
            [FactValue(str(method.year_begun))] if method.year_begun else [],
        ),
    ]


def _theme_value(theme: Any) -> FactValue:
    return FactValue(theme.name, theme.get_absolute_url())


def _known_settlement(method: WorkMethod, settlement: str) -> list[Fact]:
    if not (settlement and method.community):
        return []
    label = method.community.get_settlement_display()
    return [Fact(gettext("Settlement"), _choice("settlement", settlement, label))]


def _choice(parameter: str, value: str, label: str) -> list[FactValue]:
    url = f"{reverse('work-method-list')}?{parameter}={value}"
    return [FactValue(label, url)] if value else []


def outcomes(method: WorkMethod) -> list[MethodOutcome]:
    """What each announced round made of it, with the notice that says so."""
    return [_outcome(each) for each in getattr(method, PUBLIC_SUBMISSIONS)]


def _outcome(submission: Submission) -> MethodOutcome:
    shown = shown_outcome(submission)
    notices = getattr(submission.selection_round, "result_notices", [])
    was_judged = submission.outcome != Submission.Outcome.MODEL
    return MethodOutcome(
        code=shown.code,
        label=shown.label,
        shape=shown.shape,
        round=submission.selection_round,
        round_label=shown.round_label,
        notice=notices[0] if notices and was_judged else None,
    )


def characteristics(method: WorkMethod) -> list[ShownCharacteristic]:
    """All six, in their order, each with its name in both languages."""
    held = {each.characteristic: each for each in method.characteristics.all()}
    return [
        ShownCharacteristic(
            name=str(each.label),
            other_name=in_other_language(each.label),
            holds=each.value in held,
            evidence=held[each.value].evidence if each.value in held else "",
        )
        for each in MethodCharacteristic.Characteristic
    ]


def sources(method: WorkMethod) -> list[ShownSource]:
    """Every source in its order; unofficial copies are cited and not linked."""
    return cited(method.sources.all())


def cited(sources: Iterable[CitedSource]) -> list[ShownSource]:
    """Sources of any record as a page cites them."""
    return [_source(each) for each in sources]


def _source(source: CitedSource) -> ShownSource:
    text = ", ".join(part for part in (source.issuer, source.title) if part)
    return ShownSource(
        text=as_written(text or source.address),
        url=source.address if source.may_link and source.address else None,
        date=partial_date_text(source.dated),
        note=as_written(source.note),
    )


def missing(method: WorkMethod, *, of_pilot: bool = False) -> list[str]:
    """The names of the parts that no source tells.

    On the page of a pilot's method the five co's take the place of the characteristics.
    """
    parts = {**_PARTS}
    if of_pilot:
        del parts["characteristics"]
    return [str(name) for part, name in parts.items() if not _has(method, part)]


def _has(method: WorkMethod, part: str) -> bool:
    if part in ("steps", "characteristics"):
        return bool(getattr(method, part).all())
    return bool(getattr(method, part))


def present(rows: Iterable[Any], field: str) -> list[Any]:
    """The rows whose file is in the store; a lost one would be a dead link."""
    stored = ((row, getattr(row, field)) for row in rows)
    return [row for row, file in stored if file and file.storage.exists(file.name)]
