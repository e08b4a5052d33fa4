from argparse import ArgumentParser
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.test import Client

from catalogue.rounds.bench.database import work_on_bench_database

LIST = "/en/methods/"
PAGES = {
    "list": LIST,
    "list, three filters": f"{LIST}?region=east&kind=comprehensive&outcome=selected",
    "list by title": f"{LIST}?order=title",
    "list, page 400": f"{LIST}?page=400",
    "search, common": f"{LIST}?q=议事",
    "search, rare": f"{LIST}?q=军门",
}


class Command(BaseCommand):
    """Ask for pages of the bench database again and again, one after the other."""

    help = "Says how many pages a second this process makes of the bench database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seconds", type=float, default=5, help="for each page")

    def handle(self, *, seconds: float, **options: Any) -> None:
        work_on_bench_database()
        client = Client(SERVER_NAME="localhost")
        for name, address in PAGES.items():
            begun, pages = perf_counter(), 0
            status = client.get(address).status_code  # makes what is kept
            if status not in (200, 404):
                raise CommandError(f"{address} answers {status}.")
            first = perf_counter() - begun
            begun = perf_counter()
            while perf_counter() - begun < seconds:
                client.get(address)
                pages += 1
            rate = pages / (perf_counter() - begun)
            self.stdout.write(
                f"{name:20} {rate:6.1f} a second, first {first:.2f} s ({status})"
            )
