"""The life of a method from draft to publication; its state changes here only."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.accounts.models import User
from catalogue.methods.models import StateChange, WorkMethod
from catalogue.methods.revisions import apply_revision
from catalogue.methods.search.index import index_methods

Status = WorkMethod.Status

PUBLISH = "methods.publish_workmethod"
ENTER = "methods.change_workmethod"

# From each state: the states it may change to, and the permission it takes.
MOVES: dict[str, dict[Status, str]] = {
    Status.DRAFT: {Status.CHECKING: ENTER, Status.PUBLISHED: PUBLISH},
    Status.CHECKING: {
        Status.DRAFT: ENTER,
        Status.RETURNED: PUBLISH,
        Status.PUBLISHED: PUBLISH,
    },
    Status.RETURNED: {Status.CHECKING: ENTER, Status.PUBLISHED: PUBLISH},
    Status.PUBLISHED: {Status.WITHDRAWN: PUBLISH},
    Status.WITHDRAWN: {Status.PUBLISHED: PUBLISH},
    # Only undoing the merger brings it back.
    Status.MERGED: {},
}
NEED_A_REASON = frozenset({Status.RETURNED, Status.WITHDRAWN})


@dataclass(frozen=True)
class Reason:
    """Why a state changes; `fields` says by field what is to be corrected."""

    zh: str = ""
    en: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.zh or self.en or self.fields)


def open_moves(method: WorkMethod, by: User) -> list[Status]:
    """The states that the person may give to a method that the person sees."""
    moves = MOVES[method.status]
    return [state for state, permission in moves.items() if by.has_perm(permission)]


@transaction.atomic
def change_state(
    method: WorkMethod, to: str, *, by: User, reason: Reason | None = None
) -> WorkMethod:
    """Move a method to another state; raise when the person or the state forbids it.

    Publishing a change of a published method brings it into that one, which is the
    answer. Raises PermissionDenied, or ValidationError with a sentence for the person.
    """
    method, reason = _locked(method, by), reason or Reason()
    _require_move(method, Status(to), by)
    _require_reason(method, Status(to), reason)
    before = method.status
    if to == Status.PUBLISHED:
        _require_ready(method, by)
        if method.revises_id is not None:
            return _publish_revision(method, by)
        method.published_at = method.published_at or timezone.now()
    method.withdrawn_at = timezone.now() if to == Status.WITHDRAWN else None
    method.publish_at = method.released_by = None
    method.status = to
    method.save()
    _record(method, before, by, reason)
    index_methods([method.pk])
    return method


@transaction.atomic
def send_for_checking(methods: Iterable[WorkMethod], *, by: User) -> None:
    """Move many drafts to checking as `change_state` does each, all or none.

    Raises as that does.
    """
    numbers = {method.pk for method in methods}
    rows = WorkMethod.objects.visible_to(by).select_for_update().in_bulk(list(numbers))
    if len(rows) < len(numbers):
        raise PermissionDenied
    for method in rows.values():
        _require_move(method, Status.CHECKING, by)
    StateChange.objects.bulk_create(
        _change(method, method.status, by, Reason(), to=Status.CHECKING)
        for method in rows.values()
    )
    # The search knows texts and no states: nothing is new to it.
    WorkMethod.objects.filter(pk__in=rows).update(
        status=Status.CHECKING,
        withdrawn_at=None,
        publish_at=None,
        released_by=None,
        updated_at=timezone.now(),
    )


def go_into(method: WorkMethod, stays: WorkMethod, *, by: User, reason: str) -> None:
    """Give a method the state of one that went into another.

    Only `merging` calls this, in its transaction.
    """
    before = method.status
    method.status, method.merged_into = Status.MERGED, stays
    method.publish_at = method.released_by = None
    method.save()
    _record(method, before, by, Reason(zh=reason))


def come_back(method: WorkMethod, to: str, *, by: User, reason: str) -> None:
    """Give a merged method the state that it had before.

    Only `merging` calls this, in its transaction.
    """
    method.status, method.merged_into = to, None
    method.save()
    _record(method, Status.MERGED, by, Reason(zh=reason))


@transaction.atomic
def schedule_publication(
    method: WorkMethod, at: datetime.datetime, *, by: User
) -> WorkMethod:
    """Release a method for a later moment; `publish_due` publishes it then.

    Raises as `change_state` does, and ValidationError for a moment that is over.
    """
    method = _locked(method, by)
    _require_move(method, Status.PUBLISHED, by)
    _require_ready(method, by)
    if at <= timezone.now():
        raise ValidationError(_("Choose a moment that is still to come."))
    method.publish_at, method.released_by = at, by
    method.save()
    return method


def cancel_schedule(method: WorkMethod) -> None:
    """Take the release back: what was released is no longer what stands there."""
    method.publish_at = method.released_by = None
    method.save()


def publish_due(
    now: datetime.datetime,
) -> Iterator[tuple[WorkMethod, ValidationError | PermissionDenied | None]]:
    """Publish what was released for a moment that has come, each for itself.

    Yields each method with what kept it from being published, or None.
    """
    due = WorkMethod.objects.filter(publish_at__lte=now).order_by("publish_at", "pk")
    for method in due.select_related("released_by"):
        assert method.released_by is not None  # noqa: S101 - a constraint says so
        try:
            published = change_state(method, Status.PUBLISHED, by=method.released_by)
        except (ValidationError, PermissionDenied) as refusal:
            yield method, refusal
        else:
            yield published, None


def _locked(method: WorkMethod, by: User) -> WorkMethod:
    rows = WorkMethod.objects.visible_to(by).select_for_update()
    try:
        return rows.get(pk=method.pk)
    except WorkMethod.DoesNotExist:
        raise PermissionDenied from None


def _require_move(method: WorkMethod, to: Status, by: User) -> None:
    permission = MOVES[method.status].get(to)
    if permission is None or (method.revises_id and to == Status.WITHDRAWN):
        raise ValidationError(
            _("A method in the state “%(now)s” cannot change to “%(next)s”."),
            params={"now": method.get_status_display(), "next": to.label},
        )
    if not by.has_perm(permission):
        raise PermissionDenied


def _require_reason(method: WorkMethod, to: Status, reason: Reason) -> None:
    if to in NEED_A_REASON and not reason:
        message = _("Give the reason: the reporting body needs it to correct the text.")
        if to == Status.WITHDRAWN:
            message = _("Give the reason: the public page shows it with the date.")
        raise ValidationError(message)
    unknown = set(reason.fields) - {each.name for each in method._meta.get_fields()}
    if unknown:
        message = _("There is no field of this name: %(names)s.")
        raise ValidationError(message, params={"names": ", ".join(sorted(unknown))})


def _require_ready(method: WorkMethod, by: User) -> None:
    require_publishable(method)
    if by.pk in authors_of(method):
        raise ValidationError(
            _(
                "You entered this text or sent it for checking: another person must "
                "publish it."
            )
        )


def authors_of(method: WorkMethod) -> set[int]:
    """Who stands for the text: who entered it, and who sent it for checking last."""
    sent = method.state_changes.filter(to_status=Status.CHECKING)
    last = sent.order_by("changed_at", "pk").last()
    authors = {method.entered_by_id, last.changed_by_id if last else None}
    return {author for author in authors if author is not None}


def require_publishable(method: WorkMethod) -> None:
    """Raise ValidationError unless the method has a title and a community."""
    if not (method.title_zh or method.title_en):
        raise ValidationError(_("Give the method a title before publishing it."))
    if method.community is None:
        raise ValidationError(_("Choose the community before publishing the method."))


def _publish_revision(revision: WorkMethod, by: User) -> WorkMethod:
    original = WorkMethod.objects.select_for_update().get(revision=revision)
    if not original.is_published:
        raise ValidationError(
            _("The method itself is withdrawn: publish it again, then its change.")
        )
    _record(revision, revision.status, by, Reason(), to=Status.PUBLISHED)
    apply_revision(revision, original)
    index_methods([original.pk])
    return original


def _record(
    method: WorkMethod, before: str, by: User, reason: Reason, *, to: str = ""
) -> None:
    _change(method, before, by, reason, to=to or method.status).save()


def _change(
    method: WorkMethod, before: str, by: User, reason: Reason, *, to: str
) -> StateChange:
    return StateChange(
        method=method,
        from_status=before,
        to_status=to,
        changed_by=by,
        reason_zh=reason.zh,
        reason_en=reason.en,
        field_reasons=dict(reason.fields),
    )
