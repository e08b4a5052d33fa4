"""The formula: what each part of a question is worth, and why a method gets it.

docs/finding.md says the same in words; change both together.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from catalogue.bilingual import LocalText, as_written
from catalogue.methods.search.marking import hits
from catalogue.methods.search.query import Term as SearchTerm
from catalogue.public.finding.circumstances import LITTLE, SIZES
from catalogue.public.finding.evidence import Evidence, Read, Spoken
from catalogue.public.finding.question import Question
from catalogue.rounds.models import Submission

# A problem, by the worthiest field in which the method speaks of it.
PROBLEM = {
    "title": 50,
    "summary": 45,
    "problem": 45,
    "steps": 35,
    "results": 30,
    "conditions": 20,
}
# The method has a theme that is near to the problem.
THEME = 10
# A problem that was not chosen but heard in the reader's own words counts so much less.
HEARD_DIVISOR = 2
# All own words, each in a title.
OWN_WORDS = 40
PLACE = 12
RESIDENTS = 10
SIZE = 6
HAS_WHAT_IT_USES = 4
LACKS_WHAT_IT_USES = -6
DOES_NOT_NEED_IT = 4
# For each community that works by the method, up to a limit.
ADOPTER, MOST_FOR_ADOPTERS = 2, 6
HELD_UP = 3
HAS_STEPS = 3

FIELD_NAMES = {
    "title": _("in its title"),
    "summary": _("in its summary"),
    "problem": _("in the problem it starts from"),
    "steps": _("in its steps"),
    "results": _("in its results"),
    "conditions": _("in its conditions"),
    "community": _("by the kind of its community"),
}


@dataclass(frozen=True)
class Term:
    """One part of the sum: the points of each method that has any, and why."""

    points: Mapping[int, int]
    reason: Callable[[int], str]
    # Whether it answers the problem or the own words of the question.
    is_subject: bool = False
    # Whether it only stands near to it, by its theme.
    is_near: bool = False
    # Whether the question asked for it at all.
    is_asked: bool = True
    # Of the reader's own words, those that are the reason.
    quoted: Callable[[int], list[LocalText]] = lambda _number: []


def terms_of(question: Question, evidence: Evidence) -> list[Term]:
    """What the index alone tells, in the order in which reasons are given."""
    return [
        *chain(*(terms_of_problem(each, evidence) for each in evidence.problems)),
        _own_words(question.words, evidence),
        *chain(
            *(
                terms_of_problem(each, evidence, HEARD_DIVISOR)
                for each in evidence.heard
            )
        ),
        *(_place(each, evidence) for each in evidence.places),
        *(_residents(each) for each in evidence.residents),
        *_used(question, evidence),
        _adopted(evidence),
        _held_up(evidence),
    ]


def terms_of_problem(
    spoken: Spoken, evidence: Evidence, divisor: int = 1
) -> list[Term]:
    """What a problem is worth, chosen or heard: told in words, or near by a theme."""
    return [_problem(spoken, divisor), _theme(spoken, evidence, divisor)]


def terms_read(
    question: Question, evidence: Evidence, read: Mapping[int, Read]
) -> list[Term]:
    """What is told by the methods themselves."""
    return [
        *_size(question, read),
        *_not_needed(question, evidence, read),
        _steps(read),
    ]


def _problem(spoken: Spoken, divisor: int) -> Term:
    told = {n: name for n, name in spoken.fields.items() if name in PROBLEM}

    def reason(number: int) -> str:
        names = {"problem": spoken.subject.label, "where": FIELD_NAMES[told[number]]}
        if divisor == 1:
            return gettext("Same problem: %(problem)s (%(where)s)") % names
        return gettext("Heard in your words: %(problem)s (%(where)s)") % names

    points = {number: PROBLEM[name] // divisor for number, name in told.items()}
    return Term(points, reason, is_subject=True)


def _theme(spoken: Spoken, evidence: Evidence, divisor: int) -> Term:
    near = evidence.index.holding("theme", spoken.subject.themes)

    def reason(_number: int) -> str:
        names = {"problem": spoken.subject.label}
        return gettext("Its theme is near to: %(problem)s") % names

    points = dict.fromkeys(evidence.index.newest(near), THEME // divisor)
    return Term(points, reason, is_subject=True, is_near=True)


def _own_words(text: str, evidence: Evidence) -> Term:
    telling = evidence.telling_words
    worth: dict[int, float] = {}
    for fields in telling.values():
        for number, name in fields.items():
            share = PROBLEM.get(name, 0) / PROBLEM["title"] / len(telling)
            worth[number] = worth.get(number, 0) + share
    points = {number: round(OWN_WORDS * share) for number, share in worth.items()}

    def quoted(number: int) -> list[LocalText]:
        held = [word for word, fields in telling.items() if number in fields]
        spans = hits(text, [SearchTerm(word) for word in held])
        return [as_written(text[start:end]) for start, end in spans]

    reason = gettext("Your own words:")
    return Term(
        {number: each for number, each in points.items() if each},
        lambda _number: reason,
        is_subject=True,
        quoted=quoted,
    )


def _place(spoken: Spoken, evidence: Evidence) -> Term:
    # Where no settlement is recorded the index holds the empty one.
    settlements = [spoken.subject.settlement] if spoken.subject.settlement else []
    recorded = evidence.index.holding("settlement", settlements)
    numbers = {*spoken.fields, *evidence.index.newest(recorded)}
    reason = gettext("Same kind of place: %(place)s") % {"place": spoken.subject.label}
    return Term(dict.fromkeys(numbers, PLACE), lambda _number: reason)


def _residents(spoken: Spoken) -> Term:
    reason = gettext("Residents like yours: %(residents)s") % {
        "residents": spoken.subject.label
    }
    return Term(dict.fromkeys(spoken.fields, RESIDENTS), lambda _number: reason)


def _used(question: Question, evidence: Evidence) -> Iterator[Term]:
    """What the method speaks of, and the community has or lacks."""
    for spoken in evidence.resources:
        names = {"resource": spoken.subject.label}
        if question.amount(spoken.subject.key) != LITTLE:
            reason = gettext("Works with what you have: %(resource)s") % names
            yield _flat(spoken.fields, HAS_WHAT_IT_USES, reason)
        elif spoken.subject.key not in _about(evidence):
            reason = gettext("Speaks of what you have little of: %(resource)s") % names
            yield _flat(spoken.fields, LACKS_WHAT_IT_USES, reason)


def _about(evidence: Evidence) -> set[str]:
    """The resources that are the very problem: their lack speaks for no other."""
    return {each.subject.resource for each in (*evidence.problems, *evidence.heard)}


def _not_needed(
    question: Question, evidence: Evidence, read: Mapping[int, Read]
) -> Iterator[Term]:
    open_about_needs = {n for n, each in read.items() if each.has_conditions}
    for spoken in evidence.resources:
        if question.amount(spoken.subject.key) == LITTLE:
            reason = gettext(
                "Says what it needs, and this is not among it: %(resource)s"
            ) % {"resource": spoken.subject.label}
            yield _flat(open_about_needs - set(spoken.fields), DOES_NOT_NEED_IT, reason)


def _size(question: Question, read: Mapping[int, Read]) -> Iterator[Term]:
    for size in SIZES:
        if size.key == question.size:
            same = {
                number: each.households
                for number, each in read.items()
                if each.households is not None and size.holds(each.households)
            }
            reasons = {number: _size_reason(each) for number, each in same.items()}
            yield Term(dict.fromkeys(same, SIZE), reasons.__getitem__)


def _size_reason(households: int) -> str:
    return gettext("Place of about the same size: %(households)s households") % {
        "households": f"{households:,}"
    }


def _adopted(evidence: Evidence) -> Term:
    def reason(number: int) -> str:
        count = evidence.adopters[number]
        return ngettext(
            "Already adopted by %(number)d community",
            "Already adopted by %(number)d communities",
            count,
        ) % {"number": count}

    points = {
        number: min(ADOPTER * count, MOST_FOR_ADOPTERS)
        for number, count in evidence.adopters.items()
    }
    return Term(points, reason, is_asked=False)


def _held_up(evidence: Evidence) -> Term:
    outcomes = (Submission.Outcome.MODEL, Submission.Outcome.SELECTED)
    numbers = evidence.index.newest(evidence.index.resulting([], outcomes))
    reason = gettext("Selected in a round, or held up as its model")
    return Term(dict.fromkeys(numbers, HELD_UP), lambda _n: reason, is_asked=False)


def _steps(read: Mapping[int, Read]) -> Term:
    numbers = [number for number, each in read.items() if each.has_steps]
    reason = gettext("Tells its steps one by one")
    return Term(dict.fromkeys(numbers, HAS_STEPS), lambda _n: reason, is_asked=False)


def _flat(numbers: Iterable[int], points: int, reason: str) -> Term:
    return Term(dict.fromkeys(numbers, points), lambda _number: reason)
