"""Write what the search knows of methods; called by whatever saves one."""

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import QuerySet, prefetch_related_objects

from catalogue.methods.models import SearchText, WorkMethod
from catalogue.methods.models.work_method import PATH
from catalogue.methods.search.writing import Writing

_AT_ONCE = 250
_PARTS = ("themes", "steps", "community__former_names")


def index_methods(numbers: Iterable[int]) -> int:
    """Make the search know these methods as they are now; how many there were."""
    count = 0
    with transaction.atomic(savepoint=False), Writing() as writing:
        for chunk in _chunks(sorted(set(numbers))):
            methods = list(with_parts().filter(pk__in=chunk))
            writing.add(methods)
            count += len(methods)
    return count


def index_all_methods() -> int:
    """Make the whole index anew, in one transaction; how many methods there are."""
    with transaction.atomic():
        SearchText.objects.all().delete()
        return index_methods(WorkMethod.objects.values_list("pk", flat=True))


def index_missing_methods() -> int:
    """Make the search know methods that it does not, as after an update of the code."""
    missing = WorkMethod.objects.filter(search_text=None)
    return index_methods(missing.values_list("pk", flat=True))


def with_parts() -> QuerySet[WorkMethod]:
    """Methods with all that the search knows of them, in four queries."""
    return WorkMethod.objects.with_path().prefetch_related(*_PARTS)


def load_parts(methods: list[WorkMethod]) -> None:
    """Give methods that were just entered the same, as far as they have it not yet."""
    prefetch_related_objects(methods, *PATH, *_PARTS)


def _chunks(numbers: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(numbers), _AT_ONCE):
        yield numbers[start : start + _AT_ONCE]
