"""How the API answers: in JSON, to every site, and only when something is new."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.decorators import method_decorator
from django.utils.translation import override
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalogue.bilingual import ENGLISH
from catalogue.public.api.throttling import PoliteThrottle
from catalogue.public.context import absolute
from catalogue.public.exports.freshness import freshness
from catalogue.public.exports.open_access import open_to_all_sites
from catalogue.public.kept import current_catalogue


class AlwaysJSON(BaseContentNegotiation):
    """JSON for every caller, whatever it says that it accepts."""

    def select_parser(self, request: Request, parsers: Iterable[Any]) -> Any:
        return next(iter(parsers), None)

    def select_renderer(
        self,
        request: Request,
        renderers: Iterable[BaseRenderer],
        format_suffix: str | None = None,
    ) -> tuple[BaseRenderer, str]:
        renderer = next(iter(renderers))
        return renderer, renderer.media_type or ""


@method_decorator(open_to_all_sites, name="dispatch")
class PublicView(APIView):
    """A view of the API: read only, in English whatever the reader's language.

    So one address has one answer, and the order by title is always the same.
    """

    http_method_names = ["get", "head", "options"]
    throttle_classes = [PoliteThrottle]
    content_negotiation_class = AlwaysJSON

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        with override(ENGLISH):
            fresh = freshness(request, current_catalogue().version)
            known = fresh.known_by_tag(request)
            if known is not None:
                return known
            response = super().dispatch(request, *args, **kwargs)
            assert isinstance(response, Response)  # noqa: S101 – for the type checker
            response.render()
            response["Content-Language"] = ENGLISH
            if response.status_code != 200:
                return response
            return fresh.known_answer(request, fresh.marked(response)) or response

    def get_serializer_context(self) -> dict[str, Any]:
        """What serializers need to write addresses."""
        return {"origin": absolute(self.request._request, "")}
