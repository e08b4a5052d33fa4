"""The page keeps what is typed, and offers it when the record is opened again."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
)
from django.urls import path, reverse
from django.utils.formats import time_format
from django.utils.timezone import localtime

from catalogue.accounts.scoped_admin import staff
from catalogue.methods.admin.editing.held_back import (
    OPENED,
    CarefulEditing,
    HeldBack,
    read_marks,
)
from catalogue.methods.admin.editing.two_versions import compare_all
from catalogue.methods.models import UnsavedText
from catalogue.methods.unsaved_texts import (
    NotKept,
    as_sent,
    find,
    forget,
    keep,
    last_kept,
    page_key,
)

# The key of the opened page, and the buttons of the notice with the key of a text.
PAGE, TAKE, DISCARD = "page", "_take_unsaved", "_discard_unsaved"


class KeepsUnsavedTexts(CarefulEditing):
    """Keeps what the script of the page sends; nothing is taken or lost silently."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.keep_page)
        return [
            path("unsaved/", view, name="unsaved_of_new"),
            path("<int:number>/unsaved/", view, name="unsaved"),
            *super().get_urls(),
        ]

    def keep_page(
        self, request: HttpRequest, number: int | None = None
    ) -> JsonResponse:
        """Keep what the page holds; only who may save it may do so."""
        key = page_key(request.POST.get(PAGE, ""))
        if request.method != "POST" or key is None:
            raise Http404
        row = None
        if number is not None:
            row = self.get_object(request, str(number))
            if row is None:
                raise Http404
        may = row and self.has_change_permission(request, row)
        if not (may or (row is None and self.has_add_permission(request))):
            raise PermissionDenied
        try:
            text = keep(key, request.POST, person=staff(request), method=row)
        except NotKept:
            raise PermissionDenied from None
        return JsonResponse({"at": _clock(text)})

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "POST" and DISCARD in request.POST:
            forget(request.POST[DISCARD], person=staff(request))
            return HttpResponseRedirect(request.get_full_path())
        if request.method == "POST" and TAKE in request.POST:
            row = self.get_object(request, object_id) if object_id else None
            text = find(request.POST[TAKE], person=staff(request), method=row)
            if text is None:
                return HttpResponseRedirect(request.get_full_path())
            data = as_sent(text)
            marks = read_marks(data.get(OPENED, ""))
            self.hold_back(request, data, HeldBack([], None, marks, False))
        return super().changeform_view(request, object_id, form_url, extra_context)

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        forget(request.POST.get(PAGE, ""), person=staff(request))

    def add_to_page(self, request: HttpRequest, page: dict[str, Any], row: Any) -> None:
        super().add_to_page(request, page, row)
        page["page_key"] = request.POST.get(PAGE) or uuid.uuid4()
        page["has_unsaved"] = page["adminform"].form.is_bound
        if request.method == "GET":
            page["unsaved"] = self._offered(request, row)
        address = reverse("admin:unsaved_of_new")
        if row is not None:
            address = reverse("admin:unsaved", args=[row.pk])
        page["keep_at"] = address

    def _offered(self, request: HttpRequest, row: Any) -> UnsavedText | None:
        """The text that was kept last, unless it says what stands there already."""
        text = last_kept(person=staff(request), method=row)
        if text is None or row is None:
            return text
        as_of_new = not self.has_change_permission(request, row)
        page = self._page(request, row, as_of_new)
        if compare_all(as_sent(text), page):
            return text
        text.delete()
        return None


def _clock(text: UnsavedText) -> str:
    return time_format(localtime(text.kept_at), "H:i")
