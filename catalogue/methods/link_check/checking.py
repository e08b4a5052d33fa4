"""Which addresses are due, and what is kept of a look at one."""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from itertools import zip_longest
from urllib.parse import urlsplit

from django.utils import timezone

from catalogue.accounts.models import User
from catalogue.methods.link_check.judging import Verdict, judge
from catalogue.methods.link_check.manners import Manners
from catalogue.methods.models import Source, SourceLink, WorkMethod

Status = SourceLink.Status

# After this time a person looks again.
_HAND_HOLDS = datetime.timedelta(days=180)


def due(*, now: datetime.datetime, older_than: datetime.timedelta) -> list[str]:
    """The addresses to look at, of each server in turn; never looked at comes first.

    What failed is tried again on the next day.
    """
    withdrawn = WorkMethod.Status.WITHDRAWN
    sources = Source.objects.exclude(address="").filter(method__is_demo=False)
    cited = sources.exclude(method__status=withdrawn).order_by()
    addresses = set(cited.values_list("address", flat=True))
    known = {link.address: link for link in SourceLink.objects.all()}
    rows = [
        (link.checked_at if link else None, address)
        for address in addresses
        for link in [known.get(address)]
        if link is None or _is_due(link, now, older_than)
    ]
    never = sorted(address for checked_at, address in rows if checked_at is None)
    again = sorted(
        (checked_at, address) for checked_at, address in rows if checked_at is not None
    )
    return [*_in_turn(never), *_in_turn([address for _at, address in again])]


def forget_uncited() -> None:
    """Drop what is known of addresses that no source names any more."""
    cited = Source.objects.order_by().values("address")
    SourceLink.objects.exclude(address__in=cited).delete()


def check(
    addresses: list[str], manners: Manners
) -> Iterator[tuple[SourceLink, Verdict]]:
    """Look at one after the other; each is kept at once."""
    for address in addresses:
        verdict = judge(address, manners)
        yield keep(address, verdict, now=timezone.now()), verdict


def keep(address: str, verdict: Verdict, *, now: datetime.datetime) -> SourceLink:
    """What is known of the address after this look.

    Dead is what failed on two days; a single failure may be a bad hour.
    """
    link = SourceLink.objects.filter(address=address).first()
    link = link or SourceLink(address=address)
    before = (link.status, link.problem)
    status = verdict.status
    if status == Status.UNREACHABLE:
        today = timezone.localdate(now)
        link.failing_since = link.failing_since or today
        if link.failing_since < today or link.status == Status.DEAD:
            status = Status.DEAD
    else:
        link.failing_since = None
    if link.status != status:
        link.status, link.status_since = status, now
    link.problem = verdict.problem or ""
    link.http_status, link.moved_to = verdict.http_status, verdict.moved_to[:2000]
    link.checked_at = now
    if (link.status, link.problem) != before or _is_long_ago(link, now):
        link.works_by_hand_at = link.works_by_hand_by = None
    link.save()
    return link


def mark_as_working(
    link: SourceLink, *, by: User, now: datetime.datetime | None = None
) -> None:
    """A person looked and it works; holds until a look finds something else."""
    link.works_by_hand_at, link.works_by_hand_by = now or timezone.now(), by
    link.save(update_fields=["works_by_hand_at", "works_by_hand_by"])


def _is_due(
    link: SourceLink, now: datetime.datetime, older_than: datetime.timedelta
) -> bool:
    if link.status == Status.UNREACHABLE:
        return timezone.localdate(link.checked_at) < timezone.localdate(now)
    return link.checked_at <= now - older_than


def _is_long_ago(link: SourceLink, now: datetime.datetime) -> bool:
    by_hand = link.works_by_hand_at
    return by_hand is not None and by_hand < now - _HAND_HOLDS


def _in_turn(addresses: list[str]) -> Iterator[str]:
    """One of each server after the other, so that none waits for its own pause."""
    hosts: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        hosts[urlsplit(address).netloc].append(address)
    for row in zip_longest(*hosts.values()):
        yield from (address for address in row if address is not None)
