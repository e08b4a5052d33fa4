"""What the sites of the demonstration programme tell, in both languages."""

from dataclasses import dataclass

from catalogue.practice.models import Co


@dataclass(frozen=True)
class Text:
    """The same in both languages."""

    zh: str
    en: str


NOTE = Text(
    "演示记录：从未实施，由一条命令删除。",
    "A demonstration: it never took place, and one command removes it.",
)
PROBLEM = Text(
    "演示：门前空地无人管护，居民很少参与。",
    "Demonstration: nobody looked after the open ground, and few took part.",
)
RESULTS = Text(
    "演示：空地成了大家常去的小花园。",
    "Demonstration: the open ground became a small garden that people use.",
)
ACTS: tuple[tuple[Co, Text], ...] = (
    (
        Co.CONSULT,
        Text(
            "演示：在楼下开会，商量先做哪一件事。",
            "Demonstration: a meeting downstairs settled what to do first.",
        ),
    ),
    (
        Co.BUILD,
        Text(
            "演示：居民出工、单位出料，一起整修空地。",
            "Demonstration: residents gave labour, firms material, to mend the ground.",
        ),
    ),
    (
        Co.MANAGE,
        Text(
            "演示：各楼栋轮流管护，规则由大家定。",
            "Demonstration: the buildings take turns to look after it, by own rules.",
        ),
    ),
    (
        Co.EVALUATE,
        Text(
            "演示：每季度由居民打分，结果贴在公告栏。",
            "Demonstration: residents give marks each season, shown on the board.",
        ),
    ),
    (
        Co.SHARE,
        Text(
            "演示：场地人人可用，时间由大家约定。",
            "Demonstration: everybody may use the place, at hours agreed by all.",
        ),
    ),
)
