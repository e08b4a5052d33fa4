"""Who takes part in a group's consensus: members who are there and not recused."""

from collections.abc import Mapping
from dataclasses import dataclass

from catalogue.accounts.models import User
from catalogue.rounds.models import Absence, GroupMember, ReviewGroup, Submission
from catalogue.rounds.recusals import Recused, recusals

REVIEW = "rounds.review_submissions"
WRITERS = (GroupMember.Task.CHAIR, GroupMember.Task.SECRETARY)


@dataclass(frozen=True)
class Attendance:
    """The members of one group with their absences and, by submission, recusals."""

    members: list[GroupMember]
    absences: Mapping[int, Absence]
    recused: Mapping[int, Mapping[int, Recused]]

    @property
    def present(self) -> list[GroupMember]:
        return [each for each in self.members if each.pk not in self.absences]

    def member(self, person: User) -> GroupMember | None:
        """The membership of a person who may still review."""
        if not person.has_perm(REVIEW):
            return None
        own = (each for each in self.members if each.reviewer.account_id == person.pk)
        return next(own, None)

    def is_recused(self, member: GroupMember, submission: int) -> bool:
        return member.pk in self.recused.get(submission, {})

    def recused_from(self, submission: int) -> list[tuple[GroupMember, Recused]]:
        """The members who take no part in one submission, in the group's order."""
        of_submission = self.recused.get(submission, {})
        return [
            (each, of_submission[each.pk])
            for each in self.members
            if each.pk in of_submission
        ]

    def may_take_part(self, submission: int) -> list[GroupMember]:
        """The members who are present and not recused."""
        return [each for each in self.present if not self.is_recused(each, submission)]

    def is_writer(self, person: User) -> bool:
        """Whether the person chairs the group or keeps its minutes."""
        member = self.member(person)
        return member is not None and member.task in WRITERS

    def may_write(self, person: User, submission: int) -> bool:
        """Whether the person may record the result of one submission.

        Chair and secretary may, but not of what they are recused from; where both are,
        any other member of the group.
        """
        member = self.member(person)
        if member is None or self.is_recused(member, submission):
            return False
        writers = [each for each in self.members if each.task in WRITERS]
        return member.task in WRITERS or all(
            self.is_recused(each, submission) for each in writers
        )


def attendance_of(group: ReviewGroup) -> Attendance:
    """The attendance of a group for all its submissions, in four queries."""
    members = list(group.members.select_related("reviewer__account"))
    of_reviewer = {each.reviewer_id: each.pk for each in members}
    recused: dict[int, dict[int, Recused]] = {}
    rows = Submission.objects.filter(group=group)
    for each in recusals(rows, [member.reviewer for member in members]):
        of_submission = recused.setdefault(each.submission, {})
        of_submission[of_reviewer[each.reviewer]] = each
    absences = Absence.objects.filter(member__group=group)
    return Attendance(members, {each.member_id: each for each in absences}, recused)
