"""Methods that a reader of one may want to read too, each with the reason why."""

from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.utils.translation import gettext

from catalogue.methods.models import WorkMethod
from catalogue.methods.number_names import number_names, spellings
from catalogue.public.cards import Card, card, for_cards

MOST_RELATED = 5
# More are read than shown: a number may turn out to be part of a longer one.
_MOST_READ = 4 * MOST_RELATED


def related(method: WorkMethod) -> list[Card]:
    """Published methods near to this one, the nearest first.

    Of the same community; with the same number in the title, such as “13335” or
    “五心”; with a theme in common, first those of the same kind of place.
    """
    names = number_names(method.title_zh)
    with_reason = (
        (other, _reason(method, names, other)) for other in _candidates(method, names)
    )
    return [card(other, note=note) for other, note in with_reason if note][
        :MOST_RELATED
    ]


def _candidates(method: WorkMethod, names: frozenset[str]) -> list[WorkMethod]:
    themes = [theme.pk for theme in method.themes.all()]
    same_community = Q(community=method.community_id, community__isnull=False)
    same_name = Q(pk__in=[])
    for spelling in spellings(names):
        same_name |= Q(title_zh__contains=spelling)
    same_theme = Q(themes__in=themes)
    settlement = _settlement(method)
    same_place = same_theme & Q(community__settlement=settlement)
    nearness = Case(
        When(same_community, then=Value(0)),
        When(same_name, then=Value(1)),
        When(same_place if settlement else Q(pk__in=[]), then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    others = (
        for_cards(WorkMethod.objects.published())
        .exclude(pk=method.pk)
        .filter(same_community | same_name | same_theme)
        .annotate(nearness=nearness, shared=Count("themes", filter=same_theme))
        .order_by("nearness", "-shared", "-published_at", "-number")
    )
    return list(others[:_MOST_READ])


def _reason(method: WorkMethod, names: frozenset[str], other: WorkMethod) -> str:
    if method.community_id and other.community_id == method.community_id:
        return gettext("same community")
    shared = sorted(names & number_names(other.title_zh), key=len)
    if shared:
        return gettext("same number in the name: %(number)s") % {"number": shared[-1]}
    if not _have_a_theme_in_common(method, other):
        return ""
    if _settlement(method) and _settlement(method) == _settlement(other):
        return gettext("same theme, same kind of place")
    return gettext("same theme")


def _have_a_theme_in_common(method: WorkMethod, other: WorkMethod) -> bool:
    themes = {theme.pk for theme in method.themes.all()}
    return any(theme.pk in themes for theme in other.themes.all())


def _settlement(method: WorkMethod) -> str:
    return method.community.settlement if method.community else ""
