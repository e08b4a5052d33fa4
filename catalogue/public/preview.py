"""The page of a method that the public does not see yet, for staff who may."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from catalogue.accounts.models import User
from catalogue.methods.models import WorkMethod
from catalogue.public import method_page
from catalogue.public.views.methods import WorkMethodDetail

SEES_METHODS = ("methods.view_workmethod", "methods.change_workmethod")


class WorkMethodPreview(WorkMethodDetail):
    """The public page of any method that the member of staff may see, else 404."""

    template_name = "public/work_method_preview.html"

    @cached_property
    def method(self) -> WorkMethod:
        rows = _seen_by(self.request.user)
        return get_object_or_404(
            method_page.with_parts(rows), number=self.kwargs["number"]
        )

    def get(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponse:
        return TemplateView.get(self, request, *args, **kwargs)


def _seen_by(user: User | AnonymousUser) -> Any:
    if not any(user.has_perm(permission) for permission in SEES_METHODS):
        return WorkMethod.objects.none()
    return WorkMethod.objects.visible_to(user)
