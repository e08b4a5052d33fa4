"""What would become of each row of a file of promotion; nothing is saved here."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.forms import modelform_factory
from django.utils.translation import gettext as _

from catalogue.accounts.models import User
from catalogue.desk.exchange.promotion.cells import CellReader
from catalogue.desk.exchange.promotion.columns import COLUMNS, heading_of
from catalogue.desk.exchange.values import Fault, method_number, one_form
from catalogue.desk.models import PromotionImport
from catalogue.methods.duplicates import may_know_of
from catalogue.places.models import Community
from catalogue.practice.admin.promotion_form import PromotionForm
from catalogue.practice.models import Promotion
from catalogue.practice.promoting import PUBLISH

NEW, CHANGED, UNCHANGED, WRONG = "new", "changed", "unchanged", "wrong"
SERVED = ("of_methods", "of_rounds")
FIELDS = tuple(
    column.key for column in COLUMNS if column.key not in ("number", *SERVED)
)
Values = dict[str, Any]


def _form_field(field: Any, **kwargs: Any) -> Any:
    if isinstance(field, models.URLField):
        kwargs["assume_scheme"] = "https"
    return field.formfield(**kwargs)


Form = modelform_factory(
    Promotion,
    form=PromotionForm,
    fields=[*FIELDS],
    formfield_callback=_form_field,
)


@dataclass
class Verdict:
    """One row: what would happen, what is wrong, and the form that would save it."""

    number: int
    outcome: str
    form: Any = None
    sentences: list[str] = field(default_factory=list)
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    title: str = ""

    @property
    def promotion(self) -> Promotion | None:
        """The promotion that is changed; None for a new one."""
        found: Promotion | None = self.form.instance if self.form else None
        return found if found is not None and found.pk else None


def check(promotion_import: PromotionImport, *, by: User) -> list[Verdict]:
    """A verdict for each row of the file, as things stand."""
    return _Check(promotion_import, by).run()


def fingerprint(verdicts: list[Verdict]) -> str:
    """The same as long as saving would do the same."""
    said = [
        [each.number, each.outcome, each.sentences, each.changes] for each in verdicts
    ]
    return hashlib.sha256(json.dumps(said, default=str).encode()).hexdigest()


def values_of(promotion: Promotion) -> Values:
    """All values of a promotion that a file may say, in plain form."""
    values = {name: _plain(getattr(promotion, _column(name))) for name in FIELDS}
    values["of_methods"] = sorted(each.pk for each in promotion.methods.all())
    values["of_rounds"] = sorted(each.pk for each in promotion.rounds.all())
    return values


def may_be_written(promotion: Promotion, by: User) -> bool:
    """Whether the person may write into it now, as its own page says."""
    if promotion.status == Promotion.Status.CHECKING:
        return by.has_perm(PUBLISH)
    return not promotion.is_published


class _Check:
    def __init__(self, promotion_import: PromotionImport, by: User) -> None:
        self._import = promotion_import
        self._by = by
        self._cells = CellReader()
        self._known = may_know_of(by).unmerged().filter(revises=None)
        visible = Promotion.objects.visible_to(by).prefetch_related("methods", "rounds")
        numbers = {_number_of(row) for row in promotion_import.rows} - {None}
        self._there = visible.in_bulk(list(numbers))
        self._seen: dict[int, int] = {}

    def run(self) -> list[Verdict]:
        return [self._verdict(row) for row in self._import.rows]

    def _verdict(self, row: dict[str, Any]) -> Verdict:
        texts = row["texts"]
        verdict = Verdict(row["number"], WRONG)
        verdict.title = texts.get("title_zh") or texts.get("title_en") or ""
        promotion = self._named(row, verdict)
        data = self._data(texts, promotion, verdict)
        verdict.form = self._form(data, promotion)
        if not verdict.form.is_valid():
            for name, errors in verdict.form.errors.items():
                self._say(verdict, name, " ".join(errors))
        if verdict.sentences:
            return verdict
        self._compare(verdict, promotion)
        return verdict

    def _named(self, row: dict[str, Any], verdict: Verdict) -> Promotion | None:
        """The promotion that the row is about; None for a new one or a fault."""
        try:
            number = method_number(row["texts"].get("number", ""))
        except Fault as fault:
            self._say(verdict, "number", fault.problem.text)
            return None
        if number is None:
            return None
        promotion = self._there.get(number)
        first = self._seen.setdefault(number, row["number"])
        if promotion is None:
            self._say(verdict, "number", _("There is none with it that you may see."))
        elif first != row["number"]:
            words = _("Row %(row)s has the same number.") % {"row": first}
            self._say(verdict, "number", words)
        return promotion

    def _data(
        self, texts: dict[str, str], promotion: Promotion | None, verdict: Verdict
    ) -> Values:
        """What the form takes: the file's columns, and for the others what stands."""
        data: Values = values_of(promotion) if promotion else {"sessions": "1"}
        if promotion is None:
            data["standing"] = Promotion.Standing.HELD
        for key in self._import.headings:
            if key == "number" or key not in {*FIELDS, *SERVED}:
                continue
            try:
                data[key] = self._cells.read(key, texts.get(key, ""))
            except Fault as fault:
                self._say(verdict, key, fault.problem.text)
        own = self._by.reporting_body_id
        if not self._by.sees_all_reporting_bodies:
            named = data.get("reporting_body")
            if named and named != own:
                self._say(
                    verdict, "reporting_body", _("Your account enters for another one.")
                )
            data["reporting_body"] = own
        return data

    def _form(self, data: Values, promotion: Promotion | None) -> Any:
        form = Form(
            # Nothing, and a box without its tick, are not sent by a browser either.
            data={
                name: value
                for name, value in data.items()
                if value is not None and value is not False
            },
            instance=promotion,
        )
        methods: Any = form.fields["of_methods"]
        methods.queryset = self._known
        if promotion is not None:
            methods.queryset = (self._known | promotion.methods.all()).distinct()
        places: Any = form.fields["community"]
        places.queryset = Community.objects.findable()
        return form

    def _compare(self, verdict: Verdict, promotion: Promotion | None) -> None:
        after = _values_of_form(verdict.form)
        if promotion is None:
            verdict.outcome = NEW
            return
        # The form has put its values into the instance already.
        before = values_of(Promotion.objects.get(pk=promotion.pk))
        changed = [key for key, value in after.items() if not _same(before[key], value)]
        verdict.changes = [
            (
                heading_of(key, self._import.headings),
                _in_words(before[key]),
                _in_words(after[key]),
            )
            for key in changed
        ]
        verdict.outcome = CHANGED if changed else UNCHANGED
        if changed and not may_be_written(promotion, self._by):
            state = promotion.get_status_display()
            words = _("It is in the state “%(state)s” and may not be changed by you.")
            verdict.outcome = WRONG
            self._say(verdict, "number", words % {"state": state})

    def _say(self, verdict: Verdict, key: str, sentence: str) -> None:
        heading = heading_of(key, self._import.headings)
        words = {"heading": heading, "text": sentence}
        verdict.sentences.append(
            _("%(heading)s: %(text)s") % words if heading else sentence
        )


def _number_of(row: dict[str, Any]) -> int | None:
    try:
        return method_number(row["texts"].get("number", ""))
    except Fault:
        return None


def _values_of_form(form: Any) -> Values:
    given = form.cleaned_data
    values = {name: _plain(given.get(name)) for name in FIELDS}
    values |= {name: sorted(each.pk for each in given[name]) for name in SERVED}
    return values


def _column(name: str) -> str:
    return str(Promotion._meta.get_field(name).attname)  # type: ignore[union-attr]


def _plain(value: Any) -> Any:
    if hasattr(value, "pk"):
        return value.pk
    return value.isoformat() if hasattr(value, "isoformat") else value


def _same(before: Any, after: Any) -> bool:
    """Line breaks make no difference."""
    if isinstance(before, str) and isinstance(after, str):
        return one_form(before) == one_form(after)
    return bool(before == after)


def _in_words(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "—"
    return str(value) if value not in (None, "") else "—"
