"""A working day: an officer imports, an editor publishes, the public reads."""

import json
import re

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.translation import override

from catalogue.methods.models import WorkMethod
from tests.accounts.factories import EditorFactory, OfficerFactory
from tests.browser.desk import send, sign_in
from tests.desk.exchange.files import content_of, open_workbook, workbook
from tests.methods.factories import ThemeFactory, WorkMethodFactory
from tests.places.factories import CommunityFactory, real_province
from tests.rounds.factories import SubmissionFactory

pytestmark = pytest.mark.django_db(transaction=True)

Status = WorkMethod.Status
METHODS = reverse("admin:methods_workmethod_changelist")
IMPORTS = reverse("admin:exchange_imports")
SHEET = "工作法 Methods"
TITLE, KIND, CODE, BODY = "工作法名称", "类型", "社区代码", "报送单位"
SUBJECTS = (
    *("敬老助餐", "院落议事", "楼栋自治", "矛盾调解", "车棚改造", "垃圾分类"),
    *("文明养犬", "夜间巡逻", "邻里食堂", "儿童看护", "残疾帮扶", "志愿服务"),
    *("商户联盟", "物业共管", "广场公约", "绿地认养", "旧物交换", "书屋共享"),
    *("急救互助", "防汛联动", "电梯加装", "管线更新", "消防演练", "法律咨询"),
    *("就业对接", "技能课堂", "红白理事", "河道看护", "快递驿站", "家门议廊"),
)
# The four faults, by the row of the template: what is wrong, and what is right.
FAULTS = {5: (CODE, "350102999999"), 11: (KIND, "混合类"), 17: (TITLE, None)}
FOREIGN_ROW = 23
RETURNED = "院落议事工作法"


@pytest.fixture
def fujian():
    return real_province("fujian")


@pytest.fixture
def communities(fujian):
    return CommunityFactory.create_batch(30, street__county__province=fujian)


@pytest.fixture
def hunan():
    """A draft of Hunan, which no officer of Fujian may know of."""
    community = CommunityFactory(street__county__province=real_province("hunan"))
    return WorkMethodFactory(community=community, title_zh="湘江岸边工作法")


def method_page(method):
    return reverse("admin:methods_workmethod_change", args=[method.pk])


# What the officer does with the file


def filled_in(template, communities):
    """The template with thirty methods, of which four rows are wrong."""
    book = open_workbook(template)
    sheet = book[SHEET]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for number, (subject, community) in enumerate(
        zip(SUBJECTS, communities, strict=True), start=3
    ):
        row = {TITLE: f"{subject}工作法", KIND: "综合类", CODE: community.code}
        row["简介"] = f"{subject}的做法。"
        if number in FAULTS:
            heading, wrong = FAULTS[number]
            row[heading] = wrong
        if number == FOREIGN_ROW:
            row[BODY] = "湖南省"
        for heading, value in row.items():
            sheet.cell(number, columns[heading], value)
    return content_of(book)


def corrected(marked, communities):
    """The marked file with right values where a note stands."""
    book = open_workbook(marked)
    sheet = book[SHEET]
    headings = {cell.column: cell.value for cell in sheet[1]}
    noted = [cell for row in sheet.iter_rows(min_row=3) for cell in row if cell.comment]
    right = {
        CODE: communities[2].code,
        KIND: "综合类",
        TITLE: f"{SUBJECTS[14]}工作法",
        BODY: None,
    }
    corrected_ones = []
    for cell in noted:
        heading = headings[cell.column].splitlines()[0]
        cell.value = right[heading]
        corrected_ones.append(heading)
    assert sorted(corrected_ones) == sorted(right)
    return content_of(book)


def save(page, button):
    page.get_by_role("button", name=button).click()
    page.get_by_text("Saved at").wait_for()


def downloaded(page, link):
    with page.expect_download() as download:
        page.get_by_role("link", name=link).click()
    return download.value.path().read_bytes()


def rows_shown(page):
    """The rows of the preview: number, and what is said."""
    rows = page.locator("tbody tr")
    return {
        int(row.locator("th").inner_text()): row.locator("td").last.inner_text()
        for row in rows.all()
    }


