"""Everything that must be refused to a round in the state that it is in.

Each act comes as a name and a function; `Watcher` tries them all, state by state.
"""

import itertools
import time
import uuid
from functools import partial

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from catalogue.accounts.roles import Role
from catalogue.rounds.announcing import amend
from catalogue.rounds.approving import record_approval
from catalogue.rounds.assigning import add_reviewer, share_out
from catalogue.rounds.calling import put_in_six_characteristics, set_quotas
from catalogue.rounds.group_attendance import attendance_of
from catalogue.rounds.group_consensus import record_consensus, set_ranking
from catalogue.rounds.inter_group_consensus import move_line, record_swap
from catalogue.rounds.life import BACK, FORWARD, move_round
from catalogue.rounds.models import (
    Approval,
    Assignment,
    BoardLine,
    Criterion,
    GroupConsensus,
    GroupMember,
    Quota,
    Review,
    Reviewer,
    ReviewMark,
    RoundStateChange,
    SelectionRound,
    SubmittedText,
)
from catalogue.rounds.models.selection_round import COURSE
from catalogue.rounds.releasing import release
from catalogue.rounds.reviewing import Page, Written, hand_in, reopen, save_review
from catalogue.rounds.submitting import submit, take_back
from tests.accounts.factories import OfficerFactory, holder_of

State = SelectionRound.State
REFUSALS = (PermissionDenied, ValidationError, IntegrityError)
# In which states the rows of a stage may be written.
WRITTEN_IN = {
    Criterion: COURSE[:3],
    Quota: COURSE[:2],
    GroupMember: COURSE[:4],
    Assignment: COURSE[2:4],
    Review: (State.INDEPENDENT_REVIEW,),
    ReviewMark: (State.INDEPENDENT_REVIEW,),
    GroupConsensus: (State.GROUP_CONSENSUS,),
    BoardLine: (State.INTER_GROUP_CONSENSUS,),
    SubmittedText: (),
    Approval: (),
    RoundStateChange: (),
}
PAGES = (
    "rounds_course",
    "rounds_quotas",
    "rounds_groups",
    "rounds_progress",
    "rounds_board",
    "rounds_approval",
    "rounds_announcement",
    "rounds_reasons",
)


class Watcher:
    """Tries what is forbidden in each state, and keeps what was not refused."""

    def __init__(self):
        self.tried, self.done, self.queries, self.seconds = [], [], {}, {}
        self.began = time.monotonic()

    def __call__(self, course):
        state = course.round.state
        self.seconds[state] = round(time.monotonic() - self.began, 1)
        strangers = {role: holder_of(role) for role in set(Role) - {Role.ROUND_MANAGER}}
        for name, act in forbidden(course, strangers):
            self.tried.append((state, name))
            if not refused(act):
                self.done.append((state, name))
        self.queries[state] = queries_of_pages(course)
        self.began = time.monotonic()


def refused(act):
    """Whether the act is refused; what it did otherwise is undone."""
    try:
        with transaction.atomic():
            act()
            transaction.set_rollback(True)
    except REFUSALS:
        return True
    return False


def forbidden(course, strangers):
    """Every act that the state of the round does not allow."""
    yield from _steps(course, strangers)
    yield from _posts(course, strangers)
    yield from _manager_out_of_stage(course)
    yield from _wrong_person(course, strangers)
    yield from _rows(course)
    if course.submissions:
        yield from _submission(course, course.submissions[0])
    assignment = Assignment.objects.select_related(
        "reviewer__account", "submission__group"
    ).first()
    if assignment is not None:
        yield from _reviews(course, assignment)
        yield from _groups(course, assignment.submission)


def _steps(course, strangers):
    now, rounds = course.round.state, SelectionRound.objects.filter(pk=course.round.pk)
    by_sql = "UPDATE rounds_selectionround SET state = %s WHERE id = %s"
    move = partial(move_round, course.round, reason="x", at=course.now)
    for to in sorted(set(COURSE) - {now}):
        yield f"ORM to {to}", partial(rounds.update, state=to)
        yield f"SQL to {to}", partial(sql, by_sql, [to, course.round.pk])
        if to not in (FORWARD.get(now), BACK.get(now)):
            yield f"function to {to}", partial(move, to, by=course.manager)
        for role, person in strangers.items():
            yield f"{role} to {to}", partial(move, to, by=person)
    if now in BACK:
        yield (
            "back without a reason",
            partial(move_round, course.round, BACK[now], by=course.manager, reason=" "),
        )


