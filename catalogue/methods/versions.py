"""Earlier versions of a method, put together from its history."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from catalogue.accounts.models import User
from catalogue.methods.models import MethodTheme, Theme, WorkMethod
from catalogue.methods.publication import cancel_schedule
from catalogue.methods.revisions import (
    CONTENT,
    PARTS,
    begin_revision,
    bring_parts,
    values_of,
)
from catalogue.methods.search.index import index_methods
from catalogue.places.models import Community


@transaction.atomic
def bring_method_back(method: WorkMethod, event: Any, *, by: User) -> WorkMethod:
    """Make a method and its parts what they were at one event of its history.

    A published method is not written into: the old version becomes a change of it,
    which is the answer. Raises ValidationError when the old community is gone.
    """
    if method.is_published:
        target = begin_revision(method, by=by)
    else:
        target = WorkMethod.objects.select_for_update().get(pk=method.pk)
    for name in CONTENT:
        attname = WorkMethod._meta.get_field(name).attname  # type: ignore[union-attr]
        setattr(target, attname, getattr(event, attname))
    _require_community(target)
    target.save()
    moment = event.pgh_created_at
    target.themes.set(Theme.objects.filter(pk__in=_themes_at(method, moment)))
    for part in PARTS:
        bring_parts(part, target, _parts_at(part, method, moment))
    if target.publish_at is not None:
        cancel_schedule(target)
    index_methods([target.pk])
    return target


def _require_community(method: WorkMethod) -> None:
    number = method.community_id
    if number is not None and not Community.objects.filter(pk=number).exists():
        raise ValidationError(_("The community of that version is there no more."))


def _parts_at(
    part: type[models.Model], method: WorkMethod, moment: datetime.datetime
) -> list[Mapping[str, Any]]:
    """The values of the parts that there were, in their order."""
    events = part.pgh_event_model._default_manager.filter(  # type: ignore[attr-defined]
        method_id=method.pk, pgh_created_at__lte=moment
    )
    last: dict[int, Any] = {}
    for event in events.order_by("pgh_id"):
        last[event.pgh_obj_id] = event
    there = [event for event in last.values() if event.pgh_label != "delete"]
    by_order = getattr(part._meta, "ordering", None) or ["pk"]
    names = [name for name in by_order if name not in ("method", "pk")]
    there.sort(key=lambda event: [getattr(event, name) for name in names])
    return [values_of(part, event) for event in there]


def _themes_at(method: WorkMethod, moment: datetime.datetime) -> set[int]:
    events = MethodTheme.pgh_event_model._default_manager.filter(
        workmethod_id=method.pk, pgh_created_at__lte=moment
    )
    labels = dict(events.order_by("pgh_id").values_list("theme_id", "pgh_label"))
    return {theme for theme, label in labels.items() if label != "delete"}
