"""Near-duplicates, told while a title is typed and once more after it is saved."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse

from catalogue.accounts.scoped_admin import staff
from catalogue.methods.duplicates import Resemblance, may_know_of, resembling
from catalogue.methods.models import WorkMethod

_TEMPLATE = "admin/methods/workmethod/resembling.html"
_TOLD_BY = {"title_zh", "title_en", "community"}
_LONGEST_TITLE = 300


class TellsResemblance(admin.ModelAdmin):
    """Names the methods that one resembles; hinders nothing."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.resembling_page)
        return [path("resembling/", view, name="resembling"), *super().get_urls()]

    def resembling_page(self, request: HttpRequest) -> HttpResponse:
        """A piece of a page: what resembles the title and community of the address."""
        if not (
            self.has_add_permission(request) or self.has_change_permission(request)
        ):
            raise PermissionDenied
        given = request.GET
        found = resembling(
            may_know_of(staff(request)),
            title_zh=_title(given.get("title_zh", "")),
            title_en=_title(given.get("title_en", "")),
            community=_number(given.get("community", "")),
            besides=_number(given.get("besides", "")),
        )
        context = {"found": self._with_addresses(request, found)}
        return TemplateResponse(request, _TEMPLATE, context)

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        if _TOLD_BY.isdisjoint(form.changed_data):
            return
        method = form.instance
        found = resembling(
            may_know_of(staff(request)),
            title_zh=method.title_zh,
            title_en=method.title_en,
            community=method.community_id,
            besides=method.pk,
        )
        if found:
            context = {"found": self._with_addresses(request, found), "saved": method}
            told = render_to_string(_TEMPLATE, context, request)
            self.message_user(request, told, messages.WARNING)

    def _with_addresses(
        self, request: HttpRequest, found: list[Resemblance]
    ) -> list[tuple[str, Resemblance]]:
        """Each with its page of the desk, or the public one of another body's."""
        return [(self._address(request, each.method), each) for each in found]

    def _address(self, request: HttpRequest, method: WorkMethod) -> str:
        if self.has_view_permission(request, method):
            return reverse("admin:methods_workmethod_change", args=[method.pk])
        return method.get_absolute_url()


def _title(text: str) -> str:
    return text.replace("\x00", "")[:_LONGEST_TITLE]


def _number(text: str) -> int | None:
    is_number = text.isascii() and text.isdecimal() and len(text) < 10
    return int(text) if is_number else None
