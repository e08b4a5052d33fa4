"""Save drafts as published methods with all their parts, marked as demonstration."""

import datetime
from collections.abc import Iterable

from django.db.models import Max
from django.utils import timezone

from catalogue.methods.models import (
    MethodCharacteristic,
    Source,
    Step,
    Theme,
    WorkMethod,
)
from catalogue.methods.slugs import method_slug
from catalogue.rounds.demonstration.drafting import Draft
from catalogue.rounds.models import SelectionRound, Submission

SOURCE = "Demonstration record, made from a fixed seed · 演示记录，由固定种子生成"

# Before every real record, so that “newest” begins with those; a day for each.
_FIRST_DAY = datetime.datetime(2019, 1, 1, 9, 0, tzinfo=timezone.get_default_timezone())


def save_drafts(selection_round: SelectionRound, drafts: Iterable[Draft]) -> list[int]:
    """Save everything in a few statements; the numbers of the methods."""
    drafts = list(drafts)
    methods = WorkMethod.objects.bulk_create(
        _method(draft, place) for place, draft in enumerate(drafts)
    )
    pairs = list(zip(methods, drafts, strict=True))
    _save_themes(pairs)
    Step.objects.bulk_create(
        s for method, draft in pairs for s in _steps(method, draft)
    )
    MethodCharacteristic.objects.bulk_create(
        MethodCharacteristic(
            method=method, characteristic=name, evidence_zh=text.zh, evidence_en=text.en
        )
        for method, draft in pairs
        for name, text in draft.text.evidence.items()
    )
    Source.objects.bulk_create(
        Source(method=method, title=SOURCE, position=1) for method in methods
    )
    Submission.objects.bulk_create(_submissions(selection_round, pairs))
    return [method.number for method in methods]


def _method(draft: Draft, place: int) -> WorkMethod:
    text = draft.text
    return WorkMethod(
        slug=method_slug(text.title.en, text.title.zh),
        title_zh=text.title.zh,
        title_en=text.title.en,
        summary_zh=text.summary.zh,
        summary_en=text.summary.en,
        problem_zh=text.problem.zh,
        problem_en=text.problem.en,
        conditions_zh=text.conditions.zh,
        conditions_en=text.conditions.en,
        results_zh=text.results.zh,
        results_en=text.results.en,
        cautions_zh=text.cautions.zh,
        cautions_en=text.cautions.en,
        community=draft.community,
        reporting_body_id=draft.reporting_body,
        kind=text.kind,
        year_begun=text.year_begun,
        status=WorkMethod.Status.PUBLISHED,
        published_at=_FIRST_DAY + datetime.timedelta(days=place),
        is_demo=True,
    )


def _save_themes(pairs: list[tuple[WorkMethod, Draft]]) -> None:
    known = dict(Theme.objects.values_list("slug", "pk"))
    through = WorkMethod.themes.through
    through._default_manager.bulk_create(
        through(workmethod_id=method.pk, theme_id=known[slug])
        for method, draft in pairs
        for slug in draft.text.themes
        if slug in known
    )


def _steps(method: WorkMethod, draft: Draft) -> list[Step]:
    return [
        Step(
            method=method,
            position=position,
            title_zh=step.title.zh,
            title_en=step.title.en,
            action_zh=step.action.zh,
            action_en=step.action.en,
            who_zh=step.who.zh,
            who_en=step.who.en,
            when_zh=step.when.zh,
            when_en=step.when.en,
            output_zh=step.output.zh,
            output_en=step.output.en,
        )
        for position, step in enumerate(draft.text.steps, start=1)
    ]


def _submissions(
    selection_round: SelectionRound, pairs: list[tuple[WorkMethod, Draft]]
) -> list[Submission]:
    """Numbers inside each body's list go on after the real records."""
    numbers = _numbers_taken(selection_round)
    submissions = []
    for method, draft in pairs:
        body = draft.reporting_body
        numbers[body] = numbers.get(body, 0) + 1
        outcome = Submission.Outcome
        submissions.append(
            Submission(
                selection_round=selection_round,
                method=method,
                reporting_body_id=body,
                sequence_number=numbers[body],
                outcome=outcome.SELECTED if draft.is_selected else outcome.SUBMITTED,
            )
        )
    return submissions


def _numbers_taken(selection_round: SelectionRound) -> dict[str, int]:
    rows = (
        Submission.objects.filter(selection_round=selection_round)
        .values_list("reporting_body")
        .annotate(Max("sequence_number"))
        .order_by("reporting_body")
    )
    return {body: number or 0 for body, number in rows}
