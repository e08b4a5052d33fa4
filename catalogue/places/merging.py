"""Merge two communities: one stays, with all that was attached to the other."""

from collections.abc import Iterator, Mapping
from typing import Any

import pghistory
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from catalogue.merging.moving import move, move_back
from catalogue.merging.plan import (
    GOES,
    STAYS,
    MergePlan,
    Side,
    locked,
    require_allowed,
    require_reason,
)
from catalogue.merging.relations import Follows, Relations
from catalogue.places.models import (
    Community,
    CommunityMerge,
    FormerName,
    RegisterChange,
)

MERGE = "places.merge_community"
Settlement = RegisterChange.Settlement

COMMUNITY_RELATIONS = Relations("places.Community")
COMMUNITY_RELATIONS.say("places.Community.merged_into", Follows.MOVES)
COMMUNITY_RELATIONS.say("places.FormerName.community", Follows.MOVES)
COMMUNITY_RELATIONS.say("places.CommunityMerge.stays", Follows.REMAINS)
COMMUNITY_RELATIONS.say("places.CommunityMerge.goes", Follows.REMAINS)
# What a load found, at its time; whoever reads it is led on.
COMMUNITY_RELATIONS.say("places.RegisterChange.community", Follows.REMAINS)
COMMUNITY_RELATIONS.say("places.RegisterChange.other", Follows.REMAINS)

_CHOSEN = (
    "name",
    "name_en",
    "code",
    "street",
    "reporting_body",
    "committee_kind",
    "settlement",
)
# What a merge may write into either community, and undoing it writes back.
_WRITTEN = (
    "name",
    "name_en",
    "code",
    "register_name",
    "register_on",
    "withdrawn_on",
    "street_id",
    "county_id",
    "reporting_body_id",
    "committee_kind",
    "settlement",
    "key_stem",
    "key_type",
    "pinyin",
    "pinyin_initials",
    "is_active",
    "merged_into_id",
)
# What every load of a register may write: no change of the place.
_OF_LOADS = {"register_on", "withdrawn_on"}


class CommunityMergePlan(MergePlan[Community]):
    relations = COMMUNITY_RELATIONS
    permission = MERGE

    @cached_property
    def sides(self) -> list[Side]:
        return [self._side(name) for name in _CHOSEN]

    def _side(self, name: str) -> Side:
        field: Any = Community._meta.get_field(name)
        kept, other = _words(self.stays, field), _words(self.goes, field)
        # There is nothing to take where the other says nothing.
        is_choice = kept != other and bool(getattr(self.goes, field.attname))
        return Side(
            name,
            str(field.verbose_name),
            kept,
            other,
            (STAYS, GOES) if is_choice else (),
            GOES if is_choice and self._is_better(field) else STAYS,
        )

    def _is_better(self, field: Any) -> bool:
        """Whether the other one's value is proposed: it fills an empty field, or is the
        code that the register has now."""
        if field.name == "code" and self.stays.withdrawn_on is not None:
            return self.goes.withdrawn_on is None
        return not getattr(self.stays, field.attname)

    def own_hindrances(self) -> Iterator[str]:
        for row in (self.stays, self.goes):
            words = {"number": row.pk, "name": row.name}
            if row.merged_into_id is not None:
                yield (
                    _("№ %(number)s %(name)s was merged into another one already.")
                    % words
                )
            elif row.is_virtual:
                yield (_("№ %(number)s %(name)s is a fiction of the register.") % words)
        if self.stays.merged_into_id is None and not self.stays.is_active:
            yield _(
                "The one that is to stay no longer exists: let the other one stay, or "
                "put “still exists” right first."
            )
        if self.stays.province_id != self.goes.province_id:
            yield _(
                "They lie in two provinces, so that methods would come to another "
                "reporting body: put the place of one right first."
            )

    def notes(self) -> Iterator[str]:
        if self.stays.reporting_body_id != self.goes.reporting_body_id:
            yield _(
                "They report through two bodies; the methods keep the body that each "
                "of them has."
            )
        if self.goes.code:
            yield _(
                "The code %(code)s stays on record: search and import find the "
                "community that stays by it, and the register does not enter it again."
            ) % {"code": self.goes.code}


@transaction.atomic
def merge_communities(
    stays: Community,
    goes: Community,
    *,
    by: AbstractUser,
    reason: str,
    take: Mapping[str, str] | None = None,
) -> CommunityMerge:
    """Let one community go into another, with all that is attached to it.

    `take` names by field whose value stays: "stays" or "goes". Raises PermissionDenied,
    or ValidationError with all that stands against it.
    """
    stays, goes = locked(Community.objects.all(), stays, goes)
    plan = CommunityMergePlan(stays, goes)
    plan.require(by, reason)
    chosen = plan.chosen(take)
    with pghistory.context(
        user=by.pk, reason=reason, merged=goes.pk, merged_into=stays.pk
    ):
        before = {"stays": _written(stays), "goes": _written(goes)}
        names = [(each.name, each.code) for each in (stays, goes)]
        moved = move(COMMUNITY_RELATIONS, goes, stays)
        _take(stays, goes, chosen)
        merge = CommunityMerge.objects.create(
            stays=stays,
            goes=goes,
            reason=reason.strip(),
            merged_by_id=by.pk,
            moved=moved,
            before=before,
            after={"stays": _written(stays), "goes": _written(goes)},
        )
        _remember(names, stays, merge)
        _settle(stays, goes, by)
    return merge


