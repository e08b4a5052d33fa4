"""What a program asks of promotion: refused where a page would leave something out."""

from django.utils.datastructures import MultiValueDict

from catalogue.public.exports.asking import BadParameters
from catalogue.public.promotion.filters import PromotionFilter


def asked_promotions(asked: MultiValueDict[str, str]) -> PromotionFilter:
    """The filtered promotions; raises BadParameters where a page names a problem."""
    filterset = PromotionFilter(asked)
    problems = filterset.parameters.problems
    if problems:
        raise BadParameters({each.parameter: [str(each)] for each in problems})
    return filterset
