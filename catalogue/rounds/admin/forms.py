"""Forms of the desk for rounds: they say kindly what the database would refuse."""

from itertools import pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catalogue.methods.admin.forms import name_day_and_time
from catalogue.methods.completeness import PARTS
from catalogue.rounds.models import Notice, SelectionRound, Submission
from catalogue.rounds.models.selection_round import RECORDED


def check_funnel(form: forms.ModelForm, prefix: str = "") -> None:
    """Add an error where more are selected than submitted, or than solicited."""
    names = [f"{prefix}{step}" for step in ("solicited", "submitted", "selected")]
    for wider, narrower in pairwise(names):
        many, few = form.cleaned_data.get(wider), form.cleaned_data.get(narrower)
        if many is not None and few is not None and few > many:
            message = _(
                "%(few)d are more than the %(many)d of “%(wider)s”: correct one of "
                "the two, or leave empty what is not known."
            )
            label = form.fields[wider].label or ""
            words = {"few": few, "many": many, "wider": label}
            form.add_error(narrower, ValidationError(message, params=words))


class SelectionRoundForm(forms.ModelForm):
    """A round whose official totals never grow from step to step.

    Only a round that is merely recorded takes its state from here.
    """

    required_parts = forms.MultipleChoiceField(
        label=_("Parts that a submission must have"),
        choices=[(part.key, part.label) for part in PARTS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "state" in self.fields:
            self.fields["state"].choices = [  # type: ignore[attr-defined]
                (state, SelectionRound.State(state).label) for state in RECORDED
            ]
        if "closes_at" in self.fields:
            name_day_and_time(self.fields["closes_at"])

    def clean(self) -> dict[str, Any]:
        super().clean()
        check_funnel(self, "official_")
        was = self.instance
        held = self.cleaned_data.get("is_held_here", was.is_held_here)
        if held and "state" in self.fields:
            # Only `life.move_round` moves it; it begins in preparation.
            self.cleaned_data["state"] = SelectionRound.State.PREPARING
        self._check_scope(held)
        return self.cleaned_data

    def _check_scope(self, held: bool) -> None:
        was = self.instance
        given = self.cleaned_data
        if not held and was.pk and was.is_held_here and was.state_changes.exists():
            words = _("This round has been open: it stays held here.")
            self.add_error("is_held_here", words)
        moved = "province" in given and given["province"] != was.province
        if was.pk and moved and was.quotas.exists():
            words = _("Take the quotas away first: they are those of other bodies.")
            self.add_error("province", words)


class ProvincialReturnForm(forms.ModelForm):
    """The counts of one reporting body, which never grow from step to step."""

    def clean(self) -> dict[str, Any]:
        super().clean()
        check_funnel(self)
        return self.cleaned_data


class NoticeForm(forms.ModelForm):
    """A notice whose number is used once, with an address when it may be linked."""

    def clean_number(self) -> str:
        number: str = self.cleaned_data["number"]
        others = Notice.objects.exclude(pk=self.instance.pk)
        if number and others.filter(number=number).exists():
            raise ValidationError(
                _("Another notice already has the number %(number)s."),
                params={"number": number},
            )
        return number

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.cleaned_data.get("may_link") and not self.cleaned_data.get("address"):
            self.add_error("may_link", _("Only a notice with an address is linked."))
        return self.cleaned_data


class SubmissionForm(forms.ModelForm):
    """A submission; its reporting body is always that of its method."""

    def clean(self) -> dict[str, Any]:
        super().clean()
        self._check_scope()
        self._check_sequence_number()
        return self.cleaned_data

    def _check_scope(self) -> None:
        method = self.cleaned_data.get("method")
        selection_round = self.cleaned_data.get("selection_round")
        if method is not None and method.revises_id is not None:
            message = _("This is a change of № %(number)d: choose that method.")
            fault = ValidationError(message, params={"number": method.revises_id})
            self.add_error("method", fault)
            return
        if method is None or selection_round is None:
            return
        province = selection_round.province
        if province is not None and province.pk != method.reporting_body_id:
            message = _("This round is for %(province)s alone.")
            fault = ValidationError(message, params={"province": province})
            self.add_error("selection_round", fault)

    def _check_sequence_number(self) -> None:
        method = self.cleaned_data.get("method")
        number = self.cleaned_data.get("sequence_number")
        if number is None or method is None:
            return
        twins = Submission.objects.exclude(pk=self.instance.pk).filter(
            selection_round=self.cleaned_data.get("selection_round"),
            reporting_body=method.reporting_body_id,
            sequence_number=number,
        )
        if twins.exists():
            message = _("The list of this reporting body already has a number %(n)d.")
            self.add_error(
                "sequence_number", ValidationError(message, params={"n": number})
            )

    def save(self, commit: bool = True) -> Submission:
        self.instance.reporting_body = self.instance.method.reporting_body
        saved: Submission = super().save(commit)
        return saved
