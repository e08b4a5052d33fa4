"""The parts of a method, entered on its page."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalogue.methods.admin.columns import BilingualForm
from catalogue.methods.admin.forms import (
    NumberedFormSet,
    SourceForm,
    StepForm,
    StepFormSet,
)
from catalogue.methods.models import (
    MethodCharacteristic,
    MethodFile,
    MethodPhoto,
    Source,
    Step,
)


class PartOfRecord(BilingualForm, InlineModelAdmin):
    """Whoever may change the record may change its parts, and nobody else."""

    extra = 0

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._of_record("view", request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._of_record("change" if obj else "add", request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._of_record("change" if obj else "add", request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._of_record("change" if obj else "add", request, obj)

    def _of_record(self, act: str, request: HttpRequest, obj: Any) -> bool:
        record_admin = self.admin_site.get_model_admin(self.parent_model)
        if act == "add":
            return record_admin.has_add_permission(request)
        allowed = getattr(record_admin, f"has_{act}_permission")
        return bool(allowed(request, obj))


class StepInline(PartOfRecord, admin.StackedInline):
    model = Step
    form = StepForm
    formset = StepFormSet
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "What somebody elsewhere would do in this step, "
                    "by whom and when, and what comes out of it."
                ),
                "fields": [
                    "position",
                    ("title_zh", "title_en"),
                    ("action_zh", "action_en"),
                    ("who_zh", "who_en"),
                    ("when_zh", "when_en"),
                    ("output_zh", "output_en"),
                    ("caution_zh", "caution_en"),
                ],
            },
        )
    ]


class CharacteristicInline(PartOfRecord, admin.TabularInline):
    model = MethodCharacteristic
    formset = NumberedFormSet
    max_num = len(MethodCharacteristic.Characteristic)


class SourceInline(PartOfRecord, admin.StackedInline):
    model = Source
    form = SourceForm
    fieldsets = [
        (
            None,
            {
                "description": _("Every statement names the source it comes from."),
                "fields": [
                    ("title", "issuer"),
                    ("address", "may_link"),
                    ("dated", "position"),
                    "note",
                ],
            },
        )
    ]


class PhotoInline(PartOfRecord, admin.TabularInline):
    model = MethodPhoto


class FileInline(PartOfRecord, admin.TabularInline):
    model = MethodFile
