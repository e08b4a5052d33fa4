"""What can be said of one's own place: its kind and size, its people, its means."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue.places.models import Community
from catalogue.public.finding.everyday_problems import SUBJECTS as PROBLEMS
from catalogue.public.finding.subjects import Subject

PLACES = (
    Subject(
        "old-estate",
        _("Old estate"),
        "老旧 老小 老社 老楼 旧房 家属 胡同 old hutong hutongs",
    ),
    Subject(
        "new-estate",
        _("New estate"),
        "新建 新小 商品 楼盘 新城 newly",
    ),
    Subject(
        "resettled",
        _("Villages turned town, resettled residents"),
        "安置 拆迁 回迁 改居 城中 农转 转型 resettlement resettled relocated urbanised",
    ),
    Subject(
        "village",
        pgettext_lazy("find a method", "Village"),
        "村民 农村 村庄 村委 village villages villager villagers rural",
        settlement=Community.Settlement.VILLAGE,
    ),
)
RESIDENTS = (
    Subject("old", _("many old people"), PROBLEMS["elderly"].words),
    Subject("tenants", _("many tenants"), PROBLEMS["newcomers"].words),
    Subject("ethnic", _("several nationalities"), PROBLEMS["nationalities"].words),
    Subject(
        "abroad",
        _("people from abroad, Hong Kong, Macao or Taiwan"),
        "国际 外籍 中外 港籍 台胞 侨胞 international foreign foreigners kong",
    ),
    Subject("families", _("families with children"), PROBLEMS["children"].words),
)


@dataclass(frozen=True)
class Size:
    """A size of a community, in households: from the least to below the end."""

    key: str
    label: str | Promise
    least: int
    end: int

    def holds(self, households: int) -> bool:
        return self.least <= households < self.end


SIZES = (
    Size("small", _("small: fewer than 1,000 households"), 0, 1_000),
    Size("middle", _("middling: 1,000 to 3,000 households"), 1_000, 3_001),
    Size("large", _("large: more than 3,000 households"), 3_001, 10**9),
)

# What a method may need: the words by which a record speaks of it.
RESOURCES = (
    Subject(
        "staff",
        pgettext_lazy("find a method", "Staff"),
        "社工 专职 格员 staff worker workers",
    ),
    Subject(
        "volunteers",
        pgettext_lazy("find a method", "Volunteers"),
        "志愿 义工 volunteer volunteers",
    ),
    Subject(
        "money",
        pgettext_lazy("find a method", "Money"),
        "资金 经费 基金 自筹 众筹 筹资 出资 募捐 fund funds funding money paid budget",
    ),
    Subject(
        "rooms",
        pgettext_lazy("find a method", "Rooms"),
        "用房 场所 场地 动室 食堂 驿站 rooms room premises canteen hall",
    ),
)
LITTLE, ENOUGH = "little", "enough"
AMOUNTS = {
    LITTLE: pgettext_lazy("find a method", "little"),
    ENOUGH: pgettext_lazy("find a method", "enough"),
}
