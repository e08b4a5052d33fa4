"""From a file to methods: preview, choices, saving, files that go back."""

import pytest
from django.db import OperationalError
from django.urls import reverse
from django.utils.translation import override

from catalogue.desk.exchange.saving import digest_of
from catalogue.desk.models import MethodImport
from catalogue.methods.merging import merge_methods
from catalogue.methods.models import SearchText, Step, WorkMethod
from catalogue.methods.search.finding import search
from catalogue.methods.search.index import index_all_methods
from catalogue.places.models import FormerName
from tests.accounts.factories import EditorFactory
from tests.desk.exchange.conftest import outcomes_of, told
from tests.desk.exchange.files import (
    HEADINGS,
    content_of,
    open_workbook,
    texts_of,
    workbook,
)
from tests.methods.factories import StepFactory, ThemeFactory, WorkMethodFactory
from tests.places.factories import CommunityFactory

pytestmark = pytest.mark.django_db

JUNMEN = ["鼓楼区", "东街街道", "军门社区"]


@pytest.mark.usefixtures("officer", "junmen")
def test_nothing_is_saved_before_it_is_said(desk):
    method_import = desk.take_in([HEADINGS, ["一院三会", *JUNMEN]])

    assert outcomes_of(method_import) == ["new"]
    assert not WorkMethod.objects.exists()


def test_rows_become_drafts_of_the_officers_body(desk, officer, junmen, theme):
    headings = ["工作法名称", "社区代码", "主题", "类型", "起始年份", "简介"]
    row = ["一院三会", junmen.code, "居民自治", "综合", "２０１８年", "两句话。"]

    desk.save(desk.take_in([headings, row]))

    method = WorkMethod.objects.get()
    assert (method.title_zh, method.summary_zh) == ("一院三会", "两句话。")
    assert (method.community, method.reporting_body) == (
        junmen,
        officer.reporting_body,
    )
    assert (method.kind, method.year_begun) == ("comprehensive", 2018)
    assert list(method.themes.all()) == [theme]
    assert method.status == WorkMethod.Status.DRAFT
    assert method.entered_by == officer
    assert method.search_text.title == "一院三会"


@pytest.mark.usefixtures("officer", "junmen")
def test_new_rows_may_go_for_checking_at_once(desk):
    desk.save(desk.take_in([HEADINGS, ["甲", *JUNMEN]]), for_checking="on")

    assert WorkMethod.objects.get().status == WorkMethod.Status.CHECKING


@pytest.mark.usefixtures("officer", "junmen", "theme")
def test_all_faults_are_told_at_once_by_row_and_heading(desk):
    method_import = desk.take_in(
        [
            ["工作法名称", "社区（村）", "起始\n年份", "主题", "省份"],
            ["甲" * 121, "没有社区", "去年", "没有的主题", "湖南"],
            ["", "", "", "", "福建省民政厅"],
        ]
    )

    assert told(method_import) == {
        2: [
            "工作法名称: At most 120 characters; these are 121: shorten the text.",
            "起始 年份: “去年” is no year: write four digits from 1949 to 2100.",
            "主题: “没有的主题” is no theme; there are: Resident autonomy.",
            "省份: “湖南” is no reporting body.",
            "社区（村）: No community “没有社区” was found there: check its name, "
            "street and county, or write its code.",
        ],
        3: ["工作法名称: Give the method a title."],
    }


@pytest.mark.usefixtures("officer", "junmen")
def test_one_wrong_row_keeps_all_from_being_saved(desk):
    method_import = desk.take_in([HEADINGS, ["甲", *JUNMEN], ["乙", "", "", "无"]])

    page = desk.save(method_import, which="all")

    assert "nothing was saved" in page
    assert method_import.is_preview
    assert not WorkMethod.objects.exists()


