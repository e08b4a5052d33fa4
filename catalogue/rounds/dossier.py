"""The dossier of a round: all its records in one archive, readable without this desk.

Tables are CSV in UTF-8 with a byte order mark, so that Excel and WPS open them; texts
are plain text beside the JSON whose SHA-256 is on record; a manifest names the SHA-256
of every file (readable by `sha256sum --check`).
"""

import csv
import hashlib
import io
import json
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any

from django.core.files.storage import default_storage
from django.db import models
from django.utils.text import get_valid_filename
from django.utils.timezone import localtime
from django.utils.translation import override

from catalogue.accounts.models import User
from catalogue.bilingual import CHINESE
from catalogue.cells import harmless
from catalogue.rounds.meeting import meeting_of
from catalogue.rounds.minutes import minutes_of
from catalogue.rounds.minutes_document import minutes_document
from catalogue.rounds.models import (
    AgreedReason,
    Assignment,
    GroupConsensus,
    Recusal,
    Reviewer,
    ReviewMark,
    SelectionRound,
    Submission,
    SubmittedText,
)
from catalogue.rounds.readable_text import readable
from catalogue.rounds.result_notice import result_notice
from catalogue.rounds.submitted_content import written
from catalogue.rounds.submitted_files import ATTACHED, paths_of

# Until then the archive is held in memory, beyond it in a file.
_IN_MEMORY = 20 * 1024 * 1024
_MANIFEST = "manifest-sha256.txt"
# What of the fields of a row tells nothing to an archive.
_NOT_TOLD = frozenset({"id", "announce_at", "announce_released_by"})

_SUBMISSION_HEADS = (
    "submission number title_zh title_en reporting_body sequence_number state outcome "
    "submitted_at"
)
_MARK_HEADS = (
    "submission reviewer recommendation reason criterion weight mark reason_of_mark "
    "handed_in_at"
)


def dossier(selection_round: SelectionRound, *, by: User) -> IO[bytes]:
    """A zip file with all records of a round, open at its beginning.

    The person is one who runs rounds, and so may read all of them.
    """
    file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
    digests = []
    with override(CHINESE), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _files(selection_round, by):
            archive.writestr(name, content)
            digests.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")
        archive.writestr(_MANIFEST, "".join(digests))
    file.seek(0)
    return file


def _files(selection_round: SelectionRound, by: User) -> Iterator[tuple[str, bytes]]:
    yield "round.json", _json(_fields_of(selection_round))
    yield "steps.csv", _steps(selection_round)
    yield "quotas.csv", _rows_of(selection_round.quotas.all())
    yield "criteria.csv", _rows_of(selection_round.criteria.all())
    yield "submissions.csv", _submissions(selection_round)
    yield from _texts(selection_round)
    within = {"submission__selection_round": selection_round}
    yield "judging/members.csv", _rows_of(selection_round.group_members.all())
    yield "judging/assignments.csv", _rows_of(Assignment.objects.filter(**within))
    yield "judging/recusals.csv", _rows_of(Recusal.objects.filter(**within))
    yield "judging/marks.csv", _marks(selection_round)
    yield "judging/consensus.csv", _consensus(selection_round)
    for group in selection_round.review_groups.all():
        minutes = minutes_document(minutes_of(meeting_of(group, by)))
        yield f"judging/minutes-{group.position}-{group.pk}.docx", minutes
    yield "judging/swaps.csv", _rows_of(selection_round.board_swaps.all())
    yield "judging/agreed-reasons.csv", _rows_of(AgreedReason.objects.filter(**within))
    yield from _decisions(selection_round)


def _fields_of(row: models.Model) -> dict[str, str]:
    return {
        each.name: str(each.value_from_object(row))
        for each in row._meta.concrete_fields
        if each.name not in _NOT_TOLD
    }


def _steps(selection_round: SelectionRound) -> bytes:
    changes = selection_round.state_changes.select_related("changed_by")
    return _table(
        ["from", "to", "at", "by", "reason"],
        (
            [
                change.from_state,
                change.to_state,
                _moment(change.changed_at),
                str(change.changed_by.get_full_name() or change.changed_by),
                change.reason,
            ]
            for change in changes
        ),
    )


