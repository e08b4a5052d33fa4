"""The page of a method, with the rounds in which it was submitted.

Methods know nothing of rounds; so the page gets this part here, one floor above.
"""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.list_filters import RelatedRecords
from catalogue.methods.admin import WorkMethodAdmin
from catalogue.methods.admin.forms import WorkMethodForm
from catalogue.methods.models import WorkMethod
from catalogue.places.models import Province
from catalogue.rounds.admin.submission import (
    ROUND,
    HeldSubmissionInline,
    SubmissionInline,
)

admin.site.unregister(WorkMethod)


class SubmittedMethodForm(WorkMethodForm):
    """A method that was submitted keeps the reporting body that submitted it."""

    def _reporting_body(self, community: Any) -> Province | None:
        body = super()._reporting_body(community)
        if body is None or self.instance.pk is None:
            return body
        other = self.instance.submissions.exclude(reporting_body=body).first()
        if other is not None and "reporting_body" in self.fields:
            message = _("%(body)s submitted this method in “%(round)s”: keep it.")
            words = {"body": other.reporting_body, "round": other.selection_round}
            self.add_error("reporting_body", ValidationError(message, params=words))
        return body


@admin.register(WorkMethod)
class SubmittedMethodAdmin(WorkMethodAdmin):
    form = SubmittedMethodForm
    inlines = [*WorkMethodAdmin.inlines, SubmissionInline]

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        """What is only read has no part in what is saved."""
        usual = [*super().get_inlines(request, obj)]
        if request.method != "GET" or obj is None:
            return usual
        held = obj.submissions.filter(selection_round__is_held_here=True)
        return [*usual, HeldSubmissionInline] if held.exists() else usual

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        status, *others = super().get_list_filter(request)
        by_round = ("submissions__selection_round", RelatedRecords)
        return [status, by_round, "submissions__outcome", *others]

    def kept_for_next(self, request: HttpRequest, method: WorkMethod) -> dict[str, str]:
        kept = super().kept_for_next(request, method)
        last = method.submissions.order_by("pk").last()
        return kept | ({ROUND: str(last.selection_round_id)} if last else {})

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Any, inline: Any, prefix: str
    ) -> dict[str, Any]:
        given: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, SubmissionInline) and request.method == "GET":
            given["initial"] = inline.initial_rows(request, obj)
        return given