@pytest.mark.usefixtures("officer", "junmen")
def test_who_has_wrong_rows_alone_is_not_sent_to_look_for_questions(client, desk):
    wrong = desk.take_in([HEADINGS, ["甲", *JUNMEN], ["乙", "", "", "无"]])
    asked = desk.take_in([HEADINGS, ["甲", *JUNMEN], ["甲", *JUNMEN]])

    pages = [
        client.get(reverse("admin:exchange_import", args=[each.pk])).content.decode()
        for each in (wrong, asked)
    ]

    assert "Correct it in the marked file, and import that." in pages[0]
    assert "Answer its question below" not in pages[0]
    assert "Answer its question below" in pages[1]


@pytest.mark.usefixtures("officer", "junmen")
def test_good_rows_are_saved_and_the_others_come_back_marked(desk):
    method_import = desk.take_in(
        [
            [*HEADINGS, "起始年份", "序号"],
            ["甲", *JUNMEN, "2018", "1"],
            ["乙", *JUNMEN, "不详", "2"],
        ],
        [["序号", "步骤序号", "具体做法"], ["2", "1", "走访"]],
    )

    desk.save(method_import, which="good")
    book = open_workbook(desk.marked(method_import))

    assert [method.title_zh for method in WorkMethod.objects.all()] == ["甲"]
    (row,) = texts_of(book["工作法 Methods"])
    assert (row["工作法名称"], row["起始年份"]) == ("乙", "不详")
    assert row["需更正之处"].startswith("起始年份: “不详” is no year")
    wrong = book["工作法 Methods"]["G3"]
    assert (wrong.value, "is no year" in wrong.comment.text) == ("不详", True)
    (step,) = texts_of(book["步骤 Steps"])
    assert (step["序号"], step["具体做法"]) == ("1", "走访")


@pytest.mark.usefixtures("officer", "junmen")
def test_corrected_marked_file_comes_in_with_its_steps(desk):
    first = desk.take_in(
        [[*HEADINGS, "起始年份", "序号"], ["乙", *JUNMEN, "不详", "2"]],
        [["序号", "步骤序号", "具体做法"], ["2", "1", "走访"]],
    )
    book = open_workbook(desk.marked(first))
    book["工作法 Methods"]["G3"].value = "2019"
    desk.upload(content_of(book), "to-correct.xlsx")
    second = type(first).objects.first()
    desk.save(second)

    method = WorkMethod.objects.get()
    assert (method.title_zh, method.year_begun) == ("乙", 2019)
    assert list(method.steps.values_list("position", "action_zh")) == [(1, "走访")]


def test_changes_are_shown_field_by_field_and_written(desk, officer, junmen):
    method = WorkMethodFactory(community=junmen, title_zh="旧", summary_zh="不变")
    method_import = desk.take_in(
        [["编号", "名称", "起始年份"], [str(method.pk), "新", "2017"]]
    )

    (_row, _sentences, changes), *_ = desk.page(method_import).context["rows"]
    desk.save(method_import)

    assert [(c.heading, c.before, c.after) for c in changes] == [
        ("名称", "旧", "新"),
        ("起始年份", "—", "2017"),
    ]
    method.refresh_from_db()
    assert (method.title_zh, method.year_begun) == ("新", 2017)
    assert method.summary_zh == "不变"


def test_unchanged_row_writes_nothing(desk, officer, junmen):
    method = WorkMethodFactory(community=junmen, title_zh="甲", summary_zh="一\r\n二")
    method_import = desk.take_in(
        [["编号", "名称", "简介"], [str(method.pk), "甲", "一\n二"]]
    )

    desk.save(method_import)

    assert outcomes_of(method_import) == ["unchanged"]
    before = method.updated_at
    method.refresh_from_db()
    assert method.updated_at == before


