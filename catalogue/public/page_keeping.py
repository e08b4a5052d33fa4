"""Which pages are kept, under which address, and when one is answered from there."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import wraps
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect

from catalogue.public.context import QUERY
from catalogue.public.kept_pages import PAGES, Edition, KeptPage, present_edition
from catalogue.public.parameters import COMPARE, LISTED

PAGE = "page"
_ASKED = "catalogue.public.asked_page"
# What a link of the site never has; such an address is answered and not kept.
_LONGEST_ADDRESS = 2_000

Answer = Callable[[HttpRequest], HttpResponseBase]
View = Callable[..., HttpResponseBase]


@dataclass
class AskedPage:
    """A request on its way to the view, which says under what address to keep it."""

    edition: Edition
    # Under which the page is kept; none: it is not.
    address: str = ""
    found: KeptPage | None = None


class KeptPagesMiddleware:
    """Answer from the kept pages, and keep what a view says may be kept.

    The first of all, so that what is kept has the headers of all the others.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        edition = _edition_for(request)
        if edition is None:
            return self.get_response(request)
        address = _address(request, request.META.get("QUERY_STRING", ""))
        page = PAGES.get(edition, address)
        if page is None:
            asked = request.META[_ASKED] = AskedPage(edition)
            response = self.get_response(request)
            page = asked.found or _keep(asked, response)
            if page is None:
                return response
        return page.answer(request, edition)


def kept_page(view: View, *parameters: str) -> View:
    """Serve a view whose page depends on the catalogue and these parameters alone.

    The view gets no others, and these in one order, so that every way to write an
    address gives one page. A page that names a problem of its address is not kept.
    """

    @wraps(view)
    def serve(
        request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponseBase:
        query = one_query(request.GET, parameters)
        request.GET = QueryDict(query)
        request.META[QUERY] = query
        asked: AskedPage | None = request.META.get(_ASKED)
        # What one reader chose to compare, hardly anybody else asks for.
        if asked is None or COMPARE in request.GET:
            return view(request, *args, **kwargs)
        address = _address(request, query)
        asked.found = PAGES.get(asked.edition, address)
        if asked.found:
            return HttpResponse()
        response = view(request, *args, **kwargs)
        if not (getattr(response, "context_data", None) or {}).get("problems"):
            asked.address = address
        return response

    return serve


def without_empty_fields(view: View) -> View:
    """Lead from the address that a form makes to the one without its empty fields."""

    @wraps(view)
    def serve(
        request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponseBase:
        pairs = [(name, each) for name, all_ in request.GET.lists() for each in all_]
        said = [(name, value) for name, value in pairs if value]
        if said == pairs:
            return view(request, *args, **kwargs)
        return redirect(request.path + (f"?{urlencode(said)}" if said else ""))

    return serve


def one_query(asked: QueryDict, parameters: Sequence[str]) -> str:
    """The one way to write the values of these parameters, without "?"."""
    return urlencode(
        [
            (parameter, value)
            for parameter in parameters
            for value in _values(asked, parameter)
        ]
    )


def _values(asked: QueryDict, parameter: str) -> Iterator[str]:
    stated = dict.fromkeys(value for value in asked.getlist(parameter) if value)
    if parameter == PAGE:
        yield from (value for value in list(stated)[-1:] if value != "1")
    elif parameter in LISTED:
        yield from sorted(stated)
    else:
        yield from stated


def _edition_for(request: HttpRequest) -> Edition | None:
    """The edition, if the page of this request may be a kept one."""
    if not (
        PAGES.most_bytes
        and request.method in ("GET", "HEAD")
        and request.path_info.startswith(_PREFIXES)
        and len(request.META.get("QUERY_STRING", "")) <= _LONGEST_ADDRESS
    ):
        return None
    try:
        request.get_host()
        return present_edition()
    except (DisallowedHost, DatabaseError):
        return None  # whoever answers the request says so


_PREFIXES = tuple(f"/{language}/" for language, _name in settings.LANGUAGES)


def _address(request: HttpRequest, query: str) -> str:
    """With scheme and host, since pages name addresses of their own in full."""
    return f"{request.scheme}://{request.get_host()}{request.path}?{query}"


def _keep(asked: AskedPage, response: HttpResponseBase) -> KeptPage | None:
    """Keep the page if it is the same for every reader, and a page at all."""
    if not (
        asked.address
        and response.status_code == 200
        and isinstance(response, HttpResponse)
        and not response.cookies
        and not response.has_header("Vary")
    ):
        return None
    page = KeptPage.of(response)
    PAGES.put(asked.edition, asked.address, page)
    return page
