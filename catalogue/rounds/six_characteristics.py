"""The six characteristics as criteria of a round: the words of 2018 (domain.md)."""

from dataclasses import dataclass

from catalogue.methods.models import MethodCharacteristic

Characteristic = MethodCharacteristic.Characteristic


@dataclass(frozen=True)
class SixWords:
    """One characteristic with its names and what it means, in both languages."""

    characteristic: Characteristic
    name_zh: str
    name_en: str
    meaning_zh: str
    meaning_en: str


SIX = (
    SixWords(
        Characteristic.MASS_BASED,
        "群众性",
        "Mass-based",
        "为了居民、依靠居民、来自居民。",
        "For, with and from the residents.",
    ),
    SixWords(
        Characteristic.LIVELIHOOD,
        "民生性",
        "People's livelihood",
        "从居民最关心、最直接、最现实的利益问题入手。",
        "Starts from the most immediate interests of residents.",
    ),
    SixWords(
        Characteristic.SYSTEMIC,
        "系统性",
        "Systemic",
        "把制度、程序和做人的工作的艺术作为一个整体。",
        "Institutions, procedures and the art of dealing with people, as a whole.",
    ),
    SixWords(
        Characteristic.INNOVATIVE,
        "创新性",
        "Innovative",
        "大胆探索，经过实践检验，得到居民认可。",
        "A bold exploration, tested in practice and recognised by residents.",
    ),
    SixWords(
        Characteristic.OPERABLE,
        "操作性",
        "Operable",
        "对实际操作有较强的指导作用。",
        "Strong guidance for actual operation.",
    ),
    SixWords(
        Characteristic.EXEMPLARY,
        "示范性",
        "Exemplary",
        "对其他社区的谋划、组织和工作有引领作用。",
        "Leads planning, organisation and work in other communities.",
    ),
)
# What each mark says, from the lowest; the round manager may write it anew.
MARKS = (
    ("未体现。", "Not shown."),
    ("体现较少，依据不足。", "Hardly shown; the evidence is thin."),
    ("部分体现，有一定依据。", "Shown in part, with some evidence."),
    ("体现明显，多数有依据。", "Shown clearly; most of it has evidence."),
    ("充分体现，均有依据。", "Shown fully, and all of it has evidence."),
)
