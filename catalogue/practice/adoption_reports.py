"""What comes by the public form: kept once, and never more than can be read."""

import datetime
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.core.files.base import File
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.bilingual import as_written
from catalogue.methods.models import WorkMethod
from catalogue.places.models import Community, Province
from catalogue.practice.adopting import report_adoption
from catalogue.practice.models import Adoption, AdoptionContact, AdoptionEvidence

# So many reports wait at most; beyond them people are asked to write to the body.
MOST_WAITING_OF_A_BODY = 500
MOST_WAITING_OF_A_METHOD = 50
_HOUR = datetime.timedelta(hours=1)


@dataclass(frozen=True)
class Told:
    """What somebody wrote into the public form; each text in one language."""

    since: str = ""
    adapted: str = ""
    result: str = ""
    links: Sequence[str] = field(default_factory=tuple)
    photo: File | None = None
    photo_caption: str = ""
    contact_name: str = ""
    contact_reach: str = ""


class TooManyReports(Exception):
    """No more reports are taken; `reason` says it to the person."""

    def __init__(self, reason: object) -> None:
        super().__init__(str(reason))
        self.reason = reason


class SiteIsBusy(TooManyReports):
    """The whole site took as many as it takes in an hour."""


@transaction.atomic
def receive_report(
    method: WorkMethod,
    community: Community,
    told: Told,
    *,
    now: datetime.datetime | None = None,
) -> Adoption:
    """Keep what the public form brought; the same told again is the row that is there.

    Raises ValidationError, or TooManyReports once as many wait as can be read.
    """
    now = now or timezone.now()
    with connection.cursor() as cursor:
        # One after the other, so that a flood from many sides is counted truly.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('adoption_reports'))")
    digest = digest_of(method, community, told)
    known = Adoption.objects.filter(digest=digest, came_by_form=True).first()
    if known is not None:
        return known
    require_room(method, community.reporting_body)
    _require_room_this_hour(now)
    adoption = report_adoption(_row(method, community, told, digest, now), by=None)
    _keep_evidence(adoption, told)
    _keep_contact(adoption, told, now)
    return adoption


def require_room(method: WorkMethod, body: Province) -> None:
    """Raise TooManyReports while too many reports wait for the method or the body."""
    waiting = Adoption.objects.waiting().filter(came_by_form=True)
    of_body = waiting.filter(community__reporting_body=body)
    is_full = (
        waiting.filter(method=method).count() >= MOST_WAITING_OF_A_METHOD
        or of_body.count() >= MOST_WAITING_OF_A_BODY
    )
    if is_full:
        raise TooManyReports(
            _(
                "Very many reports wait to be read at this moment. Please write to "
                "the reporting body itself."
            )
        )


def digest_of(method: WorkMethod, community: Community, told: Told) -> str:
    """The same for reports that tell the same, whatever spaces stand between words."""
    texts = [told.since, told.adapted, told.result, *told.links]
    plain = [" ".join(text.split()) for text in texts]
    whole = json.dumps([method.pk, community.pk, *plain])
    return hashlib.sha256(whole.encode()).hexdigest()


def _require_room_this_hour(now: datetime.datetime) -> None:
    most = settings.ADOPTION_REPORTS_AN_HOUR
    came = Adoption.objects.filter(came_by_form=True, reported_at__gt=now - _HOUR)
    if most and came.count() >= most:
        raise SiteIsBusy(
            _("Very many reports came in this hour. Please try again in an hour.")
        )


def _row(
    method: WorkMethod,
    community: Community,
    told: Told,
    digest: str,
    now: datetime.datetime,
) -> Adoption:
    return Adoption(
        method=method,
        community=community,
        since=told.since,
        digest=digest,
        reported_at=now,
        **_in_its_language("adapted", told.adapted),
        **_in_its_language("result", told.result),
    )


def _keep_evidence(adoption: Adoption, told: Told) -> None:
    for place, address in enumerate(told.links, start=1):
        AdoptionEvidence.objects.create(
            adoption=adoption, address=address, position=place
        )
    if told.photo is not None:
        AdoptionEvidence.objects.create(
            adoption=adoption,
            image=told.photo,
            position=len(told.links) + 1,
            **_in_its_language("title", told.photo_caption),
        )


def _keep_contact(adoption: Adoption, told: Told, now: datetime.datetime) -> None:
    if told.contact_reach:
        AdoptionContact.objects.create(
            adoption=adoption,
            name=told.contact_name,
            reach=told.contact_reach,
            delete_on=contact_is_kept_until(timezone.localdate(now)),
        )


def contact_is_kept_until(today: datetime.date) -> datetime.date:
    """The day on which a contact that is left today is deleted."""
    return today + datetime.timedelta(days=settings.ADOPTION_CONTACT_DAYS)


def forget_contacts(today: datetime.date) -> int:
    """Delete the contacts whose day has come; how many they were."""
    due = AdoptionContact.objects.filter(delete_on__lte=today)
    deleted, _by_model = due.delete()
    return deleted


def _in_its_language(name: str, text: str) -> dict[str, str]:
    """The text under the field of the language in which it is written."""
    ending = "en" if as_written(text).lang == "en" else "zh"
    return {f"{name}_{ending}": text}
