from typing import Any

from django.core.management.base import BaseCommand

from catalogue.methods.search.index import index_all_methods


class Command(BaseCommand):
    """Make the search index of all methods anew."""

    help = (
        "Makes the search index of all methods anew. Saving a method indexes it; run "
        "this after places or themes were renamed in bulk, or after restoring a backup."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{index_all_methods()} methods indexed")
