"""Forms of the desk: they say kindly what the database would refuse."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.models import User
from catalogue.marked_text import tidied
from catalogue.methods.admin.editing.held_back import HoldableForm
from catalogue.places.models import Community, Province
from catalogue.places.models.community import CORPS, XINJIANG

FIRST_YEAR, LAST_YEAR = 1949, 2100


class MarkedTextForm(forms.ModelForm):
    """A form of which some texts take marks; what is pasted there comes out clean."""

    # Of the bilingual fields, without the ending.
    marked: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self._marked_fields():
            # The script of the page gives these their buttons.
            self.fields[name].widget.attrs["data-marks"] = ""

    def clean(self) -> dict[str, Any]:
        super().clean()
        for name in self._marked_fields():
            if name in self.changed_data and name in self.cleaned_data:
                self.cleaned_data[name] = tidied(self.cleaned_data[name])
        return self.cleaned_data

    def _marked_fields(self) -> list[str]:
        names = [f"{name}_{ending}" for name in self.marked for ending in ("zh", "en")]
        return [name for name in names if name in self.fields]


class WorkMethodForm(MarkedTextForm, HoldableForm):
    """A method as staff enter it; `person` is who enters it."""

    person: User
    marked = ("problem", "conditions", "results", "cautions")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "reporting_body" in self.fields:
            self.fields["reporting_body"].required = False
            self.fields["reporting_body"].help_text = _(
                "Left empty: the reporting body of the community."
            )
        elif self.instance._state.adding:
            self.instance.reporting_body = self.person.reporting_body

    def clean(self) -> dict[str, Any]:
        super().clean()
        self._check_year()
        self._check_reporting_body()
        return self.cleaned_data

    def _check_year(self) -> None:
        year = self.cleaned_data.get("year_begun")
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
            message = _("Write a year from %(first)s to %(last)s, or leave it empty.")
            years = {"first": FIRST_YEAR, "last": LAST_YEAR}
            self.add_error("year_begun", ValidationError(message, params=years))

    def _check_reporting_body(self) -> None:
        community = self.cleaned_data.get("community")
        body = self._reporting_body(community)
        if body is None:
            if "community" not in self.errors and "reporting_body" not in self.errors:
                message = _("Choose the community, or else the reporting body.")
                self.add_error("reporting_body", message)
        elif community is not None and not reports_through(community, body):
            message = _(
                "%(community)s lies in %(province)s and does not report through "
                "%(body)s: choose another community or reporting body."
            )
            words = {
                "community": community,
                "province": community.province,
                "body": body,
            }
            self.add_error("community", ValidationError(message, params=words))

    def _reporting_body(self, community: Community | None) -> Province | None:
        if "reporting_body" not in self.fields:
            own: Province | None = self.instance.reporting_body
            return own
        body: Province | None = self.cleaned_data.get("reporting_body")
        if body is None and community is not None:
            body = self.cleaned_data["reporting_body"] = community.reporting_body
        return body


def reports_through(community: Community, body: Province) -> bool:
    """Whether the body reports for the community: its province, or the Corps."""
    in_xinjiang = community.province_id == XINJIANG
    return community.province_id == body.pk or (in_xinjiang and body.pk == CORPS)


class SourceForm(forms.ModelForm):
    """A source: a title or an address, and an address when it may be linked."""

    def clean(self) -> dict[str, Any]:
        super().clean()
        title = self.cleaned_data.get("title")
        address = self.cleaned_data.get("address")
        if "title" in self.errors or "address" in self.errors:
            return self.cleaned_data
        if not (title or address):
            self.add_error("title", _("Give the source a title or an address."))
        if self.cleaned_data.get("may_link") and not address:
            self.add_error("may_link", _("Only a source with an address is linked."))
        return self.cleaned_data


class NumberedFormSet(forms.BaseInlineFormSet):
    """Parts of a method of which each may stand there once."""

    def get_unique_error_message(self, unique_check: Any) -> str:
        repeated = [name for name in unique_check if name != self.fk.name]
        label = self.model._meta.get_field(repeated[0]).verbose_name  # type: ignore[union-attr]
        message = _("Two rows have the same %(label)s: change one of them.")
        return str(message % {"label": label})


class StepForm(MarkedTextForm):
    """A step; without a number it comes after the others."""

    marked = ("action",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "position" in self.fields:
            self.fields["position"].required = False
            self.fields["position"].help_text = _("Left empty: after the others.")


class StepFormSet(NumberedFormSet):
    """The steps of a method, numbered in their order."""

    def clean(self) -> None:
        last = max(map(_position, self.forms), default=0)
        for form in self.forms:
            if _is_entered(form) and not _position(form):
                last += 1
                form.cleaned_data["position"] = form.instance.position = last
        super().clean()


def _is_entered(form: Any) -> bool:
    stays = form.is_valid() and not form.cleaned_data.get(DELETION_FIELD_NAME)
    return stays and form.has_changed()


def _position(form: Any) -> int:
    return getattr(form, "cleaned_data", {}).get("position") or 0


def name_day_and_time(field: Any) -> None:
    """Say of each of the two inputs of a moment what it is; the label is of both."""
    day, time = field.widget.widgets
    day.attrs["aria-label"] = gettext("%(label)s: day") % {"label": field.label}
    time.attrs["aria-label"] = gettext("%(label)s: time") % {"label": field.label}
