"""What a merge would do, told before anything happens."""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from catalogue.merging.moving import PUT_ELSEWHERE, Attached, attached, clashes
from catalogue.merging.relations import Follows, Relations

STAYS, GOES, BOTH = "stays", "goes", "both"
LONGEST_REASON = 2_000

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class Side:
    """One field of both records, and which of the two values may be kept."""

    name: str
    label: str
    stays: str
    goes: str
    # Empty where there is nothing to choose.
    choices: tuple[str, ...] = ()
    default: str = STAYS

    @property
    def differs(self) -> bool:
        return self.stays != self.goes


class MergePlan(Generic[Row]):
    """The merge of two records: what differs, what moves, what stands against it."""

    relations: ClassVar[Relations]
    permission: ClassVar[str]

    def __init__(self, stays: Row, goes: Row) -> None:
        self.stays = stays
        self.goes = goes

    @cached_property
    def sides(self) -> list[Side]:
        """The fields of both, in the order of the form."""
        raise NotImplementedError

    def own_hindrances(self) -> Iterator[str]:
        """What stands against this merge, and what to do first."""
        raise NotImplementedError

    def notes(self) -> Iterator[str]:
        """What follows from this merge that a person may not expect."""
        yield from ()

    def hindering(self, row: models.Model) -> str:
        """What to do first with a row that keeps the other one from going."""
        words = _("“%(row)s” is attached to the one that goes: end that first.")
        return words % {"row": row}

    @cached_property
    def hindrances(self) -> list[str]:
        """All that stands against this merge; none: it can be made."""
        if self.stays.pk == self.goes.pk:
            return [_("Choose two different records.")]
        found = list(self.own_hindrances())
        for each in attached(self.relations, self.goes, Follows.HINDERS):
            found += [self.hindering(row) for row in each.first]
        for kept, going in clashes(self.relations, self.stays, self.goes):
            words = _(
                "Both have a row of which there can be one alone, %(kind)s: “%(kept)s” "
                "and “%(going)s”. Delete one of the two first."
            )
            kind = str(kept._meta.verbose_name)
            found.append(words % {"kind": kind, "kept": kept, "going": going})
        return found

    @cached_property
    def moves(self) -> list[Attached]:
        """What is put under the record that stays."""
        return attached(self.relations, self.goes, *PUT_ELSEWHERE)

    def chosen(self, take: Mapping[str, str] | None) -> dict[str, str]:
        """The choice of each field; a field of which nothing is said has its default.

        Raises ValidationError for a choice that there is not.
        """
        take, chosen = take or {}, {}
        for side in self.sides:
            if side.choices:
                chosen[side.name] = take.get(side.name, side.default)
                if chosen[side.name] not in side.choices:
                    raise ValidationError(_("Choose which value stays."))
        return chosen

    def fingerprint(self) -> str:
        """The same as long as the merge would do the same."""
        keys = [
            [each.relation.name, *each.relation.rows_of(self.goes).values_list("pk")]
            for each in self.moves
        ]
        sides = [[side.name, side.stays, side.goes] for side in self.sides]
        whole = [self.stays.pk, self.goes.pk, sides, keys]
        text = json.dumps(whole, default=str, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def require(self, by: AbstractUser, reason: str) -> None:
        """Raise unless the person may make this merge now, and said why."""
        require_allowed(by, self.permission)
        require_reason(reason)
        if self.hindrances:
            raise ValidationError(self.hindrances)


def require_allowed(by: AbstractUser, permission: str) -> None:
    """Raise PermissionDenied unless the person may merge."""
    if not by.is_active or not by.has_perm(permission):
        raise PermissionDenied


def require_reason(reason: str) -> None:
    """Raise ValidationError unless there is a reason of bounded length."""
    if not reason.strip():
        raise ValidationError(_("Give the reason: it stands in the history of both."))
    if len(reason) > LONGEST_REASON:
        message = _("Write at most %(characters)d characters.")
        raise ValidationError(message, params={"characters": LONGEST_REASON})


def locked(rows: Any, *wanted: models.Model) -> list[Any]:
    """These rows as they are now, locked in one order so that nobody waits for ever.

    Raises PermissionDenied when one is out of reach.
    """
    keys: Collection[Any] = {row.pk for row in wanted}
    there = {
        row.pk: row
        for row in rows.filter(pk__in=keys)
        .select_for_update(of=("self",))
        .order_by("pk")
    }
    if len(there) != len(keys):
        raise PermissionDenied
    return [there[row.pk] for row in wanted]
