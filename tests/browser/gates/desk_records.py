"""The rows behind the pages of the desk: one of each model, and each state of work."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from catalogue.accounts.models import User
from catalogue.accounts.roles import Role
from catalogue.desk.exchange.promotion.checking import check, fingerprint
from catalogue.desk.exchange.promotion.saving import save_import as save_promotion
from catalogue.desk.exchange.saving import save_import
from catalogue.desk.exchange.undoing import undo_import
from catalogue.desk.exchange.uploading import read_upload, take_in
from catalogue.desk.models import MethodImport, PromotionImport
from catalogue.methods.merging import merge_methods
from catalogue.methods.models import MethodMerge, WorkMethod
from catalogue.methods.publication import Reason, change_state, schedule_publication
from catalogue.methods.revisions import begin_revision
from catalogue.places.merging import merge_communities
from catalogue.places.models import Community, CommunityMerge, Province
from catalogue.practice.models import PilotSite
from tests.accounts.factories import holder_of
from tests.browser.gates.desk_rounds import make_rounds
from tests.browser.gates.records import give_parts
from tests.desk.exchange.files import workbook
from tests.desk.test_every_address import rows_of
from tests.methods.factories import WorkMethodFactory, method_of
from tests.places.factories import CommunityFactory
from tests.practice.factories import StillInUseAnswerFactory
from tests.practice.pilot_factories import PilotSiteFactory, give_all_parts
from tests.rounds.course import Course

Status = WorkMethod.Status
HEADINGS = ["工作法名称", "类型", "县（市、区、旗）", "街道（乡镇）", "社区（村）"]
GOOD = {
    "good": ["板凳课堂", "邻里食堂"],
    "saved": ["楼栋公约", "院落台账"],
    "undone": ["车棚改造", "夜间巡逻"],
}
LONG = "社区居民议事协商与多元主体共治工作法"


@dataclass(frozen=True)
class DeskRecords:
    """Somebody of each role, and the rows whose pages are opened."""

    people: dict[Role, User]
    rows: dict[str, object]
    methods: dict[str, WorkMethod]
    imports: dict[str, MethodImport]
    communities: tuple[Community, Community]
    merge: CommunityMerge
    same_methods: tuple[WorkMethod, WorkMethod]
    method_merge: MethodMerge
    rounds: dict[str, Course]
    promotion_imports: dict[Role, dict[str, PromotionImport]]


def make_desk_records():
    body = Province.objects.get(slug="fujian")
    people = {
        role: holder_of(
            role, **({"reporting_body": body} if role == Role.OFFICER else {})
        )
        for role in Role
    }
    rows = rows_of(body)
    methods = _methods_in_every_state(body, rows, people)
    _ask_after(methods["published"], rows["stillinusecall"], people)
    # The page of a draft with all its parts stands for the form.
    rows["workmethod"] = methods["draft"]
    give_all_parts(rows["pilotsite"])
    rows["sent pilotsite"] = PilotSiteFactory(
        programme=rows["pilotprogramme"],
        community__street__county__province=body,
        leader_zh="",
        state=PilotSite.State.SENT,
    )
    editor = people[Role.MINISTRY_EDITOR]
    merge, pair = _merge(body, editor)
    method_merge, same_methods = _merge_methods(body, editor)
    return DeskRecords(
        people=people,
        rows=rows,
        methods=methods,
        imports=_imports(people),
        communities=pair,
        merge=merge,
        same_methods=same_methods,
        method_merge=method_merge,
        rounds=make_rounds(people, body),
        promotion_imports={
            role: _promotion_imports(people[role])
            for role in (Role.OFFICER, Role.MINISTRY_EDITOR)
        },
    )


def _ask_after(published, call, people):
    """Rows of the officer's body: a note that waits, an end, and one unanswered."""
    officer = people[Role.OFFICER]
    given = {"call": call, "answered_by": officer}
    body = published.reporting_body
    StillInUseAnswerFactory(call=call, method=published)
    for answer in ("continued", "no-longer-used"):
        method = method_of(body, published=True, title_zh=LONG)
        note = f"{LONG}。" * 3
        StillInUseAnswerFactory(method=method, answer=answer, note_zh=note, **given)