def test_steps_are_replaced_by_number_and_stay_without_mention(desk, officer, junmen):
    one = WorkMethodFactory(community=junmen)
    other = WorkMethodFactory(community=junmen)
    StepFactory(method=one, position=1, title_zh="甲")
    StepFactory(method=one, position=2, title_zh="乙")
    StepFactory(method=other, position=1, title_zh="丙")
    desk.save(
        desk.take_in(
            [
                ["编号", "名称", "步骤1：步骤名称", "步骤二 做法", "第3步：步骤名称"],
                [str(one.pk), one.title_zh, "甲", "改了", "新的"],
                [str(other.pk), other.title_zh, "", "", ""],
            ]
        )
    )

    steps = Step.objects.order_by("method", "position")
    assert list(steps.values_list("method", "position", "title_zh", "action_zh")) == [
        (one.pk, 1, "甲", ""),
        (one.pk, 2, "", "改了"),
        (one.pk, 3, "新的", ""),
        (other.pk, 1, "丙", ""),
    ]


def test_published_method_is_not_changed_by_an_officer(desk, officer, junmen):
    method = WorkMethodFactory(community=junmen, title_zh="甲", published=True)
    changed = desk.take_in([["编号", "名称"], [str(method.pk), "乙"]])
    same = desk.take_in([["编号", "名称"], [str(method.pk), "甲"]])

    assert outcomes_of(changed) == ["wrong"]
    assert outcomes_of(same) == ["unchanged"]


@pytest.mark.usefixtures("officer")
def test_foreign_number_answers_like_a_missing_one(desk):
    foreign = WorkMethodFactory(title_zh="甲")

    method_import = desk.take_in(
        [["编号", "名称"], [str(foreign.pk), "乙"], [str(foreign.pk + 1), "乙"]]
    )

    texts = [sentences[0] for sentences in told(method_import).values()]
    assert texts[0].replace(str(foreign.pk), "…") == texts[1].replace(
        str(foreign.pk + 1), "…"
    )
    assert "乙" not in desk.save(method_import)
    foreign.refresh_from_db()
    assert foreign.title_zh == "甲"


def test_number_of_a_merged_method_names_the_one_it_went_into(desk, officer, junmen):
    stays, goes = (
        WorkMethodFactory(community=junmen, title_zh=title) for title in ("甲", "乙")
    )
    merge_methods(stays, goes, by=EditorFactory(), reason="重复")

    changed = desk.take_in([["编号", "名称"], [str(goes.pk), "丙"]])
    same = desk.take_in([["编号", "名称"], [str(goes.pk), "乙"]])

    sentence = (
        f"编号: The method № {goes.pk} was merged into № {stays.pk}: write that "
        "number, or leave the row out."
    )
    assert told(changed) == told(same) == {2: [sentence]}
    desk.save(changed, which="good")
    goes.refresh_from_db()
    assert goes.title_zh == "乙"


@pytest.mark.usefixtures("officer", "junmen")
def test_row_of_another_body_is_wrong(desk):
    from tests.places.factories import real_province

    real_province("hunan")
    method_import = desk.take_in([[*HEADINGS, "报送单位"], ["甲", *JUNMEN, "湖南省"]])

    assert told(method_import) == {
        2: [
            "报送单位: Your account enters methods of Fujian, and this row is of Hunan."
        ]
    }
    with override("zh-hans"):
        [[sentence]] = told(method_import).values()
    assert ("福建" in sentence, "湖南" in sentence) == (True, True)
    assert "Fujian" not in sentence


@pytest.mark.usefixtures("editor")
def test_editor_enters_methods_of_any_body(desk, junmen):
    elsewhere = CommunityFactory()

    desk.save(
        desk.take_in(
            [["名称", "社区代码"], ["甲", junmen.code], ["乙", elsewhere.code]]
        )
    )

    bodies = WorkMethod.objects.order_by("pk").values_list("reporting_body", flat=True)
    assert list(bodies) == [junmen.province_id, elsewhere.province_id]


