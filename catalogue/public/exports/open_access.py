"""Leave for the scripts of other sites to read what anybody may read."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

_EXPOSED = "ETag, Last-Modified, Content-Disposition, Retry-After"
_MAY_BE_SENT = "Accept, Content-Type, If-Modified-Since, If-None-Match"
_ONE_DAY = "86400"


def open_to_all_sites(
    view: Callable[..., HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Let every origin read the answers of a view, without credentials.

    Answers the question that browsers ask first (OPTIONS): fetch.spec.whatwg.org.
    """

    def answer(
        request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponseBase:
        if request.method == "OPTIONS":
            response: HttpResponseBase = HttpResponse(status=204)
            response["Allow"] = "GET, HEAD, OPTIONS"
            response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
            response["Access-Control-Allow-Headers"] = _MAY_BE_SENT
            response["Access-Control-Max-Age"] = _ONE_DAY
        else:
            response = view(request, *args, **kwargs)
            response["Access-Control-Expose-Headers"] = _EXPOSED
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return answer
