from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from catalogue.rounds.outbox import send_released


class Command(BaseCommand):
    """Send the messages of rounds that were released in their outbox."""

    help = "Send the released messages of rounds; run it every five minutes."

    def handle(self, *args: Any, **options: Any) -> None:
        """Send each once; CommandError without a mail server or when one fails."""
        by_server = settings.EMAIL_BACKEND.endswith("smtp.EmailBackend")
        if by_server and not (settings.EMAIL_HOST and settings.DEFAULT_FROM_EMAIL):
            raise CommandError(
                "No mail server is set: set CATALOGUE_EMAIL_HOST and "
                "CATALOGUE_EMAIL_FROM. Nothing was sent."
            )
        sent, failed = send_released()
        self.stdout.write(f"{sent} sent.")
        if failed:
            raise CommandError(f"{failed} not sent: the outbox says why.")
