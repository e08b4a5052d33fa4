"""Triggers of a round: what its own row may become."""

from collections.abc import Sequence

import pgtrigger

# Each step is on record before it is made, and none is passed over; what is announced
# stays announced. A round that is only recorded has no steps to pass over.
_ONE_STEP_AT_A_TIME = """
    IF TG_OP = 'INSERT' THEN
        IF NEW.is_held_here AND NEW.state <> 'preparing' THEN
            RAISE EXCEPTION USING ERRCODE = 'check_violation',
                CONSTRAINT = 'round_state_goes_one_step_at_a_time',
                MESSAGE = 'A round that is held here begins in preparation.';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.is_held_here <> NEW.is_held_here AND OLD.state <> 'preparing' THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            CONSTRAINT = 'round_is_held_here_from_its_beginning',
            MESSAGE = 'Whether a round is held here is settled before it opens.';
    END IF;
    IF NEW.is_held_here AND OLD.state <> NEW.state THEN
        SELECT from_state = OLD.state AND to_state = NEW.state INTO on_record
        FROM rounds_roundstatechange
        WHERE selection_round_id = NEW.id ORDER BY id DESC LIMIT 1;
        steps := array_position(course, NEW.state::text)
               - array_position(course, OLD.state::text);
        IF on_record IS NOT TRUE OR abs(steps) <> 1 OR OLD.state = 'announced'
           OR (steps = -1 AND OLD.state = 'open')
        THEN
            RAISE EXCEPTION USING ERRCODE = 'check_violation',
                CONSTRAINT = 'round_state_goes_one_step_at_a_time',
                MESSAGE = 'No step of a round is passed over or left off the record.';
        END IF;
    END IF;
    RETURN NEW;
"""
# What is on record of a demonstration round may be removed, so no real one becomes one.
_ALWAYS_OR_NEVER = """
    RAISE EXCEPTION USING ERRCODE = 'check_violation',
        CONSTRAINT = 'round_is_a_demonstration_from_its_beginning',
        MESSAGE = 'A round is a demonstration from its beginning or never.';
"""


def one_step_at_a_time(course: Sequence[str]) -> pgtrigger.Trigger:
    """The state takes the steps of the course, each after it was put on record."""
    return pgtrigger.Trigger(
        name="round_state_goes_one_step_at_a_time",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("state", "is_held_here"),  # type: ignore[no-untyped-call]
        declare=[
            ("on_record", "boolean"),
            ("steps", "integer"),
            ("course", f"text[] := ARRAY{list(course)}"),
        ],
        func=_ONE_STEP_AT_A_TIME,
    )


def always_or_never_a_demonstration() -> pgtrigger.Trigger:
    """A round is a demonstration from its beginning or never."""
    return pgtrigger.Trigger(
        name="round_is_a_demonstration_from_its_beginning",
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf("is_demo"),  # type: ignore[no-untyped-call]
        condition=pgtrigger.Q(old__is_demo__df=pgtrigger.F("new__is_demo")),
        func=_ALWAYS_OR_NEVER,
    )
