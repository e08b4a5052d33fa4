"""How complete a method is: which of ten parts are there, and where the rest goes.

In Python for one method and in SQL for lists; both say the same.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.contrib.postgres.fields import ArrayField
from django.db.models import Case, Exists, F, Func, OuterRef, Q, TextField, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.methods.models import (
    MethodCharacteristic,
    MethodTheme,
    Source,
    Step,
    WorkMethod,
)
from catalogue.methods.models.work_method import WorkMethodQuerySet


@dataclass(frozen=True)
class Part:
    """A part of a complete method, and the element of its form where it is entered."""

    key: str
    label: Promise
    anchor: str
    # The same condition for the database and for a method at hand.
    there: Q
    is_there: Callable[[WorkMethod], bool]


@dataclass(frozen=True)
class Completeness:
    """What of the parts is missing, in the order of the form."""

    missing: tuple[Part, ...]

    @property
    def present(self) -> int:
        return self.total - len(self.missing)

    @property
    def total(self) -> int:
        return len(PARTS)

    @property
    def is_complete(self) -> bool:
        return not self.missing


def completeness(method: WorkMethod) -> Completeness:
    """The completeness of one method; its parts are best loaded before."""
    return Completeness(tuple(part for part in PARTS if not part.is_there(method)))


def completeness_of_row(method: WorkMethod) -> Completeness:
    """The same of a method that was read by `with_completeness`; asks nothing."""
    keys = set(method.missing_parts)  # type: ignore[attr-defined]
    return Completeness(tuple(part for part in PARTS if part.key in keys))


def with_completeness(methods: WorkMethodQuerySet) -> WorkMethodQuerySet:
    """Annotate `missing_parts`: the keys of the missing parts, in the same query."""
    missing = (
        Case(When(part.there, then=None), default=Value(part.key)) for part in PARTS
    )
    return methods.annotate(
        missing_parts=Func(
            *missing,
            template="array_remove(ARRAY[%(expressions)s]::text[], NULL)",
            output_field=ArrayField(TextField()),
        )
    )


def complete() -> Q:
    """Methods of which no part is missing."""
    return Q(*(part.there for part in PARTS))


def lacking(keys: Iterable[str]) -> Q:
    """Methods of which at least one of these parts is missing."""
    found = Q(pk__in=[])
    for part in PARTS:
        if part.key in keys:
            found |= ~part.there
    return found


# How many parts are missing, to sort by; needs `with_completeness`.
NUMBER_MISSING = Func(F("missing_parts"), function="cardinality")


def _either(name: str) -> Q:
    return ~Q(**{f"{name}_zh": "", f"{name}_en": ""})


def _has_either(name: str) -> Callable[[WorkMethod], bool]:
    return lambda method: bool(_written(method, name))


def _written(row: object, name: str) -> str:
    return str(getattr(row, f"{name}_zh") or getattr(row, f"{name}_en"))


def _any(rows: type, condition: Q | None = None, owner: str = "method") -> Q:
    asked = rows.objects.filter(**{owner: OuterRef("pk")})  # type: ignore[attr-defined]
    return Q(Exists(asked if condition is None else asked.filter(condition)))


def _steps_are_whole(method: WorkMethod) -> bool:
    steps = list(method.steps.all())
    whole = (_written(step, "action") and _written(step, "who") for step in steps)
    return bool(steps) and all(whole)


def _has_evidence(method: WorkMethod) -> bool:
    return any(_written(each, "evidence") for each in method.characteristics.all())


_HALF_A_STEP = Q(action_zh="", action_en="") | Q(who_zh="", who_en="")

PARTS = (
    Part(
        "community",
        _("Community"),
        "id_community",
        Q(community__isnull=False),
        lambda method: method.community_id is not None,
    ),
    Part(
        "titles",
        _("Title in both languages"),
        "id_title_zh",
        ~Q(title_zh="") & ~Q(title_en=""),
        lambda method: bool(method.title_zh and method.title_en),
    ),
    Part("kind", _("Kind"), "id_kind", ~Q(kind=""), lambda method: bool(method.kind)),
    Part(
        "themes",
        _("Themes"),
        "id_themes",
        _any(MethodTheme, owner="workmethod"),
        lambda method: bool(method.themes.all()),
    ),
    Part(
        "summary",
        _("Summary"),
        "id_summary_zh",
        _either("summary"),
        _has_either("summary"),
    ),
    Part(
        "problem",
        _("Background problem"),
        "id_problem_zh",
        _either("problem"),
        _has_either("problem"),
    ),
    Part(
        "steps",
        _("Steps, each with what is done and by whom"),
        "steps-group",
        _any(Step) & ~_any(Step, _HALF_A_STEP),
        _steps_are_whole,
    ),
    Part(
        "results",
        _("Results"),
        "id_results_zh",
        _either("results"),
        _has_either("results"),
    ),
    Part(
        "evidence",
        _("A characteristic with its evidence"),
        "characteristics-group",
        _any(MethodCharacteristic, ~Q(evidence_zh="", evidence_en="")),
        _has_evidence,
    ),
    Part(
        "sources",
        _("A source"),
        "sources-group",
        _any(Source),
        lambda method: bool(method.sources.all()),
    ),
)
