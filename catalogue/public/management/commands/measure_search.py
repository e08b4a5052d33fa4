from argparse import ArgumentParser
from collections.abc import Callable
from itertools import islice
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Q

from catalogue.methods.models import WorkMethod
from catalogue.public import orders
from catalogue.public.kept import current_catalogue
from catalogue.public.narrowing import Narrowing
from catalogue.public.parameters import MethodParameters
from catalogue.public.search import find
from catalogue.rounds.bench.database import work_on_bench_database

QUESTIONS = (
    "议事", "军门", "停", "停车难", "居民议事会", "福州市鼓楼区", "13335",
    "居民 停车", "mediation",
)  # fmt: skip
# Less text than the search covers.
FIELDS = ("title_zh", "summary_zh", "problem_zh", "title_en", "summary_en")
_PAGE = 20
_FEWEST = 3

Listed = tuple[int, list[int]]


class Command(BaseCommand):
    """Time the search beside what Django would do without it."""

    help = (
        "Times questions to the bench database, their count and the numbers of their "
        "first page: by the search, and by icontains on titles, summaries and problem."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seconds", type=float, default=2, help="for each, twice")

    def handle(self, *, seconds: float, **options: Any) -> None:
        self.stdout.write(f"{work_on_bench_database()}, the best within {seconds} s")
        current_catalogue()
        for question in QUESTIONS:
            slow, _listed = _best(seconds, lambda: _by_icontains(question))  # noqa: B023
            fast, (hits, _page) = _best(seconds, lambda: _by_search(question))  # noqa: B023
            self.stdout.write(
                f"{question}\t{hits:,} hits\ticontains {slow * 1000:.1f} ms\t"
                f"search {fast * 1000:.2f} ms\t{slow / fast:.0f} times"
            )


def _best(seconds: float, listed: Callable[[], Listed]) -> tuple[float, Listed]:
    """The shortest time in seconds, of three at least, and what came of it."""
    times: list[float] = []
    while len(times) < _FEWEST or sum(times) < seconds:
        begun = perf_counter()
        found = listed()
        times.append(perf_counter() - begun)
    return min(times), found


def _by_icontains(question: str) -> Listed:
    methods = orders.newest(WorkMethod.objects.published())
    for word in question.split():
        holds = Q()
        for name in FIELDS:
            holds |= Q(**{f"{name}__icontains": word})
        methods = methods.filter(holds)
    return methods.count(), list(methods.values_list("number", flat=True)[:_PAGE])


def _by_search(question: str) -> Listed:
    parameters = MethodParameters({"q": (question,)})
    narrowing = Narrowing.over(current_catalogue().index, parameters, find([question]))
    return narrowing.count(), list(islice(narrowing.numbers(), _PAGE))
