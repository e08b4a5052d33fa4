"""The result notice: what is known stands there, what is not is a blank."""

import io

import pytest
from docx import Document

from catalogue.rounds.approving import record_approval
from catalogue.rounds.models import Approval, SelectionRound
from catalogue.rounds.result_notice import result_notice
from tests.accounts.factories import RoundManagerFactory
from tests.rounds.course import Course
from tests.rounds.factories import NoticeFactory, SelectionRoundFactory

pytestmark = pytest.mark.django_db

State = SelectionRound.State


def text_of(document):
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def opened(approval):
    return Document(io.BytesIO(result_notice(approval)))


def approval_of(rows, **values):
    selection_round = SelectionRoundFactory(title_zh="第二次征集展示活动", **values)
    return Approval.objects.create(
        selection_round=selection_round,
        approved_by="部领导",
        approved_on="2026-11-22",
        selected_list=rows,
        digest="0" * 64,
        recorded_by=RoundManagerFactory(),
    )


def row(number, **values):
    return {
        "submission": number,
        "number": number,
        "title_zh": f"第{number}工作法",
        "title_en": "",
        "reporting_body": "北京市民政局",
        "community": "草厂社区",
        "digest": "0" * 64,
    } | values


def test_the_annex_holds_the_approved_list_row_by_row():
    approval = approval_of([row(1), row(2, title_zh="", title_en="Two")])

    [table] = opened(approval).tables

    assert [[cell.text for cell in each.cells] for each in table.rows] == [
        ["序号", "报送单位", "社区（村）", "工作法名称"],
        ["1", "北京市民政局", "草厂社区", "第1工作法"],
        ["2", "北京市民政局", "草厂社区", "Two"],
    ]


def test_number_and_date_are_blanks_until_they_are_known():
    approval = approval_of([row(1)])

    text = text_of(opened(approval))

    assert "________〔____〕____号" in text
    assert "____年__月__日" in text
    assert "关于公布第二次征集展示活动遴选结果的通知" in text


def test_the_call_is_cited_by_its_number():
    approval = approval_of([row(1)])
    NoticeFactory(
        selection_round=approval.selection_round,
        title_zh="关于征集优秀社区工作法的通知",
        number="民办函〔2026〕42号",
    )

    assert "《关于征集优秀社区工作法的通知》（民办函〔2026〕42号）" in text_of(
        opened(approval)
    )


def test_the_counts_are_those_of_the_round():
    course = Course().to(State.APPROVAL)
    approval = record_approval(
        course.round, by=course.manager, approved_by="部领导", approved_on="2026-11-22"
    )

    text = text_of(opened(approval))

    assert "1个单位共报送社区工作法2个" in text
    assert "遴选出优秀社区工作法1个" in text


@pytest.mark.parametrize("hostile", ["=1+1", "\x0b工", "<w:p/>", "工" * 5_000])
def test_any_title_can_stand_in_the_list(hostile):
    [table] = opened(approval_of([row(1, title_zh=hostile)])).tables

    assert table.rows[1].cells[3].text == hostile.replace("\x0b", "")
