"""The columns of the table of methods; docs/data.md explains each of them."""

from collections.abc import Callable, Iterable

from django.db.models import Choices
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from catalogue.bilingual import CHINESE, ENGLISH, page_language
from catalogue.cells import Cell
from catalogue.methods.models import MethodCharacteristic, WorkMethod
from catalogue.places.models import Community
from catalogue.practice.still_in_use_standing import StillInUse
from catalogue.public.exports.addresses import method_addresses
from catalogue.public.exports.whole_methods import Row, WholeMethod, local
from catalogue.public.exports.wording import (
    SEPARATOR,
    rounds_text,
    sources_text,
    steps_text,
)
from catalogue.public.outcomes import LABELS, NONE
from catalogue.tables.column import Column as AnyColumn

_NARROW, _MIDDLE, _WIDE = 12, 24, 60


Column = AnyColumn[WholeMethod]


def columns(origin: str) -> list[Column]:
    """All columns in their order, in the language that is active now.

    Addresses begin with the origin.
    """
    language = page_language()
    address = method_addresses(origin, language)
    return [
        _own(_("Number"), "number", _NARROW),
        _of_row(
            _("Web address"), _MIDDLE, lambda row: address(row["number"], row["slug"])
        ),
        _own(_("Chinese title"), "title_zh", _MIDDLE),
        _own(_("English title"), "title_en", _MIDDLE),
        _own(_("Chinese summary"), "summary_zh", _WIDE),
        _own(_("English summary"), "summary_en", _WIDE),
        _choice(_("Kind"), "kind", WorkMethod.Kind),
        Column(_("Themes"), _MIDDLE, lambda method: _themes(method, language)),
        _characteristics(),
        *_bilingual_parts(),
        _own(_("Year begun"), "year_begun", _NARROW),
        *_place_columns(language),
        *_result_columns(language),
        _own(_("Communities that work by it"), "adoption_count", _NARROW),
        *_family_columns(),
        Column(_("Sources"), _WIDE, lambda method: sources_text(method.sources)),
        _own(_("Demonstration record"), "is_demo", _NARROW),
        _time(_("Published at"), "published_at"),
        _time(_("Changed at"), "updated_at"),
    ]


def _bilingual_parts() -> Iterable[Column]:
    yield _own(_("Problem in Chinese"), "problem_zh", _WIDE)
    yield _own(_("Problem in English"), "problem_en", _WIDE)
    yield _own(_("Conditions in Chinese"), "conditions_zh", _WIDE)
    yield _own(_("Conditions in English"), "conditions_en", _WIDE)
    yield _steps(_("Steps in Chinese"), CHINESE)
    yield _steps(_("Steps in English"), ENGLISH)
    yield _own(_("Results in Chinese"), "results_zh", _WIDE)
    yield _own(_("Results in English"), "results_en", _WIDE)
    yield _own(_("Cautions in Chinese"), "cautions_zh", _WIDE)
    yield _own(_("Cautions in English"), "cautions_en", _WIDE)


def _place_columns(language: str) -> Iterable[Column]:
    yield _local(_("Reporting body"), "body_name", language)
    yield _own(_("Code word of the reporting body"), "body_slug", _MIDDLE)
    yield _local(_("Province"), "province_name", language)
    yield _local(_("City or prefecture"), "city_name", language)
    yield _local(_("County or district"), "county_name", language)
    yield _local(_("Street or town"), "street_name", language)
    yield _local(_("Community"), "community_name", language)
    yield _own(_("Number of the community"), "community_number", _MIDDLE)
    yield _own(_("Code of the community"), "community_code", _MIDDLE)
    yield _choice(_("Settlement"), "settlement", Community.Settlement)


def _result_columns(language: str) -> Iterable[Column]:
    outcomes = {outcome: str(label) for outcome, label in LABELS.items()}

    def outcome(method: WholeMethod) -> str:
        weightiest = method.weightiest_round
        return outcomes[weightiest["outcome"] if weightiest else NONE]

    yield Column(_("Outcome"), _MIDDLE, outcome)
    yield Column(
        _("Rounds and outcomes"),
        _WIDE,
        lambda method: rounds_text(method.rounds, language, outcomes),
    )
    in_use = _labels(StillInUse)
    yield Column(
        _("Still in use"), _MIDDLE, lambda method: in_use[method.still_in_use_code]
    )
    yield Column(
        _("Last confirmed in use on"), _NARROW, lambda method: method.last_confirmed_on
    )


def _family_columns() -> Iterable[Column]:
    yield Column(
        _("Learnt from method"), _NARROW, lambda method: _numbers(method.learnt_from)
    )
    yield Column(
        _("Gave rise to method"), _NARROW, lambda method: _numbers(method.gave_rise_to)
    )


def _numbers(rows: list[Row]) -> str:
    return SEPARATOR.join(str(each["number"]) for each in rows)


def _of_row(heading: Promise, width: int, cell: Callable[[Row], Cell]) -> Column:
    return Column(heading, width, lambda method: cell(method.row))


def _own(heading: Promise, field: str, width: int) -> Column:
    return Column(heading, width, lambda method: method.row[field])


def _local(heading: Promise, field: str, language: str) -> Column:
    return _of_row(heading, _MIDDLE, lambda row: local(row, field, language))


def _choice(heading: Promise, field: str, choices: type[Choices]) -> Column:
    labels = _labels(choices)
    return _of_row(heading, _MIDDLE, lambda row: labels.get(row[field], ""))


def _labels(choices: type[Choices]) -> dict[str, str]:
    # Looked up once: a translation for every cell would take a sixth of the time.
    return {value: str(label) for value, label in choices.choices}


def _characteristics() -> Column:
    labels = _labels(MethodCharacteristic.Characteristic)
    return Column(
        _("Characteristics"),
        _MIDDLE,
        lambda method: SEPARATOR.join(
            labels[each["characteristic"]] for each in method.characteristics
        ),
    )


def _themes(method: WholeMethod, language: str) -> str:
    return SEPARATOR.join(local(theme, "name", language) for theme in method.themes)


def _steps(heading: Promise, language: str) -> Column:
    return Column(heading, _WIDE, lambda method: steps_text(method.steps, language))


def _time(heading: Promise, field: str) -> Column:
    # Spreadsheets know no time zones: these are times of China.
    return _of_row(
        heading, _MIDDLE, lambda row: localtime(row[field]).replace(tzinfo=None)
    )
