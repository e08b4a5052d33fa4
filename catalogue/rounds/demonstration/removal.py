"""Take the demonstration records out again."""

from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction

from catalogue.methods.models import MethodFile, MethodPhoto, WorkMethod
from catalogue.rounds.models import Submission


def delete_records() -> int:
    """Delete every demonstration method with all its parts; how many there were.

    Files that staff attached go from the storage once the transaction is through.
    """
    methods = WorkMethod.objects.filter(is_demo=True)
    count = methods.count()
    names = [
        *MethodPhoto.objects.filter(method__is_demo=True).values_list(
            "image", flat=True
        ),
        *MethodFile.objects.filter(method__is_demo=True).values_list("file", flat=True),
    ]
    Submission.objects.filter(method__is_demo=True).delete()
    methods.delete()
    for name in names:
        transaction.on_commit(partial(default_storage.delete, name))
    return count
