"""Approval above the panel, and the list as it was approved."""

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.accounts.models import User
from catalogue.rounds.missing import Missing
from catalogue.rounds.models import Approval, SelectionRound, Submission, SubmittedText
from catalogue.rounds.submitted_content import digest_of

RUN = "rounds.run_round"


def list_to_approve(selection_round: SelectionRound) -> list[dict[str, Any]]:
    """The recommended submissions in the official order of the reporting bodies.

    Each with number, Chinese and English title, reporting body and community as it
    was submitted and judged, and the digest of that text.
    """
    rows = (
        selection_round.submissions.filter(state=Submission.State.RECOMMENDED)
        .select_related("reporting_body")
        .prefetch_related("texts")
        .order_by("reporting_body__sort_order", "sequence_number", "pk")
    )
    return [
        _listed(row, max(row.texts.all(), key=lambda text: text.pk)) for row in rows
    ]


def _listed(submission: Submission, text: SubmittedText) -> dict[str, Any]:
    return {
        "submission": submission.pk,
        "number": submission.method_id,
        "title_zh": text.content["title_zh"],
        "title_en": text.content["title_en"],
        "reporting_body": submission.reporting_body.name_zh,
        "community": text.content["community_name"],
        "digest": text.digest,
    }


@transaction.atomic
def record_approval(
    selection_round: SelectionRound,
    *,
    by: User,
    approved_by: str,
    approved_on: datetime.date,
    document: str = "",
) -> Approval:
    """Put on record who approved the recommended list, and freeze it.

    Raises PermissionDenied, or ValidationError when the round awaits no approval.
    """
    if not by.has_perm(RUN):
        raise PermissionDenied
    locked = SelectionRound.objects.select_for_update().get(pk=selection_round.pk)
    if locked.state != SelectionRound.State.APPROVAL:
        raise ValidationError(_("This round does not await approval."))
    content = list_to_approve(locked)
    return Approval.objects.create(
        selection_round=locked,
        approved_by=approved_by,
        approved_on=approved_on,
        document=document,
        selected_list=content,
        digest=digest_of(content),
        recorded_by=by,
    )


def missing_to_approve(
    selection_round: SelectionRound, at: datetime.datetime
) -> list[Missing]:
    """The record of who approved just the list that is recommended now."""
    last = selection_round.approvals.last()
    if last is None or last.digest != digest_of(list_to_approve(selection_round)):
        return [Missing(_("Record who approved this list, and when."))]
    return []
