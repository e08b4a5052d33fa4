"""How far the reviewers are, without a mark; reminders to those who are not done."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from catalogue.accounts.models import User
from catalogue.bilingual import CHINESE
from catalogue.rounds.models import GroupMember, SelectionRound
from catalogue.rounds.outbox import Letter, WrittenLetters, write_letters

ABOUT = "review-reminder"
State = SelectionRound.State


@dataclass(frozen=True)
class Progress:
    """What one member of a group has done; `begun` are those not handed in."""

    member: GroupMember
    assigned: int
    begun: int
    handed_in: int

    @property
    def waiting(self) -> int:
        return self.assigned - self.handed_in


def progress_of(selection_round: SelectionRound) -> list[Progress]:
    """Every member of every group, in one query."""
    judged = selection_round.submissions.judged().order_by()
    own = Q(reviewer__assignments__submission__in=judged)
    done = own & Q(reviewer__assignments__review__handed_in_at__isnull=False)
    begun = own & Q(reviewer__assignments__review__isnull=False) & ~done
    rows = (
        GroupMember.objects.filter(selection_round=selection_round)
        .select_related("group", "reviewer__account")
        .annotate(
            assigned=Count("reviewer__assignments", filter=own),
            handed=Count("reviewer__assignments", filter=done),
            begun=Count("reviewer__assignments", filter=begun),
        )
        .order_by("group__position", "group", "pk")
    )
    return [Progress(row, row.assigned, row.begun, row.handed) for row in rows]


def remind(
    selection_round: SelectionRound,
    *,
    by: User,
    once_more: bool = False,
    at: datetime.datetime | None = None,
) -> WrittenLetters:
    """Write to everybody who has reviews to hand in; the letters wait in the outbox.

    Raises PermissionDenied, or ValidationError outside independent review.
    """
    if selection_round.state != State.INDEPENDENT_REVIEW:
        raise ValidationError(_("Reviewers are reminded during independent review."))
    letters = list(_letters(selection_round))
    return write_letters(
        selection_round, ABOUT, letters, by=by, once_more=once_more, at=at
    )


def _letters(selection_round: SelectionRound) -> Iterator[Letter]:
    dates = selection_round.stage_dates.filter(stage=State.INDEPENDENT_REVIEW).first()
    ends_on = dates.ends_on if dates else None
    for each in progress_of(selection_round):
        if each.waiting and each.member.reviewer.account.is_active:
            # Staff of the round work in Chinese, whatever the manager's page shows.
            with override(CHINESE):
                yield _letter(selection_round, each, ends_on)


def _letter(
    selection_round: SelectionRound, progress: Progress, ends_on: datetime.date | None
) -> Letter:
    account = progress.member.reviewer.account
    words = {
        "name": account.get_full_name() or account.username,
        "round": selection_round.title,
        "count": progress.waiting,
        "day": date_format(ends_on, "Y-m-d") if ends_on else "",
    }
    lines = [
        _("%(name)s:") % words,
        ngettext(
            "in “%(round)s” %(count)d of your reviews is not handed in yet.",
            "in “%(round)s” %(count)d of your reviews are not handed in yet.",
            progress.waiting,
        )
        % words,
    ]
    if ends_on:
        lines.append(_("Independent review is planned to end on %(day)s.") % words)
    lines.append(_("Please sign in to the staff desk and open “My reviews”."))
    subject = _("Reviews to hand in: %(round)s") % words
    return Letter(account, subject, "\n\n".join(lines))
