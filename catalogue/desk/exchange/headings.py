"""The columns of the table of methods: how they are headed, and how else staff do it.

The Chinese headings are those of the ministry's forms; domain.md has the words.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.bilingual import CHINESE, page_language


@dataclass(frozen=True)
class Column:
    """A column of the files: its key, its two headings, and others it is known by."""

    key: str
    chinese: str
    english: str
    synonyms: tuple[str, ...] = ()
    width: int = 16
    hint: Promise | str = ""

    @property
    def heading(self) -> str:
        """The heading in the page's language."""
        return self.chinese if page_language() == CHINESE else self.english


# What links the rows of the sheet of steps with those of the methods.
LABEL = Column("label", "序号", "Serial no.", ("行号", "序", "serial", "no"), 8)
# Written by us into files that go back; read past.
FAULTS = Column("faults", "需更正之处", "To correct", ("to be corrected",), 48)

METHOD_COLUMNS = (
    LABEL,
    Column("number", "工作法编号", "Number",
           ("编号", "名录编号", "method number"), 10,
           _("Only of a method that is in the catalogue already; it never changes.")),
    Column("reporting_body", "报送单位", "Reporting body",
           ("省份", "省", "报送省份", "省级单位", "省（自治区、直辖市）", "所属省份",
            "省（区、市）", "province", "body"), 14,
           _("Of your account when it is left empty.")),
    Column("city", "市（地、州、盟）", "City or prefecture",
           ("市", "市州", "地市", "市（州）", "地级市", "设区市", "所在市", "city",
            "prefecture"), 14),
    Column("county", "县（市、区、旗）", "County or district",
           ("县", "区", "区县", "县区", "县（市、区）", "区（县）", "县（区）",
            "所在区县", "county", "district"), 14),
    Column("street", "街道（乡镇）", "Street or town",
           ("街道", "乡镇", "镇街", "街镇", "乡镇街道", "所在街道", "street", "town",
            "township"), 14),
    Column("community", "社区（村）", "Community",
           ("社区", "村", "社区名称", "村社区", "所在社区", "社区全称",
            "community name", "village"), 18,
           _("By name with street and county, by its full path, or by its code.")),
    Column("community_code", "社区代码", "Code of the community",
           ("代码", "统计用区划代码", "区划代码", "社区编码", "community code", "code"),
           16, _("Twelve digits of the statistics bureau.")),
    Column("title_zh", "工作法名称", "Chinese title",
           ("名称", "中文名称", "工作法", "标题", "中文标题", "工作法名称（中文）",
            "社区工作法名称", "title", "title zh"), 32),
    Column("title_en", "英文名称", "English title",
           ("英文标题", "工作法名称（英文）", "工作法英文名称", "title en"), 32),
    Column("kind", "类型", "Kind", ("类别", "工作法类型", "工作法类别", "type"), 12,
           _("Comprehensive or single-aspect.")),
    Column("themes", "主题", "Themes", ("主题分类", "所属主题", "theme", "topics"), 20,
           _("Several are divided by 、 or a semicolon.")),
    Column("year_begun", "起始年份", "Year begun",
           ("起始年", "开始年份", "创立年份", "实施年份", "年份", "year", "begun"), 10,
           _("Four digits.")),
    Column("summary_zh", "简介", "Chinese summary",
           ("中文简介", "概述", "摘要", "工作法简介", "内容简介", "summary"), 48),
    Column("summary_en", "英文简介", "English summary", ("英文摘要",), 48),
    Column("problem_zh", "背景问题", "Problem in Chinese",
           ("产生背景", "背景", "问题", "针对的问题", "problem", "background"), 48),
    Column("problem_en", "背景问题（英文）", "Problem in English", (), 48),
    Column("conditions_zh", "适用条件", "Conditions in Chinese",
           ("条件", "适用范围", "conditions"), 48),
    Column("conditions_en", "适用条件（英文）", "Conditions in English", (), 48),
    Column("results_zh", "实施成效", "Results in Chinese",
           ("成效", "工作成效", "取得成效", "results"), 48),
    Column("results_en", "实施成效（英文）", "Results in English", (), 48),
    Column("cautions_zh", "注意事项", "Cautions in Chinese", ("cautions",), 48),
    Column("cautions_en", "注意事项（英文）", "Cautions in English", (), 48),
    Column("contact_name", "联系人", "Contact person",
           ("联系人姓名", "联络人", "contact", "contact name"), 12,
           _("Never public.")),
    Column("contact_phone", "联系电话", "Contact phone",
           ("电话", "手机", "联系方式", "联系人电话", "phone"), 16,
           _("Never public.")),
)  # fmt: skip

