"""The desk's pages that merge two communities."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.http import HttpRequest

from catalogue.merging.admin import MergesRecords
from catalogue.places.merging import (
    CommunityMergePlan,
    hindrances_of_undoing,
    merge_communities,
    undo_community_merge,
)
from catalogue.places.models import Community, CommunityMerge


class MergesCommunities(MergesRecords):
    """Adds the pages that merge two communities."""

    merge_plan = CommunityMergePlan
    merge_record = CommunityMerge

    def merge(
        self,
        stays: Any,
        goes: Any,
        *,
        by: AbstractUser,
        reason: str,
        take: Mapping[str, str],
    ) -> CommunityMerge:
        return merge_communities(stays, goes, by=by, reason=reason, take=take)

    def undo_merge(self, merge: Any, *, by: AbstractUser, reason: str) -> None:
        undo_community_merge(merge, by=by, reason=reason)

    def hindrances_of_undoing(self, merge: Any) -> list[str]:
        return list(hindrances_of_undoing(merge))

    def perhaps_the_same(self, request: HttpRequest, row: Any) -> Iterable[Any]:
        return row.namesakes_in_street().with_path()  # type: ignore[no-any-return]

    def told(self, row: Any) -> str:
        return " · ".join(filter(None, [row.path_text, row.code]))

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Only merging: a community is never deleted."""
        actions = super().get_actions(request)
        return {
            name: each for name, each in actions.items() if name != "delete_selected"
        }

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody writes into a community that went into another one."""
        is_merged = isinstance(obj, Community) and obj.merged_into_id is not None
        return not is_merged and super().has_change_permission(request, obj)
