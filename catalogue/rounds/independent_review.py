"""The first stage of judging: every reviewer alone."""

import datetime

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.rounds.missing import Missing
from catalogue.rounds.models import Assignment, GroupMember, SelectionRound
from catalogue.rounds.submitting import submitted

Task = GroupMember.Task


def missing_to_begin(
    selection_round: SelectionRound, at: datetime.datetime
) -> list[Missing]:
    """What the review lacks: groups with chair and secretary, and assignments."""
    found = []
    groups = selection_round.review_groups.annotate(
        chairs=Count("members", filter=Q(members__task=Task.CHAIR)),
        secretaries=Count("members", filter=Q(members__task=Task.SECRETARY)),
    )
    if not groups:
        found.append(_("Form the review groups."))
    for group in groups:
        if not group.chairs:
            found.append(_("“%(group)s” has no chair.") % {"group": group})
        if not group.secretaries:
            found.append(_("“%(group)s” has no secretary.") % {"group": group})
    short = (
        submitted(selection_round)
        .annotate(reviewers=Count("assignments"))
        .filter(Q(group=None) | Q(reviewers__lt=F("selection_round__reviewers_each")))
        .count()
    )
    if short:
        words = ngettext(
            "%(count)d submission has no group or too few reviewers.",
            "%(count)d submissions have no group or too few reviewers.",
            short,
        )
        found.append(words % {"count": short})
    return [Missing(words) for words in found]


def missing_to_close(
    selection_round: SelectionRound, at: datetime.datetime
) -> list[Missing]:
    """The reviews that are not handed in."""
    waiting = (
        Assignment.objects.filter(submission__in=submitted(selection_round))
        .filter(Q(review=None) | Q(review__handed_in_at=None))
        .count()
    )
    if not waiting:
        return []
    words = ngettext(
        "%(count)d review is not handed in.",
        "%(count)d reviews are not handed in.",
        waiting,
    )
    return [Missing(words % {"count": waiting})]
