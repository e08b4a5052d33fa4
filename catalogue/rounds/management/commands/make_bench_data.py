from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

from catalogue.rounds.bench.database import work_on_bench_database
from catalogue.rounds.bench.methods import fill_up


class Command(BaseCommand):
    """Fill a database of its own with generated methods."""

    help = (
        "Makes a database beside the configured one, named with _bench at its end, "
        "and fills it with so many published methods; the configured one is not "
        "touched. The same number gives the same methods."
    )
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", type=int, help="methods there shall be")

    def handle(self, *, number: int, **options: Any) -> None:
        name = work_on_bench_database()
        self.stdout.write(f"Working on the database {name}.")
        call_command("migrate", verbosity=0)
        call_command("load_places", stdout=self.stdout)
        call_command("load_catalogue", stdout=self.stdout)
        for there in fill_up(number):
            if there % 5_000 == 0 or there == number:
                self.stdout.write(f"  {there:,} methods")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")
        self.stdout.write(f"Done. Use it with DATABASE_URL=…/{name}")
