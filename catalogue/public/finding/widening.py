"""Where nothing answers a question: what would, with how many methods."""

from collections.abc import Iterator

from django.utils.translation import gettext

from catalogue.public.facet_index import FacetIndex
from catalogue.public.facets import Suggestion
from catalogue.public.finding.everyday_problems import GROUPS
from catalogue.public.finding.evidence import gather
from catalogue.public.finding.formula import terms_of_problem
from catalogue.public.finding.question import LABELS, WORDS, Question
from catalogue.public.finding.ranking import answering, rank


def wider_questions(
    question: Question, path: str, index: FacetIndex
) -> list[Suggestion]:
    """The same place without the problem, and the problems that are near to it.

    Those with the most answers first; at most eight queries for any question.
    """
    found = [*_without(question, path, index), *_near(question, path, index)]
    return sorted((each for each in found if each.count), key=lambda each: -each.count)


def _without(question: Question, path: str, index: FacetIndex) -> Iterator[Suggestion]:
    for name in ("problem", WORDS):
        left = question.without(name)
        if question[name] and left:
            label = gettext("Without “%(parameter)s”") % {"parameter": LABELS[name]}
            yield Suggestion(label, path + left.query_string(), rank(left, index).count)


def _near(question: Question, path: str, index: FacetIndex) -> Iterator[Suggestion]:
    keys = _neighbours(question["problem"])
    if not keys:
        return
    evidence = gather(Question({"problem": tuple(keys)}), index)
    for spoken in evidence.problems:
        nearer = question.without(WORDS).with_problem(spoken.subject.key)
        yield Suggestion(
            str(spoken.subject.label),
            path + nearer.query_string(),
            len(answering(terms_of_problem(spoken, evidence))),
        )


def _neighbours(problems: tuple[str, ...]) -> list[str]:
    """The other problems of the groups that these stand in."""
    groups = [[each.key for each in group.subjects] for group in GROUPS]
    near = [keys for keys in groups if set(keys) & set(problems)]
    return [key for keys in near for key in keys if key not in problems]
