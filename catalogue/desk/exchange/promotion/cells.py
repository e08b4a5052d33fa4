"""The cells of one row as what the form of promotion takes."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import override

from catalogue.bilingual import CHINESE, ENGLISH
from catalogue.desk.exchange.bodies import Bodies
from catalogue.desk.exchange.values import Fault, narrow, stored_text
from catalogue.places.models import Province
from catalogue.places.names import folded
from catalogue.practice.models import Promotion
from catalogue.rounds.models import SelectionRound

_BETWEEN = re.compile(r"[、，,；;/／|\n]+")
_DATE = re.compile(r"(\d{4})(?:[-./年](\d{1,2})(?:[-./月](\d{1,2})日?)?)?[年月]?\Z")
_TIME = re.compile(r"(\d{1,2})[:：时点](\d{1,2})?(?::\d{2})?分?\Z")
_YES = frozenset({"是", "可", "可以", "yes", "y", "true", "1", "√"})
_NO = frozenset({"否", "不可", "不可以", "no", "n", "false", "0", ""})
# Other ways to write them than their labels.
_SPELLINGS: Mapping[str, tuple[str, ...]] = {
    Promotion.Kind.PRESS: ("报刊", "报纸", "杂志", "专栏", "报刊专栏", "报刊与专栏"),
    Promotion.Kind.MEDIA: ("媒体", "媒体宣传", "广播电视", "新闻媒体"),
    Promotion.Kind.WEBSITE: ("网站", "网站专题", "专题", "门户网站"),
    Promotion.Kind.INTERVIEW: ("访谈", "在线访谈"),
    Promotion.Kind.CONFERENCE: ("会议", "工作会议"),
    Promotion.Kind.SEMINAR: ("研讨会", "座谈会", "交流会"),
    Promotion.Kind.LECTURE_HALL: ("大讲堂", "讲堂", "讲座"),
    Promotion.Kind.TRAINING_CLASS: ("培训班", "培训"),
    Promotion.Kind.ON_SITE_TEACHING: ("现场教学",),
    Promotion.Kind.SITE_MEETING: ("现场会", "现场推进会"),
    Promotion.Kind.DISPLAY: ("展示", "展示活动", "展览"),
    Promotion.Kind.OTHER: ("其他", "其它"),
    Promotion.Standing.PLANNED: ("计划", "计划中", "拟举办"),
    Promotion.Standing.HELD: ("已举办", "举办", "已刊播"),
    Promotion.Standing.CANCELLED: ("取消", "已取消"),
}
_MINISTRY = frozenset({"", "民政部", "ministryofcivilaffairs", "theministry"})


class CellReader:
    """Reads cells of one file, with what it takes to understand them."""

    def __init__(self) -> None:
        bodies = list(Province.objects.all())
        self._bodies = Bodies(each for each in bodies if each.is_reporting_body)
        self._provinces = Bodies(bodies)
        self._kinds = _labels(Promotion.Kind)
        self._standings = _labels(Promotion.Standing)
        self._rounds = {
            folded(name): each.pk
            for each in SelectionRound.objects.all()
            for name in (each.slug, each.title_zh, each.title_en)
        }

    def read(self, key: str, text: str) -> Any:
        """What the field of the form takes; raises Fault with what is wrong."""
        text = stored_text(text, key, None)
        special: dict[str, Callable[[], Any]] = {
            "kind": lambda: self._named(self._kinds, key, text),
            "standing": lambda: self._named(self._standings, key, text),
            "reporting_body": lambda: self._body(text),
            "province": lambda: self._place(text),
            "begins_on": lambda: _date(text),
            "ends_on": lambda: _date(text),
            "begins_at": lambda: _time(key, text),
            "ends_at": lambda: _time(key, text),
            "may_link": lambda: _yes_no(key, text),
            "may_link_source": lambda: _yes_no(key, text),
            "sessions": lambda: narrow(text) or "1",
            "people_reached": lambda: narrow(text).replace(",", ""),
            "of_methods": lambda: [
                part.removeprefix("No.").removeprefix("No").strip()
                for part in _parts(text)
            ],
            "of_rounds": lambda: self._served(text),
        }
        return special[key]() if key in special else text

    def _named(self, names: Mapping[str, str], key: str, text: str) -> str:
        found = names.get(folded(text))
        if text and found is None:
            raise Fault("no-choice", key, text=text)
        return found or ""

    def _body(self, text: str) -> str:
        if folded(text) in _MINISTRY:
            return ""
        body = self._bodies.named(text)
        if body is None:
            raise Fault("body", "reporting_body", text=text)
        return body.pk

    def _place(self, text: str) -> str:
        province = self._provinces.named(text) if text else None
        if text and province is None:
            raise Fault("no-choice", "province", text=text)
        return province.pk if province else ""

    def _served(self, text: str) -> list[int]:
        found = []
        for part in [text] if folded(text) in self._rounds else _parts(text):
            if folded(part) not in self._rounds:
                raise Fault("no-choice", "of_rounds", text=part)
            found.append(self._rounds[folded(part)])
        return found


def _parts(text: str) -> list[str]:
    return [narrow(part) for part in _BETWEEN.split(text) if part.strip()]


def _labels(choices: Any) -> dict[str, str]:
    names: dict[str, str] = {}
    for value in choices.values:
        names |= {folded(value): value, folded(value.replace("-", " ")): value}
        names |= {folded(name): value for name in _SPELLINGS[value]}
        for language in (CHINESE, ENGLISH):
            with override(language):
                names[folded(str(choices(value).label))] = value
    return names


def _date(text: str) -> str:
    """2018年3月 and 2018/3/13 as 2018-03 and 2018-03-13; others as they are."""
    found = _DATE.match(re.sub(r"\s", "", narrow(text)))
    if not found:
        # A day and no time, as Excel gives it; what is no date the form refuses.
        return narrow(text).removesuffix(" 00:00:00")
    year, *rest = (part for part in found.groups() if part)
    return "-".join([year, *(f"{int(part):02}" for part in rest)])


def _time(key: str, text: str) -> str:
    written = narrow(text)
    found = _TIME.match(written)
    if written and not found:
        raise Fault("no-time", key, text=text)
    return f"{int(found[1]):02}:{int(found[2] or 0):02}" if found else ""


def _yes_no(key: str, text: str) -> bool:
    written = narrow(text).lower()
    if written not in _YES | _NO:
        raise Fault("yes-or-no", key, text=text)
    return written in _YES
