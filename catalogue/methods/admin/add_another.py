"""“Save and add another” keeps the place, for methods come in by community."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _

from catalogue.accounts.scoped_admin import sees_all
from catalogue.methods.models import WorkMethod

_KEYS = ("community", "reporting_body")


class AddsAnotherHere(admin.ModelAdmin):
    """The next new method begins with the community and the body of the last one."""

    def kept_for_next(self, request: HttpRequest, method: WorkMethod) -> dict[str, str]:
        """What the address of the next page says, by the name of the field."""
        kept: dict[str, Any] = {"community": method.community_id}
        if sees_all(request):
            kept["reporting_body"] = method.reporting_body_id
        return {name: str(key) for name, key in kept.items() if key is not None}

    def response_add(
        self, request: HttpRequest, obj: WorkMethod, post_url_continue: Any = None
    ) -> HttpResponse:
        answer = super().response_add(request, obj, post_url_continue)
        return self._with_place(request, obj, answer)

    def response_change(self, request: HttpRequest, obj: WorkMethod) -> HttpResponse:
        return self._with_place(request, obj, super().response_change(request, obj))

    def _with_place(
        self, request: HttpRequest, method: WorkMethod, answer: HttpResponse
    ) -> HttpResponse:
        kept = self.kept_for_next(request, method)
        if "_addanother" not in request.POST or not kept:
            return answer
        text = _("The place and the round of the last one are filled in: check them.")
        self.message_user(request, text, messages.INFO)
        asked = QueryDict(mutable=True)
        asked.update(kept)
        address, _sign, before = answer["Location"].partition("?")
        query = "&".join(filter(None, [before, asked.urlencode()]))
        return HttpResponseRedirect(f"{address}?{query}")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        initial: dict[str, Any] = super().get_changeform_initial_data(request)
        # An address that names no row is one of somebody's own making.
        wrong = [name for name in _KEYS if not _is_key(initial.get(name, "0"))]
        return {name: each for name, each in initial.items() if name not in wrong}


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10
