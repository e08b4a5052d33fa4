"""Titles as they were submitted, whatever the methods are called now."""

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KT

from catalogue.bilingual import Bilingual
from catalogue.rounds.models import RedactedText, Submission, SubmittedText


class SubmittedTitle:
    """The two titles of a submission, in the language of the page."""

    title = Bilingual("title")
    other_title = Bilingual("title", other=True)

    def __init__(self, title_zh: str | None, title_en: str | None) -> None:
        self.title_zh, self.title_en = title_zh or "", title_en or ""


def title_of(submission: Submission) -> SubmittedTitle:
    """The titles of a submission that was loaded `with_titles`."""
    found = submission.__dict__
    return SubmittedTitle(found["submitted_title_zh"], found["submitted_title_en"])


def with_titles(
    submissions: QuerySet[Submission], *, without_names: bool
) -> QuerySet[Submission]:
    """Load `submitted_title_zh` and `submitted_title_en` with each submission.

    They are those of the text that counts; without names, of its redacted copy.
    """
    texts: QuerySet[RedactedText] | QuerySet[SubmittedText]
    if without_names:
        texts = RedactedText.objects.order_by("-submitted_text")
    else:
        texts = SubmittedText.objects.order_by("-pk")
    of_submission = texts.filter(submission=OuterRef("pk"))
    return submissions.annotate(
        submitted_title_zh=Subquery(
            of_submission.values(zh=KT("content__title_zh"))[:1]
        ),
        submitted_title_en=Subquery(
            of_submission.values(en=KT("content__title_en"))[:1]
        ),
    )
