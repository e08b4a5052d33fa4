"""The problems of neighbourhoods that the form offers, in the words of neighbours."""

from django.utils.translation import gettext_lazy as _

from catalogue.public.finding.subjects import Group, Subject

GROUPS = (
    Group(
        _("Buildings and surroundings"),
        (
            Subject(
                "parking",
                _("Nowhere to park, cars in the way"),
                "停车 车位 乱停 车库 堵车 车棚 parking parked congestion garage",
            ),
            Subject(
                "lifts",
                _("Old buildings without a lift, stairs too hard"),
                "电梯 加梯 爬楼 楼梯 lift lifts elevator elevators stairs",
            ),
            Subject(
                "rubbish",
                _("Rubbish and dirt"),
                "垃圾 脏乱 保洁 清洁 环卫 卫生 "
                "rubbish garbage litter dirt dirty cleaning sorting",
            ),
            Subject(
                "surroundings",
                _("Shabby surroundings, worn facilities, illegal structures"),
                "环境 违建 拆违 改造 绿化 楼道 路灯 空间 管护 "
                "environment illegal structures greening renewal renovation renew "
                "upkeep space spaces",
            ),
            Subject(
                "property",
                _("Trouble with property management, or nobody manages"),
                "物业 业委 业主 property owners",
            ),
            Subject(
                "safety",
                _("Theft, fire and other dangers"),
                "治安 消防 安全 巡逻 防盗 防范 监控 摄像 隐患 "
                "safety fire theft patrol patrols camera cameras security prevention "
                "preventions",
            ),
        ),
    ),
    Group(
        _("People who need something"),
        (
            Subject(
                "elderly",
                _("Old people need care"),
                "养老 老人 老年 老龄 空巢 助餐 敬老 为老 elderly older aged ageing "
                "pensioners seniors nursing",
                themes=("service",),
            ),
            Subject(
                "children",
                _("Children have nowhere to go after school"),
                "儿童 孩子 青少 少年 放学 课后 托管 亲子 children child childcare "
                "youth teenagers pupils schoolchildren",
                themes=("service",),
            ),
            Subject(
                "newcomers",
                _("New residents and tenants stay strangers"),
                "流动 租户 租客 出租 租房 公租 外来 新居 务工 "
                "tenant tenants rental renters migrant migrants newcomers",
            ),
            Subject(
                "nationalities",
                _("Residents of several nationalities live side by side"),
                "民族 各族 ethnic ethnicity nationalities",
                themes=("culture",),
            ),
            Subject(
                "hardship",
                _("Households in need"),
                "困难 帮扶 低保 残疾 救助 慈善 心愿 needy disabled disability "
                "charity hardship wishes relief",
                themes=("service",),
            ),
        ),
    ),
    Group(
        _("Living together"),
        (
            Subject(
                "quarrels",
                _("Neighbours quarrel"),
                "纠纷 调解 矛盾 吵架 说事 dispute disputes mediation mediate quarrel "
                "quarrels conflict conflicts",
                themes=("conflict-resolution",),
            ),
            Subject(
                "coldness",
                _("Neighbours do not know each other"),
                "邻里 邻居 睦邻 近邻 淡漠 互助 neighbour neighbours neighbourly "
                "neighbor neighbors mutual",
                themes=("culture",),
            ),
            Subject(
                "consultation",
                _("Residents cannot agree, meetings lead nowhere"),
                "协商 议事 听证 商量 共商 三会 议会 决议 议决 consultation consult "
                "deliberation deliberate council councils hearings meetings",
                themes=("consultation",),
            ),
            Subject(
                "participation",
                _("Residents look on and take no part"),
                "参与 动员 发动 依赖 召集 自管 participation participate dependence "
                "mobilise involve",
                themes=("resident-autonomy",),
            ),
            Subject(
                "volunteers",
                _("Volunteers are hard to find"),
                "志愿 义工 volunteer volunteers volunteering",
                themes=("resident-autonomy",),
                resource="volunteers",
            ),
            Subject(
                "culture",
                _("Little to do together: culture, sport, festivals"),
                "文化 文艺 文体 体育 节日 cultural culture sport festival "
                "festivals club",
                themes=("culture",),
            ),
        ),
    ),
    Group(
        _("The work of the committee"),
        (
            Subject(
                "errands",
                _("Errands and papers cost residents too much time"),
                "便民 代办 办事 通办 窗口 errands conveniences convenience",
                themes=("service",),
            ),
            Subject(
                "needs",
                _("We do not know what residents need"),
                "需求 民情 走访 敲门 入户 问需 诉求 needs visits visit knocking "
                "concerns appeals",
                themes=("service",),
            ),
            Subject(
                "partners",
                _("Local units and firms do not share what they have"),
                "资源 共享 共建 驻区 联建 整合 resources units sharing shared partners",
                themes=("party-building",),
            ),
            Subject(
                "workforce",
                _("Too few hands on the committee"),
                "人手 全岗 减负 轮岗 岗位 posts workload rotation understaffed",
                resource="staff",
            ),
            Subject(
                "digital",
                _("Too much on paper, too little by phone and computer"),
                "智慧 信息 数字 电视 微信 smart digital online information",
                themes=("smart-community",),
            ),
            Subject(
                "epidemic",
                _("Epidemics"),
                "疫情 防疫 防控 抗疫 epidemic epidemics pandemic covid",
            ),
        ),
    ),
)
SUBJECTS = {each.key: each for group in GROUPS for each in group.subjects}