def _promotion_imports(person):
    """A preview with a wrong row, and one that is saved."""
    headings = {"kind": "类型", "title_zh": "标题"}
    good = {"number": 2, "texts": {"kind": "press", "title_zh": "报刊专栏"}}
    wrong = {"number": 3, "texts": {"kind": "?", "title_zh": "不知道"}}
    made = {
        name: PromotionImport.objects.create(
            made_by=person, file_name=f"{name}.xlsx", headings=headings, rows=rows
        )
        for name, rows in {"wrong": [good, wrong], "saved": [good]}.items()
    }
    saved = made["saved"]
    saved.shown = fingerprint(check(saved, by=person))
    saved.save()
    save_promotion(saved, by=person)
    saved.refresh_from_db()
    return made


def _merge(body, editor):
    """A merger of two communities, and two others that may be merged."""
    made = CommunityFactory.create_batch(4, street__county__province=body)
    WorkMethodFactory(community=made[1])
    merge = merge_communities(
        made[2], made[3], by=editor, reason="两社区已合并", take={}
    )
    return merge, (made[0], made[1])


def _merge_methods(body, editor):
    """A merger of two methods, and two others that may be merged."""
    made = [
        method_of(body, title_zh=title, problem_zh=f"{title}的背景问题。")
        for title in ("院落议事厅", "院落议事厅工作法", "板凳会", "板凳会议")
    ]
    merge = merge_methods(made[2], made[3], by=editor, reason="同一工作法")
    return merge, (made[0], made[1])


def _methods_in_every_state(body, rows, people):
    officer, editor = people[Role.OFFICER], people[Role.MINISTRY_EDITOR]
    whole = {"title_zh": LONG * 3, "title_en": "A long title of a method " * 4}
    methods = {
        "draft": method_of(body, contact_name="林", contact_phone="059187654321"),
        "returned": method_of(body, status=Status.CHECKING, **whole),
        "checking": method_of(body, status=Status.CHECKING),
        "released": method_of(body, status=Status.CHECKING),
        "published": method_of(body, published=True),
    }
    give_parts(methods["draft"])
    WorkMethodFactory(community=methods["draft"].community, title_zh="甲")
    change_state(
        methods["returned"],
        Status.RETURNED,
        by=editor,
        reason=Reason("请补充材料。", "", {"results_zh": "请写明日期", "steps": "缺"}),
    )
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    schedule_publication(methods["released"], tomorrow, by=editor)
    methods["change"] = begin_revision(methods["published"], by=officer)
    methods["change"].title_zh = "改后的名称"
    methods["change"].save()
    return methods


def _imports(people):
    """Imports of an officer: with faults and questions, good, saved, and undone."""
    by = people[Role.OFFICER]
    faulty = [
        [*HEADINGS, "不认识的列"],
        [LONG, "不是类型", "鼓楼区", "东街街道", "没有的社区", "甲"],
        ["甲" * 121, "", "", "", "", "=1+1"],
        *[[LONG, "", "", "", "", ""]] * 2,
    ]
    imports = {"faulty": _read("faulty", faulty, by)}
    for name, titles in GOOD.items():
        rows = [["工作法名称", "简介"], *([title, "一"] for title in titles)]
        imports[name] = _read(name, rows, by)
    for name in ("saved", "undone"):
        list(
            save_import(
                imports[name],
                by=by,
                may_change=_allow,
                good_ones_only=False,
                for_checking=False,
            )
        )
    undo_import(imports["undone"], by=by, may_change=_allow, may_delete=_allow)
    for each in imports.values():
        each.refresh_from_db()
    return imports


def _read(name, rows, by):
    method_import, written = read_upload(f"{name}.xlsx", workbook(rows), by=by)
    list(take_in(method_import, written, may_change=_allow))
    return method_import


def _allow(_method):
    return True
