"""What a workbook of methods tells the person who fills it in, in both languages."""

import xlsxwriter
from django.utils.translation import override

from catalogue.bilingual import CHINESE, ENGLISH
from catalogue.desk.exchange.headings import METHODS_SHEET, STEPS_SHEET, Column
from catalogue.methods.models import Theme, WorkMethod
from catalogue.places.models import Province

INSTRUCTIONS_SHEET = "填写说明 Instructions"
CHOICES_SHEET = "选项 Choices"

# The values that a column offers, by its key.
Choices = dict[str, list[str]]

_LINES = (
    (
        "每行填写一个工作法，填在“工作法 Methods”表中；前两行为表头，请勿删除。",
        "One row is one method, on the sheet “工作法 Methods”. Keep both heading rows.",
    ),
    (
        "列的顺序可以调整；不需要的列可以删除，已有工作法的相应内容保持不变。",
        "Columns may be moved. A column that you delete leaves methods as they are.",
    ),
    (
        "修改名录中已有的工作法时填写“工作法编号”；新工作法此格留空。",
        "Write the number of a method that is in the catalogue already; leave it empty "
        "for a new one.",
    ),
    (
        "对已有的工作法，空格表示清空该项内容。不清楚的内容请留空，不要估填。",
        "For a method that is there, an empty cell empties the field. Leave empty what "
        "is not known.",
    ),
    (
        "社区可以填写代码，或填写县、街道和社区名称，也可以填写完整路径，如"
        "“福建省福州市鼓楼区东街街道军门社区”。",
        "A community is named by its code, by county, street and name, or by its full "
        "path.",
    ),
    (
        "步骤填在“步骤 Steps”表中：“序号”与“工作法 Methods”表的序号一致，每行一个步骤。"
        "也可以在“工作法 Methods”表中使用“步骤1：步骤名称”等列。",
        "Steps stand on the sheet “步骤 Steps”, one row a step, with the serial no. of "
        "the method. Columns such as “Step 1: Who, in Chinese” on the first sheet are "
        "understood as well.",
    ),
    (
        "没有填写步骤的工作法，原有步骤保持不变。",
        "A method without steps in the file keeps those that it has.",
    ),
    (
        "公式按文字处理，不会计算。每个文件最多 5000 行、10 MB。",
        "Formulas are taken as text and never worked out. A file holds at most 5,000 "
        "rows and 10 MB.",
    ),
)  # fmt: skip


def choices_of_today() -> Choices:
    """The reporting bodies, kinds and themes that a row may name, in Chinese."""
    with override(CHINESE):
        kinds = [str(label) for label in WorkMethod.Kind.labels]
    bodies = Province.objects.reporting_bodies().values_list("name_zh", flat=True)
    return {
        "reporting_body": list(bodies),
        "kind": kinds,
        "themes": list(Theme.objects.values_list("name_zh", flat=True)),
    }


def write_instructions(workbook: xlsxwriter.Workbook, columns: list[Column]) -> None:
    """A sheet that says how to fill in the others."""
    sheet = workbook.add_worksheet(INSTRUCTIONS_SHEET)
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    bold = workbook.add_format({"bold": True, "valign": "top"})
    sheet.set_column(0, 2, 60, wrapped)
    line = 0
    for lines in _LINES:
        for place, text in enumerate(lines):
            sheet.write_string(line, place, text, wrapped)
        line += 1
    line += 1
    for column in columns:
        if not column.hint:
            continue
        for place, language in enumerate((CHINESE, ENGLISH)):
            with override(language):
                text = (
                    f"{column.heading}：{column.hint}"
                    if not place
                    else f"{column.heading}: {column.hint}"
                )
            sheet.write_string(line, place, text, wrapped)
        line += 1
    sheet.write_string(line + 1, 0, f"{METHODS_SHEET} · {STEPS_SHEET}", bold)


def write_choices(workbook: xlsxwriter.Workbook, choices: Choices) -> None:
    """A sheet with the values that the drop-downs offer."""
    sheet = workbook.add_worksheet(CHOICES_SHEET)
    bold = workbook.add_format({"bold": True})
    heads = {"reporting_body": "报送单位", "kind": "类型", "themes": "主题"}
    columns = list(choices.items())
    sheet.set_column(0, len(columns), 24)
    for place, (key, _values) in enumerate(columns):
        sheet.write_string(0, place, heads[key], bold)
    longest = max(len(values) for values in choices.values())
    for row in range(longest):
        for place, (_key, values) in enumerate(columns):
            if row < len(values):
                sheet.write_string(row + 2, place, values[row])
