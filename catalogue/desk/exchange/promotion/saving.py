"""Save all rows of a file of promotion, or undo that, each as one act."""

import hashlib
import json
from typing import Any

import pghistory
from django.db import transaction
from django.utils import timezone

from catalogue.accounts.models import User
from catalogue.desk.exchange.promotion.checking import (
    CHANGED,
    FIELDS,
    NEW,
    WRONG,
    Verdict,
    check,
    fingerprint,
    may_be_written,
    values_of,
)
from catalogue.desk.models import PromotionImport
from catalogue.methods.models import WorkMethod
from catalogue.practice.models import Promotion
from catalogue.practice.serving import serve
from catalogue.rounds.models import SelectionRound


class NotAsShown(Exception):
    """Something has changed since the preview: it must be looked at again."""


class SomeRowsAreWrong(Exception):
    """All rows are saved together, and some cannot be."""


class CannotBeUndone(Exception):
    """Some of what was saved is no longer as the import left it."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self.rows = rows
        super().__init__(len(rows))


@transaction.atomic
def save_import(promotion_import: PromotionImport, *, by: User) -> int:
    """Write every row, or none; how many were entered or changed.

    Raises NotAsShown or SomeRowsAreWrong.
    """
    locked = PromotionImport.objects.select_for_update().get(pk=promotion_import.pk)
    list(Promotion.objects.select_for_update().order_by("pk").values_list("pk"))
    verdicts = check(locked, by=by)
    if not locked.is_preview or fingerprint(verdicts) != locked.shown:
        raise NotAsShown
    if any(each.outcome == WRONG for each in verdicts):
        raise SomeRowsAreWrong
    written = [each for each in verdicts if each.outcome in (NEW, CHANGED)]
    with pghistory.context(user=by.pk, promotion_import=locked.pk):
        saved = {each.number: _written(each, by) for each in written}
    locked.rows = [{**row, **saved.get(row["number"], {})} for row in locked.rows]
    locked.state = PromotionImport.State.SAVED
    locked.saved_at = timezone.now()
    locked.save()
    return len(written)


@transaction.atomic
def undo_import(promotion_import: PromotionImport, *, by: User) -> int:
    """Take new ones away and bring changed ones back; how many there were.

    Raises CannotBeUndone, and changes nothing, when one was changed or published
    since, or is out of the person's reach.
    """
    locked = PromotionImport.objects.select_for_update().get(pk=promotion_import.pk)
    if not locked.is_saved:
        raise CannotBeUndone([])
    rows = locked.saved_rows()
    visible = Promotion.objects.visible_to(by).select_for_update(of=("self",))
    there = visible.order_by("pk").in_bulk([row["promotion"] for row in rows])
    hindered = [
        row for row in rows if not _is_as_left(row, there.get(row["promotion"]), by)
    ]
    if hindered:
        raise CannotBeUndone(hindered)
    with pghistory.context(user=by.pk, undone_promotion_import=locked.pk):
        for row in rows:
            _undo(there[row["promotion"]], row["before"])
    locked.state = PromotionImport.State.UNDONE
    locked.undone_at = timezone.now()
    locked.save()
    return len(rows)


def _written(verdict: Verdict, by: User) -> dict[str, Any]:
    """Save one row; what it takes to undo it."""
    promotion = verdict.form.instance
    before = None
    if verdict.outcome == NEW:
        promotion.entered_by = by
    else:
        before = values_of(Promotion.objects.get(pk=promotion.pk))
    promotion.save()
    verdict.form.save_served()
    after = Promotion.objects.get(pk=promotion.pk)
    return {"promotion": promotion.pk, "before": before, "after": _digest(after)}


def _digest(promotion: Promotion) -> str:
    """What tells whether it was touched since: its values, state and time."""
    said = [
        values_of(promotion),
        promotion.status,
        promotion.updated_at.isoformat(),
    ]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _is_as_left(row: dict[str, Any], promotion: Promotion | None, by: User) -> bool:
    return (
        promotion is not None
        and may_be_written(promotion, by)
        and _digest(promotion) == row["after"]
    )


def _undo(promotion: Promotion, before: dict[str, Any] | None) -> None:
    if before is None:
        promotion.delete()
        return
    for name in FIELDS:
        field: Any = Promotion._meta.get_field(name)
        setattr(promotion, field.attname, field.to_python(before[name]))
    promotion.save()
    serve(
        promotion,
        methods=WorkMethod.objects.filter(pk__in=before["of_methods"]),
        rounds=SelectionRound.objects.filter(pk__in=before["of_rounds"]),
    )
