"""What a reader sees when something is wrong with an address or a form."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from catalogue.public.merged import redirect_of_merged
from catalogue.public.withdrawn import Withdrawal, withdrawal_of

_PAGES_OF_A_METHOD = "work-method-"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An address or a form that cannot be read."""
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A page that this reader may not open."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such page, or none that the public may read.

    A merged record leads to the one that stays, a withdrawn method has a dated note.
    """
    redirect = redirect_of_merged(request)
    if redirect is not None:
        return redirect
    withdrawal = _withdrawal(request)
    if withdrawal is not None:
        return render(request, "410.html", {"withdrawal": withdrawal}, status=410)
    return render(request, "404.html", status=404)


def past_the_end(request: HttpRequest, last_page_url: str) -> HttpResponse:
    """A list has no such page; its last one is named."""
    return render(request, "404.html", {"last_page_url": last_page_url}, status=404)


def _withdrawal(request: HttpRequest) -> Withdrawal | None:
    """The note of the method that a page's address names."""
    match = request.resolver_match
    if match is None or not (match.url_name or "").startswith(_PAGES_OF_A_METHOD):
        return None
    return withdrawal_of(match.kwargs["number"]) if "number" in match.kwargs else None
