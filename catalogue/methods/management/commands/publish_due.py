from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from catalogue.methods.publication import publish_due


class Command(BaseCommand):
    """Publish the methods that were released for a moment that has come."""

    help = "Publish what was released for a moment that has come; run it every minute."

    def handle(self, *args: Any, **options: Any) -> None:
        """Publish each for itself; raise CommandError when one was kept from it."""
        refused = []
        for method, refusal in publish_due(timezone.now()):
            if refusal is None:
                self.stdout.write(f"Published № {method.pk} {method}.")
                continue
            reason = "who released it may not publish any more"
            if isinstance(refusal, ValidationError):
                reason = " ".join(refusal.messages)
            refused.append(f"№ {method.pk} {method}: {reason}")
        if refused:
            raise CommandError("Not published: " + "; ".join(refused))
