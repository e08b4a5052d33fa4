"""Pinyin of place names: a help for finding them, without tones.

The reading of a character comes from pypinyin. Its phrases are made for running
text, so names of places have their own here: 朝阳 is a place (chaoyang), not the
morning sun (zhaoyang).
"""

from functools import cache
from typing import NamedTuple

from pypinyin.contrib.tone_convert import to_normal
from pypinyin.pinyin_dict import pinyin_dict

# What these characters are in place names, where a dictionary puts another first.
_IN_PLACES = {
    "长": "chang", "都": "du", "勒": "le", "什": "shi", "厦": "xia", "曾": "zeng",
    "佛": "fo", "藏": "zang", "咀": "zui", "任": "ren", "翟": "zhai", "仇": "qiu",
    "卜": "bu", "漯": "luo", "坬": "wa", "甸": "dian", "儿": "er", "的": "di",
    "还": "huan", "么": "me", "莘": "shen", "伽": "jia", "覃": "tan", "峙": "shi",
    "牟": "mou", "干": "gan", "畜": "xu", "弹": "dan", "囤": "tun", "舍": "she",
    "了": "liao", "给": "ji", "阚": "kan", "单": "shan", "缪": "miao", "落": "luo",
    "和": "he", "参": "can", "薄": "bo", "行": "xing", "占": "zhan", "校": "xiao",
    "涌": "yong", "尉": "wei", "洞": "dong", "纤": "xian", "哪": "na", "歙": "she",
    "泷": "shuang", "槟": "bing", "贲": "ben", "卡": "ka", "塞": "sai", "郄": "qie",
    "个": "ge", "湫": "qiu", "喀": "ka", "得": "de", "着": "zhe", "撮": "cuo",
}  # fmt: skip

# Names of places whose reading no rule gives; the longest that fits is taken.
_PLACES = {
    "长子": "zhang zi", "六安": "lu an", "六合": "lu he", "涡阳": "guo yang",
    "浚县": "xun xian", "洪洞": "hong tong", "单位": "dan wei", "单元": "dan yuan",
    "尉犁": "yu li", "乐清": "yue qing", "乐亭": "lao ting", "乐陵": "lao ling",
    "铅山": "yan shan", "番禺": "pan yu", "大埔": "da bu", "黄陂": "huang pi",
    "蔚县": "yu xian", "牟平": "mu ping", "中牟": "zhong mu", "东阿": "dong e",
    "泌阳": "bi yang", "荥经": "ying jing", "犍为": "qian wei", "覃塘": "qin tang",
    "莘庄": "xin zhuang", "浒墅": "xu shu", "浒湾": "xu wan",
    "宕昌": "tan chang", "鸭绿江": "ya lu jiang", "枞阳": "zong yang", "个旧": "ge jiu",
    "蚌埠": "beng bu", "莎车": "sha che", "解州": "hai zhou", "吴堡": "wu bu",
    "柴沟堡": "chai gou bu", "瓦窑堡": "wa yao bu", "十里堡": "shi li pu",
    "五里堡": "wu li pu", "三里堡": "san li pu", "八里堡": "ba li pu",
    "二里堡": "er li pu", "七里堡": "qi li pu", "重庆": "chong qing",
    "重阳": "chong yang", "重新": "chong xin", "重兴": "chong xing",
    "行唐": "xing tang",
    "太行": "tai hang", "大厦": "da sha", "栖霞": "qi xia", "栖凤": "qi feng",
    "泊头": "bo tou", "郫都": "pi du", "丹江口": "dan jiang kou", "朝霞": "zhao xia",
    "朝晖": "zhao hui", "朝花": "zhao hua", "弥勒": "mi le", "阿房": "e pang",
    "银行": "yin hang", "人行": "ren hang", "中行": "zhong hang", "校场": "jiao chang",
    "较场": "jiao chang", "将军": "jiang jun", "音乐": "yin yue", "礼乐": "li yue",
    "星宿": "xing xiu", "尉迟": "yu chi", "参茸": "shen rong", "人参": "ren shen",
    "劲松": "jing song", "绿林": "lu lin", "杉木": "sha mu", "柞木": "zuo mu",
    "柞树": "zuo shu", "卡子": "qia zi", "马圈": "ma juan", "羊圈": "yang juan",
    "牛圈": "niu juan", "猪圈": "zhu juan", "碌碡": "liu zhou", "茄子": "qie zi",
    "龟兹": "qiu ci", "蛤蜊": "ge li", "宝坻": "bao di", "薄荷": "bo he",
    "堡子": "pu zi", "地窨子": "di yin zi", "叶榭": "ye xie", "洗马": "xian ma",
    "吐鲁番": "tu lu fan", "尉氏": "wei shi", "句容": "ju rong", "莞城": "guan cheng",
    "东莞": "dong guan", "樊相": "fan xiang", "车站": "che zhan", "给水": "ji shui",
    "调和": "tiao he", "协和": "xie he", "老爷": "lao ye", "牌坊": "pai fang",
    "弄堂": "long tang", "大夫第": "da fu di", "石堡": "shi bao", "降龙": "xiang long",
    "圪塔": "ge da", "疙瘩": "ge da", "核桃": "he tao", "模具": "mu ju",
    "空调": "kong tiao", "尽头": "jin tou", "角色": "jue se", "露头": "lu tou",
    "古刹": "gu cha", "和硕": "he shuo", "和田": "he tian", "荨麻": "qian ma",
    "暖和": "nuan huo", "便宜": "pian yi", "磅礴": "pang bo", "豆豉": "dou chi",
    "荸荠": "bi qi", "澹台": "tan tai", "射干": "ye gan", "厚朴": "hou po",
    "糜子": "mi zi", "广厦": "guang sha", "萝卜": "luo bo",
    "番茄": "fan qie", "藏书": "cang shu", "香槟": "xiang bin", "重建": "chong jian",
    "重光": "chong guang", "重合": "chong he", "乐器": "yue qi", "什么": "shen me",
}  # fmt: skip

_PHRASES = {place: reading.split() for place, reading in _PLACES.items()}
_LENGTHS = sorted({len(place) for place in _PLACES}, reverse=True)


class Pinyin(NamedTuple):
    """Joined, in lower case: 草厂 gives caochang and cc; ü is written v."""

    full: str
    initials: str


def pinyin(text: str) -> Pinyin:
    """The pinyin of a text; what is not Chinese stays, without punctuation."""
    syllables = [s.replace("ü", "v") for s in syllables_of(text)]
    return Pinyin("".join(syllables), "".join(s[0] for s in syllables))


def syllables_of(text: str) -> list[str]:
    """One syllable for each character, with ü; other letters and digits as they are."""
    found: list[str] = []
    position = 0
    while position < len(text):
        for length in _LENGTHS:
            phrase = _PHRASES.get(text[position : position + length])
            if phrase is not None:
                found += phrase
                position += len(phrase)
                break
        else:
            if reading := _reading(text[position]):
                found.append(reading)
            position += 1
    return found


@cache
def _reading(character: str) -> str:
    if character in _IN_PLACES:
        return _IN_PLACES[character]
    readings = pinyin_dict.get(ord(character))
    if readings:
        return str(to_normal(readings.split(",")[0], v_to_u=True))
    is_latin = character.isascii() and character.isalnum()
    return character.lower() if is_latin else ""
