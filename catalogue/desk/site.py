"""The admin site of the catalogue."""

from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _
from django.views.i18n import set_language

ORDER = ["methods", "rounds", "practice", "places", "accounts", "auth"]


class DeskSite(admin.AdminSite):
    """Django's own admin under the catalogue's name."""

    site_header = _("Community Work Methods Catalogue administration")
    site_title = _("Community Work Methods Catalogue")
    index_title = _("Staff desk")
    # Lists have many columns; the trail at the head leads back as well.
    enable_nav_sidebar = False

    def get_urls(self) -> list[URLPattern | URLResolver]:
        # Their views ask models, which are not yet there when this is imported.
        from catalogue.desk.exchange.urls import exchange_urls

        return [
            *exchange_urls(self),
            path("language/", set_language, name="language"),
            # Django's own view of this name leads to any row of any model.
            path(
                "r/<int:content_type_id>/<path:object_id>/",
                self.admin_view(self.view_on_site),
                name="view_on_site",
            ),
            path("r/<path:anything>", self.admin_view(_nowhere)),
            path("audit/", self.admin_view(self.audit_trail), name="audit_trail"),
            path(
                "bring-back/<int:content_type_id>/<int:row_id>/<int:event_id>/",
                self.admin_view(self.bring_back),
                name="bring_back",
            ),
            *super().get_urls(),
        ]

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        # It asks models, which are not yet there when this is imported.
        from catalogue.accounts.scoped_admin import staff
        from catalogue.desk.dashboard import dashboard

        context = {**dashboard(staff(request)), **(extra_context or {})}
        return super().index(request, context)

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[Any]:
        """The models by subject, what staff open most often first."""
        app_list = super().get_app_list(request, app_label)
        return sorted(app_list, key=lambda app: _place_in_list(app["app_label"]))

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        """Django's own, with the path of a place in its label."""
        from catalogue.places.admin.choosing import AutocompleteView

        answer: Any = AutocompleteView.as_view(admin_site=self)(request)
        return answer  # type: ignore[no-any-return]

    def audit_trail(self, request: HttpRequest) -> HttpResponse:
        """What everybody did, for who reads that."""
        from catalogue.desk.audit_view import audit_trail

        return audit_trail(request, self)

    def bring_back(
        self, request: HttpRequest, content_type_id: int, row_id: int, event_id: int
    ) -> HttpResponse:
        """Make a record what it was in one of its versions."""
        from catalogue.desk.bringing_back import bring_back

        return bring_back(request, content_type_id, row_id, event_id)

    def view_on_site(
        self, request: HttpRequest, content_type_id: int, object_id: str
    ) -> HttpResponse:
        """Lead to the public page of a row that the person may see, else 404."""
        from django.contrib.contenttypes.models import ContentType

        content_type = ContentType.objects.filter(pk=content_type_id).first()
        model = content_type.model_class() if content_type else None
        model_admin = self._registry.get(model) if model else None
        row = model_admin.get_object(request, object_id) if model_admin else None
        if (
            model_admin is None
            or row is None
            or not hasattr(row, "get_absolute_url")
            or not model_admin.has_view_permission(request, row)
        ):
            raise Http404
        return HttpResponseRedirect(row.get_absolute_url())


def _place_in_list(app_label: str) -> int:
    return ORDER.index(app_label) if app_label in ORDER else len(ORDER)


def _nowhere(request: HttpRequest, anything: str) -> HttpResponse:
    raise Http404
