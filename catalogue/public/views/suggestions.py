"""Answers for the search box while somebody types; a program of the page asks them."""

from django.http import HttpRequest, JsonResponse
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_safe

from catalogue.public.kept import current_catalogue
from catalogue.public.parameters import LISTED, read_parameters
from catalogue.public.type_ahead.suggestions import as_json, suggestions


@require_safe
def method_suggestions(request: HttpRequest) -> JsonResponse:
    """Suggestions for the search `q`, by kind; 400 where it cannot be understood."""
    asked = MultiValueDict({"q": request.GET.getlist("q")[:1]})
    parameters = read_parameters(asked, {each: {} for each in LISTED})
    if parameters.problems:
        messages = [problem.message for problem in parameters.problems]
        return JsonResponse({"q": messages}, status=400)
    question = " ".join(parameters["q"])
    return JsonResponse(as_json(suggestions(current_catalogue(), question)))
