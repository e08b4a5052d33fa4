"""The contact person of a method, whole for the own body and masked for others."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.scoped_admin import staff
from catalogue.methods.contacts import REVEAL, is_of_own_body, masked, reveal_contact
from catalogue.methods.models import WorkMethod

_WHOLE = ("contact_name", "contact_phone")


class ContactOfOwnBody(admin.ModelAdmin):
    """Shows the fields to the own body; to others the masked number and a button."""

    def get_urls(self) -> list[Any]:
        reveal = path(
            "<int:number>/contact/",
            self.admin_site.admin_view(self.contact_page),
            name="contact_of_method",
        )
        return [reveal, *super().get_urls()]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or is_of_own_body(obj, staff(request)):
            return fieldsets
        return [
            (
                name,
                {
                    **rest,
                    "fields": [
                        "masked_contact" if field == _WHOLE else field
                        for field in rest["fields"]
                    ],
                },
            )
            for name, rest in fieldsets
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [*super().get_readonly_fields(request, obj), "masked_contact"]

    def contact_page(self, request: HttpRequest, number: int) -> HttpResponse:
        """The whole number, once, for who may see it; that is put on record."""
        if request.method != "POST":
            raise Http404
        method = get_object_or_404(self.get_queryset(request), pk=number)
        if not staff(request).has_perm(REVEAL):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("Contact person"),
            "method": method,
            "phone": reveal_contact(method, by=staff(request)),
        }
        template = "admin/methods/workmethod/contact.html"
        return TemplateResponse(request, template, context)

    @admin.display(description=_("contact phone"))
    def masked_contact(self, method: WorkMethod) -> SafeString | str:
        if not method.contact_phone:
            return "-"
        # A form inside the form of the page is not allowed: the button names its own.
        return format_html(
            '{} <button type="submit" formaction="{}" formnovalidate>{}</button>',
            masked(method.contact_phone),
            reverse("admin:contact_of_method", args=[method.pk]),
            _("Show the number (this is put on record)"),
        )
