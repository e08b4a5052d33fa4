"""The first stage of judging: every reviewer alone."""

import datetime
from collections import Counter
from collections.abc import Iterator

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.rounds.assigning import Situation, begun, situation_of
from catalogue.rounds.missing import Missing
from catalogue.rounds.models import GroupMember, SelectionRound
from catalogue.rounds.redacting import without_copy

Task = GroupMember.Task


def missing_to_begin(
    selection_round: SelectionRound, at: datetime.datetime
) -> list[Missing]:
    """What the review lacks: whole groups, assignments by the rules, blind copies."""
    now = situation_of(selection_round)
    found = [*_of_groups(selection_round), *_of_assignments(now)]
    short = _too_few(now)
    if short:
        words = ngettext(
            "%(count)d submission has no group or too few reviewers.",
            "%(count)d submissions have no group or too few reviewers.",
            short,
        )
        found.append(words % {"count": short})
    copies = len(without_copy(selection_round)) if selection_round.is_blind else 0
    if copies:
        words = ngettext(
            "%(count)d submission has no copy without names yet.",
            "%(count)d submissions have no copy without names yet.",
            copies,
        )
        found.append(words % {"count": copies})
    return [Missing(words) for words in found]


def missing_to_close(
    selection_round: SelectionRound, at: datetime.datetime
) -> list[Missing]:
    """The reviews not handed in, submissions with too few, and rules broken since."""
    now = situation_of(selection_round)
    found = list(_of_assignments(now))
    if short := _too_few(now):
        words = ngettext(
            "%(count)d submission has too few reviewers.",
            "%(count)d submissions have too few reviewers.",
            short,
        )
        found.append(words % {"count": short})
    waiting = sum(
        not begun(each) or each.review.handed_in_at is None for each in now.assignments
    )
    if waiting:
        words = ngettext(
            "%(count)d review is not handed in.",
            "%(count)d reviews are not handed in.",
            waiting,
        )
        found.append(words % {"count": waiting})
    return [Missing(words) for words in found]


def _of_groups(selection_round: SelectionRound) -> Iterator[str]:
    groups = selection_round.review_groups.annotate(
        chairs=Count("members", filter=Q(members__task=Task.CHAIR)),
        secretaries=Count("members", filter=Q(members__task=Task.SECRETARY)),
    )
    if not groups:
        yield _("Form the review groups.")
    for group in groups:
        if not group.chairs:
            yield _("“%(group)s” has no chair.") % {"group": group}
        if not group.secretaries:
            yield _("“%(group)s” has no secretary.") % {"group": group}


def _of_assignments(now: Situation) -> Iterator[str]:
    """The rules that do not hold any more, since members or their places changed."""
    seats = {(each.reviewer_id, each.group_id): each for each in now.members}
    loads = Counter(each.reviewer_id for each in now.assignments)
    for each in now.assignments:
        submission = now.submissions[each.submission_id]
        ground = now.barred.get((each.submission_id, each.reviewer_id))
        words = {"reviewer": each.reviewer, "number": submission.method_id}
        if ground is not None:
            words["ground"] = ground.label
            yield _("%(reviewer)s must not judge № %(number)d: %(ground)s.") % words
        elif (each.reviewer_id, submission.group_id) not in seats:
            yield (
                _("%(reviewer)s judges № %(number)d and is not in its group.") % words
            )
    for member in now.members:
        most, load = member.reviewer.most_submissions, loads[member.reviewer_id]
        if most is not None and load > most:
            yield _("%(reviewer)s has %(load)d submissions and takes %(most)d.") % {
                "reviewer": member.reviewer,
                "load": load,
                "most": most,
            }


def _too_few(now: Situation) -> int:
    asked = Counter(each.submission_id for each in now.assignments)
    return sum(
        submission.group_id is None or asked[pk] < now.selection_round.reviewers_each
        for pk, submission in now.submissions.items()
    )
