"""The filtered list as an Atom feed (RFC 4287), in the language of the address."""

import datetime
from collections.abc import Callable
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from catalogue.bilingual import CHINESE, page_language
from catalogue.public.context import absolute
from catalogue.public.exports.addresses import method_addresses
from catalogue.public.exports.asking import (
    answer_bad_parameters,
    asked_methods,
    page_number,
    refuse_unknown_names,
)
from catalogue.public.exports.freshness import freshness
from catalogue.public.exports.whole_methods import WholeMethod, WholeMethods, local
from catalogue.public.parameters import MethodParameters
from catalogue.public.views.errors import past_the_end

ENTRIES = 50
# Atom wants a date of the feed, also of one without an entry.
_BEFORE_THE_FIRST = datetime.datetime(2018, 3, 1, tzinfo=datetime.UTC)


class PagedAtomFeed(Atom1Feed):
    """An Atom feed in pages (RFC 5005); `pages` in the feed are their addresses."""

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        for relation, address in self.feed["pages"].items():
            link = {"rel": relation, "href": address}
            handler.addQuickElement("link", "", link)

    def latest_post_date(self) -> datetime.datetime:
        """When the newest entry was changed; the same at every asking."""
        changes = [item["updateddate"] for item in self.items]
        return max(changes, default=_BEFORE_THE_FIRST)


@require_safe
@answer_bad_parameters
def method_feed(request: HttpRequest) -> HttpResponseBase:
    """The methods of a list as entries, the newest first where no order is asked."""
    refuse_unknown_names(request.GET)
    number = page_number(request.GET)
    filterset = asked_methods(request.GET)
    methods = WholeMethods(filterset)
    # A slice of these is a list, which is all that a paginator asks of it.
    paginator: Paginator[WholeMethod] = Paginator(
        methods,  # type: ignore[arg-type]
        ENTRIES,
    )
    if number > paginator.num_pages:
        last = filterset.parameters.query_string(page=paginator.num_pages)
        return past_the_end(request, request.path + last)
    fresh = freshness(request, methods.version)
    known = fresh.known_answer(request)
    if known is not None:
        return fresh.marked(known)
    page = paginator.page(number)
    feed = _feed(request, filterset.parameters, page)
    address = method_addresses(absolute(request, ""), page_language())
    for method in page:
        feed.add_item(**_entry(request, method, address))
    return fresh.marked(
        HttpResponse(feed.writeString("utf-8"), content_type=PagedAtomFeed.content_type)
    )


def _feed(
    request: HttpRequest, parameters: MethodParameters, page: Page
) -> PagedAtomFeed:
    site = gettext("Community Work Methods Catalogue")
    listing = reverse("work-method-list") + parameters.query_string()

    def page_url(number: int) -> str:
        return absolute(request, request.path + parameters.query_string(page=number))

    pages = {"first": page_url(1), "last": page_url(page.paginator.num_pages)}
    if page.has_previous():
        pages["previous"] = page_url(page.number - 1)
    if page.has_next():
        pages["next"] = page_url(page.number + 1)
    return PagedAtomFeed(
        title=gettext("Methods – %(site)s") % {"site": site},
        link=absolute(request, listing),
        description=None,
        language="zh-Hans" if page_language() == CHINESE else "en",
        author_name=site,
        feed_url=page_url(page.number),
        feed_guid=page_url(1),
        feed_copyright="CC BY 4.0",
        pages=pages,
    )


def _entry(
    request: HttpRequest, method: WholeMethod, address: Callable[[int, str], str]
) -> dict[str, Any]:
    row, language = method.row, page_language()
    # The short address never changes, whatever becomes of the title.
    by_number = reverse("work-method-by-number", args=[row["number"]])
    title = local(row, "title", language)
    if row["is_demo"]:
        title = gettext("Demonstration record: %(title)s") % {"title": title}
    summary = _allowed_in_xml(local(row, "summary", language))
    return {
        "title": _allowed_in_xml(title),
        "link": address(row["number"], row["slug"]),
        "unique_id": absolute(request, by_number),
        "description": escape(summary) or None,
        "author_name": local(row, "body_name", language),
        "categories": [local(theme, "name", language) for theme in method.themes],
        "pubdate": row["published_at"],
        "updateddate": row["updated_at"],
    }


def _allowed_in_xml(text: str) -> str:
    """The text without the control characters that XML 1.0 has no way to write."""
    return "".join(sign for sign in text if sign in "\t\n\r" or sign >= " ")
