"""Triggers that keep what belongs to a stage as it is once the stage is closed.

A row of a stage is written only while its round is in that stage; the round's row is
locked meanwhile, so that a stage cannot close between the question and the answer.
"""

import pgtrigger

_ROUND_OF = {
    "selection_round": "{row}.selection_round_id",
    "submission": (
        "(SELECT selection_round_id FROM rounds_submission"
        " WHERE id = {row}.submission_id)"
    ),
    "assignment": (
        "(SELECT s.selection_round_id FROM rounds_submission s"
        " JOIN rounds_assignment a ON a.submission_id = s.id"
        " WHERE a.id = {row}.assignment_id)"
    ),
    "review": (
        "(SELECT s.selection_round_id FROM rounds_submission s"
        " JOIN rounds_assignment a ON a.submission_id = s.id"
        " JOIN rounds_review r ON r.assignment_id = a.id"
        " WHERE r.id = {row}.review_id)"
    ),
    "member": (
        "(SELECT selection_round_id FROM rounds_groupmember WHERE id = {row}.member_id)"
    ),
    "consensus": (
        "(SELECT s.selection_round_id FROM rounds_submission s"
        " JOIN rounds_groupconsensus c ON c.submission_id = s.id"
        " WHERE c.id = {row}.consensus_id)"
    ),
}
_WRITE = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete


def written_only_in(*states: str, by: str, name: str) -> pgtrigger.Trigger:
    """Rows are written only while their round is in one of the states.

    `by` is the foreign key that leads to the round. The error names the trigger as its
    constraint, so that the database and the code speak of one rule.
    """
    named = ", ".join(f"'{state}'" for state in states)
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=_WRITE,
        declare=[("now_in", "text")],
        func=f"""
            IF TG_OP = 'DELETE' THEN
                SELECT state INTO now_in FROM rounds_selectionround
                WHERE id = {_ROUND_OF[by].format(row="OLD")} FOR SHARE;
            ELSE
                SELECT state INTO now_in FROM rounds_selectionround
                WHERE id = {_ROUND_OF[by].format(row="NEW")} FOR SHARE;
            END IF;
            IF now_in IS NOT NULL AND now_in NOT IN ({named}) THEN
                RAISE EXCEPTION USING
                    ERRCODE = 'check_violation',
                    CONSTRAINT = '{name}',
                    MESSAGE = 'The stage is closed: its rows are read-only.';
            END IF;
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
