"""What the page of a method offers to hand on: its address, citations, description."""

from functools import partial
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import override

from catalogue.bilingual import CHINESE, ENGLISH
from catalogue.methods.models import WorkMethod
from catalogue.public.citation import Citation, Cited, citations
from catalogue.public.context import absolute
from catalogue.public.schema_org import structured_data


def sharing(request: HttpRequest, method: WorkMethod) -> dict[str, Any]:
    """What the templates of sharing read, of a method loaded `with_parts`."""
    return {
        "short_url": absolute(request, short_address(method)),
        "checklist": method.conditions.lines(),
        "citations": _citations(request, method),
        "structured_data": structured_data(
            method,
            url=absolute(request, method.get_absolute_url()),
            absolute=partial(absolute, request),
        ),
    }


def short_address(method: WorkMethod) -> str:
    """The address for paper: the number in it never changes, a title may."""
    return reverse("work-method-by-number", args=[method.number])


def _citations(request: HttpRequest, method: WorkMethod) -> list[Citation]:
    return citations(
        Cited(
            title_zh=method.title_zh,
            title_en=method.title_en,
            address_zh=_address_in(CHINESE, request, method),
            address_en=_address_in(ENGLISH, request, method),
            changed_on=localdate(method.updated_at),
            read_on=localdate(),
        )
    )


def _address_in(language: str, request: HttpRequest, method: WorkMethod) -> str:
    with override(language):
        return absolute(request, short_address(method))
