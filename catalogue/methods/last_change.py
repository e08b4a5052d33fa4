"""Who changed a method last, and when, as the history tables wrote it down."""

import datetime
from dataclasses import dataclass
from typing import Any

from catalogue.accounts.models import User
from catalogue.methods.models import MethodTheme, WorkMethod
from catalogue.methods.revisions import PARTS


@dataclass(frozen=True)
class LastChange:
    """The moment of a change; `by` is None when the catalogue itself made it."""

    at: datetime.datetime
    by: User | None


def last_change(method: WorkMethod) -> LastChange | None:
    """The last change of a method, its themes or its parts.

    None only for a method whose history was taken away.
    """
    events = [_last_event(WorkMethod, {"pgh_obj_id": method.pk})]
    of_method = {"workmethod_id": method.pk}
    events.append(_last_event(MethodTheme, of_method))
    events += [_last_event(part, {"method_id": method.pk}) for part in PARTS]
    known = [event for event in events if event is not None]
    if not known:
        return None
    last = max(known, key=lambda event: event.pgh_created_at)
    context = last.pgh_context
    person = context.metadata.get("user") if context else None
    by = User.objects.filter(pk=person).first() if person else None
    return LastChange(last.pgh_created_at, by)


def _last_event(model: Any, where: dict[str, int]) -> Any:
    events = model.pgh_event_model.objects.filter(**where)
    return events.select_related("pgh_context").order_by("-pgh_id").first()
