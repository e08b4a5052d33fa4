"""The copy without names that reviewers of a blind round read."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.accounts.models import User
from catalogue.bilingual import as_written
from catalogue.rounds.models import (
    RedactedText,
    SelectionRound,
    Submission,
    SubmittedText,
)
from catalogue.rounds.names_to_hide import Name, names_of

RUN = "rounds.run_round"

# What says where a method is from in other ways than by a name in a text.
_LEFT_OUT = frozenset(
    {"number", "community", "community_name", "community_path", "reporting_body"}
    | {"reporting_body_name", "is_model", "address", "may_link"}
)
_PARTS_LEFT_OUT = frozenset({"methodphoto", "methodfile"})
# Texts of a source, whose language nobody recorded.
_OF_EITHER_LANGUAGE = frozenset({"title", "issuer", "note"})


def redacted(content: Mapping[str, Any], names: Iterable[Name]) -> dict[str, Any]:
    """The content of a submitted text without what tells where it is from.

    Names become a visible mark: 某社区, in English [community]. Photos, files,
    addresses and the number are left out.
    """
    hide = _Hiding(names)
    copy = {
        key: hide.value(key, value)
        for key, value in content.items()
        if key not in _LEFT_OUT and key != "parts"
    }
    copy["parts"] = {
        part: [
            {
                key: hide.value(key, value)
                for key, value in row.items()
                if key not in _LEFT_OUT
            }
            for row in rows
        ]
        for part, rows in content["parts"].items()
        if part not in _PARTS_LEFT_OUT
    }
    return copy


class _Hiding:
    def __init__(self, names: Iterable[Name]) -> None:
        self.names = list(names)
        # One pass, so that no mark is looked through for names again.
        every = "|".join(f"({name.pattern})" for name in self.names)
        self.any_name = re.compile(every or "(?!)", re.IGNORECASE)

    def value(self, key: str, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if key in _OF_EITHER_LANGUAGE:
            return self._text(value, is_english=as_written(value).lang == "en")
        if key.endswith(("_zh", "_en")):
            return self._text(value, is_english=key.endswith("_en"))
        return value

    def _text(self, text: str, *, is_english: bool) -> str:
        def mark(found: re.Match[str]) -> str:
            kind = self.names[(found.lastindex or 1) - 1].kind
            return kind.english if is_english else kind.chinese

        return self.any_name.sub(mark, text)


def last_texts(selection_round: SelectionRound) -> dict[int, SubmittedText]:
    """The text that counts, of each submission that is judged; one query."""
    texts = SubmittedText.objects.filter(
        submission__in=selection_round.submissions.judged().order_by()
    ).select_related("redacted")
    return {text.submission_id: text for text in texts.order_by("pk")}


def without_copy(selection_round: SelectionRound) -> list[int]:
    """The submissions whose copy without names is still to be made."""
    return [
        submission
        for submission, text in last_texts(selection_round).items()
        if not hasattr(text, "redacted")
    ]


@transaction.atomic
def make_blind_copies(selection_round: SelectionRound, *, by: User) -> int:
    """Make the copies that are missing; answer how many.

    Raises PermissionDenied, or ValidationError outside the time for it.
    """
    _require(selection_round, by)
    texts = last_texts(selection_round)
    missing = without_copy(selection_round)
    rows = _with_places(missing)
    RedactedText.objects.bulk_create(
        RedactedText(
            submission=rows[number],
            submitted_text=texts[number],
            content=redacted(texts[number].content, names_of(rows[number].method)),
            changed_by=by,
        )
        for number in missing
    )
    return len(missing)


@transaction.atomic
def hide_further(copy: RedactedText, further_names: str, *, by: User) -> RedactedText:
    """Make a copy again, hiding these names too, one a line; raises as the above."""
    _require(copy.submission.selection_round, by)
    copy = RedactedText.objects.select_for_update().get(pk=copy.pk)
    copy.further_names = "\n".join(
        line.strip() for line in further_names.splitlines() if line.strip()
    )
    method = _with_places([copy.submission_id])[copy.submission_id].method
    names = names_of(method, copy.further_names)
    copy.content = redacted(copy.submitted_text.content, names)
    copy.changed_by = by
    copy.save()
    return copy


def _with_places(numbers: Iterable[int]) -> dict[int, Submission]:
    rows = Submission.objects.select_related(
        "method__reporting_body",
        "method__community__province",
        "method__community__county__parent",
        "method__community__street",
    ).prefetch_related("method__community__former_names")
    return rows.in_bulk(list(numbers))


def _require(selection_round: SelectionRound, by: User) -> None:
    if not by.has_perm(RUN):
        raise PermissionDenied
    if selection_round.state != SelectionRound.State.CLOSED:
        raise ValidationError(
            _("Copies are made after submission is closed and before review begins.")
        )
    if not selection_round.is_blind:
        raise ValidationError(_("In this round reviewers read the text with names."))
