"""What a reader takes away from the page of a method: paper, files, its address."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from catalogue.methods.models import WorkMethod
from catalogue.public.context import absolute, query_of
from catalogue.public.exports.asking import answer_bad_parameters
from catalogue.public.exports.politeness import counted, in_a_place
from catalogue.public.method_page import with_parts
from catalogue.public.print_sheet import print_sheet
from catalogue.public.qr_code import qr_code
from catalogue.public.sharing import short_address
from catalogue.public.word.asked_booklet import asked_booklet
from catalogue.public.word.booklet import MOST_METHODS, booklet
from catalogue.public.word.one_method import method_document
from catalogue.tables.download import as_download
from catalogue.word.frame import CONTENT_TYPE

MethodView = Callable[[HttpRequest, WorkMethod], HttpResponse]
AddressView = Callable[[HttpRequest, int, str], HttpResponse]


def of_one_method(view: MethodView) -> AddressView:
    """Serve the view for the published method of the address, else 404.

    An address with an older title leads to the present one.
    """

    @require_safe
    @wraps(view)
    def serve(request: HttpRequest, number: int, slug: str) -> HttpResponse:
        method = get_object_or_404(
            with_parts(WorkMethod.objects.published()), number=number
        )
        if slug != method.slug:
            name = request.resolver_match.url_name if request.resolver_match else None
            present = reverse(name, args=[number, method.slug])
            return redirect(present + query_of(request))
        return view(request, method)

    return serve


@of_one_method
def method_print_sheet(request: HttpRequest, method: WorkMethod) -> HttpResponse:
    """The method on one side of A4, to work by."""
    return render(
        request,
        "public/print/work_method.html",
        {
            "sheet": print_sheet(method),
            "method": method,
            "short_url": absolute(request, short_address(method)),
        },
    )


@of_one_method
@cache_control(public=True, max_age=86_400)
def method_qr_code(request: HttpRequest, method: WorkMethod) -> HttpResponse:
    """The address of the method as a picture to scan."""
    address = absolute(request, short_address(method))
    return HttpResponse(qr_code(address), content_type="image/svg+xml")


@counted
@of_one_method
def method_word_file(request: HttpRequest, method: WorkMethod) -> HttpResponse:
    """The method as a Word document to work on."""
    content = method_document(method, absolute(request, method.get_absolute_url()))
    return _word_file(content, f"{method.number}-{method.slug}")


@require_safe
@counted
@answer_bad_parameters
@in_a_place
def booklet_file(request: HttpRequest) -> HttpResponse:
    """The methods of a list, or those named by number, as one Word document.

    In the official order of reporting bodies, whatever order is asked for.
    """
    chosen = asked_booklet(request.GET)
    if chosen.is_too_long:
        return render(
            request,
            "public/booklet_too_long.html",
            {
                "number": chosen.number,
                "most": MOST_METHODS,
                "list_url": chosen.list_url,
            },
            status=400,
        )
    content = booklet(
        chosen.methods(),
        chosen_by=chosen.choices(),
        address=lambda method: absolute(request, method.get_absolute_url()),
        made_on=localdate(),
    )
    return _word_file(content, f"methods-{localdate().isoformat()}")


def _word_file(content: bytes, name: str) -> HttpResponse:
    return as_download(HttpResponse(content, content_type=CONTENT_TYPE), f"{name}.docx")
