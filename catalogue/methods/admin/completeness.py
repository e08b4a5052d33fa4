"""How complete a method is, in the list, its filter and the form."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import Count
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.methods.completeness import (
    NUMBER_MISSING,
    PARTS,
    complete,
    completeness_of_row,
    lacking,
    with_completeness,
)
from catalogue.methods.models import WorkMethod

_LACKS = "lacks-"
_COUNTED_AT_MOST = 20_000


class CompletenessFilter(admin.SimpleListFilter):
    """Complete ones, incomplete ones, and those that lack one part."""

    title = gettext_lazy("completeness")
    parameter_name = "complete"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin
    ) -> Iterator[tuple[str, str]]:
        yield "yes", _("Complete")
        yield "no", _("Incomplete")
        for part in PARTS:
            yield _LACKS + part.key, _("Missing: %(part)s") % {"part": part.label}

    def get_facet_queryset(self, changelist: Any) -> dict[str, int]:
        """The counts of all choices by one reading of the rows; none of a long list."""
        if changelist.result_count > _COUNTED_AT_MOST:
            return {}
        rows = changelist.get_queryset(
            self.request,
            exclude_parameters=self.expected_parameters(),
        )
        found: Counter[str] = Counter()
        lists = rows.order_by().values_list("missing_parts")
        for missing, count in lists.annotate(number=Count("pk")):
            found.update(dict.fromkeys([_LACKS + key for key in missing], count))
            found["no" if missing else "yes"] += count
        keys = (key for key, _title in self.lookup_choices)
        return {f"{at}__c": found[key] for at, key in enumerate(keys)}

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        chosen = self.value() or ""
        if chosen == "yes":
            return queryset.filter(complete())
        if chosen == "no":
            return queryset.exclude(complete())
        if chosen.startswith(_LACKS):
            return queryset.filter(lacking([chosen.removeprefix(_LACKS)]))
        return queryset


class ShowsCompleteness(admin.ModelAdmin):
    """Reads the completeness with each method, for the list and for the form."""

    def get_queryset(self, request: HttpRequest) -> Any:
        rows: Any = super().get_queryset(request)
        return with_completeness(rows)

    @admin.display(
        description=gettext_lazy("completeness"), ordering=NUMBER_MISSING.desc()
    )
    def how_complete(self, method: WorkMethod) -> SafeString | str:
        found = completeness_of_row(method)
        figure = _("%(present)d of %(total)d") % {
            "present": found.present,
            "total": found.total,
        }
        if found.is_complete:
            return figure
        labels = "; ".join(str(part.label) for part in found.missing)
        return format_html(
            '{} <details><summary>{}</summary><span class="quiet">{}</span></details>',
            figure,
            _("what is missing"),
            labels,
        )
