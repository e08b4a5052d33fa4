"""The columns of the table of promotion: their headings, and their cells."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from catalogue.bilingual import CHINESE, LocalText, as_written, page_language
from catalogue.desk.exchange.headings import FAULTS, Column, plain
from catalogue.practice.models import Promotion
from catalogue.tables.column import Column as TableColumn

BETWEEN = "; "
YES, NO = "是", "否"

COLUMNS = (
    Column("number", "编号", "Number", ("展示推广编号", "promotion number"), 8),
    Column("kind", "类型", "Kind", ("类别", "形式", "type"), 14),
    Column("standing", "举办情况", "Planned or held", ("状态", "standing"), 12),
    Column("title_zh", "中文标题", "Chinese title", ("标题", "名称", "title"), 32),
    Column("title_en", "英文标题", "English title", ("英文名称",), 32),
    Column("summary_zh", "内容", "Chinese summary", ("简介", "主要内容"), 48),
    Column("summary_en", "英文内容", "English summary", ("英文简介",), 48),
    Column("reporting_body", "报送单位", "Reporting body", ("单位", "body"), 14),
    Column("begins_on", "开始日期", "Begins on", ("日期", "时间", "date"), 12),
    Column("ends_on", "结束日期", "Ends on", ("截止日期", "ends"), 12),
    Column("begins_at", "开始时刻", "Begins at", ("几点开始",), 8),
    Column("ends_at", "结束时刻", "Ends at", ("几点结束",), 8),
    Column("when_zh", "日期文字", "Date in words, Chinese", (), 20),
    Column("when_en", "日期文字（英文）", "Date in words, English", (), 20),
    Column("province", "所在省份", "Province", ("省份", "省"), 12),
    Column("division", "所在市县代码", "Code of the city or county", (), 12),
    Column("community", "社区编号", "Number of the community", (), 12),
    Column("place_zh", "地点", "Place in Chinese", ("地址", "place"), 24),
    Column("place_en", "英文地点", "Place in English", (), 24),
    Column("organiser_zh", "主办单位", "Organiser in Chinese", ("举办单位",), 24),
    Column("organiser_en", "英文主办单位", "Organiser in English", (), 24),
    Column("outlet_zh", "刊播媒体", "Outlet in Chinese", ("媒体", "outlet"), 24),
    Column("outlet_en", "英文媒体名称", "Outlet in English", (), 24),
    Column("address", "网址", "Web address", ("链接", "url"), 24),
    Column("may_link", "可否链接", "May be linked", (), 8),
    Column("sessions", "期数", "How many times", ("次数", "sessions"), 8),
    Column("people_reached", "覆盖人数", "People reached", ("人数", "参加人数"), 10),
    Column("of_methods", "工作法编号", "Numbers of the methods", ("工作法",), 16),
    Column("of_rounds", "征集活动", "Rounds", ("活动", "rounds"), 16),
    Column("source", "来源", "Source", (), 32),
    Column("source_address", "来源网址", "Address of the source", (), 24),
    Column("may_link_source", "来源可否链接", "The source may be linked", (), 8),
)  # fmt: skip
SAY_WHICH = {"number", "title_zh", "title_en"}
_KEYS = {
    plain(name): column.key
    for column in (*COLUMNS, FAULTS)
    for name in (column.chinese, column.english, *column.synonyms)
}
_BY_KEY = {column.key: column for column in COLUMNS}


def key_of_heading(heading: str) -> str | None:
    """The key of the column that a heading means; None when it is not known."""
    return _KEYS.get(plain(heading))


def heading_of(key: str, headings: dict[str, str]) -> str:
    """The heading of a column in the file, else in the template."""
    if key in headings:
        return headings[key]
    return _BY_KEY[key].heading if key in _BY_KEY else ""


def table_columns() -> list[TableColumn[Promotion]]:
    """What a file says of each promotion, under the headings that come in again."""
    return [
        TableColumn(column.chinese, column.width, _cell(column.key))
        for column in COLUMNS
    ]


def choices_in_words() -> list[tuple[str, LocalText]]:
    """What the columns with few values take, for who fills the table in.

    Words that a cell must hold are Chinese in a page of either language.
    """
    with override(CHINESE):
        kinds = "、".join(str(kind.label) for kind in Promotion.Kind)
        standings = "、".join(str(each.label) for each in Promotion.Standing)
    page = page_language()
    return [
        (_BY_KEY["kind"].heading, as_written(kinds)),
        (_BY_KEY["standing"].heading, as_written(standings)),
        (_BY_KEY["begins_on"].heading, LocalText("2018; 2018-03; 2018-03-13", page)),
        (_BY_KEY["begins_at"].heading, LocalText("09:30", page)),
        (_BY_KEY["of_methods"].heading, LocalText("12; 34", page)),
        (
            _BY_KEY["of_rounds"].heading,
            LocalText(_("the name of the round, or its address"), page),
        ),
        (_BY_KEY["may_link"].heading, as_written(f"{YES}; {NO}")),
    ]


def _cell(key: str) -> Callable[[Promotion], Any]:
    special = _CELLS.get(key)
    return special or (lambda promotion: getattr(promotion, key) or None)


def _chinese(display: str) -> Callable[[Promotion], str]:
    def cell(promotion: Promotion) -> str:
        with override(CHINESE):
            return str(getattr(promotion, display)())

    return cell


def _place(level: str) -> Callable[[Promotion], str]:
    return lambda promotion: getattr(getattr(promotion, level), "name_zh", "")


def _time(key: str) -> Callable[[Promotion], str]:
    def cell(promotion: Promotion) -> str:
        time = getattr(promotion, key)
        return time.strftime("%H:%M") if time else ""

    return cell


def _yes_no(key: str) -> Callable[[Promotion], str]:
    return lambda promotion: YES if getattr(promotion, key) else NO


_CELLS: dict[str, Callable[[Promotion], Any]] = {
    "number": lambda promotion: promotion.pk,
    "kind": _chinese("get_kind_display"),
    "standing": _chinese("get_standing_display"),
    "reporting_body": _place("reporting_body"),
    "province": _place("province"),
    "division": lambda promotion: promotion.division_id or "",
    "community": lambda promotion: str(promotion.community_id or ""),
    "begins_at": _time("begins_at"),
    "ends_at": _time("ends_at"),
    "may_link": _yes_no("may_link"),
    "may_link_source": _yes_no("may_link_source"),
    "people_reached": lambda promotion: promotion.people_reached,
    "of_methods": lambda promotion: BETWEEN.join(
        str(number) for number in sorted(each.pk for each in promotion.methods.all())
    ),
    "of_rounds": lambda promotion: BETWEEN.join(
        sorted(each.slug for each in promotion.rounds.all())
    ),
}
