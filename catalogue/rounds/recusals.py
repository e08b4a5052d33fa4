"""Who is recused from which submission: by the own place, or as declared."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from catalogue.rounds.models import Recusal, Reviewer, Submission


class Ground(models.TextChoices):
    """Why somebody is recused; the first two need no declaration."""

    OWN_BODY = "own-body", _("own reporting body")
    OWN_CITY = "own-city", _("own city or prefecture")
    DECLARED = "declared", _("declared")


@dataclass(frozen=True)
class Recused:
    """That a reviewer takes no part in a submission, with why."""

    submission: int
    reviewer: int
    ground: Ground
    reason: str = ""

    def __str__(self) -> str:
        label = str(self.ground.label)
        return f"{label}: {self.reason}" if self.reason else label


def recusals(
    submissions: QuerySet[Submission], reviewers: Iterable[Reviewer]
) -> list[Recused]:
    """All recusals between these, each pair once, in two queries.

    The reviewers come with their accounts. Places count before what was declared.
    """
    reviewers = list(reviewers)
    found: dict[tuple[int, int], Recused] = {}
    for each in (*_by_place(submissions, reviewers), *_declared(submissions)):
        found.setdefault((each.submission, each.reviewer), each)
    known = {reviewer.pk for reviewer in reviewers}
    return [each for each in found.values() if each.reviewer in known]


def _by_place(
    submissions: QuerySet[Submission], reviewers: list[Reviewer]
) -> Iterator[Recused]:
    places = submissions.order_by("pk").values_list(
        "pk",
        "reporting_body_id",
        "method__community__county_id",
        "method__community__county__parent_id",
    )
    for submission, body, *cities in places:
        for reviewer in reviewers:
            if body in (reviewer.home_body_id, reviewer.account.reporting_body_id):
                yield Recused(submission, reviewer.pk, Ground.OWN_BODY)
            elif reviewer.home_city_id and reviewer.home_city_id in cities:
                yield Recused(submission, reviewer.pk, Ground.OWN_CITY)


def _declared(submissions: QuerySet[Submission]) -> Iterator[Recused]:
    declared = Recusal.objects.filter(submission__in=submissions.order_by())
    for each in declared.order_by("pk"):
        yield Recused(
            each.submission_id, each.reviewer_id, Ground.DECLARED, each.reason
        )
