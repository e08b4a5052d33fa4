"""Methods that a reader of one may want to read too, each with the reason why."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import reduce
from itertools import islice
from operator import or_

from django.db.models import Q
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from catalogue.bilingual import as_written
from catalogue.methods.models import WorkMethod
from catalogue.methods.number_names import number_names, spellings
from catalogue.public.cards import Card
from catalogue.public.facet_index import Bits, FacetIndex
from catalogue.public.kept import current_catalogue
from catalogue.public.kept_cards import cards_of

MOST_RELATED = 5


def related(method: WorkMethod) -> list[Card]:
    """Published methods near to this one, the nearest first.

    Of the same community; with the same number in the title, such as “13335” or
    “五心”; with a theme in common, first those of the same kind of place.
    """
    reasons = dict(islice(_reasons(method, current_catalogue().index), MOST_RELATED))
    return [replace(card, note=reasons[card.number]) for card in cards_of([*reasons])]


def _reasons(method: WorkMethod, index: FacetIndex) -> Iterator[tuple[int, str]]:
    """The numbers of methods with the reason, the nearest first."""
    themes = [index.holding("theme", [each.slug]) for each in method.themes.all()]
    settlement = method.community.settlement if method.community else ""
    names = _same_number(method)
    same_theme = reduce(or_, themes, 0)
    tiers = (
        (_holding(index, "community", method.community_id), gettext("same community")),
        (index.of_numbers(names), ""),
        (
            same_theme & _holding(index, "settlement", settlement),
            gettext("same theme, same kind of place"),
        ),
        (same_theme, gettext("same theme")),
    )
    seen = index.of_numbers([method.number])
    for methods, reason in tiers:
        for number in _most_in_common(index, methods & ~seen, themes):
            yield number, reason or _number_reason(names[number])
        seen |= methods


def _holding(index: FacetIndex, parameter: str, value: object) -> Bits:
    return index.holding(parameter, [str(value)]) if value else 0


def _most_in_common(
    index: FacetIndex, methods: Bits, themes: Iterable[Bits]
) -> Iterator[int]:
    """Those with the most of the themes first, of these the newest."""
    # By number of themes, the methods that have at least so many of them.
    at_least = [methods]
    for theme in themes:
        with_one_more = [each & theme for each in at_least]
        at_least = [
            fewer | more
            for fewer, more in zip([*at_least, 0], [0, *with_one_more], strict=True)
        ]
    listed = 0
    for holders in reversed(at_least):
        yield from index.newest(holders & ~listed)
        listed |= holders


def _same_number(method: WorkMethod) -> Mapping[int, str]:
    """By method, the longest number that its title has in common; a query if any."""
    names = number_names(method.title_zh)
    same_name = Q(pk__in=[])
    for spelling in spellings(names):
        same_name |= Q(title_zh__contains=spelling)
    if not names:
        return {}
    titles = WorkMethod.objects.published().filter(same_name)
    shared = {
        number: names & number_names(title)
        for number, title in titles.values_list("number", "title_zh")
    }
    return {number: max(same, key=len) for number, same in shared.items() if same}


def _number_reason(name: str) -> str:
    """The reason in words; a number in Chinese is marked as such."""
    written = as_written(name)
    marked = format_html('<span lang="{}">{}</span>', written.lang, written)
    words = gettext("same number in the name: %(number)s")
    return SafeString(words % {"number": name if name.isascii() else marked})
