"""What the desk asks before a method changes its state."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime, AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.methods.admin.forms import name_day_and_time
from catalogue.methods.models import StateChange, WorkMethod
from catalogue.methods.publication import Reason
from catalogue.methods.revisions import CONTENT

# What a reason may be about, beside the fields of the method itself.
PARTS = ("themes", "steps", "characteristics", "sources", "photos", "files")
_PREFIX = "about_"


class ReasonForm(forms.Form):
    """Why: in one of the two languages at least."""

    reason_zh = forms.CharField(
        label=_("Reason in Chinese"),
        required=False,
        max_length=2000,
        widget=AdminTextareaWidget({"rows": 3, "lang": "zh-Hans"}),
    )
    reason_en = forms.CharField(
        label=_("Reason in English"),
        required=False,
        max_length=2000,
        widget=AdminTextareaWidget({"rows": 3, "lang": "en"}),
    )

    def reason(self) -> Reason:
        """What was given, once the form is valid."""
        given = self.cleaned_data
        return Reason(given["reason_zh"], given["reason_en"])


class WithdrawForm(ReasonForm):
    """The reason of a withdrawal, which the public page shows."""

    def clean(self) -> dict[str, Any]:
        super().clean()
        given = self.cleaned_data
        if not (given.get("reason_zh") or given.get("reason_en")):
            raise ValidationError(
                _("Give the reason: the public page shows it with the date.")
            )
        return given


class ReturnForm(ReasonForm):
    """What is to be corrected, as a whole and field by field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in _named_fields():
            self.fields[_PREFIX + name] = forms.CharField(
                label=label, required=False, max_length=500
            )

    def reason(self) -> Reason:
        """What was given, once the form is valid."""
        given = self.cleaned_data
        by_field = {
            name.removeprefix(_PREFIX): text
            for name, text in given.items()
            if name.startswith(_PREFIX) and text
        }
        return Reason(given["reason_zh"], given["reason_en"], by_field)

    def clean(self) -> dict[str, Any]:
        super().clean()
        if not any(self.cleaned_data.values()):
            raise ValidationError(
                _("Say what is to be corrected, as a whole or at single fields.")
            )
        return self.cleaned_data


class PublishForm(forms.Form):
    """At once, or at a moment to come."""

    publish_at = forms.SplitDateTimeField(
        label=_("Publish at"),
        required=False,
        help_text=_("Left empty: at once. Otherwise a moment to come, Beijing time."),
        widget=AdminSplitDateTime(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_day_and_time(self.fields["publish_at"])

    def clean_publish_at(self) -> Any:
        at = self.cleaned_data["publish_at"]
        if at is not None and at <= timezone.now():
            raise ValidationError(_("Choose a moment that is still to come."))
        return at


class ConfirmForm(forms.Form):
    """Nothing is asked but the press of the button."""


def _named_fields() -> Iterator[tuple[str, Any]]:
    for name in (*CONTENT, *PARTS):
        field: Any = WorkMethod._meta.get_field(name)
        label = getattr(field, "verbose_name", None)
        if label is None:
            label = field.related_model._meta.verbose_name_plural
        if not name.startswith("contact_"):
            yield name, label


def reasons_by_field(change: StateChange | None) -> list[tuple[str, str]]:
    """What a return says of single fields, in the words and order of the form."""
    reasons = change.field_reasons if change else {}
    return [
        (str(label), reasons[name])
        for name, label in _named_fields()
        if name in reasons
    ]
