"""Methods out of the desk, under the headings under which they come in again."""

import csv
import io
from collections.abc import Iterator
from typing import IO

from django.db.models import Max, QuerySet
from django.utils.translation import override

from catalogue.bilingual import CHINESE
from catalogue.cells import harmless
from catalogue.desk.exchange.communities import place_texts
from catalogue.desk.exchange.headings import (
    LABEL,
    METHOD_COLUMNS,
    STEP_TEXTS,
    Column,
    numbered_heading,
)
from catalogue.desk.exchange.instructions import choices_of_today
from catalogue.desk.exchange.method_values import STEP_KEYS, TEXT_KEYS
from catalogue.desk.exchange.workbook_file import FileRow, Texts, write_workbook
from catalogue.methods.models import WorkMethod

# Without it Excel and WPS take UTF-8 for the code page of the machine.
BYTE_ORDER_MARK = "\ufeff"
_AT_ONCE = 500
_CONTACT = {"contact_name", "contact_phone"}

Methods = QuerySet[WorkMethod]


def export_columns(*, with_contact: bool) -> list[Column]:
    """The columns of a file; contact data leave the desk only with the own rows."""
    left_out = set() if with_contact else _CONTACT
    return [column for column in METHOD_COLUMNS if column.key not in left_out]


def methods_as_xlsx(methods: Methods, *, with_contact: bool) -> IO[bytes]:
    """The methods with their steps on a second sheet; an open file."""
    columns = export_columns(with_contact=with_contact)
    return write_workbook(columns, file_rows(methods), choices_of_today())


def methods_as_csv(methods: Methods, *, with_contact: bool) -> Iterator[str]:
    """The methods with their steps in numbered columns; UTF-8 after its mark."""
    columns = export_columns(with_contact=with_contact)
    last = _last_step(methods)
    headings = [column.chinese for column in columns]
    for number in range(1, last + 1):
        headings += [numbered_heading(column, number)[0] for column in STEP_TEXTS]
    yield BYTE_ORDER_MARK + _line(headings)
    for row in file_rows(methods):
        steps = {step["position"]: step for step in row.steps}
        fields = [row.texts[column.key] for column in columns]
        for number in range(1, last + 1):
            step = steps.get(str(number), {})
            fields += [step.get(column.key, "") for column in STEP_TEXTS]
        yield _line(fields)


def file_rows(methods: Methods) -> Iterator[FileRow]:
    """The methods as a file writes them, some hundred in memory at once."""
    numbers = list(methods.values_list("pk", flat=True))
    loaded = WorkMethod.objects.with_path().prefetch_related("themes", "steps")
    for start in range(0, len(numbers), _AT_ONCE):
        chunk = numbers[start : start + _AT_ONCE]
        found = loaded.in_bulk(chunk)
        for place, number in enumerate(chunk, start=start + 1):
            if number in found:
                yield _file_row(found[number], place)


def _file_row(method: WorkMethod, place: int) -> FileRow:
    with override(CHINESE):
        kind = str(method.get_kind_display())
    texts: Texts = {key: getattr(method, key) for key in TEXT_KEYS}
    texts |= place_texts(method.community)
    texts |= {
        LABEL.key: str(place),
        "number": str(method.pk),
        "reporting_body": method.reporting_body.name_zh,
        "kind": kind,
        "themes": "、".join(theme.name_zh for theme in method.themes.all()),
        "year_begun": str(method.year_begun or ""),
    }
    steps = [
        {"position": str(step.position), **{k: getattr(step, k) for k in STEP_KEYS}}
        for step in method.steps.all()
    ]
    return FileRow(texts, steps)


def _last_step(methods: Methods) -> int:
    positions = WorkMethod.objects.filter(pk__in=methods.order_by().values("pk"))
    last: int | None = positions.aggregate(last=Max("steps__position"))["last"]
    return last or 0


def _line(fields: list[str]) -> str:
    file = io.StringIO()
    csv.writer(file).writerow(harmless(field) for field in fields)
    return file.getvalue()
