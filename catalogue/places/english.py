"""English names of places, made from their Chinese names as official usage makes them.

Proper names are romanised; what kind of place it is, and whose autonomous place, is
translated: 红安县 Hong'an County, 恩施土家族苗族自治州 Enshi Tujia and Miao Autonomous
Prefecture. Nationalities are spelled as in GB/T 3304.
"""

import re

from catalogue.places.pinyin import pinyin, syllables_of

# Names that are not Chinese by origin are known under their own spelling.
_OWN_SPELLINGS = {
    "呼和浩特": "Hohhot", "呼伦贝尔": "Hulunbuir", "鄂尔多斯": "Ordos",
    "巴彦淖尔": "Bayannur", "乌兰察布": "Ulanqab", "锡林郭勒": "Xilin Gol",
    "锡林浩特": "Xilinhot", "乌兰浩特": "Ulanhot", "阿拉善": "Alxa",
    "哈尔滨": "Harbin", "齐齐哈尔": "Qiqihar", "佳木斯": "Jiamusi",
    "拉萨": "Lhasa", "日喀则": "Xigazê", "昌都": "Qamdo", "林芝": "Nyingchi",
    "那曲": "Nagqu", "阿里": "Ngari", "甘孜": "Garzê", "阿坝": "Aba", "果洛": "Golog",
    "玉树": "Yushu", "德宏": "Dehong", "迪庆": "Diqing", "西双版纳": "Xishuangbanna",
    "乌鲁木齐": "Urumqi", "克拉玛依": "Karamay", "吐鲁番": "Turpan", "哈密": "Hami",
    "昌吉": "Changji", "博尔塔拉": "Bortala", "巴音郭楞": "Bayingolin",
    "阿克苏": "Aksu", "克孜勒苏": "Kizilsu", "喀什": "Kashgar", "和田": "Hotan",
    "伊犁": "Ili", "塔城": "Tacheng", "阿勒泰": "Altay", "库尔勒": "Korla",
    "石河子": "Shihezi", "阿拉尔": "Aral", "图木舒克": "Tumxuk", "五家渠": "Wujiaqu",
    "莫力达瓦": "Morin Dawa", "科尔沁": "Horqin", "察哈尔": "Chahar",
}  # fmt: skip

_WHOLE_NAMES = {
    "兴安盟": "Hinggan League",
    "神农架林区": "Shennongjia Forestry District",
}

_NATIONALITIES = {
    "蒙古": "Mongol", "回": "Hui", "藏": "Tibetan", "维吾尔": "Uygur", "苗": "Miao",
    "彝": "Yi", "壮": "Zhuang", "布依": "Bouyei", "朝鲜": "Korean", "满": "Manchu",
    "侗": "Dong", "瑶": "Yao", "白": "Bai", "土家": "Tujia", "哈尼": "Hani",
    "哈萨克": "Kazak", "傣": "Dai", "黎": "Li", "傈僳": "Lisu", "佤": "Va", "畲": "She",
    "高山": "Gaoshan", "拉祜": "Lahu", "水": "Sui", "东乡": "Dongxiang", "纳西": "Naxi",
    "景颇": "Jingpo", "柯尔克孜": "Kirgiz", "土": "Tu", "达斡尔": "Daur",
    "仫佬": "Mulao", "羌": "Qiang", "布朗": "Blang", "撒拉": "Salar", "毛南": "Maonan",
    "仡佬": "Gelao", "锡伯": "Xibe", "阿昌": "Achang", "普米": "Pumi",
    "塔吉克": "Tajik", "怒": "Nu", "乌孜别克": "Uzbek", "俄罗斯": "Russian",
    "鄂温克": "Ewenki",
    "德昂": "Deang", "保安": "Bonan", "裕固": "Yugur", "京": "Jing", "塔塔尔": "Tatar",
    "独龙": "Derung", "鄂伦春": "Oroqen", "赫哲": "Hezhen", "门巴": "Monba",
    "珞巴": "Lhoba", "基诺": "Jino", "各": "Multi-Ethnic",
}  # fmt: skip
_LONGEST_FIRST = sorted(_NATIONALITIES, key=len, reverse=True)
_NATIONALITY = re.compile("(" + "|".join(_LONGEST_FIRST) + ")族(?:民族)?$")
# The longer names do without the word 族, as in 鄂温克民族乡.
_LONGER = "|".join(nation for nation in _LONGEST_FIRST if len(nation) > 1)
_WITHOUT_ZU = re.compile(f"({_LONGER})$")
_NATIONALITY_TOWNSHIP = re.compile(f"({_LONGER})民族$")

