"""Reviewers and review groups on the desk; the page of a round seats them."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import ModelChoiceField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.models import User
from catalogue.accounts.roles import Role
from catalogue.methods.admin.columns import BilingualForm
from catalogue.places.models import Division
from catalogue.rounds.models import Reviewer, ReviewGroup


class ReviewerForm(forms.ModelForm):
    """A reviewer; a county alone would let through the rest of its city."""

    def clean_home_city(self) -> Division | None:
        city: Division | None = self.cleaned_data["home_city"]
        if city is not None and city.parent is not None:
            raise ValidationError(
                _("Choose the city above it: %(city)s."), params={"city": city.parent}
            )
        return city


@admin.register(Reviewer)
class ReviewerAdmin(admin.ModelAdmin):
    """The persons who judge, with the places whose submissions are not for them."""

    form = ReviewerForm
    list_display = ["__str__", "kind", "unit", "home_body", "home_city", "is_active"]
    list_filter = ["kind", "account__is_active"]
    list_select_related = ["account", "home_body", "home_city"]
    search_fields = ["account__last_name", "account__first_name", "account__username"]
    autocomplete_fields = ["home_city"]
    fieldsets = [
        (None, {"fields": ["account", "kind", "unit"]}),
        (
            _("Never to judge"),
            {
                "description": _(
                    "Submissions of these places are never assigned or shown. In a "
                    "round of one province, where the cities report, only the city "
                    "counts."
                ),
                "fields": ["home_body", "home_city"],
            },
        ),
        (_("Workload"), {"fields": ["most_submissions"]}),
    ]

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        if db_field.name == "account":
            # An account of the reviewer's role; whoever is one already is kept.
            kwargs["queryset"] = User.objects.filter(groups__name=Role.REVIEWER)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["account"] if obj is not None else []

    @admin.display(description=_("active"), ordering="account__is_active", boolean=True)
    def is_active(self, reviewer: Reviewer) -> bool:
        return reviewer.account.is_active


class ReviewGroupForm(forms.ModelForm):
    """A group whose name no other group of its round has."""

    def clean_name_zh(self) -> str:
        name: str = self.cleaned_data["name_zh"]
        chosen = self.cleaned_data.get("selection_round")
        own = chosen.pk if chosen else self.instance.selection_round_id
        others = ReviewGroup.objects.exclude(pk=self.instance.pk)
        if others.filter(selection_round=own, name_zh=name).exists():
            raise ValidationError(_("Another group of this round has this name."))
        return name


@admin.register(ReviewGroup)
class ReviewGroupAdmin(BilingualForm, admin.ModelAdmin):
    """The names of review groups."""

    form = ReviewGroupForm
    list_display = ["name_zh", "name_en", "selection_round", "position"]
    list_select_related = ["selection_round"]
    search_fields = ["name_zh", "name_en"]
    autocomplete_fields = ["selection_round"]
    fields = ["selection_round", ("name_zh", "name_en"), "position"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["selection_round"] if obj is not None else []