def _submissions(selection_round: SelectionRound) -> bytes:
    rows = selection_round.submissions.select_related("method", "reporting_body")
    return _table(
        _SUBMISSION_HEADS.split(),
        (
            [
                str(row.pk),
                str(row.method_id),
                row.method.title_zh,
                row.method.title_en,
                row.reporting_body.name_zh,
                str(row.sequence_number or ""),
                row.state,
                row.outcome,
                _moment(row.submitted_at),
            ]
            for row in rows
        ),
    )


def _texts(selection_round: SelectionRound) -> Iterator[tuple[str, bytes]]:
    """Each text as it was submitted, to read and as it was frozen, with its files."""
    texts = SubmittedText.objects.filter(
        submission__selection_round=selection_round
    ).order_by("submission", "pk")
    for text in texts.iterator(chunk_size=50):
        folder = f"submissions/{text.submission_id}/text-{text.pk}"
        yield f"{folder}.json", written(text.content).encode()
        yield f"{folder}.txt", readable(text.content).encode()
        paths = (path for kind in ATTACHED for path in paths_of(text.content, kind))
        for name in filter(None, paths):
            if default_storage.exists(name):
                with default_storage.open(name) as file:
                    yield f"{folder}/{get_valid_filename(name)}", file.read()


def _marks(selection_round: SelectionRound) -> bytes:
    marks = ReviewMark.objects.filter(
        review__assignment__submission__selection_round=selection_round
    ).select_related("criterion", "review__assignment__reviewer__account")
    return _table(
        _MARK_HEADS.split(),
        (
            [
                str(mark.review.assignment.submission_id),
                str(mark.review.assignment.reviewer),
                mark.review.recommendation,
                mark.review.reason,
                mark.criterion.name_zh,
                str(mark.criterion.weight),
                "" if mark.mark is None else str(mark.mark),
                mark.reason,
                _moment(mark.review.handed_in_at),
            ]
            for mark in marks
        ),
    )


def _consensus(selection_round: SelectionRound) -> bytes:
    found = (
        GroupConsensus.objects.filter(submission__selection_round=selection_round)
        .select_related("submission__group", "recorded_by")
        .prefetch_related("participants__member__reviewer__account")
    )
    return _table(
        ["submission", "group", "result", "rank", "reason", "took_part", "recorded_at"],
        (
            [
                str(each.submission_id),
                str(each.submission.group or ""),
                each.result,
                str(each.rank or ""),
                each.reason,
                "、".join(str(one.member.reviewer) for one in each.participants.all()),
                _moment(each.recorded_at),
            ]
            for each in found
        ),
    )


def _decisions(selection_round: SelectionRound) -> Iterator[tuple[str, bytes]]:
    approval = None
    for approval in selection_round.approvals.all():
        name = f"decisions/approval-{approval.pk}.json"
        yield (
            name,
            _json(
                {
                    "approved_by": approval.approved_by,
                    "approved_on": str(approval.approved_on),
                    "document": approval.document,
                    "sha256": approval.digest,
                    "list": approval.selected_list,
                }
            ),
        )
    if approval is not None:
        yield "decisions/result-notice.docx", result_notice(approval)
    for notice in selection_round.notices.all():
        yield f"notices/{notice.pk}.json", _json(_fields_of(notice))
        stored = notice.file.name
        if stored and default_storage.exists(stored):
            with notice.file.open() as file:
                name = get_valid_filename(stored)
                yield f"notices/{notice.pk}/{name}", file.read()
    yield "decisions/amendments.csv", _rows_of(selection_round.amendments.all())


def _rows_of(rows: "models.QuerySet[Any]") -> bytes:
    """A table of rows as they are, related ones by what they are called.

    A submission is told by its number, as in all tables.
    """
    fields = rows.model._meta.concrete_fields
    named = [each for each in fields if each.related_model is not Submission]
    columns = [each.name if each in named else each.attname for each in fields]
    related = [_with_account(each) for each in named if each.is_relation]
    return _table(
        [each.name for each in fields],
        (
            [_shown(getattr(row, column)) for column in columns]
            for row in rows.select_related(*related)
        ),
    )


def _with_account(field: Any) -> str:
    """The way to what a related row is called: a reviewer by the account's name."""
    is_reviewer = field.related_model is Reviewer
    return f"{field.name}__account" if is_reviewer else str(field.name)


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return _moment(value) if hasattr(value, "tzinfo") else str(value)


def _moment(value: Any) -> str:
    return localtime(value).isoformat(timespec="seconds") if value else ""


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(heads)
    for row in rows:
        writer.writerow([harmless(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True).encode()
