"""Triggers that keep what belongs to a stage as it is once the stage is closed.

A row of a stage is written only while its round is in that stage; the round's row is
locked meanwhile, so that a stage cannot close between the question and the answer.
"""

import pgtrigger

# One look at a time: joined, rows that were written just now, and that the planner
# knows nothing of, were looked through in any order, for minutes.
_OF_SUBMISSION = (
    "(SELECT selection_round_id FROM rounds_submission WHERE id = {submission})"
)
_OF_ASSIGNMENT = _OF_SUBMISSION.format(
    submission="(SELECT submission_id FROM rounds_assignment WHERE id = {assignment})"
)
_OF_REVIEW = _OF_ASSIGNMENT.format(
    assignment="(SELECT assignment_id FROM rounds_review WHERE id = {review})"
)
_OF_CONSENSUS = _OF_SUBMISSION.format(
    submission=(
        "(SELECT submission_id FROM rounds_groupconsensus WHERE id = {consensus})"
    )
)
_ROUND_OF = {
    "selection_round": "{row}.selection_round_id",
    "submission": _OF_SUBMISSION.format(submission="{row}.submission_id"),
    "assignment": _OF_ASSIGNMENT.format(assignment="{row}.assignment_id"),
    "review": _OF_REVIEW.format(review="{row}.review_id"),
    "consensus": _OF_CONSENSUS.format(consensus="{row}.consensus_id"),
    "member": (
        "(SELECT selection_round_id FROM rounds_groupmember WHERE id = {row}.member_id)"
    ),
    "criterion": (
        "(SELECT selection_round_id FROM rounds_criterion"
        " WHERE id = {row}.criterion_id)"
    ),
}
# Whether anything of the round was judged, to be asked of the round's key.
_JUDGED = """EXISTS (
                SELECT FROM rounds_review r
                JOIN rounds_assignment a ON a.id = r.assignment_id
                JOIN rounds_submission s ON s.id = a.submission_id
                WHERE s.selection_round_id = of_round
            )"""
_WRITE = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete


def written_only_in(
    *states: str, by: str, name: str, until_judged: bool = False
) -> pgtrigger.Trigger:
    """Rows are written only while their round is in one of the states.

    `by` is the foreign key that leads to the round; a row that changes its round is
    asked of both. With `until_judged` nothing is
    written in these states either once there is a review, as after a step back. The
    error names the trigger as its constraint, so that the database and the code speak
    of one rule.
    """
    named = ", ".join(f"'{state}'" for state in states)
    judged = f" OR {_JUDGED}" if until_judged else ""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=_WRITE,
        declare=[
            ("rounds", "bigint[]"),
            ("of_round", "bigint"),
            ("now_in", "text"),
        ],
        func=f"""
            IF TG_OP <> 'INSERT' THEN
                rounds := rounds || {_ROUND_OF[by].format(row="OLD")}::bigint;
            END IF;
            IF TG_OP <> 'DELETE' THEN
                rounds := rounds || {_ROUND_OF[by].format(row="NEW")}::bigint;
            END IF;
            FOR of_round, now_in IN
                SELECT id, state FROM rounds_selectionround
                WHERE id = ANY (rounds) ORDER BY id FOR SHARE
            LOOP
                IF now_in NOT IN ({named}){judged} THEN
                    RAISE EXCEPTION USING
                        ERRCODE = 'check_violation',
                        CONSTRAINT = '{name}',
                        MESSAGE = 'The stage is closed: its rows are read-only.';
                END IF;
            END LOOP;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """,  # noqa: S608 - names of our own tables and states
    )


def never_changed(name: str) -> pgtrigger.Trigger:
    """Rows are written once; nobody changes or deletes them."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                CONSTRAINT = '{name}',
                MESSAGE = 'What was put on record stays as it is.';
        """,
    )
