from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.scoped_admin import ScopedAdmin, staff
from catalogue.methods.admin.choosing import ChoosesPublishedMethods
from catalogue.methods.family import learn_from, require_relation
from catalogue.methods.models import MethodParent


class MethodParentForm(forms.ModelForm):
    """Says kindly what `learn_from` would refuse."""

    def clean(self) -> dict[str, Any]:
        super().clean()
        if not self.errors and self.has_changed():
            child = self.cleaned_data.get("child") or self.instance.child
            try:
                require_relation(child, self.cleaned_data["parent"])
            except ValidationError as fault:
                self.add_error("parent", fault)
        return self.cleaned_data


@admin.register(MethodParent)
class MethodParentAdmin(ChoosesPublishedMethods, ScopedAdmin):
    """Which method was learnt from which; an officer enters it for the own ones."""

    form = MethodParentForm
    list_display = ["child", "parent", "body"]
    export_display = [
        *("child__number", "child__title_zh", "child__title_en"),
        *("parent__number", "parent__title_zh", "parent__title_en"),
    ]
    list_select_related = ["child__reporting_body", "parent"]
    search_fields = [
        f"{side}__{field}"
        for side in ("child", "parent")
        for field in ("title_zh", "title_en")
    ]
    search_help_text = _("Title of one of the two")
    autocomplete_fields = ["child", "parent"]
    published_methods_in = ("parent",)
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "The public reads it on the pages of both methods, once both are "
                    "published."
                ),
                "fields": ["child", "parent"],
            },
        )
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["child"] if obj else []

    def save_model(
        self, request: HttpRequest, obj: MethodParent, form: Any, change: bool
    ) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        obj.pk = learn_from(obj.child, obj.parent, by=staff(request)).pk

    @admin.display(description=_("body"), ordering="child__reporting_body__sort_order")
    def body(self, row: MethodParent) -> str:
        return str(row.child.reporting_body)
