"""Forms of the desk for adoptions: they say kindly what the work functions refuse."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catalogue.partial_dates import validate_partial_date
from catalogue.practice.adopting import require_adoptable, require_dates
from catalogue.practice.models import Adoption


class AdoptionForm(forms.ModelForm):
    """An adoption as staff enter or correct it."""

    confirmed = forms.BooleanField(
        label=_("Confirmed"),
        required=False,
        initial=True,
        help_text=_(
            "The community works by the method: the public may read it at once. "
            "Otherwise it waits among the reports."
        ),
    )

    class Meta:
        model = Adoption
        fields = [
            *("method", "community", "since"),
            *("adapted_zh", "adapted_en", "result_zh", "result_en", "source"),
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            self.fields.pop("confirmed", None)

    def clean(self) -> dict[str, Any]:
        super().clean()
        if not self.errors:
            self._check()
        return self.cleaned_data

    def _check(self) -> None:
        adoption = Adoption(ended_on=self.instance.ended_on)
        for name, value in self.cleaned_data.items():
            setattr(adoption, name, value)
        try:
            require_dates(adoption)
        except ValidationError as fault:
            self.add_error("since", fault)
        if self.instance.pk is None:
            try:
                require_adoptable(adoption)
            except ValidationError as fault:
                self.add_error("community", fault)


class ConfirmForm(forms.Form):
    """Nothing is asked but to look once more."""


class RefuseForm(forms.Form):
    """Why a report is not true, or none at all."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2_000,
        help_text=_("For the record; nothing of the report becomes public."),
        widget=AdminTextareaWidget({"rows": 3}),
    )


class EndForm(forms.Form):
    """Since when, and why, the community no longer works by the method."""

    ended_on = forms.CharField(
        label=_("Ended"),
        max_length=10,
        validators=[validate_partial_date],
        help_text=_("As precise as known: 2018, 2018-03 …"),
    )
    reason = forms.CharField(
        label=_("Why it ended"),
        max_length=2_000,
        help_text=_("The public reads it with the date."),
        widget=AdminTextareaWidget({"rows": 3}),
    )
