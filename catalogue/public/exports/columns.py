"""The columns of the table of methods; docs/data.md explains each of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Choices
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from catalogue.bilingual import CHINESE, ENGLISH
from catalogue.methods.models import WorkMethod
from catalogue.methods.models.work_method import WorkMethodQuerySet
from catalogue.places.models import Community
from catalogue.public.cards import PUBLIC_SUBMISSIONS, public_submissions
from catalogue.public.exports.cells import Cell
from catalogue.public.exports.wording import (
    SEPARATOR,
    rounds_text,
    sources_text,
    steps_text,
)
from catalogue.public.outcomes import LABELS, NONE, weightiest
from catalogue.public.place_paths import community_name

_NARROW, _MIDDLE, _WIDE = 12, 24, 60


@dataclass(frozen=True)
class Column:
    """One column: its heading, width in characters, and what it says of a method."""

    heading: Promise
    width: int
    cell: Callable[[WorkMethod], Cell]


def for_taking_away(methods: WorkMethodQuerySet) -> WorkMethodQuerySet:
    """Load all that may leave the site of each method, and no contact."""
    return (
        methods.with_path()
        .defer("contact_name", "contact_phone")
        .prefetch_related(
            "themes", "steps", "characteristics", "sources", public_submissions()
        )
    )


def columns(origin: str) -> list[Column]:
    """All columns in their order, in the language that is active now.

    Addresses begin with the origin.
    """
    # Looked up once: a translation for every cell would take a sixth of the time.
    kinds = _labels(WorkMethod.Kind)
    return [
        Column(_("Number"), _NARROW, lambda method: method.number),
        Column(
            _("Web address"),
            _MIDDLE,
            lambda method: origin + method.get_absolute_url(),
        ),
        _text(_("Chinese title"), "title_zh", _MIDDLE),
        _text(_("English title"), "title_en", _MIDDLE),
        _text(_("Chinese summary"), "summary_zh", _WIDE),
        _text(_("English summary"), "summary_en", _WIDE),
        Column(_("Kind"), _MIDDLE, lambda method: kinds.get(method.kind, "")),
        Column(_("Themes"), _MIDDLE, _themes),
        Column(_("Characteristics"), _MIDDLE, _characteristics),
        *_bilingual_parts(),
        Column(_("Year begun"), _NARROW, lambda method: method.year_begun),
        *_place_columns(),
        Column(_("Outcome"), _MIDDLE, _outcome),
        Column(
            _("Rounds and outcomes"),
            _WIDE,
            lambda method: rounds_text(getattr(method, PUBLIC_SUBMISSIONS)),
        ),
        Column(_("Sources"), _WIDE, lambda method: sources_text(method.sources.all())),
        Column(_("Demonstration record"), _NARROW, lambda method: method.is_demo),
        Column(_("Published at"), _MIDDLE, lambda method: _time(method.published_at)),
        Column(_("Changed at"), _MIDDLE, lambda method: _time(method.updated_at)),
    ]


def _bilingual_parts() -> Iterable[Column]:
    yield _text(_("Problem in Chinese"), "problem_zh", _WIDE)
    yield _text(_("Problem in English"), "problem_en", _WIDE)
    yield _text(_("Conditions in Chinese"), "conditions_zh", _WIDE)
    yield _text(_("Conditions in English"), "conditions_en", _WIDE)
    yield Column(_("Steps in Chinese"), _WIDE, lambda each: _steps(each, CHINESE))
    yield Column(_("Steps in English"), _WIDE, lambda each: _steps(each, ENGLISH))
    yield _text(_("Results in Chinese"), "results_zh", _WIDE)
    yield _text(_("Results in English"), "results_en", _WIDE)
    yield _text(_("Cautions in Chinese"), "cautions_zh", _WIDE)
    yield _text(_("Cautions in English"), "cautions_en", _WIDE)


def _labels(choices: type[Choices]) -> dict[str, str]:
    return {value: str(label) for value, label in choices.choices}


def _place_columns() -> Iterable[Column]:
    settlements = _labels(Community.Settlement)
    yield Column(_("Reporting body"), _MIDDLE, lambda each: each.reporting_body.name)
    yield Column(
        _("Code word of the reporting body"),
        _MIDDLE,
        lambda each: each.reporting_body.slug,
    )
    yield _place(_("Province"), lambda place: place.province.name)
    yield _place(
        _("City or prefecture"),
        lambda place: place.county.parent.name if place.county.parent else "",
    )
    yield _place(_("County or district"), lambda place: place.county.name)
    yield _place(
        _("Street or town"), lambda place: place.street.name if place.street else ""
    )
    yield _place(_("Community"), community_name)
    yield _place(_("Number of the community"), lambda place: place.number)
    yield _place(_("Code of the community"), lambda place: place.code)
    yield _place(_("Settlement"), lambda place: settlements.get(place.settlement, ""))


def _place(heading: Promise, cell: Callable[..., Cell]) -> Column:
    return Column(
        heading,
        _MIDDLE,
        lambda method: cell(method.community) if method.community else None,
    )


def _text(heading: Promise, field: str, width: int) -> Column:
    return Column(heading, width, lambda method: str(getattr(method, field)))


def _themes(method: WorkMethod) -> str:
    return SEPARATOR.join(str(theme.name) for theme in method.themes.all())


def _characteristics(method: WorkMethod) -> str:
    held = method.characteristics.all()
    return SEPARATOR.join(each.get_characteristic_display() for each in held)


def _steps(method: WorkMethod, language: str) -> str:
    return steps_text(method.steps.all(), language)


def _outcome(method: WorkMethod) -> str:
    weight = weightiest(getattr(method, PUBLIC_SUBMISSIONS))
    return str(LABELS[weight.outcome if weight else NONE])


def _time(moment: object) -> Cell:
    # Spreadsheets know no time zones: these are times of China.
    return localtime(moment).replace(tzinfo=None) if moment else None  # type: ignore[arg-type]
