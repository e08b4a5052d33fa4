"""The parts of a site, entered on its page; the five co's stand side by side."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from catalogue.methods.admin.forms import SourceForm
from catalogue.methods.admin.parts import PartOfRecord
from catalogue.practice.models import (
    Co,
    PilotAct,
    PilotAssessment,
    PilotMoney,
    PilotPhotos,
    PilotSatisfaction,
    PilotSource,
)


class ActFormSet(forms.BaseInlineFormSet):
    """Acts under one of the five co's."""

    co: Co

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        form.instance.co = self.co
        return form


class ActInline(PartOfRecord, admin.StackedInline):
    """The acts under one of the five co's; which, its subclass says."""

    model = PilotAct
    co: Co
    fields = ["what_zh", "what_en", "dated", "who_zh", "who_en", "people"]
    is_act = True

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).filter(co=self.co)

    def get_formset(
        self, request: HttpRequest, obj: Any = None, **kwargs: Any
    ) -> type[Any]:
        kind = type(
            "ActsOfOneCo",
            (ActFormSet,),
            {"co": self.co, "get_default_prefix": _prefix_of(self.co)},
        )
        return super().get_formset(request, obj, formset=kind, **kwargs)


def _prefix_of(co: Co) -> Any:
    return classmethod(lambda _formset: co.value)


ACT_INLINES = [
    type(
        f"{co.name.title()}Inline",
        (ActInline,),
        {"co": co, "verbose_name_plural": co.label},
    )
    for co in Co
]


class MoneyInline(PartOfRecord, admin.TabularInline):
    model = PilotMoney


class PhotosInline(PartOfRecord, admin.StackedInline):
    model = PilotPhotos
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("caption_zh", "caption_en"),
                    ("before", "before_on"),
                    ("before_shows_zh", "before_shows_en"),
                    ("after", "after_on"),
                    ("after_shows_zh", "after_shows_en"),
                ]
            },
        )
    ]


class AssessmentInline(PartOfRecord, admin.TabularInline):
    model = PilotAssessment


class SatisfactionInline(PartOfRecord, admin.TabularInline):
    model = PilotSatisfaction


class PilotSourceInline(PartOfRecord, admin.StackedInline):
    model = PilotSource
    form = SourceForm
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("title", "issuer"),
                    ("address", "may_link"),
                    ("dated", "position"),
                    "note",
                ]
            },
        )
    ]


INLINES = [
    *ACT_INLINES,
    MoneyInline,
    PhotosInline,
    AssessmentInline,
    SatisfactionInline,
    PilotSourceInline,
]
