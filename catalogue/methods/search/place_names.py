"""Under which names a place is found, with and without the words for its kind."""

import re

from catalogue.methods.search.normalise import normalise
from catalogue.places.english import without_nationalities
from catalogue.places.models import Community, Division, Province, Street
from catalogue.places.names import RESIDENTS, VILLAGE, division_stem, matching_key

Place = Province | Division | Street | Community

_COMMITTEES = {
    RESIDENTS: ("社区", "居委会", "居民委员会", "社区居委会", "社区居民委员会"),
    VILLAGE: ("村", "村委会", "村民委员会"),
    "": ("",),
}
_STREET_OFFICES = ("街道", "街道办", "街道办事处")
_AUTONOMOUS = re.compile("自治([州县旗])$")
# English words for kinds of places, by the ending of the Chinese name. Beside other
# words they need not be part of the English name: Fuzhou City is 福州市, Fuzhou.
KIND_WORDS = {
    "省": {"province"},
    "市": {"city", "municipality"},
    "自治区": {"autonomous", "region"},
    "地区": {"prefecture"},
    "州": {"prefecture"},
    "盟": {"league"},
    "区": {"district"},
    "县": {"county"},
    "旗": {"banner"},
    "街道": {"street", "subdistrict"},
    "镇": {"town"},
    "乡": {"township"},
    "社区": {"community", "neighbourhood", "neighborhood", "committee"},
    "村": {"village", "committee"},
}


def names(place: Place) -> list[str]:
    """The names of a place as they are written, in both languages."""
    if isinstance(place, Community):
        former = [each.name for each in place.former_names.all()]
        return [place.name, str(place.local_name_en), *former]
    found = [place.name_zh, place.name_en]
    if isinstance(place, Province):
        found += [place.short_name_zh, place.short_name_en, place.abbr_zh]
    return list(filter(None, found))


def whole_names(place: Place) -> set[str]:
    """Every way to write the whole Chinese name, normalised.

    军门社区 is 军门, 军门居委会 and 军门社区居民委员会 too.
    """
    return {normalise(name) for name in _whole_names(place)}


def kind_words(place: Place) -> set[str]:
    """The English words for kinds of places that may stand beside the name."""
    ending = place.key_type if isinstance(place, Community) else place.name_zh
    fitting = (words for kind, words in KIND_WORDS.items() if ending.endswith(kind))
    return set[str]().union(*fitting)


def _whole_names(place: Place) -> set[str]:
    if isinstance(place, Community):
        key = matching_key(place.name)
        return {place.name, key.stem} | {
            key.stem + end for end in _COMMITTEES[key.type]
        }
    if isinstance(place, Province):
        return _names_of_province(place)
    stem = division_stem(place.name_zh)
    found = {place.name_zh, stem}
    if isinstance(place, Street):
        if place.name_zh.endswith("街道"):
            found |= {stem + office for office in _STREET_OFFICES}
        return found
    if autonomous := _AUTONOMOUS.search(place.name_zh):
        # 鄂温克族自治旗 has the name of its nationality alone.
        bare = without_nationalities(stem) or stem.removesuffix("族")
        found |= {bare, bare + autonomous[1]}
    return found


def _names_of_province(province: Province) -> set[str]:
    short = province.short_name_zh
    found = {province.name_zh, short}
    if province.kind == Province.Kind.AUTONOMOUS_REGION:
        found.add(short + "自治区")
    if province.kind == Province.Kind.CORPS:
        found |= {"新疆" + short, "生产建设" + short, "建设" + short}
    return found
