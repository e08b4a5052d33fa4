"""What the API says of itself: its addresses, its schema, and a page to read."""

import json
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.views.generic import TemplateView
from drf_spectacular.generators import SchemaGenerator
from rest_framework.request import Request
from rest_framework.response import Response

from catalogue.public.api.answers import PublicView
from catalogue.public.api.reading_schema import Operation, operations
from catalogue.public.context import absolute
from catalogue.public.exports.asking import refuse_unknown_names
from catalogue.public.exports.open_access import open_to_all_sites

_PARTS = {
    "methods": "api-method-list",
    "provinces": "api-province-list",
    "communities": "api-community-list",
    "rounds": "api-round-list",
    "promotions": "api-promotion-list",
    "adoptions": "api-adoption-list",
    "themes": "api-theme-list",
    "schema": "api-schema",
    "docs": "api-docs",
}


class ApiRoot(PublicView):
    """Where the parts of the API are."""

    schema = None

    def get(self, request: Request) -> Response:
        refuse_unknown_names(request.query_params, ())
        site = request._request
        return Response(
            {part: absolute(site, reverse(name)) for part, name in _PARTS.items()}
        )


class ApiSchema(PublicView):
    """The schema (OpenAPI 3), in English."""

    schema = None

    def get(self, request: Request) -> Response:
        refuse_unknown_names(request.query_params, ())
        return Response(api_schema(get_language() or ""))


@method_decorator(open_to_all_sites, name="dispatch")
class ApiDocs(TemplateView):
    """The schema as a page, in the language of the reader; it needs no script."""

    template_name = "public/data/api_docs.html"
    http_method_names = ["get", "head"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        schema = api_schema(get_language() or "")
        return super().get_context_data(
            operations=_operations(json.dumps(schema)),
            schema_url=reverse("api-schema"),
            api_origin=absolute(self.request, ""),
            canonical_url=absolute(self.request, self.request.path),
            alternate_urls=[],
            **kwargs,
        )


@lru_cache(maxsize=4)
def api_schema(_language: str) -> dict[str, Any]:
    """The schema with its texts in the language that is active."""
    schema: dict[str, Any] = SchemaGenerator().get_schema(  # type: ignore[no-untyped-call]
        request=None, public=True
    )
    return _without_promises(schema)  # type: ignore[no-any-return]


@lru_cache(maxsize=4)
def _operations(schema: str) -> list[Operation]:
    return operations(json.loads(schema))


def _without_promises(part: Any) -> Any:
    if isinstance(part, dict):
        return {key: _without_promises(value) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [_without_promises(each) for each in part]
    return str(part) if isinstance(part, Promise) else part
