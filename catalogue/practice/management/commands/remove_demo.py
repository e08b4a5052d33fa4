from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from catalogue.practice.demonstration import remove_demonstration_practice
from catalogue.rounds.demonstration import remove_demonstration


class Command(BaseCommand):
    """Take the demonstration records out again."""

    help = "Removes every demonstration record with all its parts, and nothing else."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            remove_demonstration_practice()
            removed = remove_demonstration()
        self.stdout.write(
            f"  {removed} demonstration records removed"
            if removed
            else "  There were no demonstration records."
        )
