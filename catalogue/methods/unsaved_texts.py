"""What a person typed and has not saved: kept for that person alone, for a while."""

import datetime
import uuid

from django.db import IntegrityError
from django.http import QueryDict
from django.utils import timezone

from catalogue.accounts.models import User
from catalogue.methods.models import UnsavedText, WorkMethod

KEPT_FOR = datetime.timedelta(days=30)
# A page that holds more is no page of ours.
_MOST_CHARACTERS = 1_000_000
_NEVER_KEPT = {"csrfmiddlewaretoken"}


class NotKept(Exception):
    """The text is not kept: it is of another person's page, of none, or too long."""


def keep(
    page: uuid.UUID, data: QueryDict, *, person: User, method: WorkMethod | None
) -> UnsavedText:
    """Keep what a page would send, in place of what it held before.

    Raises NotKept for the page of another person or record, for a record that is gone,
    and for a million characters.
    """
    values = {
        name: [text.replace("\x00", "") for text in data.getlist(name)]
        for name in data
        if not name.startswith("_") and name not in _NEVER_KEPT
    }
    if sum(len(text) for texts in values.values() for text in texts) > _MOST_CHARACTERS:
        raise NotKept
    try:
        text, _is_new = UnsavedText.objects.get_or_create(
            page=page, defaults={"person": person, "method": method, "values": values}
        )
    except IntegrityError:
        # The method was deleted at this very moment.
        raise NotKept from None
    if (text.person_id, text.method_id) != (person.pk, method.pk if method else None):
        raise NotKept
    text.values, text.kept_at = values, timezone.now()
    text.save()
    return text


def last_kept(*, person: User, method: WorkMethod | None) -> UnsavedText | None:
    """What the person typed last on a page of this record, unless it is too old."""
    texts = UnsavedText.objects.filter(person=person, method=method)
    return texts.filter(kept_at__gt=timezone.now() - KEPT_FOR).first()


def find(page: str, *, person: User, method: WorkMethod | None) -> UnsavedText | None:
    """What the person typed on this page of this record."""
    key = page_key(page)
    texts = UnsavedText.objects.filter(person=person, method=method)
    return texts.filter(page=key).first() if key else None


def forget(page: str, *, person: User) -> None:
    """Remove what the person typed on this page: it is saved, or not wanted."""
    if key := page_key(page):
        UnsavedText.objects.filter(person=person, page=key).delete()


def forget_old(now: datetime.datetime) -> int:
    """Remove everybody's texts of more than thirty days; return how many."""
    removed, _each = UnsavedText.objects.filter(kept_at__lte=now - KEPT_FOR).delete()
    return removed


def as_sent(text: UnsavedText) -> QueryDict:
    """The values as the page would send them."""
    data = QueryDict(mutable=True)
    for name, values in text.values.items():
        data.setlist(name, values)
    return data


def page_key(text: str) -> uuid.UUID | None:
    """The key of a page as it was sent; None for anything else."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
