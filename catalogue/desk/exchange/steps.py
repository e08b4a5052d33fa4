"""The steps of a row, from a sheet of their own or from numbered columns."""

import re

from catalogue.desk.exchange.headings import MOST_STEPS
from catalogue.desk.exchange.method_values import STEP_KEYS, Values, limit_of
from catalogue.desk.exchange.problems import Problem
from catalogue.desk.exchange.values import Fault, narrow, stored_text
from catalogue.methods.models import Step

_LIMITS = {key: limit_of(Step, key) for key in STEP_KEYS}
_POSITION = re.compile(
    r"(?:步骤|第|step)?\s*(\d{1,3}|[一二三四五六七八九十])\s*步?\.?\Z", re.I
)
_CHINESE = {sign: number for number, sign in enumerate("一二三四五六七八九十", start=1)}


def steps_of(written: list[dict[str, str]]) -> tuple[list[Values], list[Problem]]:
    """The steps in their order, and what is wrong with them.

    A step without a number follows the one above it.
    """
    problems: list[Problem] = []
    steps: dict[int, Values] = {}
    last = 0
    for texts in written:
        try:
            position = _position(texts.get("position", ""), last)
        except Fault as fault:
            problems.append(fault.problem)
            continue
        if position in steps:
            words = {"text": str(position)}
            problems.append(Problem("step-twice", "steps-position", words))
        values: Values = {"position": position}
        for key in STEP_KEYS:
            if not (text := texts.get(key, "")):
                continue
            try:
                text = stored_text(text, f"steps-{key}", _LIMITS[key])
            except Fault as fault:
                problems.append(_of_step(fault.problem, position))
            else:
                values |= {key: text} if text else {}
        steps[position] = values
        last = position
    return [steps[position] for position in sorted(steps)], problems


def _position(text: str, last: int) -> int:
    written = narrow(text)
    if not written:
        return last + 1
    found = _POSITION.match(written)
    number = 0
    if found:
        number = _CHINESE.get(found[1]) or int(found[1])
    if not 1 <= number <= MOST_STEPS:
        raise Fault("step-number", "steps-position", text=text)
    return number


def _of_step(problem: Problem, position: int) -> Problem:
    if problem.code != "too-long":
        return problem
    return Problem("step-too-long", problem.column, {**problem.words, "step": position})
