"""Where the addresses of merged records lead: to the one that stays, for good."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import ResolverMatch, reverse

from catalogue.methods.merging import standing as standing_method
from catalogue.methods.models import WorkMethod
from catalogue.places.merging import standing as standing_community
from catalogue.places.models import Community
from catalogue.public.context import query_of

_PAGES_OF_A_METHOD = "work-method-"
_PAGES_OF_A_COMMUNITY = "community-"
# Browsers keep a permanent redirect for good; a merger can be undone, so for a day.
_KEPT_FOR = "public, max-age=86400"


def present_method(number: int) -> WorkMethod | None:
    """The method that a merged one went into, if readers ever knew that one."""
    merged = WorkMethod.objects.filter(pk=number, merged_into__isnull=False).first()
    if merged is None:
        return None
    stays = standing_method(merged)
    return stays if stays.published_at is not None else None


def present_community(number: int) -> Community | None:
    """The community that a merged one went into."""
    merged = Community.objects.real().filter(pk=number, merged_into__isnull=False)
    found = merged.first()
    return standing_community(found) if found is not None else None


def redirect_of_merged(request: HttpRequest) -> HttpResponse | None:
    """The way from a page of a merged record to the same page of the one that stays."""
    match = request.resolver_match
    if match is None or "number" not in match.kwargs:
        return None
    arguments = _present_arguments(match)
    if arguments is None:
        return None
    address = reverse(match.view_name, kwargs={**match.kwargs, **arguments})
    response = HttpResponsePermanentRedirect(address + query_of(request))
    response["Cache-Control"] = _KEPT_FOR
    return response


def _present_arguments(match: ResolverMatch) -> dict[str, object] | None:
    name, number = match.url_name or "", match.kwargs["number"]
    if name.startswith(_PAGES_OF_A_METHOD):
        method = present_method(number)
        if method is None:
            return None
        slug = {"slug": method.slug} if "slug" in match.kwargs else {}
        return {"number": method.pk, **slug}
    if name.startswith(_PAGES_OF_A_COMMUNITY):
        community = present_community(number)
        return {"number": community.pk} if community is not None else None
    return None
