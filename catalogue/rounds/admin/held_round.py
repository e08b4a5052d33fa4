"""The parts of a round's page that only a round held here has: its call."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from catalogue.methods.admin.columns import BilingualForm
from catalogue.rounds.calling import criteria_are_open
from catalogue.rounds.models import (
    Criterion,
    MarkMeaning,
    SelectionRound,
    StageDates,
)
from catalogue.rounds.models.selection_round import COURSE

State = SelectionRound.State

CALL: Any = (
    _("The call"),
    {
        "description": _(
            "What the opening notice says. Quotas and extensions of the closing time "
            "have pages of their own."
        ),
        "fields": [
            ("places", "closes_at"),
            "required_parts",
            ("reviewers_each", "is_blind"),
        ],
    },
)
# Until which state each of these may be changed in the form.
_UNTIL = {
    "is_held_here": State.PREPARING,
    "kind": State.PREPARING,
    "province": State.PREPARING,
    "closes_at": State.PREPARING,
    "places": State.OPEN,
    "required_parts": State.OPEN,
    "reviewers_each": State.CLOSED,
    "is_blind": State.CLOSED,
}
_DATED = [state for state in COURSE if state != State.PREPARING]


def fixed_fields(selection_round: SelectionRound) -> list[str]:
    """The fields that the state of a round that is held here has settled."""
    now = COURSE.index(selection_round.state)
    return [name for name, until in _UNTIL.items() if now > COURSE.index(until)]


class StageDatesForm(forms.ModelForm):
    """From when to when a stage is planned; the stages are those of the course."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "stage" in self.fields:
            self.fields["stage"].choices = [  # type: ignore[attr-defined]
                (state, State(state).label) for state in _DATED
            ]

    def clean(self) -> dict[str, Any]:
        super().clean()
        begins, ends = (self.cleaned_data.get(n) for n in ("begins_on", "ends_on"))
        if begins and ends and ends < begins:
            self.add_error("ends_on", _("A stage ends on the day it begins, or later."))
        return self.cleaned_data


class StageDatesInline(admin.TabularInline):
    """One row for each stage, whether it has its dates or not."""

    model = StageDates
    form = StageDatesForm
    verbose_name_plural = _("planned dates of the stages")

    def initial_rows(self, selection_round: SelectionRound | None) -> list[Any]:
        """The stages that have no dates yet."""
        there: set[str] = set()
        if selection_round is not None and selection_round.pk:
            dates = selection_round.stage_dates
            there = set(dates.values_list("stage", flat=True))
        return [{"stage": state} for state in _DATED if state not in there]

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return len(self.initial_rows(obj))

    def get_max_num(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return len(_DATED)


class CriterionForm(forms.ModelForm):
    """A criterion with a sentence for each mark, one a line from the lowest."""

    marks_zh = forms.CharField(
        label=_("What each mark means, in Chinese"),
        help_text=_("One line for each mark, from the lowest to the highest."),
        required=False,
        max_length=4000,
        widget=AdminTextareaWidget({"rows": 5, "lang": "zh-Hans"}),
    )
    marks_en = forms.CharField(
        label=_("What each mark means, in English"),
        required=False,
        max_length=6000,
        widget=AdminTextareaWidget({"rows": 5, "lang": "en"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            meanings = list(self.instance.mark_meanings.all())
            for name in ("zh", "en"):
                lines = [getattr(each, f"meaning_{name}") for each in meanings]
                self.initial[f"marks_{name}"] = "\n".join(lines).strip("\n")

    def clean(self) -> dict[str, Any]:
        super().clean()
        lowest, highest = (self.cleaned_data.get(n) for n in ("lowest", "highest"))
        if lowest is None or highest is None:
            return self.cleaned_data
        if highest <= lowest or highest > 100:
            words = _("The highest mark is above the lowest one, and 100 at most.")
            self.add_error("highest", words)
            return self.cleaned_data
        for name, longest in (("zh", 200), ("en", 300)):
            self._check_lines(f"marks_{name}", highest - lowest + 1, longest)
        if self._lines("marks_en") and not self._lines("marks_zh"):
            self.add_error("marks_zh", _("Write the Chinese sentences as well."))
        return self.cleaned_data

    def save_meanings(self) -> None:
        """Write the sentences of the marks in place of those that were there."""
        criterion = self.instance
        chinese, english = self._lines("marks_zh"), self._lines("marks_en")
        there = {each.mark: each for each in criterion.mark_meanings.all()}
        marks = range(criterion.lowest, criterion.lowest + len(chinese))
        for mark, meaning in there.items():
            if mark not in marks:
                meaning.delete()
        for place, mark in enumerate(marks):
            row = there.get(mark) or MarkMeaning(criterion=criterion, mark=mark)
            words = (chinese[place], english[place] if english else "")
            if (row.meaning_zh, row.meaning_en) != words or row.pk is None:
                row.meaning_zh, row.meaning_en = words
                row.save()

    def _lines(self, name: str) -> list[str]:
        text = self.cleaned_data.get(name) or ""
        lines = [line.strip() for line in text.strip().splitlines()]
        return lines if any(lines) else []

    def _check_lines(self, name: str, marks: int, longest: int) -> None:
        lines = self._lines(name)
        if lines and (len(lines) != marks or not all(lines)):
            sentence = ngettext(
                "There is %(marks)d mark: write one line for it.",
                "There are %(marks)d marks: write one line for each of them.",
                marks,
            )
            self.add_error(name, ValidationError(sentence % {"marks": marks}))
        if any(len(line) > longest for line in lines):
            words = _("A line has %(longest)d characters at most.")
            self.add_error(name, ValidationError(words, params={"longest": longest}))


class CriterionInline(BilingualForm, admin.StackedInline):
    """The criteria of one round, each with its scale and its sentences."""

    model = Criterion
    form = CriterionForm
    extra = 0
    fields = [
        ("position", "characteristic", "weight", "lowest", "highest"),
        ("name_zh", "name_en"),
        ("meaning_zh", "meaning_en"),
        ("marks_zh", "marks_en"),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("mark_meanings")

    # As they are shown once they can be changed no more.
    @admin.display(description=_("What each mark means, in Chinese"))
    def marks_zh(self, criterion: Criterion) -> str:
        return "\n".join(
            f"{each.mark} {each.meaning_zh}" for each in criterion.mark_meanings.all()
        )

    @admin.display(description=_("What each mark means, in English"))
    def marks_en(self, criterion: Criterion) -> str:
        return "\n".join(
            f"{each.mark} {each.meaning_en}" for each in criterion.mark_meanings.all()
        )

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may_judge_anew(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may_judge_anew(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may_judge_anew(obj) and super().has_delete_permission(request, obj)


def _may_judge_anew(selection_round: Any) -> bool:
    """Whether the criteria may still be changed; those of a new round may."""
    return selection_round is None or criteria_are_open(selection_round)
