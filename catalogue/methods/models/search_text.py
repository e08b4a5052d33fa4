from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from catalogue.methods.models.work_method import WorkMethod


class SearchText(models.Model):
    """What the search knows of one method; made from it, never typed.

    A table of its own, so that no other query reads these long rows.
    """

    method = models.OneToOneField(
        WorkMethod,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="search_text",
    )
    title = models.TextField()
    # Where the Chinese title stands among others, by pinyin.
    title_order = models.TextField()
    places = models.TextField()
    # All fields in the order of their worth, and the place where each begins, from 1.
    whole = models.TextField()
    beginnings = ArrayField(models.IntegerField())
    # Without positions: each token plain, and with the letter of the worthiest field
    # that holds it; stems, names of places and pinyin (methods/search/document.py).
    tokens = SearchVectorField()

    class Meta:
        default_permissions = ()
        # Its list of what is pending is emptied by search/index.py, which alone writes:
        # every search would read it.
        indexes = [GinIndex(fields=["tokens"], name="searchtext_tokens")]

    def __str__(self) -> str:
        return f"№ {self.method_id}"