def test_likeness_is_asked_and_answered(desk, officer, junmen):
    known = WorkMethodFactory(community=junmen, title_zh="军门社区13335工作法")
    rows = [["名称", "社区代码"], ["“13335”工作法", junmen.code]]
    method_import = desk.take_in(rows)
    asked = outcomes_of(method_import)

    desk.choose(method_import, **{"resembles-2": str(known.pk)})
    changes = outcomes_of(method_import)
    desk.choose(method_import, **{"resembles-2": "leave-out"})
    left_out = outcomes_of(method_import)
    desk.choose(method_import, **{"resembles-2": "new"})
    desk.save(method_import)

    assert (asked, changes, left_out) == (["duplicate"], ["changed"], ["left-out"])
    assert WorkMethod.objects.count() == 2


def test_only_what_is_offered_can_be_chosen(desk, officer, junmen):
    WorkMethodFactory(community=junmen, title_zh="甲")
    foreign = WorkMethodFactory(title_zh="乙")
    method_import = desk.take_in([["名称", "社区代码"], ["甲", junmen.code]])

    desk.choose(
        method_import,
        **{"resembles-2": str(foreign.pk), "community-2": str(foreign.community_id)},
    )

    assert outcomes_of(method_import) == ["duplicate"]
    assert method_import.rows.get().choices == {}


@pytest.mark.usefixtures("officer")
def test_rows_that_resemble_each_other_are_asked(desk, junmen):
    method_import = desk.take_in(
        [["名称", "社区代码"], ["甲乙丙", junmen.code], ["甲乙丙工作法", junmen.code]]
    )

    assert outcomes_of(method_import) == ["new", "duplicate"]


@pytest.mark.usefixtures("officer")
def test_ambiguous_community_is_asked_and_chosen(desk, junmen, gulou):
    from tests.places.factories import StreetFactory

    street = StreetFactory(county=gulou, name_zh="南街街道")
    other = CommunityFactory(street=street, name="军门社区")
    method_import = desk.take_in(
        [["名称", "县", "社区"], ["甲", "鼓楼", "军门社区居委会"]]
    )
    asked = outcomes_of(method_import)

    desk.choose(method_import, **{"community-2": str(other.pk)})
    desk.save(method_import)

    assert asked == ["question"]
    assert WorkMethod.objects.get().community == other


def test_what_changed_since_the_preview_is_not_overwritten(desk, officer, junmen):
    method = WorkMethodFactory(community=junmen, title_zh="甲")
    method_import = desk.take_in([["编号", "名称"], [str(method.pk), "乙"]])
    WorkMethod.objects.filter(pk=method.pk).update(title_zh="丙")

    page = desk.save(method_import)

    assert "nothing was saved" in page
    (row,) = method_import.rows.all()
    assert row.result["changes"] == [{"key": "title_zh", "before": "丙", "after": "乙"}]
    method.refresh_from_db()
    assert method.title_zh == "丙"


@pytest.mark.usefixtures("officer", "junmen")
def test_history_names_person_and_import(desk, officer):
    from catalogue.desk.history import event_models

    method_import = desk.take_in([HEADINGS, ["甲", *JUNMEN]])
    desk.save(method_import)

    event = event_models()[WorkMethod].objects.get()
    assert event.pgh_context.metadata["user"] == officer.pk
    assert event.pgh_context.metadata["method_import"] == method_import.pk


@pytest.mark.usefixtures("officer", "junmen")
def test_who_closes_the_page_in_the_middle_saves_nothing(client, desk, monkeypatch):
    monkeypatch.setattr("catalogue.desk.exchange.saving.AT_ONCE", 1)
    rows = [[f"{name}工作法", *JUNMEN] for name in ("一院", "板凳课堂", "五步")]
    method_import = desk.take_in([HEADINGS, *rows])
    response = client.post(reverse("admin:exchange_save", args=[method_import.pk]))
    pieces = iter(response.streaming_content)

    page = [next(pieces) for _ in range(4)]
    before = WorkMethod.objects.count()
    # What the test client puts around it closes the response as a server does.
    response._iterator.close()

    assert b"2 of 3 rows" in page[-1]
    assert (before, WorkMethod.objects.count()) == (2, 0)
    method_import.refresh_from_db()
    assert method_import.is_preview


