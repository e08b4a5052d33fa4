from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from catalogue.practice.adoption_reports import forget_contacts


class Command(BaseCommand):
    """Delete whom to ask about reported adoptions once their day has come."""

    help = "Delete contacts of reported adoptions that are due; run it every night."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many were deleted, where there were any."""
        number = forget_contacts(timezone.localdate())
        if number:
            self.stdout.write(f"Deleted {number} contacts.")