@transaction.atomic
def undo_community_merge(
    merge: CommunityMerge, *, by: AbstractUser, reason: str
) -> CommunityMerge:
    """Make both communities what they were, unless something stands against it.

    Raises PermissionDenied, or ValidationError that names what was changed since.
    """
    merge = CommunityMerge.objects.select_for_update().get(pk=merge.pk)
    stays, goes = locked(Community.objects.all(), merge.stays, merge.goes)
    require_allowed(by, MERGE)
    require_reason(reason)
    if hindrances := list(hindrances_of_undoing(merge)):
        raise ValidationError(hindrances)
    with pghistory.context(
        user=by.pk, reason=reason, unmerged=goes.pk, unmerged_from=stays.pk
    ):
        merge.former_names.all().delete()
        # What it settled is open again.
        settled = RegisterChange.objects.filter(
            Q(community=goes) | Q(community=stays, other=goes),
            settlement__in=[Settlement.MERGED, Settlement.SAME_PLACE],
            settled_by=merge.merged_by,
            settled_at__gte=merge.merged_at,
        )
        settled.update(settlement="", settled_by=None, settled_at=None)
        values = {row: _changed(merge, side) for side, row in _sides(merge)}
        if any("code" in before for before in values.values()):
            # A code stands only once: it is given back when neither has it.
            Community.objects.filter(pk__in=[stays.pk, goes.pk]).update(code="")
        for row, before in values.items():
            if before:
                Community.objects.filter(pk=row.pk).update(**before)
        move_back(COMMUNITY_RELATIONS, merge.moved, stays, goes)
        merge.undone_by_id, merge.undone_at = by.pk, timezone.now()
        merge.undone_because = reason.strip()
        merge.save()
    return merge


def hindrances_of_undoing(merge: CommunityMerge) -> Iterator[str]:
    """What was changed since, so that the merge cannot be undone as it stands."""
    if merge.undone_at is not None:
        yield _("This merger is undone already.")
        return
    if (next_one := merge.stays.merged_into) is not None:
        yield _(
            "The one that stays went into № %(number)s since: undo that merger first."
        ) % {"number": next_one.pk}
    for side, row in _sides(merge):
        now = _written(row)
        for name in _changed(merge, side):
            if now[name] != merge.after[side][name] and name not in _OF_LOADS:
                field: Any = Community._meta.get_field(name)
                words = {"field": field.verbose_name, "number": row.pk}
                yield _("“%(field)s” of № %(number)s was changed since.") % words


def standing(community: Community) -> Community:
    """The community that a merged one went into at last; itself if it stands."""
    while community.merged_into is not None:
        community = community.merged_into
    return community


def _sides(merge: CommunityMerge) -> list[tuple[str, Community]]:
    return [("stays", merge.stays), ("goes", merge.goes)]


def _changed(merge: CommunityMerge, side: str) -> dict[str, Any]:
    """What the merge itself changed of one community, as it was before."""
    before, after = merge.before[side], merge.after[side]
    return {name: value for name, value in before.items() if value != after[name]}


def _take(stays: Community, goes: Community, chosen: Mapping[str, str]) -> None:
    taken = {name for name, whose in chosen.items() if whose == GOES}
    values = {
        attname: getattr(goes, attname)
        for name in taken - {"code"}
        for attname in [Community._meta.get_field(name).attname]  # type: ignore[union-attr]
    }
    if "street" in taken:
        values["county_id"] = goes.county_id
    in_register = [_in_register(each) for each in (stays, goes)]
    goes.merged_into, goes.is_active = stays, False
    if "code" in taken:
        # A code stands only once, so that for a moment one has none.
        goes.code = ""
    goes.save()
    for name, value in values.items():
        setattr(stays, name, value)
    stays.save()
    if "code" in taken:
        _put_in_register(stays, in_register[1])
        _put_in_register(goes, in_register[0])


def _in_register(row: Community) -> dict[str, Any]:
    """What the register has under the code of a community."""
    name = row.register_name or row.name
    return {
        "code": row.code,
        "register_on": row.register_on,
        "withdrawn_on": row.withdrawn_on,
        "register_name": name if row.is_of_register else "",
    }


def _put_in_register(row: Community, in_register: dict[str, Any]) -> None:
    """Let a community be the one that the register has under this code."""
    for name, value in in_register.items():
        setattr(row, name, value)
    if row.register_name == row.name:
        row.register_name = ""
    row.save()


def remember_name(
    community: Community,
    name: str,
    *,
    code: str = "",
    merge: CommunityMerge | None = None,
) -> None:
    """Keep a name, or a code, under which a community is still to be found."""
    then = Community(name=name)
    then.derive_from_name(is_renamed=False)
    FormerName.objects.create(
        community=community,
        merge=merge,
        name=name,
        code=code,
        key_stem=then.key_stem,
        pinyin=then.pinyin,
        pinyin_initials=then.pinyin_initials,
    )


def _remember(
    names: list[tuple[str, str]], stays: Community, merge: CommunityMerge
) -> None:
    """Keep the names and codes of both that the community no longer bears."""
    for name, code in dict.fromkeys(names):
        if (name, code) != (stays.name, stays.code):
            remember_name(stays, name, code=code, merge=merge)


def _settle(stays: Community, goes: Community, by: AbstractUser) -> None:
    """What a newer register left open of the two is settled by their merger."""
    changes = RegisterChange.objects.open()
    changes.filter(community=goes).settle(Settlement.MERGED, by=by)
    pair = changes.filter(community=stays, other=goes)
    pair.settle(Settlement.SAME_PLACE, by=by)


def _written(row: Community) -> dict[str, Any]:
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name in _WRITTEN
        for value in [getattr(row, name)]
    }


def _words(row: Community, field: Any) -> str:
    display = getattr(row, f"get_{field.name}_display", None)
    value = display() if display else getattr(row, field.name)
    return str(value) if value else ""
