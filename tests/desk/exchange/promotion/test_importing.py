"""Promotion by Excel: told row by row, saved all together, undone as one act."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from catalogue.accounts.roles import Role
from catalogue.desk.models import PromotionImport
from catalogue.practice.models import Promotion
from tests.accounts.factories import (
    EditorFactory,
    OfficerFactory,
    RoundManagerFactory,
    UserFactory,
)
from tests.desk.exchange.files import delimited, open_workbook, workbook
from tests.methods.factories import WorkMethodFactory
from tests.places.factories import CommunityFactory, real_province
from tests.practice.factories import PromotionFactory
from tests.rounds.factories import SelectionRoundFactory

pytestmark = pytest.mark.django_db

HEADINGS = ["类型", "举办情况", "中文标题", "开始日期"]
GOOD = ["培训班", "已举办", "社区工作者培训班", "2018年9月"]
IMPORTS = "admin:exchange_promotion_imports"


def upload(client, content, name="展示推广.xlsx"):
    client.post(reverse(IMPORTS), {"file": SimpleUploadedFile(name, content)})
    return PromotionImport.objects.first()


def preview(client, made):
    return client.get(reverse("admin:exchange_promotion_import", args=[made.pk]))


def verdicts(client, made):
    page = preview(client, made).context["page"]
    return [(row.number, row.outcome, row.sentences) for row in page]


def save(client, made):
    address = reverse("admin:exchange_promotion_import", args=[made.pk])
    client.post(address, {"save": "yes"})
    made.refresh_from_db()
    return made


def undo(client, made):
    return client.post(reverse("admin:exchange_promotion_undo", args=[made.pk]))


def exported(client, kind="xlsx"):
    response = client.get(reverse("admin:exchange_promotion_export", args=[kind]))
    return b"".join(response.streaming_content)


def test_good_rows_are_told_and_saved_as_drafts(client, editor):
    made = upload(client, workbook([HEADINGS, GOOD, ["seminar", "Planned", "会", ""]]))

    assert verdicts(client, made) == [(2, "new", []), (3, "new", [])]
    assert not Promotion.objects.exists()

    assert save(client, made).is_saved
    first, second = Promotion.objects.order_by("pk")
    assert (first.kind, first.standing, first.begins_on, first.status) == (
        *("training-class", "held", "2018-09", "draft"),
    )
    assert (second.kind, second.standing, second.entered_by) == (
        *("seminar", "planned", editor),
    )


@pytest.mark.parametrize(
    ("heading", "cell", "word"),
    [
        ("类型", "大会战", "大会战"),
        ("举办情况", "也许", "也许"),
        ("中文标题", "", "title"),
        ("开始日期", "去年", "2018"),
        ("开始日期", "2999", "not begun"),
        ("结束日期", "2018-08", "before"),
        ("开始时刻", "上午", "上午"),
        ("报送单位", "亚特兰蒂斯", "亚特兰蒂斯"),
        ("所在省份", "亚特兰蒂斯", "亚特兰蒂斯"),
        ("社区编号", "99999999", ""),
        ("工作法编号", "99999999", "99999999"),
        ("工作法编号", "无", "无"),
        ("征集活动", "没有的活动", "没有的活动"),
        ("期数", "0", "1"),
        ("覆盖人数", "很多", "number"),
        ("可否链接", "也许", "也许"),
        ("网址", "不是网址", "URL"),
        ("编号", "99999999", "see"),
        ("编号", "x", "x"),
    ],
)
def test_what_is_wrong_is_said_in_words_and_nothing_is_saved(
    client, editor, heading, cell, word
):
    row = {**dict(zip(HEADINGS, GOOD, strict=True)), heading: cell}
    made = upload(client, workbook([[*row], [*row.values()], [*HEADINGS][:0]]))

    [(number, outcome, sentences)] = verdicts(client, made)
    assert (number, outcome) == (2, "wrong")
    assert word in " ".join(sentences)

    assert save(client, made).is_preview
    assert not Promotion.objects.exists()


def test_one_wrong_row_keeps_all_others_back(client, editor):
    made = upload(client, workbook([HEADINGS, GOOD, ["?", "已举办", "乙", "2018"]]))

    assert [outcome for _n, outcome, _s in verdicts(client, made)] == ["new", "wrong"]
    save(client, made)

    assert not Promotion.objects.exists()


def everything(**values):
    """A promotion of which every column says something."""
    community = CommunityFactory()
    return PromotionFactory(
        kind="site-meeting",
        standing="planned",
        summary_zh="一行\r\n又一行",
        summary_en="One\nmore",
        begins_on="2999-01-02",
        ends_on="2999-01-03",
        begins_at="09:30",
        ends_at="11:00",
        when_zh="上午",
        when_en="in the morning",
        community=community,
        division=community.county,
        province=community.province,
        place_zh="礼堂",
        place_en="Hall",
        organiser_zh="=SUM(A1)",
        organiser_en="Department",
        outlet_zh="报",
        outlet_en="Paper",
        address="https://example.org/a",
        may_link=True,
        sessions=15,
        people_reached=0,
        source="来源",
        source_address="https://example.org/b",
        may_link_source=True,
        serving=[
            WorkMethodFactory(published=True),
            WorkMethodFactory(published=True),
            SelectionRoundFactory(announced=True),
        ],
        **values,
    )


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_what_was_taken_out_comes_in_again_without_a_difference(client, editor, kind):
    body = real_province("fujian")
    everything(reporting_body=body)
    everything()
    PromotionFactory(people_reached=None)

    made = upload(client, exported(client, kind), f"展示推广.{kind}")

    assert [row[1:] for row in verdicts(client, made)] == [("unchanged", [])] * 3
    save(client, made)
    assert Promotion.objects.count() == 3


def test_a_changed_cell_changes_that_field_alone(client, editor):
    promotion = everything()
    before = Promotion.objects.values().get()
    made = upload(
        client, workbook([["编号", "中文标题"], [str(promotion.pk), "新标题"]])
    )

    [row] = preview(client, made).context["page"]
    assert [(before, after) for _h, before, after in row.changes] == [
        (promotion.title_zh, "新标题")
    ]
    save(client, made)

    after = Promotion.objects.values().get()
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"title_zh", "updated_at"}
    assert promotion.methods.count() == 2


def test_undoing_takes_new_ones_away_and_brings_changed_ones_back(client, editor):
    promotion = everything()
    before = Promotion.objects.values().get()
    content = workbook(
        [
            ["编号", *HEADINGS, "工作法编号"],
            [str(promotion.pk), "press", "planned", "改了", "2999", ""],
            ["", *GOOD, ""],
        ]
    )
    made = save(client, upload(client, content))
    # A time needs a whole day: the file is refused, so nothing is there to undo.
    assert made.is_preview

    content = workbook(
        [
            ["编号", "类型", "中文标题", "工作法编号"],
            [str(promotion.pk), "press", "改了", ""],
            ["", "press", "新的", ""],
        ]
    )
    made = save(client, upload(client, content))
    assert Promotion.objects.count() == 2
    assert promotion.methods.count() == 0

    assert undo(client, made).status_code == 302
    after = Promotion.objects.values().get()
    assert {name for name in after if after[name] != before[name]} == {"updated_at"}
    assert promotion.methods.count() == 2
    made.refresh_from_db()
    assert made.state == PromotionImport.State.UNDONE


def test_what_was_changed_or_published_since_keeps_an_import(client, editor):
    content = workbook([HEADINGS, GOOD, ["press", "已举办", "乙", "2019"]])
    made = save(client, upload(client, content))
    first = Promotion.objects.order_by("pk").first()
    Promotion.objects.filter(pk=first.pk).update(
        status=Promotion.Status.PUBLISHED, published_at=first.created_at
    )

    response = undo(client, made)

    assert response.status_code == 409
    assert [row["number"] for row in response.context["hindered"]] == [2]
    assert Promotion.objects.count() == 2


def test_published_promotion_is_not_written_into(client, editor):
    promotion = PromotionFactory(published=True)
    content = workbook([["编号", "中文标题"], [str(promotion.pk), "改了"]])
    made = upload(client, content)

    assert verdicts(client, made)[0][1] == "wrong"
    save(client, made)

    promotion.refresh_from_db()
    assert promotion.title_zh != "改了"


def test_what_changed_since_the_preview_is_looked_at_again(client, editor):
    promotion = PromotionFactory(title_zh="甲")
    content = workbook([["编号", "中文标题"], [str(promotion.pk), "乙"]])
    made = upload(client, content)
    Promotion.objects.filter(pk=promotion.pk).update(title_zh="丙")

    assert save(client, made).is_preview

    promotion.refresh_from_db()
    assert promotion.title_zh == "丙"


def test_an_officer_imports_for_the_own_body_alone(client, officer):
    foreign = PromotionFactory(reporting_body=real_province("hubei"))
    draft = WorkMethodFactory()
    content = workbook(
        [
            ["编号", "报送单位", "中文标题", "类型", "工作法编号"],
            ["", "", "自己的", "press", ""],
            ["", "湖北", "别人的", "press", ""],
            [str(foreign.pk), "", "改别人的", "press", ""],
            ["", "福建省", "用别人的草稿", "press", str(draft.pk)],
        ]
    )

    made = upload(client, content)

    assert [outcome for _n, outcome, _s in verdicts(client, made)] == [
        *("new", "wrong", "wrong", "wrong"),
    ]
    made = save(client, upload(client, workbook([["标题", "类型"], ["甲", "press"]])))
    saved = Promotion.objects.exclude(pk=foreign.pk).get()
    assert saved.reporting_body == officer.reporting_body


def test_imports_of_others_answer_like_missing_ones(client, officer):
    other = OfficerFactory(reporting_body=officer.reporting_body)
    made = PromotionImport.objects.create(made_by=other, file_name="a.xlsx")

    assert preview(client, made).status_code == 404
    assert undo(client, made).status_code == 404


@pytest.mark.parametrize(
    "person",
    [RoundManagerFactory, lambda: UserFactory(roles=[Role.REVIEWER])],
    ids=["manager", "reviewer"],
)
def test_who_may_not_enter_imports_nothing(client, person):
    client.force_login(person())
    made = PromotionImport.objects.create(made_by=EditorFactory(), file_name="a.xlsx")

    for address in (
        reverse(IMPORTS),
        reverse("admin:exchange_promotion_template"),
        reverse("admin:exchange_promotion_import", args=[made.pk]),
        reverse("admin:exchange_promotion_undo", args=[made.pk]),
    ):
        assert client.get(address).status_code == 403
    assert client.post(reverse(IMPORTS)).status_code == 403


def test_an_officer_takes_out_the_own_rows_alone(client, officer):
    PromotionFactory(title_zh="自己的", reporting_body=officer.reporting_body)
    PromotionFactory(title_zh="别人的")

    text = exported(client, "csv").decode("utf-8-sig")

    assert "自己的" in text
    assert "别人的" not in text


def test_template_has_the_headings_that_are_understood(client, editor):
    response = client.get(reverse("admin:exchange_promotion_template"))

    sheet = open_workbook(b"".join(response.streaming_content)).active
    [headings] = sheet.iter_rows(values_only=True)
    made = upload(client, workbook([headings, [None, *GOOD[:3]]]))
    assert made.unknown_headings == []
    assert len(made.headings) == 32


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "a.xlsx"),
        (b"PK", "a.xlsx"),
        (workbook([["nothing", "known"], ["a", "b"]]), "a.xlsx"),
        (delimited([HEADINGS]), "a.csv"),
        (delimited([HEADINGS, *[GOOD] * 1_001]), "a.csv"),
    ],
    ids=["empty", "damaged", "other headings", "no rows", "too long"],
)
def test_a_file_that_cannot_be_taken_says_why(client, editor, content, name):
    file = SimpleUploadedFile(name, content)

    response = client.post(reverse(IMPORTS), {"file": file})

    assert response.context["form"].errors["file"]
    assert not PromotionImport.objects.exists()


def test_a_preview_is_discarded(client, editor):
    made = upload(client, workbook([HEADINGS, GOOD]))

    client.post(
        reverse("admin:exchange_promotion_import", args=[made.pk]), {"discard": "yes"}
    )

    assert not PromotionImport.objects.exists()
    assert not Promotion.objects.exists()
