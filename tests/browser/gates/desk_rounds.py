"""Rounds that are held here, in the states whose pages the gates open, and those pages.

Their texts are as long and as many as a page must bear; reviewers, chairs and officers
are those that the gates sign in.
"""

from django.urls import reverse

from catalogue.accounts.roles import Role
from catalogue.rounds.models import SelectionRound
from tests.browser.gates.addresses import Address
from tests.rounds.course import Course
from tests.rounds.factories import QuotaFactory, ReviewerFactory

State = SelectionRound.State
MANAGER, OFFICER, REVIEWER = Role.ROUND_MANAGER, Role.OFFICER, Role.REVIEWER
EDITOR = Role.MINISTRY_EDITOR
# For each address that asks for a row of a round: the row, and who opens it in which
# states.
OPENED = {
    "rounds_course": (
        "round",
        {MANAGER: (State.PREPARING, State.OPEN, State.GROUP_CONSENSUS)},
    ),
    "rounds_quotas": ("round", {MANAGER: (State.PREPARING,)}),
    "rounds_extension": ("round", {MANAGER: (State.OPEN,)}),
    "rounds_put_forward": ("round", {OFFICER: (State.OPEN, State.ANNOUNCED)}),
    "rounds_receipt": ("round", {OFFICER: (State.OPEN,)}),
    "rounds_submitted_text": ("submission", {OFFICER: (State.OPEN,)}),
    "rounds_groups": ("round", {MANAGER: (State.OPEN, State.INDEPENDENT_REVIEW)}),
    "rounds_alike": ("round", {MANAGER: (State.OPEN,)}),
    "rounds_progress": ("round", {MANAGER: (State.INDEPENDENT_REVIEW,)}),
    "rounds_outbox": ("round", {MANAGER: (State.INDEPENDENT_REVIEW,)}),
    "rounds_blind_copies": ("round", {MANAGER: (State.INDEPENDENT_REVIEW,)}),
    "rounds_assignment": ("submission", {MANAGER: (State.INDEPENDENT_REVIEW,)}),
    "rounds_review": (
        "assignment",
        {REVIEWER: (State.INDEPENDENT_REVIEW, State.GROUP_CONSENSUS)},
    ),
    "rounds_conflict": ("assignment", {REVIEWER: (State.INDEPENDENT_REVIEW,)}),
    "rounds_meeting": (
        "group",
        {
            MANAGER: (State.INDEPENDENT_REVIEW, State.GROUP_CONSENSUS),
            REVIEWER: (State.GROUP_CONSENSUS, State.INTER_GROUP_CONSENSUS),
        },
    ),
    "rounds_meeting_conflict": (
        "submission not judged",
        {REVIEWER: (State.GROUP_CONSENSUS,)},
    ),
    "rounds_consensus": ("submission", {REVIEWER: (State.GROUP_CONSENSUS,)}),
    "rounds_minutes": (
        "group",
        {MANAGER: (State.APPROVAL,), REVIEWER: (State.INTER_GROUP_CONSENSUS,)},
    ),
    "rounds_board": (
        "round",
        {
            MANAGER: (State.INTER_GROUP_CONSENSUS, State.APPROVAL),
            REVIEWER: (State.INTER_GROUP_CONSENSUS,),
        },
    ),
    "rounds_approval": ("round", {MANAGER: (State.APPROVAL, State.ANNOUNCED)}),
    "rounds_announcement": ("round", {MANAGER: (State.APPROVED, State.ANNOUNCED)}),
    "rounds_releases": ("round", {EDITOR: (State.APPROVAL, State.ANNOUNCED)}),
    "rounds_reasons": ("round", {MANAGER: (State.ANNOUNCED,)}),
    "rounds_reasons_of_one": ("round and left out", {MANAGER: (State.ANNOUNCED,)}),
    "rounds_answers": ("round", {OFFICER: (State.ANNOUNCED,)}),
}
STATES = (
    *(State.PREPARING, State.OPEN, State.INDEPENDENT_REVIEW, State.GROUP_CONSENSUS),
    *(State.INTER_GROUP_CONSENSUS, State.APPROVAL, State.APPROVED, State.ANNOUNCED),
)


class CourseOfStaff(Course):
    """A round whose manager, officer and chair are those that the gates sign in."""

    def __init__(self, people, body, reviewer):
        super().__init__(members=1, count=3)
        self.manager, self.officer = people[MANAGER], people[OFFICER]
        self.reviewer = reviewer
        QuotaFactory(selection_round=self.round, reporting_body=body)

    def new_group(self):
        group = super().new_group()
        group.members.filter(task="chair").update(reviewer=self.reviewer)
        return group

    def assign_all(self):
        """All but the last one also go to the reviewer of the gates."""
        super().assign_all()
        self.submissions[-1].assignments.filter(reviewer=self.reviewer).delete()


def make_rounds(people, body):
    """A round in each state of STATES, by the state."""
    reviewer = ReviewerFactory(account=people[REVIEWER])
    rounds = {
        state: CourseOfStaff(people, body, reviewer).to(state) for state in STATES
    }
    for state, prepare in (
        (State.OPEN, "submit_all"),
        (State.GROUP_CONSENSUS, "agree_on_all"),
        (State.INTER_GROUP_CONSENSUS, "draw_line"),
    ):
        getattr(rounds[state], prepare)()
    rounds[State.OPEN].prepared(status="draft", title_zh="楼栋议事")
    return rounds


def pages_of_rounds(role, rounds):
    """The pages of rounds that the role opens, by the name of the address."""
    return {
        name: [
            Address(
                f"{name}, {state}",
                reverse(f"admin:{name}", args=_asked_for(row, rounds[state])),
            )
            for state in by_role.get(role, ())
        ]
        for name, (row, by_role) in OPENED.items()
    }


def _asked_for(row, course):
    """The numbers that an address asks for."""
    match row:
        case "round":
            return [course.round.pk]
        case "group":
            return [course.group.pk]
        case "submission":
            return [course.submissions[0].pk]
        case "submission not judged":
            return [course.submissions[-1].pk]
        case "assignment":
            own = course.submissions[0].assignments
            return [own.get(reviewer=course.reviewer).pk]
        case "round and left out":
            left_out = course.round.submissions.filter(state="not-selected").first()
            return [course.round.pk, left_out.pk]
