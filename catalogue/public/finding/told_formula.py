"""The formula as the page tells it: every term with its points."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.public.finding import formula


@dataclass(frozen=True)
class ToldTerm:
    """A term of the formula in words, and what it may give."""

    label: str | Promise
    points: str


def _problem(field: str) -> str:
    return str(formula.PROBLEM[field])


TOLD_FORMULA = (
    ToldTerm(_("The problem stands in the title"), _problem("title")),
    ToldTerm(
        _("… in the summary, or in the problem it starts from"), _problem("summary")
    ),
    ToldTerm(_("… in the steps"), _problem("steps")),
    ToldTerm(_("… in the results"), _problem("results")),
    ToldTerm(_("… in the conditions or cautions"), _problem("conditions")),
    ToldTerm(_("The method has a theme near to the problem"), str(formula.THEME)),
    ToldTerm(
        _("A problem that is only heard in your own words"),
        f"1 ∕ {formula.HEARD_DIVISOR}",
    ),
    ToldTerm(
        _("Your own words, by how many it holds and where"), f"0–{formula.OWN_WORDS}"
    ),
    ToldTerm(_("The same kind of place"), str(formula.PLACE)),
    ToldTerm(_("The same kind of residents"), str(formula.RESIDENTS)),
    ToldTerm(_("The same size"), str(formula.SIZE)),
    ToldTerm(_("It works with what you have"), str(formula.HAS_WHAT_IT_USES)),
    ToldTerm(
        _("It says what it needs, and what you lack is not among it"),
        str(formula.DOES_NOT_NEED_IT),
    ),
    ToldTerm(_("It speaks of what you lack"), f"−{abs(formula.LACKS_WHAT_IT_USES)}"),
    ToldTerm(
        _("Each community that has adopted it"),
        f"{formula.ADOPTER}, ≤ {formula.MOST_FOR_ADOPTERS}",
    ),
    ToldTerm(_("Selected in a round, or held up as its model"), str(formula.HELD_UP)),
    ToldTerm(_("It tells its steps"), str(formula.HAS_STEPS)),
)
