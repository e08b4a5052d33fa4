"""The public form: choose the community, tell of the adoption, take the reference."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from django.views.generic import View

from catalogue.methods.models import WorkMethod
from catalogue.places.models import Community
from catalogue.practice.adopting import require_adoptable
from catalogue.practice.adoption_reports import (
    TooManyReports,
    contact_is_kept_until,
    receive_report,
    require_room,
)
from catalogue.practice.models import Adoption
from catalogue.public.adoption.form import AdoptionReportForm
from catalogue.public.adoption.limits import count_post, count_search
from catalogue.public.adoption.places import (
    LONGEST,
    community_named,
    found_places,
    suggested_places,
)
from catalogue.public.adoption.token import SECONDS_AT_LEAST, Mark, new_mark, read_mark
from catalogue.public.exports.politeness import answer_not_now
from catalogue.public.place_paths import place_levels
from catalogue.public.type_ahead.suggestions import as_json

_UNPROCESSABLE = 422


@method_decorator(csrf_exempt, name="dispatch")
@method_decorator(answer_not_now, name="dispatch")
class TellOfAdoption(View):
    """Two steps of one address: which community, then what it did.

    Posts carry no cookie and no account, so nobody's rights can be borrowed; what
    keeps other sites from posting through their readers is in `_fault_of_sending`.
    """

    http_method_names = ["get", "head", "post"]

    @cached_property
    def method(self) -> WorkMethod:
        methods = WorkMethod.objects.published().select_related("reporting_body")
        return get_object_or_404(methods, number=self.kwargs["number"])

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        """The search for the community, or the form once one is chosen."""
        community = community_named(request.GET.get("community", ""))
        if community is None:
            return self._choose(request)
        return self._form(community, AdoptionReportForm(), self._new_mark())

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        """Keep what was told and lead to the reference, or show what to put right."""
        count_post(request)
        community = community_named(request.POST.get("community", ""))
        if community is None:
            return self._choose(request)
        form = AdoptionReportForm(request.POST, request.FILES)
        fault = _fault_of_sending(request, self.method.pk)
        if fault:
            form.add_error(None, fault)
        elif form.is_valid():
            try:
                adoption = receive_report(self.method, community, form.told())
            except (ValidationError, TooManyReports) as refusal:
                form.add_error(None, _words(refusal))
            else:
                return redirect(
                    "work-method-adopted-received", self.method.pk, adoption.reference
                )
        return self._form(community, form, self._mark_again(request))

    def _choose(self, request: HttpRequest) -> HttpResponse:
        text = request.GET.get("place", "")[:LONGEST].strip()
        if text:
            count_search(request)
        context = {
            "method": self.method,
            "text": text,
            "places": found_places(text, self.method.pk) if text else [],
        }
        return self._page("public/adoption/choose.html", context)

    def _form(
        self, community: Community, form: AdoptionReportForm, mark: str
    ) -> HttpResponse:
        context = {
            "method": self.method,
            "community": community,
            "levels": place_levels(community, community.reporting_body),
            "form": form,
            "mark": mark,
            "closed": self._closed(community) if not form.is_bound else "",
            "kept_until": contact_is_kept_until(timezone.localdate()),
            "days": settings.ADOPTION_CONTACT_DAYS,
        }
        status = _UNPROCESSABLE if form.is_bound else 200
        return self._page("public/adoption/form.html", context, status)

    def _closed(self, community: Community) -> str:
        """Why nothing can be told of this community and method now, if so."""
        try:
            require_adoptable(Adoption(method=self.method, community=community))
            require_room(self.method, community.reporting_body)
        except (ValidationError, TooManyReports) as refusal:
            return _words(refusal)
        return ""

    def _page(
        self, template: str, context: dict[str, Any], status: int = 200
    ) -> HttpResponse:
        response = render(self.request, template, context, status=status)
        add_never_cache_headers(response)
        return response

    def _new_mark(self) -> str:
        return new_mark(self.method.pk)

    def _mark_again(self, request: HttpRequest) -> str:
        """The mark that came, while it is good: whoever corrects a word is quick."""
        mark = request.POST.get("mark", "")
        if read_mark(mark, self.method.pk) in (Mark.GOOD, Mark.EARLY):
            return mark
        return new_mark(
            self.method.pk, at=timezone.now().timestamp() - SECONDS_AT_LEAST
        )


def _fault_of_sending(request: HttpRequest, method: int) -> str:
    """Why this post is not from our own form, sent by a person; nothing if it is."""
    if not _is_from_here(request):
        return _("This came from another site. Press the button once more here.")
    mark = read_mark(request.POST.get("mark", ""), method)
    if mark == Mark.EARLY:
        return _("That was very quick. Press the button once more.")
    if mark != Mark.GOOD:
        return _("The page lay open for long. Press the button once more.")
    return ""


def _is_from_here(request: HttpRequest) -> bool:
    """What the browser says of where the form stood; old ones say nothing."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is None or origin == f"{request.scheme}://{request.get_host()}"


def _words(refusal: ValidationError | TooManyReports) -> str:
    if isinstance(refusal, ValidationError):
        return " ".join(refusal.messages)
    return str(refusal.reason)


@require_safe
def adoption_received(
    request: HttpRequest, number: int, reference: str
) -> HttpResponse:
    """The reference of a report, and what happens next; nothing of what it told."""
    rows = Adoption.objects.filter(came_by_form=True, method=number)
    adoption = get_object_or_404(
        rows.select_related("method", "community__reporting_body"),
        reference=reference,
        method__status=WorkMethod.Status.PUBLISHED,
    )
    context = {
        "method": adoption.method,
        "reference": adoption.reference,
        "body": adoption.community.reporting_body,
    }
    response = render(request, "public/adoption/received.html", context)
    add_never_cache_headers(response)
    return response


@require_safe
@answer_not_now
def place_suggestions(request: HttpRequest, number: int) -> HttpResponse:
    """Communities for the search field while somebody types."""
    count_search(request)
    text = request.GET.get("q", "")[:LONGEST]
    return JsonResponse(as_json(suggested_places(text, number)))
