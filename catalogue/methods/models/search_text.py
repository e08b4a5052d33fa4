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
    summary = models.TextField()
    whole = models.TextField()
    # Without positions: each token plain, those of the title with a prefix T, those
    # of the summary with S, pinyin with P (methods/search/tokens.py).
    tokens = SearchVectorField()
    english = SearchVectorField()

    class Meta:
        default_permissions = ()
        indexes = [
            GinIndex(fields=["tokens"], name="searchtext_tokens"),
            GinIndex(fields=["english"], name="searchtext_english"),
        ]

    def __str__(self) -> str:
        return f"№ {self.method_id}"