def import_thirty_rows(page, communities):
    page.goto(IMPORTS)
    template = downloaded(page, "Download the template")
    send(page, filled_in(template, communities), "福建工作法.xlsx")
    page.get_by_role("link", name="wrong 4").click()
    told = rows_shown(page)
    marked = downloaded(page, "Download the rows to correct")
    save(page, "Save the 26 good rows now")
    saved_first = WorkMethod.objects.filter(reporting_body__slug="fujian").count()
    send(page, corrected(marked, communities), "to-correct.xlsx")
    save(page, "Save all 4 rows")
    return told, saved_first


def send_all_for_checking(page):
    act_on_all(page, f"{METHODS}?status__exact=draft", "send_for_checking")


def act_on_all(page, address, action):
    page.goto(address)
    page.locator("#action-toggle").check()
    page.locator("select[name=action]").select_option(action)
    # Thirty methods change their state before the next page comes.
    page.get_by_role("button", name="Go").click(timeout=60_000)


def message(page):
    return page.locator(".messagelist li").first.inner_text()


# What the editor does


def return_one(page):
    page.goto(reverse("admin:index"))
    page.get_by_role("link", name="30 For checking").click()
    page.get_by_role("link", name=RETURNED).first.click()
    with page.expect_navigation():
        page.get_by_role("link", name="Preview").click()
    previewed = page.get_by_role("heading", level=1).inner_text()
    page.go_back()
    page.get_by_role("button", name="Save and return").click()
    page.get_by_label("Reason in Chinese").fill("请补充英文名称")
    page.locator("#id_about_title_en").fill("缺英文名称")
    page.get_by_role("button", name="Return to the reporting body").click()
    page.locator(".messagelist .success", has_text="“Returned”").wait_for()
    return previewed


def correct_and_send_again(page):
    """The officer finds it on the first page, with the reason, and mends it."""
    page.goto(reverse("admin:index"))
    waiting = page.locator(".desk-waiting tbody tr").first.inner_text()
    page.get_by_role("link", name=RETURNED).first.click()
    reasons = page.locator(".returned").inner_text()
    page.locator("#id_title_en").fill("Courtyard meetings")
    page.get_by_role("button", name="Save and send for checking").click()
    page.locator(".messagelist .success", has_text="“For checking”").wait_for()
    return waiting, reasons


def publish_the_last(page):
    page.goto(reverse("admin:index"))
    # It has an English title by now.
    page.get_by_role("link", name="Courtyard meetings").first.click()
    page.get_by_role("button", name="Save and publish").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    page.locator(".messagelist .success", has_text="“Published”").wait_for()


def assert_public_reads_them(page):
    with override("zh-hans"):
        listed = reverse("work-method-list")
        method = WorkMethod.objects.get(title_zh=RETURNED)
        public_page = method.get_absolute_url()
    page.goto(f"{listed}?province=fujian")
    assert "30" in page.locator("main").inner_text()
    page.goto(f"{listed}?q=院落议事")
    found = page.locator("main").inner_text()
    assert (RETURNED in found, "敬老助餐工作法" in found) == (True, False)
    page.goto(public_page)
    assert RETURNED in page.get_by_role("heading", level=1).inner_text()
    answer = json.loads(page.request.get("/api/v1/methods/?province=fujian").text())
    assert answer["count"] == 30


