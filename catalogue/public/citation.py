"""How a record is cited: in Chinese works by GB/T 7714, in English ones by APA."""

import datetime
from dataclasses import dataclass

from django.utils.dateformat import format as formatted
from django.utils.translation import gettext, override

from catalogue.bilingual import CHINESE, ENGLISH, LocalText

CATALOGUE_ZH = "社区工作法名录"
CATALOGUE_EN = "Community Work Methods Catalogue"


@dataclass(frozen=True)
class Cited:
    """What a citation says of a record; a title may be missing in one language."""

    title_zh: str
    title_en: str
    address_zh: str
    address_en: str
    changed_on: datetime.date
    read_on: datetime.date


@dataclass(frozen=True)
class Citation:
    """A finished reference and the standard it follows."""

    standard: str
    text: LocalText


def citations(cited: Cited) -> list[Citation]:
    """The reference by each standard; both are of use on either page."""
    return [
        Citation(gettext("GB/T 7714—2015"), LocalText(gb_t_7714(cited), CHINESE)),
        Citation(gettext("APA, 7th edition"), LocalText(apa_7(cited), ENGLISH)),
    ]


def gb_t_7714(cited: Cited) -> str:
    """GB/T 7714—2015, 8.5 and 4.6.2: an electronic resource, here a page on the web.

    Body. Title[EB/OL]. (date of change)[date of reading]. Address.
    """
    title = _one_line(cited.title_zh or cited.title_en)
    return (
        f"{CATALOGUE_ZH}. {title}[EB/OL]. ({cited.changed_on.isoformat()})"
        f"[{cited.read_on.isoformat()}]. {cited.address_zh}."
    )


def apa_7(cited: Cited) -> str:
    """APA, 7th edition, 10.16 and 9.16: made to change, so with the day of reading.

    The body is also the name of the site, which is then not said again. The title
    stands in italics where the reference is set in print.
    """
    title = _one_line(cited.title_en or cited.title_zh)
    return (
        f"{CATALOGUE_EN}. ({_english(cited.changed_on, 'Y, F j')}). {title}. "
        f"Retrieved {_english(cited.read_on, 'F j, Y')}, from "
        f"{cited.address_en}"
    )


def _english(day: datetime.date, form: str) -> str:
    with override(ENGLISH):
        return formatted(day, form)


def _one_line(title: str) -> str:
    return " ".join(title.split())
