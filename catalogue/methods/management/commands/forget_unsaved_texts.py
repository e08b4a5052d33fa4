from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from catalogue.methods.unsaved_texts import forget_old


class Command(BaseCommand):
    """Remove what staff typed and did not save within thirty days."""

    help = "Remove unsaved texts of more than thirty days; run it every night."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many were removed."""
        self.stdout.write(f"Removed {forget_old(timezone.now())} unsaved texts.")
