"""The desk's pages that merge two methods."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.http import HttpRequest

from catalogue.accounts.models import User
from catalogue.accounts.scoped_admin import staff
from catalogue.merging.admin import MergesRecords
from catalogue.methods.duplicates import resembling
from catalogue.methods.merging import (
    MethodMergePlan,
    hindrances_of_undoing,
    merge_methods,
    undo_method_merge,
)
from catalogue.methods.models import MethodMerge, UnsavedText, WorkMethod


class MergesMethods(MergesRecords):
    """Adds the pages that merge two methods."""

    merge_plan = MethodMergePlan
    merge_record = MethodMerge

    def merge(
        self,
        stays: Any,
        goes: Any,
        *,
        by: AbstractUser,
        reason: str,
        take: Mapping[str, str],
    ) -> MethodMerge:
        assert isinstance(by, User)  # noqa: S101
        return merge_methods(stays, goes, by=by, reason=reason, take=take)

    def undo_merge(self, merge: Any, *, by: AbstractUser, reason: str) -> None:
        assert isinstance(by, User)  # noqa: S101
        undo_method_merge(merge, by=by, reason=reason)

    def hindrances_of_undoing(self, merge: Any) -> list[str]:
        return list(hindrances_of_undoing(merge))

    def perhaps_the_same(self, request: HttpRequest, row: Any) -> Iterable[Any]:
        methods: Any = self.get_queryset(request)
        found = resembling(
            methods,
            title_zh=row.title_zh,
            title_en=row.title_en,
            community=row.community_id,
            besides=row.pk,
        )
        return [each.method for each in found]

    def told(self, row: Any) -> str:
        place = row.community.path_text if row.community else str(row.reporting_body)
        return " · ".join([place, str(row.get_status_display())])

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        """The list finds merged methods too; forms of other records offer none."""
        if "field_name" in request.GET:
            queryset = queryset.unmerged()
        return super().get_search_results(request, queryset, search_term)

    def context_of_row(self, request: HttpRequest, row: WorkMethod) -> dict[str, Any]:
        unsaved = {"unsaved_elsewhere": _unsaved_texts_elsewhere(request, row)}
        return super().context_of_row(request, row) | unsaved


def _unsaved_texts_elsewhere(
    request: HttpRequest, row: WorkMethod
) -> Iterable[UnsavedText]:
    """What the person typed, and did not save, on pages of methods merged here."""
    texts = UnsavedText.objects.filter(person=staff(request), method__merged_into=row)
    return texts.select_related("method")
