"""Names of places and people as they may be written in a text, and what hides them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from catalogue.methods.models import WorkMethod
from catalogue.places.english import english_name, romanised, without_nationalities
from catalogue.places.models import Community, Division, Province, Street
from catalogue.places.names import division_stem, matching_key
from catalogue.places.pinyin import syllables_of

# A name of one character would hide half of the language.
_SHORTEST = 2
# Stems that are words of every text: their places are hidden by the whole name alone.
_WORDS_OF_EVERY_TEXT = frozenset(
    {"市中", "城中", "城关", "中心", "开发", "高新", "新城", "城区", "郊区", "矿区"}
    | {"市辖", "市辖区", "和谐", "幸福", "社区", "村民", "居民", "街道", "党建"}
)
_HAN = re.compile("[\u3400-\u9fff]")
_BLANKS = "[ \u3000]*"
_BETWEEN_SYLLABLES = "[ '’-]*"
_BETWEEN_PEOPLE = re.compile(r"[、，,;；/\n\r]+|(?<=[\u3400-\u9fff])\s+")
_TITLES = "书记|主任|同志|老师|先生|女士|阿姨|大姐|大爷|站长|网格员|社工"


@dataclass(frozen=True)
class Kind:
    """What stands in place of a name, and what may follow its stem."""

    chinese: str
    english: str
    endings: str = ""
    english_endings: str = ""


PROVINCE = Kind(
    "某省",
    "[province]",
    "(?:壮族|回族|维吾尔)?自治区|省|市",
    "Province|Municipality|(?:Zhuang |Hui |Uygur )?Autonomous Region",
)
CITY = Kind(
    "某市",
    "[city]",
    "市|地区|自治州|盟",
    "City|Prefecture|Autonomous Prefecture|League",
)
COUNTY = Kind(
    "某区县",
    "[county]",
    "自治县|自治旗|新区|区|县|市|旗",
    "District|County|Autonomous County|City|Banner|New Area",
)
STREET = Kind(
    "某街道",
    "[street]",
    "街道(?:办事处)?|办事处|镇|乡|苏木",
    "Street|Sub-?district|Town|Township|Area|Sumu",
)
COMMUNITY = Kind(
    "某社区",
    "[community]",
    "社区(?:居民委员会|居委会)?|(?:居|村)(?:民委员会|委会)|村",
    "Community|Village|Neighbou?rhood|Residential Area",
)
PERSON = Kind("某同志", "[person]")
OTHER = Kind("某某", "[name]")


@dataclass(frozen=True)
class Name:
    """One way to write one name, as a regular expression."""

    pattern: str
    kind: Kind
    # Longer names are looked for first.
    length: int


def names_of(method: WorkMethod, further: str = "") -> list[Name]:
    """All that tells where a method is from and who speaks for it, the longest first.

    `further` holds more names, one a line.
    """
    found = [*_names_of_places(method), *_names_of_people(method.contact_name)]
    for line in further.splitlines():
        found += _of_person(line.strip(), OTHER)
    unique = {each.pattern: each for each in reversed(found)}
    return sorted(unique.values(), key=lambda each: (-each.length, each.pattern))


def _names_of_places(method: WorkMethod) -> Iterator[Name]:
    yield from _of_province(method.reporting_body)
    community = method.community
    if community is None:
        return
    yield from _of_community(community)
    if community.street is not None:
        yield from _of_registered(community.street, STREET)
    county = community.county
    is_city = county.level == Division.Level.PREFECTURE
    yield from _of_registered(county, CITY if is_city else COUNTY)
    if county.parent is not None:
        yield from _of_registered(county.parent, CITY)
    if community.province_id != method.reporting_body_id:
        yield from _of_province(community.province)


def _of_province(province: Province) -> Iterator[Name]:
    yield from _written((province.name_zh, province.short_name_zh), PROVINCE)
    latin = (province.name_en, province.short_name_en, province.pinyin_marked)
    yield from _latin(latin, PROVINCE)


def _of_registered(place: Division | Street, kind: Kind) -> Iterator[Name]:
    stem = division_stem(place.name_zh)
    yield from _written((place.name_zh, stem, without_nationalities(stem)), kind)
    yield from _latin((place.name_en,), kind)


def _of_community(community: Community) -> Iterator[Name]:
    names = [community.name, *(each.name for each in community.former_names.all())]
    for name in names:
        yield from _written((name, matching_key(name).stem), COMMUNITY)
    yield from _latin((community.name_en,), COMMUNITY)


def _written(names: Iterable[str], kind: Kind) -> Iterator[Name]:
    """A Chinese name with and without its ending, in Chinese, English and pinyin."""
    for name in names:
        if len(name) < _SHORTEST or name in _WORDS_OF_EVERY_TEXT:
            continue
        ending = f"(?:{kind.endings})?" if kind.endings else ""
        yield Name(_BLANKS.join(map(re.escape, name)) + ending, kind, len(name))
        if _HAN.search(name):
            yield from _latin((english_name(name), romanised(name)), kind)
            yield _syllables(syllables_of(name), kind)


def _syllables(syllables: list[str], kind: Kind) -> Name:
    letters = _BETWEEN_SYLLABLES.join(
        re.escape(each).replace("ü", "(?:ü|v|u)") for each in syllables
    )
    return Name(_as_word(letters, kind), kind, sum(map(len, syllables)))


def _latin(names: Iterable[str], kind: Kind) -> Iterator[Name]:
    for name in names:
        if len(name) > _SHORTEST:
            words = r"\s+".join(map(re.escape, name.replace("'", "’").split()))
            pattern = _as_word(words.replace("’", "['’]?"), kind)
            yield Name(pattern, kind, len(name))


def _as_word(pattern: str, kind: Kind) -> str:
    """Latin letters that are no part of a longer word, with what may follow them."""
    if not kind.endings:
        return f"(?<![A-Za-z]){pattern}(?![A-Za-z])"
    ending = rf"(?:\s+(?:{kind.english_endings})(?![A-Za-z])|{kind.endings})?"
    return f"(?<![A-Za-z]){pattern}(?![A-Za-z]){ending}"


def _names_of_people(text: str) -> Iterator[Name]:
    for name in _BETWEEN_PEOPLE.split(text):
        yield from _of_person(name.strip(), PERSON)


def _of_person(name: str, kind: Kind) -> Iterator[Name]:
    if not _HAN.search(name):
        yield from _latin((name,), kind)
        return
    yield from _written((name,), kind)
    syllables = syllables_of(name)
    # Given name first, as English texts often have it.
    yield _syllables([*syllables[1:], syllables[0]], kind)
    if kind is PERSON:
        yield Name(f"{re.escape(name[0])}(?:{_TITLES})", kind, _SHORTEST)
