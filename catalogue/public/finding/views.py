from typing import Any

from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from catalogue.public.cards import listed
from catalogue.public.chosen_methods import comparison_url, query_of_numbers
from catalogue.public.compare_tray import titled, tray
from catalogue.public.context import absolute
from catalogue.public.filters import WorkMethodFilter
from catalogue.public.finding.answers import answers
from catalogue.public.finding.form import chips, form
from catalogue.public.finding.question import Question, read_question
from catalogue.public.finding.ranking import MOST_ANSWERS, Ranking, rank
from catalogue.public.finding.told_formula import TOLD_FORMULA
from catalogue.public.finding.widening import wider_questions
from catalogue.public.kept import Catalogue
from catalogue.public.parameters import COMPARE, MOST_COMPARED, MethodParameters


class FindMethod(TemplateView):
    """A few questions about a community, and the methods that may help it."""

    template_name = "public/finding/find.html"

    @cached_property
    def question(self) -> Question:
        return read_question(self.request.GET)

    @cached_property
    def filterset(self) -> WorkMethodFilter:
        """What is chosen to be compared, and the catalogue of this request."""
        chosen = {COMPARE: self.request.GET.getlist(COMPARE)}
        return WorkMethodFilter(MultiValueDict(chosen))

    @property
    def catalogue(self) -> Catalogue:
        return self.filterset.catalogue

    def address(self, parameters: MethodParameters) -> str:
        return self.request.path + self.question.query_string(parameters.compared)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        question, parameters = self.question, self.filterset.parameters
        address = self.request.path + question.query_string()
        return super().get_context_data(
            form=form(question),
            is_asked=bool(question),
            chips=chips(question, self.request.path),
            problems=[*question.problems, *parameters.problems],
            tray=tray(parameters, titled(parameters.compared), self.address),
            canonical_url=absolute(self.request, address),
            most_answers=MOST_ANSWERS,
            told_formula=TOLD_FORMULA,
            **self._found(rank(question, self.catalogue.index)),
            **kwargs,
        )

    def _found(self, ranking: Ranking) -> dict[str, Any]:
        found = answers(self.question, ranking) if ranking.answers else []
        numbers = [answer.card.number for answer in found]
        parameters = self.filterset.parameters
        return {
            "answers": [
                (answer, listed(answer.card, parameters, self.address))
                for answer in found
            ],
            "result_count": ranking.count,
            "has_subject": self.question.has_subject,
            "speaking_count": ranking.speaking,
            "compare_url": comparison_url(numbers[:MOST_COMPARED]),
            "booklet_url": reverse("work-method-booklet") + query_of_numbers(numbers),
            "suggestions": []
            if found
            else wider_questions(
                self.question, self.request.path, self.catalogue.index
            ),
        }