STEP_COLUMNS = (
    Column("position", "步骤序号", "Step", ("步骤", "步骤号", "第几步", "step no"), 8),
    Column("title_zh", "步骤名称", "Title of the step in Chinese",
           ("步骤标题", "step title", "title of the step"), 20),
    Column("action_zh", "具体做法", "What is done, in Chinese",
           ("做法", "步骤内容", "工作内容", "步骤做法", "what is done", "action"), 48),
    Column("who_zh", "责任人", "Who, in Chinese",
           ("实施主体", "负责人", "责任主体", "who"), 16),
    Column("when_zh", "时间要求", "When, in Chinese", ("时间", "时限", "when"), 16),
    Column("output_zh", "形成成果", "What comes out, in Chinese",
           ("成果", "产出", "what comes out", "output"), 24),
    Column("caution_zh", "步骤注意事项", "Watch for, in Chinese",
           ("watch for", "caution"), 24),
    Column("title_en", "步骤名称（英文）", "Title of the step in English", (), 20),
    Column("action_en", "具体做法（英文）", "What is done, in English", (), 48),
    Column("who_en", "责任人（英文）", "Who, in English", (), 16),
    Column("when_en", "时间要求（英文）", "When, in English", (), 16),
    Column("output_en", "形成成果（英文）", "What comes out, in English", (), 24),
    Column("caution_en", "步骤注意事项（英文）", "Watch for, in English", (), 24),
)  # fmt: skip
STEP_TEXTS = STEP_COLUMNS[1:]
MOST_STEPS = 99

METHODS_SHEET = "工作法 Methods"
STEPS_SHEET = "步骤 Steps"

_NO_WORDS = re.compile(r"[\W_]+")
_NUMBERED_STEP = re.compile(r"(?:步骤|第|step)(\d{1,2})(?:步(?!骤))?(.+)\Z")
_CHINESE_NUMBERS = str.maketrans("一二三四五六七八九", "123456789")
_CHINESE_STEP = re.compile(r"(步骤|第)([一二三四五六七八九])(?=\D)")


def numbered_heading(column: Column, number: int) -> tuple[str, str]:
    """The two headings of a step's column where steps stand beside each other."""
    return f"步骤{number}：{column.chinese}", f"Step {number}: {column.english}"


def key_of_heading(heading: str) -> str | None:
    """The key of the column that a heading means; None when it is not known.

    Blanks, line breaks, signs and full-width forms make no difference. A column of a
    numbered step has the key `step-<number>-<key>`.
    """
    for spelling in _spellings(heading):
        if key := _KEYS.get(spelling) or _key_of_numbered_step(spelling):
            return key
    return None


def step_key_of_heading(heading: str) -> str | None:
    """The same for a heading of the sheet of steps."""
    for spelling in _spellings(heading):
        if key := _STEP_KEYS.get(spelling):
            return key
    return None


def plain(heading: str) -> str:
    """What is compared of a heading: letters, digits and characters alone."""
    return _NO_WORDS.sub("", unicodedata.normalize("NFKC", heading)).lower()


def _spellings(heading: str) -> Iterator[str]:
    """The whole heading, then each of its lines, then what stands before a note."""
    yield plain(heading)
    lines = heading.splitlines()
    if len(lines) > 1:
        yield from map(plain, lines)
    yield plain(re.split(r"[（(【\[*]", heading.strip("*＊ \t\r\n"))[0])


def _key_of_numbered_step(spelling: str) -> str | None:
    written = _CHINESE_STEP.sub(
        lambda found: found[1] + found[2].translate(_CHINESE_NUMBERS), spelling
    )
    found = _NUMBERED_STEP.match(written)
    if not found or not 1 <= int(found[1]) <= MOST_STEPS:
        return None
    key = _STEP_KEYS.get(found[2]) or _STEP_KEYS.get("步骤" + found[2])
    if key is None or key not in _STEP_TEXT_KEYS:
        return None
    return f"step-{int(found[1])}-{key}"


def _named(columns: tuple[Column, ...]) -> dict[str, str]:
    return {
        plain(name): column.key
        for column in columns
        for name in (column.chinese, column.english, *column.synonyms)
    }


_STEP_TEXT_KEYS = {column.key for column in STEP_TEXTS}
_KEYS = _named((*METHOD_COLUMNS, FAULTS))
_STEP_KEYS = _named((LABEL, FAULTS, *STEP_COLUMNS)) | {
    plain(name): "number" for name in ("工作法编号", "Number", "method number")
}
