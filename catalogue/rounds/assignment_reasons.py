"""Says in words why a submission is in its group and with its reviewers."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalogue.rounds.assigning import Situation, begun
from catalogue.rounds.models import Assignment, GroupMember, Submission


@dataclass(frozen=True)
class OfMember:
    """One member of the group: whether asked to judge, and why, or why not."""

    member: GroupMember
    assignment: Assignment | None
    words: str
    is_barred: bool = False


@dataclass(frozen=True)
class Explanation:
    """Why in this group, and of each member why asked or not."""

    submission: Submission
    group_words: str
    members: list[OfMember]


class Explaining:
    """Explains each submission from what stands now, without further queries."""

    def __init__(self, now: Situation) -> None:
        self.now = now
        self.pairs = now.pairs
        self.loads = Counter(each.reviewer_id for each in now.assignments)
        self.sizes = Counter(row.group_id for row in now.submissions.values())
        self.of_body = Counter(
            (row.group_id, row.reporting_body_id) for row in now.submissions.values()
        )
        self.seats: dict[int, list[GroupMember]] = {}
        for member in now.members:
            self.seats.setdefault(member.group_id, []).append(member)

    def of(self, submission: Submission) -> Explanation:
        """Why this submission is where it is."""
        members = [
            self._of_member(submission, member)
            for member in self.seats.get(submission.group_id or 0, [])
        ]
        return Explanation(submission, " ".join(self._of_group(submission)), members)

    def could_take_over(self, submission: Submission) -> list[GroupMember]:
        """Who of its group may judge it, is not asked yet and has room: least first."""
        free = [
            member
            for member in self.seats.get(submission.group_id or 0, [])
            if (submission.pk, member.reviewer_id) not in self.now.barred
            and (submission.pk, member.reviewer_id) not in self.pairs
            and self.loads[member.reviewer_id] != member.reviewer.most_submissions
        ]
        return sorted(free, key=lambda each: self.loads[each.reviewer_id])

    def _of_group(self, submission: Submission) -> Iterator[str]:
        if submission.group_id is None:
            yield _("It is in no group yet.")
            return
        if submission.is_grouped_by_hand:
            yield _("It was put in this group by hand.")
            return
        key = submission.group_id, submission.reporting_body_id
        yield _(
            "The groups are filled evenly: this one has %(size)d submissions, "
            "%(same)d of them of this reporting body."
        ) % {"size": self.sizes[submission.group_id], "same": self.of_body[key]}
        for members in self.seats.values():
            may = sum(
                (submission.pk, each.reviewer_id) not in self.now.barred
                for each in members
            )
            if may < self.now.selection_round.reviewers_each:
                words = {"group": members[0].group, "may": may}
                yield _("In “%(group)s” only %(may)d may judge it.") % words

    def _of_member(self, submission: Submission, member: GroupMember) -> OfMember:
        pair = submission.pk, member.reviewer_id
        assignment = self.pairs.get(pair)
        why = self.now.barred.get(pair)
        load = self.loads[member.reviewer_id]
        count = {"load": load}
        if why is not None:
            words = _("not asked: %(why)s") % {"why": why.label}
        elif assignment is None and load == member.reviewer.most_submissions:
            words = _("not asked: has the most that he or she takes, %(load)d") % count
        elif assignment is None:
            words = _("not asked: others suffice, and this one has %(load)d") % count
        elif assignment.is_by_hand:
            words = _("asked: assigned by hand; has %(load)d in all") % count
        else:
            words = _("asked: has %(load)d in all") % count
        if assignment is not None and begun(assignment):
            words = _("%(words)s; has begun") % {"words": words}
        return OfMember(member, assignment, words, is_barred=why is not None)
