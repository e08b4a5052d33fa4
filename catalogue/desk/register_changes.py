"""Settle what a newer register has otherwise: always by a person, one row at a time."""

from collections.abc import Callable

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.accounts.models import User
from catalogue.methods.models import WorkMethod
from catalogue.methods.search.index import index_methods
from catalogue.places.merging import (
    CommunityMergePlan,
    merge_communities,
    remember_name,
)
from catalogue.places.models import Community, RegisterChange

Kind = RegisterChange.Kind
Settlement = RegisterChange.Settlement

_TAKEN_WITH_CODE = ("name", "code", "street")
_GOES = "goes"


def settle_as_renamed(change: RegisterChange, *, by: User) -> None:
    """The same place under a new name; it is still found by the former one."""

    def work(change: RegisterChange) -> None:
        _require(
            change.kind == Kind.RENAMED, _("The register has no other name for it.")
        )
        place = change.community
        if place is not None and change.name_before not in (
            place.name,
            *place.former_names.values_list("name", flat=True),
        ):
            remember_name(place, change.name_before)
            index_methods(_numbers_of(place))

    _settle(change, Settlement.RENAMED, by, work)


def settle_as_withdrawn(change: RegisterChange, *, by: User) -> None:
    """Really withdrawn: a community no longer exists; its number and methods stay."""

    def work(change: RegisterChange) -> None:
        _require(change.place.withdrawn_on is not None, _("The register still has it."))
        if change.community is not None:
            change.community.is_active = False
            change.community.save(update_fields=["is_active"])

    _settle(change, Settlement.WITHDRAWN, by, work)


def settle_as_same_place(change: RegisterChange, *, by: User) -> None:
    """The same community with another code: the old row takes over code, name, street.

    The row that the load made goes into it, so that the public number stays; that is a
    merger like any other and can be undone.
    """

    def work(change: RegisterChange) -> None:
        stays, goes = change.community, change.other
        if stays is None or goes is None:
            raise ValidationError(_("No other community is named."))
        _require(goes.withdrawn_on is None, _("The other one was withdrawn since."))
        sides = CommunityMergePlan(stays, goes).sides
        take = {
            side.name: _GOES
            for side in sides
            if side.name in _TAKEN_WITH_CODE and _GOES in side.choices
        }
        reason = _("The register of %(day)s has it under the code %(code)s.")
        words = {"day": change.register_on, "code": change.code_after}
        merge_communities(stays, goes, by=by, reason=reason % words, take=take)
        index_methods(_numbers_of(stays))

    _settle(change, Settlement.SAME_PLACE, by, work)


def settle_as_it_is(change: RegisterChange, *, by: User) -> None:
    """Looked at, and as the register has it; nothing else is done."""

    def work(change: RegisterChange) -> None:
        _require(
            change.kind in (Kind.RENAMED, Kind.MOVED, Kind.BACK)
            and change.other_id is None,
            _("Say what became of it."),
        )

    _settle(change, Settlement.TAKEN_OVER, by, work)


def _settle(
    change: RegisterChange,
    settlement: str,
    by: User,
    work: Callable[[RegisterChange], None],
) -> None:
    with transaction.atomic(), pghistory.context(user=by.pk):
        rows = RegisterChange.objects.select_for_update(of=("self",))
        change = rows.get(pk=change.pk)
        _require(change.settlement == "", _("It is settled already."))
        work(change)
        rows.filter(pk=change.pk).settle(settlement, by=by)


def _require(is_so: bool, otherwise: str) -> None:
    if not is_so:
        raise ValidationError(otherwise)


def _numbers_of(community: Community) -> list[int]:
    methods = WorkMethod.objects.filter(community=community)
    return list(methods.values_list("pk", flat=True))
