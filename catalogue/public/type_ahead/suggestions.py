"""What a reader may mean by what is typed so far, as a search box offers it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from catalogue.bilingual import LocalText
from catalogue.methods.models import WorkMethod
from catalogue.methods.search.marking import Piece, hits, marked
from catalogue.methods.search.query import Term, terms_of
from catalogue.places.models import Community
from catalogue.places.paths import in_one_line, path
from catalogue.public.kept import Catalogue

MOST = 9
# Of each kind but methods, which fill the rest.
_MOST_OF_A_KIND = 2


@dataclass(frozen=True)
class Suggestion:
    """A page that the reader may be after, with the hits marked in its name."""

    url: str
    name: str
    note: str
    terms: Sequence[Term]

    def as_json(self) -> dict[str, object]:
        return {
            "url": self.url,
            "name": _pieces(marked(self.name, [*self.terms])),
            "language": getattr(self.name, "lang", ""),
            "note": _pieces(marked(self.note, [*self.terms])),
            "note_language": getattr(self.note, "lang", ""),
        }


@dataclass(frozen=True)
class Group:
    """The suggestions of one kind."""

    label: str | Promise
    suggestions: Sequence[Suggestion]


def suggestions(catalogue: Catalogue, question: str) -> list[Group]:
    """At most MOST suggestions by kind; kinds without any are left out.

    Two queries read the rows that are named, so that nothing withdrawn is.
    """
    terms = terms_of(question)
    if not terms:
        return []
    places = [
        Group(label, list(suggested(catalogue, terms))) for label, suggested in _KINDS
    ]
    room = MOST - sum(len(group.suggestions) for group in places)
    methods = Group(_("Methods"), list(_methods(catalogue, terms, room)))
    return [group for group in (methods, *places) if group.suggestions]


def as_json(groups: Iterable[Group]) -> dict[str, object]:
    """The groups, and how many suggestions there are in words, in the page's language.

    A text is a list of pairs: a piece of it, and whether the piece is a hit.
    """
    kept = list(groups)
    number = sum(len(group.suggestions) for group in kept)
    return {
        "announcement": _announcement(number),
        "groups": [
            {
                "label": str(group.label),
                "suggestions": [each.as_json() for each in group.suggestions],
            }
            for group in kept
        ],
    }


def _announcement(number: int) -> str:
    if not number:
        return gettext("No suggestions.")
    return ngettext(
        "%(number)d suggestion. Choose with the arrow keys.",
        "%(number)d suggestions. Choose with the arrow keys.",
        number,
    ) % {"number": number}


def _methods(
    catalogue: Catalogue, terms: Sequence[Term], most: int
) -> Iterator[Suggestion]:
    found = catalogue.type_ahead.methods.find(terms, most)
    rows = WorkMethod.objects.published().with_path().in_bulk(found)
    for number in found:
        if method := rows.get(number):
            note = _note(method, terms)
            yield Suggestion(method.get_absolute_url(), method.title, note, terms)


def _note(method: WorkMethod, terms: Sequence[Term]) -> str:
    """The other title where the one shown holds no hit, else the place."""
    shown: LocalText = method.title
    other: LocalText = method.other_title
    if method.is_demo:
        return gettext("Demonstration record")
    if other and not hits(shown, [*terms]):
        return other
    if method.community is None:
        return str(method.reporting_body)
    return in_one_line(path(method.community))


def _communities(catalogue: Catalogue, terms: Sequence[Term]) -> Iterator[Suggestion]:
    found = catalogue.type_ahead.communities.find(terms, _MOST_OF_A_KIND)
    rows = Community.objects.real().with_path().in_bulk(found)
    for number in found:
        if community := rows.get(number):
            above = in_one_line(path(community)[:-1])
            url = community.get_absolute_url()
            yield Suggestion(url, community.local_name, above, terms)


def _provinces(catalogue: Catalogue, terms: Sequence[Term]) -> Iterator[Suggestion]:
    bodies = {each.slug: each for each in catalogue.vocabulary.reporting_bodies}
    for slug in catalogue.type_ahead.provinces.find(terms, _MOST_OF_A_KIND):
        body = bodies[str(slug)]
        note = _number_of_methods(catalogue, "province", body.slug)
        yield Suggestion(body.get_absolute_url(), body.short_name, note, terms)


def _themes(catalogue: Catalogue, terms: Sequence[Term]) -> Iterator[Suggestion]:
    themes = {each.slug: each for each in catalogue.vocabulary.themes}
    for slug in catalogue.type_ahead.themes.find(terms, _MOST_OF_A_KIND):
        theme = themes[str(slug)]
        note = _number_of_methods(catalogue, "theme", theme.slug)
        yield Suggestion(theme.get_absolute_url(), theme.name, note, terms)


def _number_of_methods(catalogue: Catalogue, parameter: str, value: str) -> str:
    index = catalogue.index
    number = index.count(index.holding(parameter, [value]))
    return ngettext("%(number)d method", "%(number)d methods", number) % {
        "number": number
    }


def _pieces(pieces: Iterable[Piece]) -> list[tuple[str, bool]]:
    return [(piece.text, piece.is_hit) for piece in pieces]


_KINDS: tuple[
    tuple[str | Promise, Callable[[Catalogue, Sequence[Term]], Iterator[Suggestion]]],
    ...,
] = (
    (_("Communities"), _communities),
    (_("Provinces"), _provinces),
    (_("Themes"), _themes),
)
