"""What becomes of an address when we ask for it: one verdict, redirects followed."""

from dataclasses import dataclass
from http import HTTPStatus

from catalogue.methods.link_check.fetching import Answer, NoAnswer, Problem, led_to
from catalogue.methods.link_check.manners import MOST_REDIRECTS, REDIRECTS, Manners
from catalogue.methods.models import SourceLink

Status = SourceLink.Status

_FOR_GOOD = (HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT)
_PROBLEMS: dict[int, SourceLink.Problem] = {
    HTTPStatus.NOT_FOUND: Problem.NOT_FOUND,
    HTTPStatus.GONE: Problem.GONE,
    HTTPStatus.UNAUTHORIZED: Problem.FORBIDDEN,
    HTTPStatus.FORBIDDEN: Problem.FORBIDDEN,
    HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS: Problem.FORBIDDEN,
    HTTPStatus.TOO_MANY_REQUESTS: Problem.TOO_OFTEN,
}
# Of these nobody can tell but by looking.
_NOT_FOR_US = {
    Problem.FORBIDDEN,
    Problem.TOO_OFTEN,
    Problem.ROBOTS,
    Problem.NOT_PUBLIC,
    Problem.SCHEME,
}


@dataclass(frozen=True)
class Verdict:
    """FINE, MOVED, REFUSED or, for any failure of this one time, UNREACHABLE."""

    status: SourceLink.Status
    problem: SourceLink.Problem | None = None
    http_status: int | None = None
    moved_to: str = ""


def judge(address: str, manners: Manners) -> Verdict:
    """Ask for the address and whatever it leads to."""
    now, is_for_good = address, True
    try:
        for _hop in range(MOST_REDIRECTS + 1):
            manners.require_welcome(now)
            answer = _look(now, manners)
            if answer.status not in REDIRECTS or not answer.location:
                return _verdict(answer, now if now != address and is_for_good else "")
            is_for_good = is_for_good and answer.status in _FOR_GOOD
            now = led_to(now, answer.location)
    except NoAnswer as reason:
        return _failed(reason.problem, None)
    return _failed(Problem.REDIRECTS, answer.status)


def _look(address: str, manners: Manners) -> Answer:
    """The heads alone; where that is refused, the first bytes of the page."""
    try:
        answer = manners.ask("HEAD", address)
    except NoAnswer as reason:
        # Some servers hang up on HEAD.
        if reason.problem != Problem.NO_CONNECTION:
            raise
        return manners.ask("GET", address)
    is_refused = answer.status >= HTTPStatus.BAD_REQUEST
    if is_refused and answer.status != HTTPStatus.TOO_MANY_REQUESTS:
        return manners.ask("GET", address)
    return answer


def _verdict(answer: Answer, moved_to: str) -> Verdict:
    is_success = HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES
    # An empty page has no first bytes.
    if is_success or answer.status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
        status = Status.MOVED if moved_to else Status.FINE
        return Verdict(status, None, answer.status, moved_to)
    is_fault = answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR
    other = Problem.SERVER if is_fault else Problem.ANSWER
    return _failed(_PROBLEMS.get(answer.status, other), answer.status)


def _failed(problem: SourceLink.Problem, http_status: int | None) -> Verdict:
    status = Status.REFUSED if problem in _NOT_FOR_US else Status.UNREACHABLE
    return Verdict(status, problem, http_status)
