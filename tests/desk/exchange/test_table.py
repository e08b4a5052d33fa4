"""Headings in any order and spelling; steps beside them or on a sheet of their own."""

import pytest

from catalogue.desk.exchange.headings import key_of_heading, step_key_of_heading
from catalogue.desk.exchange.reading.limits import FileRefused
from catalogue.desk.exchange.reading.recognise import read_file
from catalogue.desk.exchange.table import NO_HEADINGS, NO_ROWS, read_table
from tests.desk.exchange.files import content_of, open_workbook, workbook


def table_of(*sheets):
    return read_table(read_file("a.xlsx", workbook(*sheets)))


def refusal(content):
    with pytest.raises(FileRefused) as refused:
        read_table(read_file("a.xlsx", content))
    return str(refused.value)


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("工作法名称", "title_zh"),
        (" 工作法\n名 称 ", "title_zh"),
        ("工作法名称（必填）", "title_zh"),
        ("*工作法名称", "title_zh"),
        ("工作法名称\nChinese title", "title_zh"),
        ("TITLE", "title_zh"),
        ("报送省份", "reporting_body"),
        ("省（自治区、直辖市）", "reporting_body"),
        ("县(市、区)", "county"),
        ("街道（乡镇）名称", "street"),
        ("社区名称", "community"),
        ("起始年份（四位数）", "year_begun"),
        ("步骤１：具体做法", "step-1-action_zh"),
        ("第2步 名称", "step-2-title_zh"),
        ("第2步做法", "step-2-action_zh"),
        ("Step 12: Who, in English", "step-12-who_en"),
        ("步骤三标题", "step-3-title_zh"),
        ("天气", None),
        ("", None),
    ],
)
def test_headings_are_known_by_other_spellings(heading, key):
    assert key_of_heading(heading) == key


@pytest.mark.parametrize(
    ("heading", "key"),
    [("步骤", "position"), ("做法", "action_zh"), ("序号", "label"), ("Who", "who_zh")],
)
def test_headings_of_steps_are_known(heading, key):
    assert step_key_of_heading(heading) == key


def test_titles_above_headings_and_repeated_headings_are_passed_over():
    table = table_of(
        [
            ["附件2"],
            ["社区工作法汇总表"],
            ["简介", "工作法名称", "备注"],
            ["Chinese summary", "Chinese title", ""],
            ["一", "甲", "x"],
            [],
            ["简介", "工作法名称", ""],
            ["二", "乙", ""],
        ]
    )

    assert [(row.number, row.texts) for row in table.rows] == [
        (5, {"summary_zh": "一", "title_zh": "甲"}),
        (8, {"summary_zh": "二", "title_zh": "乙"}),
    ]
    assert table.headings == {"summary_zh": "简介", "title_zh": "工作法名称"}
    assert table.unknown_headings == ["备注"]


def test_first_sheet_that_names_methods_is_read():
    table = table_of([["说明"]], [["名称", "简介"], ["甲", "乙"]])

    assert [row.texts["title_zh"] for row in table.rows] == ["甲"]


def test_steps_of_a_sheet_go_to_their_methods():
    table = table_of(
        [["序号", "编号", "名称"], ["1", "", "甲"], ["2", "77", "乙"]],
        [
            ["序号", "工作法编号", "步骤", "做法"],
            ["1", "", "1", "一"],
            ["", "77", "1", "二"],
            ["1", "", "2", "三"],
            ["9", "", "1", "无主"],
        ],
    )

    assert [row.steps for row in table.rows] == [
        [
            {"position": "1", "action_zh": "一"},
            {"position": "2", "action_zh": "三"},
        ],
        [{"position": "1", "action_zh": "二"}],
    ]
    assert table.steps_without_method == [5]


def test_step_rows_under_a_merged_number_belong_to_it():
    book = open_workbook(
        workbook(
            [["序号", "名称"], ["1", "甲"]],
            [["序号", "步骤", "做法"], ["1", "1", "一"], ["", "2", "二"]],
        )
    )
    book["表2"].merge_cells("A2:A3")

    table = read_table(read_file("a.xlsx", content_of(book)))

    assert [step["action_zh"] for step in table.rows[0].steps] == ["一", "二"]


def test_merged_headings_are_refused_by_their_place():
    book = open_workbook(workbook([["名称", "简介", "背景"], ["甲", "乙", "丙"]]))
    book["表1"].merge_cells("B1:C1")

    assert refusal(content_of(book)) == (
        "The headings in row 1 are merged (B1:C1): give each column a heading of its "
        "own."
    )


def test_merged_title_above_the_headings_does_no_harm():
    book = open_workbook(workbook([["汇总表"], ["名称", "简介"], ["甲", "乙"]]))
    book["表1"].merge_cells("A1:B1")

    assert len(read_table(read_file("a.xlsx", content_of(book))).rows) == 1


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([["天气", "温度"], ["晴", "3"]], str(NO_HEADINGS)),
        ([["简介", "背景"], ["一", "二"]], str(NO_HEADINGS)),
        ([["名称", "简介"]], str(NO_ROWS)),
        ([["序号", "名称"], ["1", ""], ["2", ""]], str(NO_ROWS)),
        (
            [["名称", "标题"], ["甲", "乙"]],
            "Columns A and B both mean “标题”: delete one.",
        ),
        (
            [["名称", "简介"], *[["甲", "乙"]] * 5_001],
            "The file has more than 5,000 rows: divide it into several files.",
        ),
    ],
)
def test_table_that_cannot_be_understood_is_refused(rows, sentence):
    assert refusal(workbook(rows)) == sentence
