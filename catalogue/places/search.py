"""Find communities as a person types: name, place, pinyin, initials or code.

One word is looked for in tiers, the best first: the whole name, its beginning, anywhere
inside, a name or code from before a merger, then the street or county above. Several
words must each be found in one of these. Every step reads an index and a bounded number
of rows (docs/places.md tells the measured times); none depends on the locale of the
database.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, models, transaction
from django.db.models import Case, F, Func, Q, Value, When
from django.db.models.functions import Length

from catalogue.places.functions import FirstCharacter, NameTokens
from catalogue.places.models.community import CommunityQuerySet
from catalogue.places.models.community_merge import FormerName
from catalogue.places.models.division import Division
from catalogue.places.models.register_change import RegisterChange
from catalogue.places.models.street import Street
from catalogue.places.names import folded, matching_key

FOUND_AT_MOST = 100
_CANDIDATES_AT_MOST = 2_000
_LONGEST_TEXT, _MOST_WORDS = 100, 5
# A word of more streets than these tells nothing about where a community is.
_MOST_STREETS = 1_500

_BETWEEN_WORDS = re.compile(r"[\s\x00-\x1f\ud800-\udfff,，;；/›>|]+")
_LATIN = re.compile(r"[a-z]+\Z")
_DIGITS = re.compile(r"[0-9]+\Z")
# Beside other words these say nothing, and half the country has them in its name.
_EVERYWHERE = {
    "村", "社区", "居委会", "村委会", "委员会", "居民委员会", "村民委员会", "街道",
    "镇", "乡", "县", "区", "市", "省", "自治区",
}  # fmt: skip

# The planner does not price calling a function for every row of the country, and
# starting a helper takes longer than the search.
_SETTINGS = {
    "enable_seqscan": "off",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
}
_PLANNING = "; ".join(f"SET LOCAL {name} = {each}" for name, each in _SETTINGS.items())
_PLANNING_AS_BEFORE = "; ".join(f"SET LOCAL {name} TO DEFAULT" for name in _SETTINGS)
_COLUMNS: tuple[Any, ...] = ("number", "code", "length", "rank")
# By what the candidates of a tier are ordered, where it does not say itself.
_SHORTEST = {"rank": Value(0), "length": Length("key_stem")}

Tier = tuple[CommunityQuerySet, bool]


def matching(communities: CommunityQuerySet, text: str) -> CommunityQuerySet:
    """Of these communities the findable ones that match, the best first."""
    words = words_of(text)
    findable = communities.findable()
    if not words:
        return findable
    numbers = _numbers(findable, words)
    position = Func(
        Value(numbers), F("number"), template="array_position(%(expressions)s)"
    )
    return findable.filter(pk__in=numbers).order_by(position)


def words_of(text: str) -> list[str]:
    """The words of what was typed, folded as names are; at most five of them."""
    words = map(folded, _BETWEEN_WORDS.split(text[:_LONGEST_TEXT]))
    found = list(dict.fromkeys(word for word in words if word))[:_MOST_WORDS]
    return [word for word in found if word not in _EVERYWHERE] or found[:1]


def tokens_of(word: str) -> list[int]:
    """The pairs of characters of a folded word, or its only character, as numbers.

    The same numbers as the SQL function places_name_tokens makes.
    """
    points = [ord(character) for character in word]
    if len(points) == 1:
        return points
    return [first << 21 | second for first, second in pairwise(points)]


def _numbers(findable: CommunityQuerySet, words: list[str]) -> list[int]:
    """The numbers of the best matches, the best first."""
    found: dict[int, None] = {}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_PLANNING)
        tiers = _tiers(findable, words[0]) if len(words) == 1 else _all(findable, words)
        for rows, is_ordered in tiers:
            # A tier may be empty without a look: no place above has the word.
            with suppress(EmptyResultSet):
                cursor.execute(*_best(rows, is_ordered))
                found |= dict.fromkeys(number for (number,) in cursor.fetchall())
            if len(found) >= FOUND_AT_MOST:
                break
        cursor.execute(_PLANNING_AS_BEFORE)
    return list(found)[:FOUND_AT_MOST]


def _best(rows: CommunityQuerySet, is_ordered: bool) -> tuple[str, tuple[Any, ...]]:
    """The SQL that takes the best of a bounded number of candidates."""
    if is_ordered:
        query = rows.values_list("number")[:FOUND_AT_MOST].query
        return query.sql_with_params()
    own = rows.query.annotations
    candidates = (
        rows.order_by()
        .annotate(**{name: each for name, each in _SHORTEST.items() if name not in own})
        .values_list(*_COLUMNS)[:_CANDIDATES_AT_MOST]
    )
    inner, values = candidates.query.sql_with_params()
    ordered = "ORDER BY rank, length, code, number"
    return f"SELECT number FROM ({inner}) c {ordered} LIMIT {FOUND_AT_MOST}", values  # noqa: S608


def _tiers(findable: CommunityQuerySet, word: str) -> Iterator[Tier]:
    """The ways in which one word may match, the best first."""
    if _DIGITS.match(word):
        by_code = findable.filter(code__startswith=word)
        yield by_code.annotate(length=Value(0)), False
    if _LATIN.match(word):
        for lookup in ("pinyin", "pinyin_initials"):
            yield findable.filter(**{lookup: word}), False
        for lookup in ("pinyin__startswith", "pinyin_initials__startswith"):
            yield findable.filter(**{lookup: word}), False
    else:
        yield from _tiers_of_name(findable, word)
    yield _with_tokens(findable).filter(_inside(word)), False
    yield findable.filter(pk__in=_once_called(word)), False
    yield findable.filter(_above(word)), False


def _tiers_of_name(findable: CommunityQuerySet, word: str) -> Iterator[Tier]:
    key = matching_key(word)
    exact = findable.filter(key_stem=key.stem)
    yield exact.filter(key_type=key.type) if key.type else exact, False
    if len(word) == 1:
        first = FirstCharacter("key_stem")
        rows = findable.alias(first=first, size=Length("key_stem"))
        yield rows.filter(first=word).order_by("size", "code"), True
    else:
        yield findable.filter(key_stem__startswith=key.stem + key.type), False


def _all(findable: CommunityQuerySet, words: list[str]) -> Iterator[Tier]:
    """Communities that have every word in their name or above it."""
    rows = _with_tokens(findable)
    for word in words:
        own = _inside(word)
        if _LATIN.match(word):
            own |= Q(pinyin__startswith=word) | Q(pinyin_initials__startswith=word)
        if _DIGITS.match(word):
            own |= Q(code__startswith=word)
        rows = rows.filter(own | Q(pk__in=_once_called(word)) | _above(word))
    stems = [matching_key(word).stem for word in words]
    begins = Q()
    for word in words:
        begins |= Q(key_stem__startswith=word) | Q(pinyin__startswith=word)
    rank = Case(
        When(key_stem__in=stems, then=0),
        When(Q(pinyin__in=words) | Q(pinyin_initials__in=words), then=1),
        When(begins, then=2),
        default=3,
        output_field=models.IntegerField(),
    )
    yield rows.annotate(rank=rank), False


def _with_tokens(rows: CommunityQuerySet) -> CommunityQuerySet:
    return rows.alias(tokens=NameTokens("name"))


def _inside(word: str) -> Q:
    key = matching_key(word)
    return Q(tokens__contains=tokens_of(key.stem + key.type))


def _above(word: str) -> Q:
    """Under a street, county, prefecture or province that the word names."""
    once_streets, once_divisions = _places_once_called(word)
    counties = Division.objects.filter(
        _named(word, "")
        | _named(word, "parent__")
        | _named(word, "province__")
        | Q(pk__in=once_divisions)
        | Q(parent__in=once_divisions)
    )
    streets = Street.objects.order_by().values_list("code", flat=True)
    if _LATIN.match(word):
        of_streets = streets.filter(_named(word, ""))
    else:
        tokens = streets.alias(tokens=NameTokens("name_zh"))
        of_streets = tokens.filter(Q(("tokens__contains", tokens_of(word))))
    street_codes = [*of_streets[: _MOST_STREETS + 1], *once_streets]
    above = Q(county__in=list(counties.order_by().values_list("code", flat=True)))
    if len(street_codes) <= _MOST_STREETS:
        above |= Q(street__in=street_codes)
    return above


def _places_once_called(word: str) -> tuple[list[str], list[str]]:
    """Streets and divisions that staff found to be renamed, by their codes."""
    renamed = RegisterChange.objects.filter(
        settlement=RegisterChange.Settlement.RENAMED,
        community=None,
        name_before__contains=word,
    )
    of_streets = renamed.exclude(street=None).values_list("street", flat=True)
    of_divisions = renamed.exclude(division=None).values_list("division", flat=True)
    return list(of_streets), list(of_divisions)


def _once_called(word: str) -> list[int]:
    """The communities that had this name or code before a merger; they are few."""
    key = matching_key(word)
    by_name = Q(key_stem__contains=key.stem)
    by_sound = Q(pinyin__startswith=word) | Q(pinyin_initials=word)
    which = by_sound if _LATIN.match(word) else by_name | Q(name__contains=word)
    if _DIGITS.match(word):
        which |= Q(code__startswith=word)
    rows = FormerName.objects.filter(which).order_by("community")
    numbers = rows.values_list("community", flat=True).distinct()
    return list(numbers[:FOUND_AT_MOST])


def _named(word: str, prefix: str) -> Q:
    if not _LATIN.match(word):
        return Q(**{f"{prefix}name_zh__contains": word})
    return Q(**{f"{prefix}pinyin__startswith": word}) | Q(
        **{f"{prefix}pinyin_initials": word}
    )
