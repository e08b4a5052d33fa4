"""Larger text by a cookie, so that it works without script and without a session."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_cookie

COOKIE = "text_size"
NORMAL = "normal"
LARGER = "larger"
_ONE_YEAR = 365 * 24 * 60 * 60
_RULES = {
    NORMAL: ".text-size-normal { display: none; }\n",
    LARGER: "html { font-size: 125%; }\n.text-size-larger { display: none; }\n",
}


# Public pages set no CSRF cookie; the worst a foreign form can do is to enlarge.
@csrf_exempt
@require_POST
def text_size(request: HttpRequest) -> HttpResponse:
    """Remember the size the reader chose, and return to the page they were on."""
    size = request.POST.get("size", "")
    response = redirect(_local_address(request.POST.get("next", "")))
    if size == NORMAL:
        response.delete_cookie(COOKIE, samesite="Lax")
    elif size == LARGER:
        response.set_cookie(
            COOKIE,
            size,
            max_age=_ONE_YEAR,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    return response


@require_safe
@vary_on_cookie
@cache_control(private=True, max_age=0)
def text_size_stylesheet(request: HttpRequest) -> HttpResponse:
    """The size of the root; of the two buttons, the one that offers the other size."""
    size = LARGER if request.COOKIES.get(COOKIE) == LARGER else NORMAL
    return HttpResponse(_RULES[size], content_type="text/css")


def _local_address(address: str) -> str:
    is_local = address.startswith("/") and url_has_allowed_host_and_scheme(
        address, allowed_hosts=None
    )
    return address if is_local else reverse("home")
