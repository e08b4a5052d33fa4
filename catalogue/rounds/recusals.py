"""Who is recused from which submission: by the own place, or as declared."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

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

    The reviewers come with their accounts. Places count before what was declared; in a
    round of one province the own city alone bars.
    """
    reviewers = list(reviewers)
    found: dict[tuple[int, int], Recused] = {}
    for each in (*_by_place(submissions, reviewers), *_declared(submissions)):
        found.setdefault((each.submission, each.reviewer), each)
    known = {reviewer.pk for reviewer in reviewers}
    return [each for each in found.values() if each.reviewer in known]


def barred(
    submissions: QuerySet[Submission], reviewers: Iterable[Reviewer]
) -> dict[tuple[int, int], Ground]:
    """By submission and reviewer, why that one never sees, marks or counts there."""
    return {
        (each.submission, each.reviewer): each.ground
        for each in recusals(submissions, reviewers)
    }


def why_barred(submission: Submission, reviewer: Reviewer) -> Ground | None:
    """Why this reviewer must not judge this submission; None when nothing bars it."""
    one = Submission.objects.filter(pk=submission.pk)
    return barred(one, [reviewer]).get((submission.pk, reviewer.pk))


def _by_place(
    submissions: QuerySet[Submission], reviewers: list[Reviewer]
) -> Iterator[Recused]:
    places: Any = submissions.order_by("pk").values_list(
        "pk",
        "selection_round__province_id",
        "reporting_body_id",
        "division_id",
        "method__community__county_id",
        "method__community__county__parent_id",
    )
    for submission, province, body, *cities in places:
        for reviewer in reviewers:
            own = (reviewer.home_body_id, reviewer.account.reporting_body_id)
            # In a round of one province its cities report, and all would be barred.
            if province is None and body in own:
                yield Recused(submission, reviewer.pk, Ground.OWN_BODY)
            elif reviewer.home_city_id and reviewer.home_city_id in cities:
                yield Recused(submission, reviewer.pk, Ground.OWN_CITY)


def _declared(submissions: QuerySet[Submission]) -> Iterator[Recused]:
    declared = Recusal.objects.filter(submission__in=submissions.order_by())
    for each in declared.order_by("pk"):
        yield Recused(
            each.submission_id, each.reviewer_id, Ground.DECLARED, each.reason
        )
