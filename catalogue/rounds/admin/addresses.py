"""Addresses of pages beside the list and the form of selection rounds."""

from collections.abc import Callable
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path

View = Callable[..., HttpResponseBase]


def page_at(route: str, view: View, name: str, site: AdminSite) -> URLPattern:
    """A page for staff; its view is given the site beside what the route names."""

    def with_site(request: HttpRequest, **named: Any) -> HttpResponseBase:
        return view(request, site=site, **named)

    return path(route, site.admin_view(with_site), name=name)
