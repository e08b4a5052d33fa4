"""What the public form asks, and how it says what is to be put right."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from catalogue.methods.uploads import photo_to_keep
from catalogue.partial_dates import first_day
from catalogue.practice.adoption_reports import Told
from catalogue.public.adoption.limits import count_photo

MOST_LINKS = 3
_LONGEST_TEXT = 2_000
_LONGEST_LINK = 600
_FIRST_YEAR = 1949

_is_address = URLValidator(["http", "https"])


class AdoptionReportForm(forms.Form):
    """Since when, how, and what came of it; nothing but the community is required."""

    since_year = forms.IntegerField(
        label=_("Year"),
        required=False,
        min_value=_FIRST_YEAR,
        widget=forms.TextInput({"inputmode": "numeric", "maxlength": 4, "size": 4}),
        error_messages={
            "invalid": _("Write the year with four digits, for example 2021."),
            "min_value": _("Write the year with four digits, for example 2021."),
        },
    )
    since_month = forms.TypedChoiceField(
        label=_("Month"), required=False, coerce=int, empty_value=None
    )
    adapted = forms.CharField(
        label=_("What did you change?"),
        help_text=_("In a sentence or two; leave it empty if you changed nothing."),
        required=False,
        max_length=_LONGEST_TEXT,
        widget=forms.Textarea({"rows": 4}),
    )
    result = forms.CharField(
        label=_("What came of it?"),
        help_text=_("As exactly as you can: what was counted, before and after."),
        required=False,
        max_length=_LONGEST_TEXT,
        widget=forms.Textarea({"rows": 4}),
    )
    links = forms.CharField(
        label=_("Pages that tell of it"),
        help_text=_("Up to three addresses, one in each line."),
        required=False,
        max_length=MOST_LINKS * _LONGEST_LINK,
        widget=forms.Textarea({"rows": 3, "spellcheck": "false"}),
    )
    photo = forms.FileField(
        label=_("A photo"),
        help_text=_(
            "JPEG or PNG, at most 10 MB. Show no faces of people who were not asked."
        ),
        required=False,
        widget=forms.FileInput({"accept": "image/jpeg,image/png"}),
    )
    photo_caption = forms.CharField(
        label=_("What the photo shows"), required=False, max_length=200
    )
    contact_name = forms.CharField(
        label=_("Your name"),
        required=False,
        max_length=60,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    contact_reach = forms.CharField(
        label=_("Your telephone number or e-mail address"),
        required=False,
        max_length=120,
    )
    consent = forms.BooleanField(required=False)
    # Programs fill in every field; people do not see this one.
    homepage = forms.CharField(required=False, label=_("Leave this field empty"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        months: Any = self.fields["since_month"]
        months.choices = [("", _("not known")), *MONTHS.items()]
        for name, field in self.fields.items():
            field.widget.attrs |= self._described(name, bool(field.help_text))

    def _described(self, name: str, has_hint: bool) -> dict[str, str]:
        is_wrong = self.is_bound and name in self.errors
        by = [f"id_{name}_error"] if is_wrong else []
        by += [f"id_{name}_hint"] if has_hint else []
        described = {"aria-describedby": " ".join(by)} if by else {}
        return described | ({"aria-invalid": "true"} if is_wrong else {})

    def clean_since_year(self) -> int | None:
        year: int | None = self.cleaned_data["since_year"]
        if year is not None and year > timezone.localdate().year:
            raise ValidationError(_("The year is still to come."))
        return year

    def clean_links(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["links"].splitlines()]
        links = list(dict.fromkeys(line for line in lines if line))
        if len(links) > MOST_LINKS:
            raise ValidationError(_("Give at most three addresses."))
        for link in links:
            _require_address(link)
        return links

    def clean_homepage(self) -> str:
        if self.cleaned_data["homepage"]:
            raise ValidationError(_("Leave this field empty."))
        return ""

    def clean(self) -> dict[str, Any]:
        super().clean()
        given = self.cleaned_data
        if given.get("since_month") and not given.get("since_year"):
            self._add("since_year", _("Give the year too."))
        elif given.get("since_month") and first_day(_since(given)) > (
            timezone.localdate()
        ):
            self._add("since_month", _("The month is still to come."))
        if given.get("contact_name") and not given.get("contact_reach"):
            self._add("contact_reach", _("Say how you can be reached, or no name."))
        if given.get("contact_reach") and not given.get("consent"):
            self._add("consent", _("Agree, or leave name and address empty."))
        self._keep_photo()
        return given

    def _add(self, field: str, message: Any) -> None:
        if field not in self.errors:
            self.add_error(field, message)

    def _keep_photo(self) -> None:
        """Judge the photo last: it is work, and done for what is else in order."""
        photo = self.cleaned_data.get("photo")
        if photo is None or self.errors:
            return
        count_photo()
        try:
            self.cleaned_data["photo"] = photo_to_keep(photo)
        except ValidationError as fault:
            self.add_error("photo", fault)

    def told(self) -> Told:
        """What was written, once the form is valid."""
        given = self.cleaned_data
        return Told(
            since=_since(given),
            adapted=given["adapted"],
            result=given["result"],
            links=given["links"],
            photo=given["photo"],
            photo_caption=given["photo_caption"],
            contact_name=given["contact_name"],
            contact_reach=given["contact_reach"],
        )


def _since(given: dict[str, Any]) -> str:
    year, month = given.get("since_year"), given.get("since_month")
    if not year:
        return ""
    return f"{year:04}-{month:02}" if month else f"{year:04}"


def _require_address(link: str) -> None:
    message = _("“%(link)s” is no address: begin with https://")
    if len(link) > _LONGEST_LINK:
        raise ValidationError(message, params={"link": link[:40] + "…"})
    try:
        _is_address(link)
    except ValidationError:
        shown = link if len(link) <= 60 else link[:60] + "…"
        raise ValidationError(message, params={"link": shown}) from None
