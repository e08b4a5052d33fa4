from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminIntegerFieldWidget
from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue.methods.admin.columns import BilingualForm, two_lines
from catalogue.methods.models import Theme, WorkMethod


class PlaceInOrder(forms.ModelForm):
    """The number that is changed in the list, where no label stands beside it."""

    class Meta:
        widgets: ClassVar = {
            "sort_order": AdminIntegerFieldWidget({"aria-label": _("order")})
        }


@admin.register(Theme)
class ThemeAdmin(BilingualForm, admin.ModelAdmin):
    """Themes in their public order, with the number of methods that deal with them."""

    list_display = ["names", "slug", "sort_order", "published_methods"]
    export_display = ["name_zh", "name_en", *list_display[1:]]
    list_editable = ["sort_order"]
    # Counting drops the order of the model.
    ordering = ["sort_order", "slug"]
    search_fields = ["name_zh", "name_en", "slug"]
    prepopulated_fields = {"slug": ["name_en"]}
    fieldsets = [
        (
            None,
            {
                "description": _(
                    "A theme is a subject by which readers look for methods. "
                    "Its address and its order on the site are set here too."
                ),
                "fields": [("name_zh", "name_en"), "slug", "sort_order"],
            },
        ),
        (
            _("Description"),
            {
                "description": _("One or two sentences at the head of its page."),
                "fields": ["description_zh", "description_en"],
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        published = Q(work_methods__status=WorkMethod.Status.PUBLISHED)
        return (
            super()
            .get_queryset(request)
            .annotate(published_count=Count("work_methods", filter=published))
        )

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> Any:
        return super().get_changelist_form(request, form=PlaceInOrder, **kwargs)

    @admin.display(description=_("name"), ordering="name_zh")
    def names(self, theme: Theme) -> SafeString:
        return two_lines(theme.name, theme.other_name)

    @admin.display(
        description=pgettext_lazy("column", "published methods"),
        ordering="published_count",
    )
    def published_methods(self, theme: Any) -> SafeString:
        address = reverse("admin:methods_workmethod_changelist")
        return format_html(
            '<a href="{}?themes__id__exact={}&amp;status__exact=published">{}</a>',
            address,
            theme.pk,
            theme.published_count,
        )
