"""The form of an act of promotion: it says kindly what the database would refuse."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catalogue.methods.models import WorkMethod
from catalogue.places.models import Community, Division, Province
from catalogue.practice.models import Promotion
from catalogue.practice.promoting import require_begun
from catalogue.practice.serving import serve
from catalogue.rounds.models import SelectionRound


class PromotionForm(forms.ModelForm):
    """One act of promotion, with the methods and rounds that it served."""

    of_methods = forms.ModelMultipleChoiceField(
        label=_("Work methods"),
        queryset=WorkMethod.objects.none(),
        required=False,
        help_text=_("Own ones, and published ones of other bodies."),
    )
    of_rounds = forms.ModelMultipleChoiceField(
        label=_("Selection rounds"),
        queryset=SelectionRound.objects.all(),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "of_methods" in self.fields:
            self.initial["of_methods"] = list(self.instance.methods.all())
            self.initial["of_rounds"] = list(self.instance.rounds.all())
            field: Any = self.fields["of_methods"]
            # What is there may stay, whatever became of the method since.
            field.queryset = (field.queryset | self.instance.methods.all()).distinct()

    def clean(self) -> dict[str, Any]:
        super().clean()
        given = self.cleaned_data
        if not (given.get("title_zh") or given.get("title_en")):
            self.add_error("title_zh", _("Give a title in one language at least."))
        if given.get("standing") == Promotion.Standing.HELD:
            self._check_begun(given.get("begins_on", ""))
        for link, address in (
            ("may_link", "address"),
            ("may_link_source", "source_address"),
        ):
            if given.get(link) and not given.get(address):
                self.add_error(link, _("Only what has an address is linked."))
        self._check_place()
        return given

    def _check_begun(self, begins_on: str) -> None:
        try:
            require_begun(begins_on)
        except ValidationError as refusal:
            self.add_error("standing", refusal)

    def _check_place(self) -> None:
        given = self.cleaned_data
        try:
            place = place_of(
                given.get("province"), given.get("division"), given.get("community")
            )
        except ValidationError as refusal:
            self.add_error(None, refusal)
        else:
            given.update(place)

    def save_served(self) -> None:
        """Let the saved promotion serve just the methods and rounds chosen."""
        if "of_methods" in self.cleaned_data:
            serve(
                self.instance,
                methods=self.cleaned_data["of_methods"],
                rounds=self.cleaned_data["of_rounds"],
            )


def place_of(
    province: Province | None, division: Division | None, community: Community | None
) -> dict[str, Any]:
    """The three levels of a place; what the narrower ones say fills the wider.

    Raises ValidationError, by field, where they contradict each other.
    """
    faults = {}
    lies_in = community.county if community else None
    if (
        community
        and division
        and division.pk
        not in (
            lies_in.pk if lies_in else None,
            lies_in.parent_id if lies_in else None,
        )
    ):
        faults["community"] = _("The community does not lie there.")
    narrower = community or division
    if narrower and province and narrower.province_id != province.pk:
        name = "community" if community else "division"
        faults.setdefault(name, _("This place lies in another province."))
    if faults:
        raise ValidationError(faults)
    return {
        "province": province or (narrower.province if narrower else None),
        "division": division or lies_in,
        "community": community,
    }
