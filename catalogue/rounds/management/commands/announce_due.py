import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from catalogue.accounts.models import User
from catalogue.rounds.announcing import due_to_announce, is_still_due
from catalogue.rounds.life import move_round
from catalogue.rounds.models import SelectionRound


class Command(BaseCommand):
    """Announce the rounds that were released for a moment that has come."""

    help = "Announce the rounds whose set time has come; run it every minute."

    def handle(self, *args: Any, **options: Any) -> None:
        """Announce each for itself; raise CommandError when one was kept from it."""
        now, refused = timezone.now(), []
        for due, by in due_to_announce(now):
            try:
                is_done = _announced(due, by, now)
            except PermissionDenied:
                refused.append(f"{due}: who set the time may not announce any more")
            except ValidationError as refusal:
                refused.append(f"{due}: {' '.join(refusal.messages)}")
            else:
                if is_done:
                    self.stdout.write(f"Announced {due}.")
        if refused:
            raise CommandError("Not announced: " + "; ".join(refused))


@transaction.atomic
def _announced(due: SelectionRound, by: User, now: datetime.datetime) -> bool:
    """Announce it, unless the moment was taken back since it was read."""
    if not is_still_due(due, now):
        return False
    move_round(due, SelectionRound.State.ANNOUNCED, by=by)
    return True