# The longest ending that fits is translated, the rest romanised.
_KINDS = {
    "自治州": "Autonomous Prefecture", "自治县": "Autonomous County",
    "自治旗": "Autonomous Banner", "地区": "Prefecture", "盟": "League", "市": "",
    "特区": "Special District", "新区": "New Area",
    "区": "District", "县": "County", "左旗": "Left Banner", "右旗": "Right Banner",
    "前旗": "Front Banner", "后旗": "Rear Banner", "中旗": "Middle Banner",
    "旗": "Banner", "群岛": "Islands",
    "街道": "Street", "镇": "Town", "乡": "Township", "苏木": "Sumu",
    "街道办事处": "Street", "办事处": "Office", "管理处": "Management Office",
    "管理区": "Management Area", "管委会": "Management Committee",
    "管理委员会": "Management Committee", "农场": "Farm", "林场": "Forest Farm",
    "良种场": "Seed Farm", "原种场": "Seed Farm", "种畜场": "Stud Farm",
    "茶场": "Tea Farm", "果园场": "Orchard", "园艺场": "Orchard", "渔场": "Fish Farm",
    "牧场": "Pasture", "蚕种场": "Silkworm Farm", "场": "Farm", "水库": "Reservoir",
    "团": "Regiment", "监狱": "Prison", "林业局": "Forestry Bureau",
    "矿区": "Mining Area", "风景区": "Scenic Area", "风景名胜区": "Scenic Area",
    "度假区": "Resort", "旅游度假区": "Tourist Resort", "保税区": "Bonded Area",
    "综合保税区": "Comprehensive Bonded Area", "开发区": "Development Zone",
    "经济开发区": "Economic Development Zone",
    "经济技术开发区": "Economic and Technological Development Zone",
    "高新技术产业开发区": "High-Tech Industrial Development Zone",
    "高新技术开发区": "High-Tech Development Zone", "高新区": "High-Tech Zone",
    "工业园区": "Industrial Park", "工业园": "Industrial Park",
    "工业集中区": "Industrial Park", "产业园区": "Industrial Park",
    "产业园": "Industrial Park", "科技园": "Science Park", "园区": "Park",
    "示范区": "Demonstration Zone", "试验区": "Pilot Zone", "片区": "Area",
    "嘎查": "Gacha", "嘎查村": "Gacha", "生活区": "Residential Area",
    "居民区": "Residential Area", "生产队": "Production Team",
    "小区": "Residential Area",
    "社区": "Community", "村": "Village",
}  # fmt: skip
_LONGEST_KIND = max(map(len, _KINDS))
_WING = re.compile("^(.+)([左右])翼$")


def romanised(name: str) -> str:
    """The name in pinyin with a capital: 黄安 gives Huang'an."""
    if name in _OWN_SPELLINGS:
        return _OWN_SPELLINGS[name]
    word = ""
    for syllable in syllables_of(name):
        # Otherwise the syllables could be read as others: Hong'an, not Hon-gan.
        parted = word and syllable[0] in "aoe" and word[-1].isalpha()
        word += "'" + syllable if parted else syllable
    return word[:1].upper() + word[1:]


def english_name(name: str) -> str:
    """The English name of a division, street or community, by how its name ends."""
    if name in _WHOLE_NAMES:
        return _WHOLE_NAMES[name]
    for length in range(min(_LONGEST_KIND, len(name)), 0, -1):
        ending = name[-length:]
        if ending in _KINDS and (length < len(name) or length > 2):
            return _with_kind(name, name[:-length], _KINDS[ending])
    return romanised(name)


def english_street_name(name: str) -> str:
    """The same for what lies under a county, where 地区 is an area of a town."""
    if name.endswith("地区") and len(name) > len("地区"):
        return f"{romanised(name.removesuffix('地区'))} Area"
    return english_name(name)


def english_community_name(stem: str, type_of_key: str, own_pinyin: str) -> str:
    """The English name of a community, from its key and pinyin that staff put right."""
    if own_pinyin and own_pinyin != pinyin(stem).full:
        kind = _KINDS.get(type_of_key, "")
        return f"{own_pinyin.capitalize()} {kind}".strip()
    return english_name(stem + type_of_key)


def without_nationalities(stem: str) -> str:
    """The proper name alone: 恩施土家族苗族 gives 恩施."""
    return _nationalities(stem, anywhere=True)[0]


def _with_kind(name: str, stem: str, kind: str) -> str:
    stem, nationalities = _nationalities(stem, anywhere=kind.startswith("Autonomous"))
    if wing := _WING.match(stem):
        stem = wing[1]
        kind = f"{'Left' if wing[2] == '左' else 'Right'} Wing {kind}"
    # A name of one syllable keeps the word for its kind: 蔚县 Yuxian County.
    keeps_kind = len(stem) == 1 and not nationalities
    parts = [romanised(name if keeps_kind else stem), nationalities, kind]
    return " ".join(part for part in parts if part)


def _nationalities(stem: str, *, anywhere: bool) -> tuple[str, str]:
    """Part 恩施土家族苗族 into 恩施 and "Tujia and Miao"."""
    found: list[str] = []
    if township := _NATIONALITY_TOWNSHIP.search(stem):
        stem, anywhere = stem[: township.end(1)], True
    while match := _NATIONALITY.search(stem) or (anywhere and _WITHOUT_ZU.search(stem)):
        found.insert(0, _NATIONALITIES[match[1]])
        stem = stem[: match.start()]
    return stem, " and ".join(filter(None, [", ".join(found[:-1]), *found[-1:]]))