@pytest.mark.usefixtures("officer", "junmen")
def test_database_that_stops_in_the_middle_leaves_nothing(desk, monkeypatch):
    def stop(writing, methods):
        raise OperationalError("server closed the connection")

    monkeypatch.setattr("catalogue.desk.exchange.saving.Writing.add", stop)
    method_import = desk.take_in([HEADINGS, ["甲", *JUNMEN]])

    page = desk.save(method_import)

    assert "The database did not answer: nothing was saved" in page
    assert not WorkMethod.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"for_checking": "on"}])
def test_search_and_undoing_know_methods_as_the_database_does(
    desk, officer, junmen, theme, sent, monkeypatch
):
    monkeypatch.setattr("catalogue.desk.exchange.saving.AT_ONCE", 3)
    monkeypatch.setattr("catalogue.methods.search.writing._ROWS", 1)
    FormerName.objects.create(community=junmen, name="旧军门居委会")
    other = ThemeFactory(name_zh="养老服务", name_en="Care for the elderly")
    old = WorkMethodFactory(community=junmen, title_zh="旧", themes=[theme])
    StepFactory(method=old, position=1, title_zh="走访")
    headings = [*HEADINGS, "编号", "主题", "英文名称", "步骤2：步骤名称", "步骤1 做法"]
    rows = [
        ["一院三会", *JUNMEN, "", "养老服务、居民自治", "Three Meetings", "议", "商"],
        ["板凳课堂", *JUNMEN, "", "", "", "", ""],
        ["新", *JUNMEN, str(old.pk), "养老服务", "", "回访", ""],
        ["五步  工作法 ", *JUNMEN, "", "居民自治", "", "", "第一\r\n第二"],
        ["ＡＢＣ工作法", *JUNMEN, "", "", "", "", ""],
    ]
    method_import = desk.take_in([headings, *rows])

    desk.save(method_import, **sent)

    assert outcomes_of(method_import) == ["new", "new", "changed", "new", "new"]
    written = list(SearchText.objects.order_by("pk").values())
    index_all_methods()
    assert written == list(SearchText.objects.order_by("pk").values())
    assert {other, theme} == set(
        WorkMethod.objects.get(title_zh="一院三会").themes.all()
    )
    for row in method_import.rows.all():
        assert row.after == digest_of(WorkMethod.objects.get(pk=row.method_number))


@pytest.mark.usefixtures("officer", "junmen")
def test_search_finds_all_methods_once_they_are_saved(desk, monkeypatch):
    monkeypatch.setattr("catalogue.desk.exchange.saving.AT_ONCE", 2)
    monkeypatch.setattr("catalogue.methods.search.writing._ROWS", 1)
    rows = [[f"{name}工作法", *JUNMEN] for name in ("一院", "板凳课堂", "五步")]
    method_import = desk.take_in([HEADINGS, *rows])

    desk.save(method_import)

    saved = WorkMethod.objects.values_list("pk", flat=True)
    assert len(saved) == 3
    assert search("工作法").everywhere == set(saved)
    assert search("板凳课堂").everywhere == {
        WorkMethod.objects.get(title_zh="板凳课堂工作法").pk
    }


