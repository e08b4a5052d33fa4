"""The form of one method in the worklist, and those of the call itself."""

import datetime
from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget, AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from catalogue.accounts.models import User
from catalogue.methods.models import WorkMethod
from catalogue.places.models import Community
from catalogue.practice.models import StillInUseAnswer
from catalogue.practice.still_in_use import Given
from catalogue.practice.still_in_use_hints import Hint

Answer = StillInUseAnswer.Answer
_LONGEST_NUMBER = 9
_LENGTH_OF_A_CODE = 12
_DETAILS = ("confirmed_on", "note_zh", "note_en", "evidence")


class AnswerForm(forms.Form):
    """What a body says of one method; the row says what it said so far."""

    answer = forms.ChoiceField(
        label=pgettext_lazy("still in use", "Answer"),
        required=False,
        choices=[*Answer.choices, ("", gettext_lazy("No answer yet"))],
        widget=forms.RadioSelect,
    )
    no_longer_since = forms.CharField(
        label=gettext_lazy("No longer used since"),
        help_text=gettext_lazy("As precise as known: 2018, 2018-03 …"),
        required=False,
        max_length=10,
    )
    revised_into = forms.CharField(
        label=gettext_lazy("Revised into the record number"),
        help_text=gettext_lazy("Only if the revised method has a record of its own."),
        required=False,
        max_length=_LONGEST_NUMBER + 2,
    )
    merged_community = forms.CharField(
        label=gettext_lazy("Merged into, number or code of the community"),
        help_text=gettext_lazy("Left empty where it is not known."),
        required=False,
        max_length=_LENGTH_OF_A_CODE + 2,
    )
    confirmed_on = forms.DateField(
        label=gettext_lazy("Confirmed on"),
        help_text=gettext_lazy("The day on which somebody made sure of it."),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    note_zh = forms.CharField(
        label=gettext_lazy("Note in Chinese"),
        help_text=gettext_lazy("The public reads it once an editor released it."),
        required=False,
        max_length=500,
        widget=AdminTextareaWidget({"rows": 2, "lang": "zh-Hans"}),
    )
    note_en = forms.CharField(
        label=gettext_lazy("Note in English"),
        required=False,
        max_length=500,
        widget=AdminTextareaWidget({"rows": 2, "lang": "en"}),
    )
    evidence = forms.CharField(
        label=gettext_lazy("Evidence"),
        help_text=gettext_lazy("A visit, a report, an address. For staff."),
        required=False,
        max_length=300,
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        row: StillInUseAnswer,
        person: User,
        data: Mapping[str, Any] | None = None,
        *,
        put_in: Mapping[str, Any] | None = None,
    ) -> None:
        initial = {**_stored(row), **(put_in or {})}
        super().__init__(data, prefix=prefix_of(row), initial=initial)
        self.row, self.person = row, person

    @property
    def details_are_open(self) -> bool:
        """Whether something is wrong in the details."""
        return any(self.errors.get(name) for name in _DETAILS)

    def clean_revised_into(self) -> WorkMethod | None:
        number = self.cleaned_data["revised_into"].strip().removeprefix("№").strip()
        if not number:
            return None
        methods = WorkMethod.objects.visible_to(self.person)
        found = methods.filter(pk=number).first() if _is_number(number) else None
        if found is None:
            raise ValidationError(_("There is no such method of your body."))
        return found

    def clean_merged_community(self) -> Community | None:
        text = self.cleaned_data["merged_community"].strip().removeprefix("№").strip()
        if not text:
            return None
        found = None
        if text.isascii() and text.isdecimal() and len(text) == _LENGTH_OF_A_CODE:
            found = Community.objects.unmerged().filter(code=text).first()
        elif _is_number(text):
            found = Community.objects.unmerged().filter(pk=text).first()
        if found is None:
            raise ValidationError(_("No community has this number or code."))
        return found

    def given(self) -> Given:
        """The answer, once the form is valid."""
        values = dict(self.cleaned_data)
        del values["seen"]
        return Given(**values)

    def seen_at(self) -> datetime.datetime | None:
        """When the answer was given that the person had before the eyes."""
        try:
            return parse_datetime(self.cleaned_data["seen"])
        except ValueError:
            return None


def prefix_of(row: StillInUseAnswer) -> str:
    """What the names of the inputs of a row begin with."""
    return f"row{row.pk}"


def _stored(row: StillInUseAnswer) -> dict[str, Any]:
    return {
        "answer": row.answer,
        "no_longer_since": row.no_longer_since,
        "revised_into": str(row.revised_into_id or ""),
        "merged_community": str(row.merged_community_id or ""),
        "confirmed_on": row.confirmed_on or timezone.localdate(),
        "note_zh": row.note_zh,
        "note_en": row.note_en,
        "evidence": row.evidence,
        "seen": row.answered_at.isoformat() if row.answered_at else "",
    }


def as_hinted(hint: Hint) -> dict[str, str]:
    """What the form holds when the hint is taken over; nothing is saved."""
    return {
        "answer": hint.answer,
        "merged_community": str(hint.community.pk) if hint.community else "",
    }


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER


class OpeningForm(forms.Form):
    """Until when the bodies are asked to answer."""

    due_on = forms.DateField(
        label=gettext_lazy("Last day to answer"), widget=AdminDateWidget
    )


class MoreTimeForm(forms.Form):
    """Until when, and why."""

    to = forms.DateField(label=gettext_lazy("New last day"), widget=AdminDateWidget)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("It stays on record."),
        max_length=300,
        widget=AdminTextareaWidget({"rows": 2}),
    )