def test_thirty_methods_from_the_file_to_the_public(
    new_page, fujian, communities, hunan
):
    officers = sign_in(new_page(), OfficerFactory(reporting_body=fujian))
    editors = sign_in(new_page(), EditorFactory())

    told, saved_first = import_thirty_rows(officers, communities)
    send_all_for_checking(officers)
    sent = message(officers)
    previewed = return_one(editors)
    act_on_all(editors, f"{METHODS}?status__exact=checking", "publish")
    published = message(editors)
    waiting, reasons = correct_and_send_again(officers)
    publish_the_last(editors)

    assert sorted(told) == [5, 11, 17, 23]
    assert "社区代码: No community has the code 350102999999" in told[5]
    assert "类型: “混合类” is no kind" in told[11]
    assert "工作法名称" in told[17]
    assert "报送单位: Your account enters methods of" in told[23]
    assert saved_first == 26
    assert sent == "30 methods are now in the state “For checking”."
    assert RETURNED in previewed
    assert published == "29 methods are now in the state “Published”."
    assert (RETURNED in waiting, "请补充英文名称" in waiting) == (True, True)
    assert ("请补充英文名称" in reasons, "缺英文名称" in reasons) == (True, True)
    own = WorkMethod.objects.filter(reporting_body=fujian)
    assert set(own.values_list("status", flat=True)) == {Status.PUBLISHED}
    hunan.refresh_from_db()
    assert hunan.status == Status.DRAFT
    assert_public_reads_them(new_page(language="zh-CN"))


def test_editor_compares_a_change_and_publishes_it(new_page, fujian, communities):
    published = WorkMethodFactory(
        community=communities[0], published=True, title_zh="旧名称"
    )
    officers = sign_in(new_page(), OfficerFactory(reporting_body=fujian))
    editors = sign_in(new_page(), EditorFactory())

    officers.goto(method_page(published))
    officers.get_by_role("button", name="Prepare a change").click()
    officers.locator("#id_title_zh").fill("新名称")
    officers.get_by_role("button", name="Save and send for checking").click()
    officers.locator(".messagelist .success", has_text="“For checking”").wait_for()
    published.refresh_from_db()
    public_title = published.title_zh
    editors.goto(reverse("admin:index"))
    editors.locator(".desk-waiting").get_by_role("link", name="新名称").click()
    compared = editors.locator(".differences tbody").inner_text()
    editors.get_by_role("button", name="Save and publish").click()
    editors.get_by_role("button", name="Publish", exact=True).click()
    editors.locator(".messagelist .success", has_text="“Published”").wait_for()

    assert public_title == "旧名称"
    assert ("旧名称" in compared, "新名称" in compared) == (True, True)
    published.refresh_from_db()
    assert published.title_zh == "新名称"


def test_editor_undoes_the_import_of_another_file(new_page, fujian, communities):
    ThemeFactory()
    officers = sign_in(new_page(), OfficerFactory(reporting_body=fujian))
    rows = [[TITLE, CODE]] + [
        [f"{subject}工作法", community.code]
        for subject, community in zip(SUBJECTS[:3], communities, strict=False)
    ]
    send(officers, workbook(rows), "另一份.xlsx")
    save(officers, "Save all 3 rows")
    before = WorkMethod.objects.count()
    editors = sign_in(new_page(), EditorFactory())

    editors.goto(IMPORTS)
    editors.get_by_role("link", name="另一份.xlsx").click()
    editors.get_by_role("link", name="Undo this import").click()
    editors.get_by_role("button", name="Undo the import").click()
    editors.get_by_text("Undone at").wait_for()
    officers.goto(METHODS)

    assert (before, WorkMethod.objects.count()) == (3, 0)
    assert officers.locator("#result_list tbody tr").count() == 0


def test_an_editor_does_not_publish_the_own_text(new_page):
    editor = EditorFactory()
    own = WorkMethodFactory(
        title_zh="编辑自己的工作法", entered_by=editor, status=Status.CHECKING
    )
    page = sign_in(new_page(), editor)

    act_on_all(page, f"{METHODS}?status__exact=checking", "publish")
    refused = page.locator(".messagelist .error").inner_text()

    own.refresh_from_db()
    assert own.status == Status.CHECKING
    assert refused.startswith(f"Not changed: {own.pk} 编辑自己的工作法.")


# Every door to a record of another reporting body