def _posts(course, strangers):
    """The same by form: a page that takes the step answers and does not refuse."""
    now = course.round.state
    address = reverse("admin:rounds_course", args=[course.round.pk])
    for to in sorted(set(COURSE) - {FORWARD.get(now), BACK.get(now)}):
        asked = {"seen": now, "to": to, "reason": "x"}
        yield f"POST to {to}", partial(post, course, course.manager, address, asked)
    for role, person in strangers.items():
        asked = {"seen": now, "to": FORWARD.get(now, "open"), "reason": "x"}
        yield f"POST by {role}", partial(post, course, person, address, asked)
    form = reverse("admin:rounds_selectionround_change", args=[course.round.pk])
    to = FORWARD.get(now, State.PREPARING)
    asked = {"state": to, "is_held_here": "", "is_demo": "on"}
    yield f"form to {to}", partial(post, course, course.manager, form, asked)


def post(course, person, address, asked):
    """Send a form; IntegrityError where the round is as it was."""
    client, rounds = Client(), SelectionRound.objects.filter(pk=course.round.pk)
    before = rounds.values("state", "is_held_here", "is_demo").get()
    client.force_login(person)
    client.post(address, asked)
    if rounds.values("state", "is_held_here", "is_demo").get() == before:
        raise IntegrityError("Nothing was changed.")


def _manager_out_of_stage(course):
    """What the manager may do in one stage only."""
    now, manager = course.round.state, course.manager
    line = partial(move_line, course.round, 1, by=manager)
    acts = {
        "assign": (COURSE[2:4], partial(share_out, course.round, by=manager)),
        "quotas": (COURSE[:2], partial(set_quotas, course.round, {}, by=manager)),
        "approve": ((State.APPROVAL,), partial(_approve, course, by=manager)),
        "line": ((State.INTER_GROUP_CONSENSUS,), line),
        "criteria": ((), partial(put_in_six_characteristics, course.round, by=manager)),
        "amend": ((State.ANNOUNCED,), partial(_amend, course, by=manager)),
    }
    for name, (states, act) in acts.items():
        if now not in states:
            yield f"{name} out of stage", act
    if course.submissions and now != State.INTER_GROUP_CONSENSUS:
        yield (
            "swap out of stage",
            partial(
                record_swap, course.round, by=manager, reason="x",
                taken_out=course.submissions[0],
            ),
        )  # fmt: skip


def _wrong_person(course, strangers):
    """What belongs to the manager, tried by each other role in every state."""
    for role, person in strangers.items():
        yield f"{role} assigns", partial(share_out, course.round, by=person)
        yield f"{role} sets quotas", partial(set_quotas, course.round, {}, by=person)
        yield f"{role} approves", partial(_approve, course, by=person)
        yield f"{role} draws the line", partial(move_line, course.round, 1, by=person)
        yield f"{role} amends", partial(_amend, course, by=person)
        yield (
            f"{role} gives criteria",
            partial(put_in_six_characteristics, course.round, by=person),
        )


def _submission(course, submission):
    """A foreign officer, the own one when it is late, the manager, an author."""
    own, foreign = course.officers[submission.reporting_body_id], OfficerFactory()
    for name, act in {"submit": submit, "take back": take_back}.items():
        yield f"{name} for another body", partial(act, submission, by=foreign)
        yield f"the manager: {name}", partial(act, submission, by=course.manager)
        yield f"an editor: {name}", partial(act, submission, by=course.editor)
        yield f"{name} late", partial(act, submission, by=own, at=course.now)
    for name, person in {"officer": own, "manager": course.manager}.items():
        yield f"the {name} releases", partial(release, submission, by=person)
    by_sql = "UPDATE rounds_submission SET state = %s WHERE id = %s"
    submission.refresh_from_db()
    for state in sorted({"selected", "not-selected", "prepared", "recorded"}):
        if state != submission.state:
            yield f"SQL: {state}", partial(sql, by_sql, [state, submission.pk])


