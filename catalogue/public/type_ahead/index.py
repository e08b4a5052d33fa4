"""What a search box can suggest: names of what published methods hold."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catalogue.methods.models import Theme, WorkMethod
from catalogue.methods.search.normalise import normalise
from catalogue.places.models import Community, Province
from catalogue.places.pinyin import syllables_of
from catalogue.public import orders
from catalogue.public.facet_index import FacetIndex
from catalogue.public.type_ahead.shelf import Name, Shelf
from catalogue.public.vocabulary import Vocabulary


@dataclass(frozen=True)
class TypeAhead:
    """A shelf for each kind; keys are numbers of rows, or slugs."""

    methods: Shelf
    communities: Shelf
    provinces: Shelf
    themes: Shelf


def load_type_ahead(index: FacetIndex, vocabulary: Vocabulary) -> TypeAhead:
    """Read the names of this moment, in two queries.

    A place or theme without a published method leads a reader nowhere and is left out.
    """
    return TypeAhead(
        methods=Shelf(list(_methods())),
        communities=Shelf(list(_communities())),
        provinces=Shelf(
            [
                _province(each)
                for each in vocabulary.reporting_bodies
                if index.holding("province", [each.slug])
            ]
        ),
        themes=Shelf(
            [
                _theme(each)
                for each in vocabulary.themes
                if index.holding("theme", [each.slug])
            ]
        ),
    )


def _methods() -> Iterator[Name]:
    rows = orders.newest(WorkMethod.objects.published()).values_list(
        "number", "title_zh", "title_en"
    )
    for number, chinese, english in rows:
        yield _name(number, chinese, english, _syllables(chinese))


def _communities() -> Iterator[Name]:
    of_published = WorkMethod.objects.published().order_by().values("community")
    rows = Community.objects.real().filter(pk__in=of_published).order_by("pk")
    for each in rows.only("name", "name_en", "key_stem", "key_type", "pinyin"):
        spoken = _syllables_as_kept(each.name, each.pinyin)
        yield _name(each.pk, each.name, each.local_name_en, spoken)


def _province(body: Province) -> Name:
    spoken = _syllables_as_kept(body.name_zh, body.pinyin)
    chinese = f"{body.name_zh} {body.short_name_zh}"
    english = f"{body.short_name_en} {body.name_en}"
    return _name(body.slug, chinese, english, spoken)


def _theme(theme: Theme) -> Name:
    return _name(theme.slug, theme.name_zh, theme.name_en, _syllables(theme.name_zh))


def _name(key: int | str, chinese: str, english: str, syllables: Sequence[str]) -> Name:
    return Name(key, _one_line(chinese), _one_line(english), syllables)


def _one_line(text: str) -> str:
    return " ".join(normalise(text).split())


def _syllables(chinese: str) -> list[str]:
    return [each.replace("ü", "v") for each in syllables_of(chinese)]


def _syllables_as_kept(chinese: str, kept: str) -> list[str]:
    """Those of the name; where staff put the pinyin right, theirs as one."""
    syllables = _syllables(chinese)
    return syllables if "".join(syllables).startswith(kept) else [kept]
