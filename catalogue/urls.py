"""All addresses. CONVENTIONS of the public ones: once published they stay."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from catalogue.public.preview import WorkMethodPreview

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("catalogue.public.urls_without_language")),
    *i18n_patterns(
        path(
            "preview/methods/<int:number>/",
            admin.site.admin_view(WorkMethodPreview.as_view()),
            name="work-method-preview",
        ),
        path("", include("catalogue.public.urls")),
    ),
]

handler400 = "catalogue.public.views.errors.bad_request"
handler403 = "catalogue.public.views.errors.permission_denied"
handler404 = "catalogue.public.views.errors.not_found"