def _reviews(course, assignment):
    """A colleague's review, the own one handed in or too late, the own body."""
    now, own = course.round.state, assignment.reviewer.account
    colleague = (
        GroupMember.objects.filter(group=assignment.submission.group)
        .exclude(reviewer=assignment.reviewer)
        .first()
    )
    others = {
        "a colleague": colleague.reviewer.account,
        "the manager": course.manager,
        "an editor": course.editor,
        "an officer": course.officers[assignment.submission.reporting_body_id],
    }
    for name, person in others.items():
        yield f"{name} writes a review", partial(_write, assignment, by=person)
        yield f"{name} hands it in", partial(hand_in, assignment, by=person)
        yield f"{name} reopens it", partial(reopen, assignment, by=person)
    yield "change what is handed in", partial(_write, assignment, by=own)
    if now != State.INDEPENDENT_REVIEW:
        yield "hand in out of stage", partial(hand_in, assignment, by=own)
        yield "reopen out of stage", partial(reopen, assignment, by=own)
    reviewer = Reviewer.objects.filter(memberships__selection_round=course.round).last()
    home = next(
        each
        for each in course.submissions
        if each.reporting_body_id == reviewer.home_body_id
    )
    yield (
        "assign the own body",
        partial(add_reviewer, home, reviewer, by=course.manager),
    )


def _groups(course, submission):
    """Results and ranks by who does not write for the group, or out of stage."""
    part = attendance_of(submission.group).may_take_part(submission.pk)
    numbers = [each.pk for each in part]
    people = {"the manager": course.manager, "an editor": course.editor}
    if course.round.state != State.GROUP_CONSENSUS:
        people |= {f"{each.task} {each.pk}": each.reviewer.account for each in part}
    else:
        writers = (GroupMember.Task.CHAIR, GroupMember.Task.SECRETARY)
        plain = (each for each in part if each.task not in writers)
        people |= {f"member {each.pk}": each.reviewer.account for each in plain}
    for name, person in people.items():
        yield (
            f"{name} records a result",
            partial(
                record_consensus, submission, result="proposed", reason="x",
                took_part=numbers, by=person,
            ),
        )  # fmt: skip
        yield f"{name} ranks", partial(set_ranking, submission.group, [], by=person)


def _rows(course):
    """The rows themselves by SQL, once their stage is over."""
    for model, states in WRITTEN_IN.items():
        table = model._meta.db_table
        if course.round.state in states or not model.objects.exists():
            continue
        column = model._meta.pk.column
        yield f"delete {table}", partial(sql, f"DELETE FROM {table}")
        yield f"change {table}", partial(sql, f"UPDATE {table} SET {column} = {column}")


def _approve(course, *, by):
    return record_approval(
        course.round, by=by, approved_by="x", approved_on=course.now.date()
    )


def _amend(course, *, by):
    return amend(course.round, by=by, dated=course.now.date(), text_zh="更正")


def _write(assignment, *, by):
    written = Written(reason="x")
    return save_review(assignment, by=by, written=written, page=Page(uuid.uuid4()))


def sql(statement, values=None):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def queries_of_pages(course):
    """How many queries each page of the manager costs; None where it is not yet."""
    client, counted = Client(), {}
    client.force_login(course.manager)
    for name in PAGES:
        address = reverse(f"admin:{name}", args=[course.round.pk])
        statements = []

        def noted(execute, sql, params, many, context, statements=statements):
            statements.append(sql)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(noted):
            status = client.get(address).status_code
        counted[name] = len(statements) if status == 200 else None
    return counted


def most_queries(queries):
    """By page the most that it costs in any state."""
    pages = itertools.chain.from_iterable(each.items() for each in queries.values())
    most = dict.fromkeys(PAGES, 0)
    for name, number in pages:
        most[name] = max(most[name], number or 0)
    return most
