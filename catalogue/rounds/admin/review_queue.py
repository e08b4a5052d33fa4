"""A reviewer's queue: which submissions, in which order, and how far each is."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from catalogue.accounts.models import User
from catalogue.rounds.models import Assignment, Review, SelectionRound
from catalogue.rounds.reviewing import own_assignments
from catalogue.rounds.submitted_reading import ReadText, texts_to_read

State = SelectionRound.State


@dataclass(frozen=True)
class InQueue:
    """One submission in a reviewer's queue: which it is, what is done, what is read."""

    position: int
    assignment: Assignment
    text: ReadText | None

    @property
    def review(self) -> Review | None:
        return getattr(self.assignment, "review", None)

    @property
    def is_handed_in(self) -> bool:
        return self.review is not None and self.review.handed_in_at is not None

    @property
    def address(self) -> str:
        return reverse("admin:rounds_review", args=[self.assignment.pk])


@dataclass(frozen=True)
class Queue:
    """What one reviewer judges in one round."""

    round: SelectionRound
    rows: list[InQueue]

    @property
    def handed_in(self) -> int:
        return sum(row.is_handed_in for row in self.rows)

    @property
    def begun(self) -> int:
        return sum(row.review is not None and not row.is_handed_in for row in self.rows)

    @property
    def is_open(self) -> bool:
        return self.round.state == State.INDEPENDENT_REVIEW

    def next_after(self, assignment: Assignment) -> InQueue | None:
        """The next one that is not handed in, from the beginning after the end."""
        at = [row.assignment.pk for row in self.rows].index(assignment.pk)
        others = [*self.rows[at + 1 :], *self.rows[:at]]
        return next((row for row in others if not row.is_handed_in), None)


def queues_of(person: User) -> Iterator[Queue]:
    """What a person judges, the latest round first; a fixed number of queries."""
    rows = own_assignments(person).select_related(
        "submission__selection_round", "submission__reporting_body", "review"
    )
    assignments = list(rows.order_by("-submission__selection_round", "pk"))
    texts = texts_to_read(assignments)
    by_round: dict[SelectionRound, list[Assignment]] = {}
    for each in assignments:
        by_round.setdefault(each.submission.selection_round, []).append(each)
    for selection_round, own in by_round.items():
        yield Queue(
            selection_round,
            [
                InQueue(position, each, texts.get(each.pk))
                for position, each in enumerate(own, 1)
            ],
        )


def queue_of(person: User, selection_round: int) -> Queue:
    """What a person judges in one round, in which something is assigned."""
    return next(each for each in queues_of(person) if each.round.pk == selection_round)
