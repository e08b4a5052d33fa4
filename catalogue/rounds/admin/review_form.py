"""The form of a review: a mark and a reason for each criterion, and the whole."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.utils.translation import gettext_lazy as _

from catalogue.rounds.models import Criterion, Review, ReviewMark
from catalogue.rounds.reviewing import Mark, Page, Written

_LONGEST_REASON = ReviewMark._meta.get_field("reason").max_length


@dataclass(frozen=True)
class MarkRow:
    """One criterion in the form, and what another window wrote there meanwhile."""

    criterion: Criterion
    mark: Any
    reason: Any
    other: Mark | None


class ReviewForm(forms.Form):
    """What a page holds of a review; a draft may be as empty as it likes."""

    page = forms.UUIDField(widget=forms.HiddenInput)
    turn = forms.IntegerField(
        min_value=0, max_value=1_000_000, initial=0, widget=forms.HiddenInput
    )
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    recommendation = forms.ChoiceField(
        label=_("Overall recommendation"),
        required=False,
        choices=Review.Recommendation.choices,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason of the recommendation"),
        required=False,
        max_length=4_000,
        widget=AdminTextareaWidget({"rows": 4}),
    )

    def __init__(self, criteria: list[Criterion], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        # What another window wrote, once it is known that it did.
        self.other: Written | None = None
        for criterion in criteria:
            self.fields[f"mark-{criterion.pk}"] = forms.TypedChoiceField(
                label=_("Mark"),
                required=False,
                choices=_marks(criterion),
                coerce=int,
                empty_value=None,
                widget=forms.RadioSelect,
            )
            self.fields[f"reason-{criterion.pk}"] = forms.CharField(
                label=_("Reason"),
                required=False,
                max_length=_LONGEST_REASON,
                widget=AdminTextareaWidget({"rows": 2}),
            )

    def clean(self) -> dict[str, Any]:
        # Browsers send the ends of lines as two characters.
        for name, value in self.cleaned_data.items():
            if isinstance(value, str):
                self.cleaned_data[name] = value.replace("\r\n", "\n")
        return self.cleaned_data

    @property
    def rows(self) -> Iterator[MarkRow]:
        """The criteria with their two fields."""
        for criterion in self.criteria:
            key = criterion.pk
            yield MarkRow(
                criterion,
                self[f"mark-{key}"],
                self[f"reason-{key}"],
                self._other_mark(key),
            )

    def _other_mark(self, key: int) -> Mark | None:
        if self.other is None:
            return None
        there = self.other.marks.get(key, Mark())
        return there if there != self.written.marks.get(key, Mark()) else None

    @property
    def other_recommendation(self) -> str:
        """The recommendation of another window, in words."""
        there = self.other.recommendation if self.other else ""
        return str(Review.Recommendation(there).label) if there else "–"

    @property
    def other_reason(self) -> str:
        """The reason of another window, where it says something else."""
        if self.other is None or self.other.reason == self.written.reason:
            return ""
        return self.other.reason

    @property
    def written(self) -> Written:
        """What the form holds once it is valid."""
        data = self.cleaned_data
        return Written(
            data["recommendation"],
            data["reason"],
            {
                each.pk: Mark(data[f"mark-{each.pk}"], data[f"reason-{each.pk}"])
                for each in self.criteria
            },
        )

    @property
    def opened_page(self) -> Page:
        data = self.cleaned_data
        return Page(data["page"], data["turn"], data["seen"])


def initial_of(written: Written, seen: str) -> dict[str, Any]:
    """What the form of a page that is being opened begins with."""
    values: dict[str, Any] = {
        "page": uuid.uuid4(),
        "turn": 0,
        "seen": seen,
        "recommendation": written.recommendation,
        "reason": written.reason,
    }
    for key, given in written.marks.items():
        values |= {f"mark-{key}": given.mark, f"reason-{key}": given.reason}
    return values


def _marks(criterion: Criterion) -> list[tuple[int, str]]:
    """The marks of the scale from the highest, each with what it means."""
    meanings = {each.mark: str(each.meaning) for each in criterion.mark_meanings.all()}
    scale = range(criterion.highest, criterion.lowest - 1, -1)
    return [(mark, meanings.get(mark, "")) for mark in scale]