def asked_for(page, method):
    """What the desk answers to each way of asking for a method by its number."""
    number, token = method.pk, _token(page)
    preview = reverse("work-method-preview", args=[number])
    state = f"{reverse('admin:state_of_methods', args=['checking'])}?number={number}"
    version = [_kind(), number, _event(method)]
    opened = {
        **{
            name: reverse(f"admin:methods_workmethod_{name}", args=[number])
            for name in ("change", "delete", "history")
        },
        "popup": f"{method_page(method)}?_popup=1&_to_field=number",
        "preview": preview,
        "view on site": reverse("admin:view_on_site", args=[_kind(), number]),
        "state": state,
        "parameters of the list": f"{METHODS}?number__exact={number}",
    }
    posted = {
        "change": method_page(method),
        "deletion": reverse("admin:methods_workmethod_delete", args=[number]),
        "prepare a change": reverse("admin:change_of_method", args=[number]),
        "unsaved text": reverse("admin:unsaved", args=[number]),
        "contact": reverse("admin:contact_of_method", args=[number]),
        "state": state,
        "bring back": reverse("admin:bring_back", args=version),
    }
    form = {"title_zh": "改了", "post": "yes", "csrfmiddlewaretoken": token}
    answers = {
        **{f"get {name}": page.request.get(at) for name, at in opened.items()},
        **{
            f"post {name}": page.request.post(at, form=form)
            for name, at in posted.items()
        },
    }
    return {
        name: (answer.status, re.sub(r"\d+", "N", answer.url))
        for name, answer in answers.items()
    }, "".join(answer.text() for answer in answers.values())


def _token(page):
    cookies = {each["name"]: each["value"] for each in page.context.cookies()}
    return cookies["csrftoken"]


def _kind():
    return ContentType.objects.get_for_model(WorkMethod).pk


def _event(method):
    events = WorkMethod.pgh_event_model.objects.filter(pgh_obj_id=method.pk)
    return events.values_list("pgh_id", flat=True).first() or 1


def searched_for(page, title):
    """What lists, suggestions and files hold where the title is asked for."""
    suggested = (
        reverse("admin:autocomplete")
        + "?app_label=rounds&model_name=submission&field_name=method&term="
    )
    addresses = [
        f"{METHODS}?q={title}",
        METHODS,
        f"{METHODS}?reporting_body__code__exact=430000",
        f"{suggested}{title}",
        f"{reverse('admin:resembling')}?title_zh={title}",
        reverse("admin:exchange_export_csv"),
        reverse("admin:index"),
        reverse("admin:methods_theme_changelist"),
        reverse("admin:rounds_submission_changelist"),
    ]
    return "".join(page.request.get(address).text() for address in addresses)


def test_officer_reaches_no_record_of_hunan_by_any_door(
    new_page, fujian, communities, hunan
):
    SubmissionFactory(method=hunan)
    own = WorkMethodFactory(community=communities[0], title_zh="自己的工作法")
    page = sign_in(new_page(), OfficerFactory(reporting_body=fujian))
    page.goto(METHODS)
    missing = WorkMethod(pk=hunan.pk + 9_000)

    foreign_answers, foreign_text = asked_for(page, hunan)
    missing_answers, _text = asked_for(page, missing)
    searched = searched_for(page, hunan.title_zh)
    exported = page.request.get(reverse("admin:exchange_export_xlsx")).body()
    send(page, workbook([["编号", TITLE], [hunan.pk, "改了"]]), "编号.xlsx")
    imported = page.locator("tbody tr").first.inner_text()
    page.request.post(
        METHODS,
        form={
            "action": "send_for_checking",
            "_selected_action": str(hunan.pk),
            "csrfmiddlewaretoken": _token(page),
        },
    )
    merging = page.request.get(reverse("admin:places_community_merge"))

    assert foreign_answers == missing_answers
    assert {status for status, _url in foreign_answers.values()} <= {200, 404}
    assert hunan.title_zh not in foreign_text + searched.replace(
        f'value="{hunan.title_zh}"', ""
    )
    assert own.title_zh in searched
    assert_workbook_without(exported, hunan.title_zh)
    assert f"There is no method with the number {hunan.pk}" in imported
    assert merging.status == 403
    row = WorkMethod.objects.get(pk=hunan.pk)
    assert (row.title_zh, row.status) == (hunan.title_zh, Status.DRAFT)


def assert_workbook_without(content, title):
    book = open_workbook(content)
    texts = {str(cell.value) for sheet in book for row in sheet for cell in row}
    assert title not in texts
