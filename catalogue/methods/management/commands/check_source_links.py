import datetime
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from catalogue.methods.link_check.checking import check, due, forget_uncited
from catalogue.methods.link_check.fetching import Fetcher
from catalogue.methods.link_check.manners import Manners, agent
from catalogue.methods.models import SourceLink

# Any number that nothing else of the catalogue locks.
_LOCK = 7_245_301


class Command(BaseCommand):
    """Look at the addresses of sources that were not looked at for a while."""

    help = "Check whether the links of sources still work; run it every week."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--older-than",
            type=int,
            default=6,
            metavar="DAYS",
            help="leave alone what was checked within so many days (6)",
        )
        parser.add_argument(
            "--limit", type=int, help="check at most so many; the next run goes on"
        )
        parser.add_argument(
            "--pause",
            type=float,
            default=5.0,
            metavar="SECONDS",
            help="between two requests to one server (5)",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="name what is due and ask nobody"
        )

    def handle(self, **options: Any) -> None:
        older_than = datetime.timedelta(days=options["older_than"])
        addresses = due(now=timezone.now(), older_than=older_than)[: options["limit"]]
        if options["dry_run"]:
            for address in addresses:
                self.stdout.write(address)
            self.stdout.write(f"{len(addresses)} due; nobody was asked.")
            return
        if not settings.CONTACT:
            raise CommandError(
                "Set CATALOGUE_CONTACT to an address of mail or a page: it tells the "
                "keepers of other servers whom to ask about the requests."
            )
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
            if not cursor.fetchone()[0]:
                raise CommandError("Another check of links is running.")
        try:
            self._check(addresses, options["pause"])
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])

    def _check(self, addresses: list[str], pause: float) -> None:
        forget_uncited()
        manners = Manners(Fetcher(agent(settings.CONTACT)), pause_seconds=pause)
        found: Counter[str] = Counter()
        for link, _verdict in check(addresses, manners):
            found[link.status] += 1
            if link.status != SourceLink.Status.FINE:
                self.stdout.write(f"{link.status}: {_in_words(link)}")
        counts = ", ".join(f"{found[status]} {status}" for status in sorted(found))
        by_status = f" ({counts})" if counts else ""
        self.stdout.write(f"Links checked: {found.total()}{by_status}.")


def _in_words(link: SourceLink) -> str:
    if link.moved_to:
        return f"{link.address} → {link.moved_to}"
    code = f" {link.http_status}" if link.http_status else ""
    return f"{link.address} ({link.problem}{code})"