@pytest.mark.usefixtures("officer", "junmen")
def test_search_text_that_is_refused_keeps_all_from_being_saved(
    desk, monkeypatch, caplog
):
    monkeypatch.setattr("catalogue.desk.exchange.saving.AT_ONCE", 2)
    monkeypatch.setattr("catalogue.methods.search.writing._ROWS", 1)
    monkeypatch.setattr(
        "catalogue.methods.search.writing._ROW",
        "(%s, %s, %s, %s, %s, %s, ('x' || %s)::int::text::tsvector)",
    )
    rows = [[f"{name}工作法", *JUNMEN] for name in ("一院", "板凳课堂", "五步")]
    method_import = desk.take_in([HEADINGS, *rows])

    page = desk.save(method_import)

    assert "The database did not answer: nothing was saved" in page
    assert "invalid input syntax for type integer" in caplog.text
    assert not WorkMethod.objects.exists()
    method_import.refresh_from_db()
    assert method_import.is_preview


@pytest.fixture
def told_row_by_row(monkeypatch):
    """Every file counts as a long one, and every row as a piece of it."""
    monkeypatch.setattr("catalogue.desk.exchange.views.CHECKED_AT_ONCE", 0)
    monkeypatch.setattr("catalogue.desk.exchange.checking._PIECE", 1)


def three_rows():
    names = ("一院", "板凳课堂", "五步")
    return workbook([HEADINGS, *([f"{name}工作法", *JUNMEN] for name in names)])


@pytest.mark.usefixtures("officer", "junmen", "told_row_by_row")
def test_checking_of_a_long_file_tells_how_far_it_is(desk):
    response = desk.upload(three_rows())
    pieces = [piece.decode() for piece in response.streaming_content]

    method_import = MethodImport.objects.get()
    told = [f"{done} of 3 rows" in piece for done, piece in enumerate(pieces[1:5])]
    assert told == [True] * 4
    assert f'href="/admin/exchange/methods/{method_import.pk}/"' in pieces[-2]
    assert outcomes_of(method_import) == ["new"] * 3


@pytest.mark.usefixtures("officer", "junmen", "told_row_by_row")
def test_who_leaves_while_a_file_is_checked_has_kept_nothing(desk):
    response = desk.upload(three_rows())
    pieces = iter(response.streaming_content)

    page = [next(pieces) for _ in range(4)]
    response._iterator.close()

    assert b"2 of 3 rows" in page[-1]
    assert not MethodImport.objects.exists()


@pytest.mark.usefixtures("officer", "junmen", "told_row_by_row")
def test_database_that_stops_while_a_file_is_checked_keeps_nothing(desk, monkeypatch):
    def stop(*rows):
        raise OperationalError("server closed the connection")

    monkeypatch.setattr("catalogue.desk.exchange.uploading._keep", stop)

    page = b"".join(desk.upload(three_rows()).streaming_content).decode()

    assert "The database did not answer: nothing was saved" in page
    assert "data-go-on" not in page
    assert not MethodImport.objects.exists()


@pytest.mark.usefixtures("officer", "junmen")
def test_answers_to_a_long_file_are_taken_in_the_same_way(desk, request):
    method_import = desk.take_in([HEADINGS, ["甲", *JUNMEN], ["甲", *JUNMEN]])
    request.getfixturevalue("told_row_by_row")

    response = desk.choose(method_import, **{"resembles-3": "new"})

    assert b"2 of 2 rows" in b"".join(response.streaming_content)
    assert outcomes_of(method_import) == ["new", "new"]


def test_phone_is_masked_in_the_preview(desk, officer, junmen):
    method = WorkMethodFactory(community=junmen, contact_phone="13800005678")
    method_import = desk.take_in(
        [["编号", "名称", "联系电话"], [str(method.pk), method.title_zh, "13900001234"]]
    )

    page = desk.page(method_import).content.decode()

    assert ("13800005678" in page, "138******78" in page) == (False, True)


def test_change_takes_back_a_release_for_later(desk, editor, junmen):
    method = WorkMethodFactory(
        community=junmen,
        title_zh="旧",
        publish_at="2099-01-01T00:00Z",
        released_by=editor,
    )

    desk.save(desk.take_in([["编号", "名称"], [str(method.pk), "新"]]))

    method.refresh_from_db()
    assert (method.title_zh, method.publish_at) == ("新", None)
